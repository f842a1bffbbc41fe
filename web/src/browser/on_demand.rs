//! The second module, loaded when it is first needed: it reads and writes scenarios as JSON and text.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::offer_download;
use crate::model::{Dispatch, Msg, Opening};
use crate::words;

#[wasm_bindgen]
extern "C" {
    /// What the module exports; see `playground/main.rs`.
    type Module;

    #[wasm_bindgen(method, catch, js_name = linkOf)]
    fn link_of(this: &Module, scenario: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = textOf)]
    fn text_of(this: &Module, link: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = jsonOf)]
    fn json_of(this: &Module, link: &str) -> Result<JsValue, JsValue>;

    /// Stands in `index.html`, beside the interface for scripts.
    #[wasm_bindgen(catch, js_name = onDemand)]
    fn on_demand() -> Result<Promise, JsValue>;
}

/// What the module makes of a text, or a sentence.
async fn made_of(
    text: &str,
    make: fn(&Module, &str) -> Result<JsValue, JsValue>,
) -> Result<String, String> {
    let module = match on_demand() {
        Ok(loading) => JsFuture::from(loading).await,
        Err(missing) => Err(missing),
    };
    let module: Module = module.map_err(|_why| words::PART_MISSING.to_owned())?.unchecked_into();
    let made = make(&module, text).map_err(|error| {
        let error = error.dyn_ref::<js_sys::Error>();
        error.map_or_else(|| words::PART_MISSING.to_owned(), |error| error.message().into())
    });
    Ok(made?.as_string().unwrap_or_default())
}

/// Reads what is to be opened, if it is no link.
#[hook]
pub(crate) fn use_reader(opening: &Opening, dispatch: &Dispatch) {
    let text = opening.reading.then(|| Rc::clone(&opening.text));
    use_effect_with((text, dispatch.clone()), |(text, dispatch)| {
        let Some(text) = text.clone() else { return };
        let dispatch = dispatch.clone();
        spawn_local(async move {
            let link = made_of(&text, Module::link_of).await;
            dispatch.dispatch(Msg::Taken(text, link));
        });
    });
}

/// The run behind a link as text, or why it cannot be shown; nothing while it is being written.
#[hook]
pub(crate) fn use_text_of(link: Rc<str>) -> Option<Result<String, String>> {
    let written = use_state(|| None::<(Rc<str>, Result<String, String>)>);
    let setter = written.setter();
    use_effect_with(Rc::clone(&link), move |link| {
        let link = Rc::clone(link);
        spawn_local(async move {
            if !link.is_empty() {
                let text = made_of(&link, Module::text_of).await;
                setter.set(Some((link, text)));
            }
        });
    });
    // What was asked for another run says nothing about this one.
    (*written).clone().filter(|(of, _)| *of == link).map(|(_, text)| text)
}

/// Offers the run behind a link as a file, or tells why not.
pub(crate) fn download_json(
    link: Rc<str>,
    file_name: String,
    refused: impl FnOnce(String) + 'static,
) {
    spawn_local(async move {
        match made_of(&link, Module::json_of).await {
            Ok(json) => offer_download(&file_name, &json),
            Err(sentence) => refused(sentence),
        }
    });
}
