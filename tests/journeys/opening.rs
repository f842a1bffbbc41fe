//! The page opens, and keeps to itself.

use causal_e2e::{Screen, Visitor};

#[test]
fn the_page_opens_on_a_desk() {
    let ada = Visitor::arrives();
    ada.opens("/");
    assert_eq!(ada.title(), "Causal playground");
    ada.takes_picture("opening-desk");
}

#[test]
fn the_page_opens_on_a_phone() {
    let bob = Visitor::arrives_with(Screen::PHONE);
    bob.opens("/");
    assert_eq!(bob.title(), "Causal playground");
    bob.takes_picture("opening-phone");
}
