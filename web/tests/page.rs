//! What comes of messages: sequences of them against the model, without a browser.
#![cfg(not(target_arch = "wasm32"))]

mod page {
    mod acting;
    mod branches;
    mod cards;
    mod clients;
    mod keeping;
    mod keys;
    mod leaving;
    mod long;
    mod looks;
    mod opening;
    mod remedies;
    mod scripts;
    mod selecting;
    mod setup;
    mod support;
    mod time;
    mod working;
}
