//! The page, as this module finds it: where it is, and what it does when it is asked to.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = causalPage)]
    fn present() -> Result<js_sys::Array, JsValue>;
    /// Shows the run of a link.
    #[wasm_bindgen(catch, js_namespace = causalPage)]
    pub(crate) fn show(link: &str) -> Result<(), JsValue>;
    /// Does at the present position what the script of a link does.
    #[wasm_bindgen(catch, js_namespace = causalPage)]
    pub(crate) fn perform(link: &str) -> Result<(), JsValue>;
    /// Goes to a position, and gives the one that was reached.
    #[wasm_bindgen(catch, js_namespace = causalPage)]
    pub(crate) fn seek(position: f64) -> Result<f64, JsValue>;
    /// The address of the run on show at the present position.
    #[wasm_bindgen(catch, js_namespace = causalPage)]
    pub(crate) fn address() -> Result<String, JsValue>;
    /// Calls a function whenever the run or the position has changed.
    #[wasm_bindgen(catch, js_namespace = causalPage)]
    pub(crate) fn watch(callback: &JsValue) -> Result<(), JsValue>;
}

/// Where the page is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Present {
    /// The run on show.
    pub(crate) link: String,
    /// The position in it.
    pub(crate) stop: usize,
    /// How many events have happened there.
    pub(crate) n_events: usize,
}

impl Present {
    /// Where it is now.
    pub(crate) fn now() -> Result<Self, JsValue> {
        let parts = present()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let number = |at| parts.get(at).as_f64().unwrap_or_default() as usize;
        let link = parts.get(0).as_string().unwrap_or_default();
        Ok(Self { link, stop: number(1), n_events: number(2) })
    }
}
