//! How long links get, against what is promised: room for every exercise in the narrowest field,
//! and for a thousand actions in a chat message.

use causal_core::scenario::{link, text};

use crate::stories::{MESSAGE_FROM_THE_FUTURE, long_story};

fn characters(story: &str) -> usize {
    link::encode(&text::parse(story).expect("a story"), 0xbeef).len()
}

#[test]
fn links_stay_short() {
    let sizes = [10, 30, 50, 100, 250, 500, 1000].map(|n| (n, characters(&long_story(n))));
    let first = characters(MESSAGE_FROM_THE_FUTURE);
    println!("message from the future: {first}; so many actions: characters {sizes:?}");
    assert!(first < 70, "{first}");
    for ((n_actions, size), most) in sizes.into_iter().zip([75, 160, 230, 400, 850, 1600, 3000]) {
        assert!(size <= most, "{n_actions} actions take {size} characters");
    }
}
