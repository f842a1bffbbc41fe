//! Files: read when they are chosen or dropped, offered when they are asked for.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, HtmlAnchorElement, Url};

use causal_core::export::govector::LOG_BYTES;

use super::document;

/// Reads a file as text, unless it is longer than any log may be, or any scenario.
pub(crate) fn read_file(file: &File, then: impl FnOnce(Option<String>) + 'static) {
    #[allow(clippy::cast_precision_loss)]
    if file.size() > LOG_BYTES as f64 {
        return then(None);
    }
    let promise = file.text();
    spawn_local(async move {
        then(JsFuture::from(promise).await.ok().and_then(|text| text.as_string()));
    });
}

/// Hands the visitor a file to keep. Does nothing where downloads are forbidden.
pub(crate) fn offer_download(name: &str, text: &str) {
    let _refused = download(name, text);
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence(&parts)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}
