//! Files: read when they are chosen or dropped, offered when they are asked for.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, HtmlAnchorElement, Url};

use causal_core::export::govector::LOG_BYTES;

use super::document;
use crate::model::Unread;

thread_local! {
    /// How many files have been chosen or dropped.
    static N_CHOSEN: Cell<u32> = const { Cell::new(0) };
}

/// Reads a file as text, unless it is longer than any log may be, or any scenario. A file that is
/// chosen later wins, however long this one takes.
pub(crate) fn read_file(file: &File, then: impl FnOnce(Result<String, Unread>) + 'static) {
    let number = N_CHOSEN.with(|n| n.replace(n.get().wrapping_add(1))).wrapping_add(1);
    #[allow(clippy::cast_precision_loss)]
    if file.size() > LOG_BYTES as f64 {
        return then(Err(Unread::TooLong));
    }
    let promise = file.text();
    spawn_local(async move {
        let text = JsFuture::from(promise).await.ok().and_then(|text| text.as_string());
        if N_CHOSEN.with(Cell::get) == number {
            then(text.ok_or(Unread::Refused));
        }
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
