//! Sessions by hand: clients named on cards, what they are answered, what they wait for, and the one
//! button that helps.

use causal_e2e::{Screen, Visitor};

/// An empty playground whose replicas let sessions wait.
fn with_sessions(screen: Screen) -> Visitor {
    let visitor = Visitor::arrives_with(screen);
    visitor.opens("/");
    visitor
}

#[test]
fn look() {
    let ada = with_sessions(Screen::DESKTOP);
    ada.takes_picture("look-0");
    ada.clicks_on("start-empty");
    ada.chooses("sessions", "wait");
    ada.clicks_on("link-A>C");
    ada.fills_in("client-A", "ann");
    ada.fills_in("key-A", "x");
    ada.fills_in("value-A", "1");
    ada.presses("Enter");
    ada.takes_picture("look-1");
    ada.clicks_on("end");
    ada.fills_in("client-C", "ann");
    ada.fills_in("key-C", "x");
    ada.clicks_on("read-C");
    ada.takes_picture("look-2");
    ada.clicks_on("release");
    ada.takes_picture("look-3");
    let bob = with_sessions(Screen::PHONE);
    bob.clicks_on("sheet-write");
    bob.takes_picture("look-4");
    bob.fills_in("client-A", "ann");
    bob.fills_in("key-A", "x");
    bob.fills_in("value-A", "1");
    bob.presses("Enter");
    bob.takes_picture("look-5");
    bob.clicks_on("read-A");
    bob.takes_picture("look-6");
}
