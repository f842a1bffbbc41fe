//! What comes of messages: sequences of them against the model, without a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../core/tests/generator/mod.rs"]
mod generator;

mod page {
    mod acting;
    mod announcing;
    mod branches;
    mod cards;
    mod clients;
    mod goals;
    mod keeping;
    mod keys;
    mod leaving;
    mod long;
    mod looks;
    mod opening;
    mod remedies;
    mod rows;
    mod scripts;
    mod selecting;
    mod setup;
    mod support;
    mod time;
    mod until;
    mod working;
}
