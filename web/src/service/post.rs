//! Orders and news on their way between page and worker: as bytes in a buffer that changes hands, so
//! that no large text is copied by the browser.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// What to post, and what changes hands by it.
pub(super) fn packed(what: &impl Serialize) -> (JsValue, JsValue) {
    let bytes = postcard::to_allocvec(what).expect("plain data is bytes");
    let bytes = Uint8Array::from(&*bytes);
    let buffer = Array::of1(&bytes.buffer());
    (bytes.into(), buffer.into())
}

/// What was posted; nothing if it is something else.
pub(super) fn unpacked<T: DeserializeOwned>(posted: JsValue) -> Option<T> {
    let bytes = posted.dyn_into::<Uint8Array>().ok()?;
    postcard::from_bytes(&bytes.to_vec()).ok()
}
