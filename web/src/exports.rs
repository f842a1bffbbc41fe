//! What the page exports to its second module. It is exported here and not in the library, because
//! what a library exports would stand in every module that uses it.

use causal_web::door;
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

/// See [`door::present`].
#[wasm_bindgen]
pub fn present() -> Result<Array, JsValue> {
    door::present()
}

/// See [`door::show`].
#[wasm_bindgen]
pub fn show(link: &str) -> Result<(), JsValue> {
    door::show(link)
}

/// See [`door::perform`].
#[wasm_bindgen]
pub fn perform(link: &str) -> Result<(), JsValue> {
    door::perform(link)
}

/// See [`door::seek`].
#[wasm_bindgen]
pub fn seek(position: usize) -> Result<usize, JsValue> {
    door::seek(position)
}

/// See [`door::address`].
#[wasm_bindgen]
pub fn address() -> Result<String, JsValue> {
    door::address()
}

/// See [`door::watch`].
#[wasm_bindgen]
pub fn watch(callback: Function) {
    door::watch(callback);
}
