//! What a tab remembers: the run on show and what is being typed, for a reload or a crash, and the
//! theme. A browser that keeps nothing loses nothing else.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Storage;
use yew::prelude::*;

use super::{fragment, window};
use crate::codec;
use crate::model::{Draft, Model, Theme};

const RUN: &str = "causal.run";
const DRAFTS: &str = "causal.typed";
const RESTORE: &str = "causal.restore";
const OPENING: &str = "causal.opening";
const THEME: &str = "causal.theme";

/// The run that a crash or a reload interrupted: what the tab showed under the same address. A run
/// that crashed while it was brought back is not brought back again.
pub(crate) fn saved_run() -> Option<String> {
    let storage = session()?;
    let crashed = take(&storage, RESTORE).is_some();
    if take(&storage, OPENING).is_some() {
        return None;
    }
    let saved = js_sys::Array::from(&js_sys::JSON::parse(&storage.get_item(RUN).ok()??).ok()?);
    let run = saved.get(0).as_string()?;
    let is_same_place = saved.get(1).as_string().is_some_and(|address| address == fragment());
    (crashed || is_same_place).then(|| {
        let _refused = storage.set_item(OPENING, "1");
        run
    })
}

/// What was being typed at each replica when the page went away: keys, values and clients in turn.
pub(crate) fn saved_drafts() -> Vec<Draft> {
    let kept = session().and_then(|storage| storage.get_item(DRAFTS).ok().flatten());
    let texts = kept
        .and_then(|kept| js_sys::JSON::parse(&kept).ok())
        .map(|texts| js_sys::Array::from(&texts));
    let texts: Vec<Rc<str>> = texts
        .map(|texts| texts.iter().filter_map(|text| text.as_string()).map(Rc::from).collect())
        .unwrap_or_default();
    let draft = |fields: &[Rc<str>]| Draft {
        key: Rc::clone(&fields[0]),
        value: Rc::clone(&fields[1]),
        client: Rc::clone(&fields[2]),
        error: None,
    };
    texts.chunks_exact(3).map(draft).collect()
}

/// The next page of this tab brings the saved run back.
pub(super) fn ask_for_restore() {
    let _refused = session().map(|storage| storage.set_item(RESTORE, "1"));
}

/// Keeps each run that is on show, at the stop at which it came to be.
#[hook]
pub(crate) fn use_saved_run(model: &Model) {
    // The run before is still there when the next one is made, so their addresses differ.
    let place = Rc::as_ptr(&model.run) as usize;
    let (run, stop, inviting) = (Rc::clone(&model.run), model.stop, model.inviting);
    use_effect_with((place, model.address.clone(), inviting), move |(_, address, inviting)| {
        if *inviting {
            let _refused = session().map(|storage| storage.remove_item(RUN));
            return;
        }
        let here = address.as_deref().map_or_else(fragment, str::to_owned);
        let _refused = save(&codec::fragment(&run, stop), &here);
    });
}

/// Keeps what is being typed.
#[hook]
pub(crate) fn use_saved_drafts(drafts: &Rc<Vec<Draft>>) {
    use_effect_with(Rc::clone(drafts), |drafts| {
        let fields = |draft: &'_ Draft| [&draft.key, &draft.value, &draft.client].map(Rc::clone);
        let texts = drafts.iter().flat_map(fields);
        let texts: js_sys::Array = texts.map(|text| JsValue::from_str(&text)).collect();
        let text = js_sys::JSON::stringify(&texts).ok().map(String::from);
        let _refused = session().zip(text).map(|(storage, text)| storage.set_item(DRAFTS, &text));
    });
}

/// Keeps a run as a link, and what the address bar said meanwhile.
fn save(link: &str, address: &str) -> Result<(), JsValue> {
    let text = js_sys::JSON::stringify(&js_sys::Array::of2(&link.into(), &address.into()))?;
    let Some(storage) = session() else { return Ok(()) };
    storage.set_item(RUN, &String::from(text))?;
    // It is on show: bringing it back has worked.
    storage.remove_item(OPENING)
}

fn take(storage: &Storage, name: &str) -> Option<String> {
    let kept = storage.get_item(name).ok()??;
    storage.remove_item(name).ok()?;
    Some(kept)
}

/// The theme that was chosen on this machine.
pub(crate) fn saved_theme() -> Theme {
    let name = local().and_then(|storage| storage.get_item(THEME).ok().flatten());
    name.map_or(Theme::System, |name| Theme::named(&name))
}

/// Keeps the chosen colors for the next visit.
pub(super) fn save_theme(theme: Theme) {
    let _refused = local().map(|storage| storage.set_item(THEME, theme.name()));
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
