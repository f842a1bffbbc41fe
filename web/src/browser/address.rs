//! The address bar: what it asks for, and what it shows after something has been shared.

use std::rc::Rc;

use gloo_events::EventListener;
use yew::prelude::*;

use super::window;
use crate::model::Dispatch;
use crate::msg::Msg;

/// What stands after `#`, or what a mail program has made of it; empty if nothing does.
pub(crate) fn fragment() -> String {
    let location = window().location();
    let hash = location.hash().unwrap_or_default();
    let hash = hash.strip_prefix('#').unwrap_or_default();
    if !hash.is_empty() {
        return hash.to_owned();
    }
    let search = location.search().unwrap_or_default();
    let query = search.trim_start_matches('?').split('&');
    query.filter_map(|part| part.strip_prefix("s=")).next().unwrap_or_default().to_owned()
}

/// The address of this page without anything of its own: links start with it.
pub(crate) fn page_address() -> String {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let origin = if origin == "null" { "file://".to_owned() } else { origin };
    format!("{origin}{}", location.pathname().unwrap_or_default())
}

/// The address bar shows what was shared last, and whoever changes it by hand is followed.
#[hook]
pub(crate) fn use_address(address: Option<Rc<str>>, dispatch: &Dispatch) {
    let before = use_mut_ref(|| None::<Rc<str>>);
    use_effect_with(address, move |address| {
        let before = before.replace(address.clone());
        // The bar goes on saying what nobody has put there from here.
        if address.is_some() || before.is_some() {
            show(address.as_deref().unwrap_or_default());
        }
    });
    use_effect_with(dispatch.clone(), |dispatch| {
        let dispatch = dispatch.clone();
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            dispatch.dispatch(Msg::Follow(fragment()));
        });
        move || drop(listener)
    });
}

/// Replaces what stands after `#`, without a step in the browser's history.
fn show(address: &str) {
    if fragment() == address {
        return;
    }
    let mark = if address.is_empty() { "" } else { "#" };
    let url = format!("{}{mark}{address}", page_address());
    let history = window().history();
    // A page opened from a file may not do this; its links work all the same.
    let _refused = history.map(|history| {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&url))
    });
}
