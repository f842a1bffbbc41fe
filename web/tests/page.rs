//! What comes of messages: sequences of them against the model, without a browser.
#![cfg(not(target_arch = "wasm32"))]

mod page {
    mod acting;
    mod branches;
    mod cards;
    mod keeping;
    mod keys;
    mod leaving;
    mod opening;
    mod scripts;
    mod selecting;
    mod support;
    mod time;
    mod working;
}
