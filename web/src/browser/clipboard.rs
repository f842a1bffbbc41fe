//! The clipboard, which may be refused.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::window;

/// Puts text on the clipboard, and tells whether that worked.
pub(crate) fn copy(text: String, then: impl FnOnce(bool) + 'static) {
    // Outside of secure contexts there is no clipboard at all.
    if !window().is_secure_context() {
        return then(false);
    }
    let promise = window().navigator().clipboard().write_text(&text);
    spawn_local(async move { then(JsFuture::from(promise).await.is_ok()) });
}
