//! What a tab remembers: the run on show, in case of a crash, and the theme. A browser that keeps
//! nothing loses nothing else.

use std::rc::Rc;

use causal_core::run::Run;
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::Storage;
use yew::prelude::*;

use super::window;
use crate::codec;
use crate::model::Theme;

const RUN: &str = "causal.run";
const RESTORE: &str = "causal.restore";
const THEME: &str = "causal.theme";

/// What is kept of a run.
#[derive(Debug, Serialize)]
struct Saved {
    fragment: String,
}

/// The run that a crash interrupted: only after a crash, and only once.
pub(crate) fn saved_run() -> Option<String> {
    let storage = session()?;
    storage.get_item(RESTORE).ok()??;
    storage.remove_item(RESTORE).ok()?;
    let text = storage.get_item(RUN).ok()??;
    let value = js_sys::JSON::parse(&text).ok()?;
    js_sys::Reflect::get(&value, &"fragment".into()).ok()?.as_string()
}

/// The next page of this tab brings the saved run back.
pub(super) fn ask_for_restore() {
    let _refused = session().map(|storage| storage.set_item(RESTORE, "1"));
}

/// Keeps each run that is on show, at the stop at which it came to be.
#[hook]
pub(crate) fn use_saved_run(run: &Rc<Run>, stop: usize) {
    // The run before is still there when the next one is made, so their addresses differ.
    let address = Rc::as_ptr(run) as usize;
    let run = Rc::clone(run);
    use_effect_with(address, move |_| {
        let saved = Saved { fragment: codec::fragment(&run, stop) };
        let _refused = save(&saved);
    });
}

fn save(saved: &Saved) -> Result<(), JsValue> {
    let value = serde_wasm_bindgen::to_value(saved)?;
    let text = js_sys::JSON::stringify(&value)?;
    session().map_or(Ok(()), |storage| storage.set_item(RUN, &String::from(text)))
}

/// The theme that was chosen on this machine.
pub(crate) fn saved_theme() -> Theme {
    let name = local().and_then(|storage| storage.get_item(THEME).ok().flatten());
    name.map_or(Theme::System, |name| Theme::named(&name))
}

/// Keeps the theme.
pub(super) fn save_theme(theme: Theme) {
    let _refused = local().map(|storage| storage.set_item(THEME, theme.name()));
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
