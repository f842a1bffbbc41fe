//! `window.playground`: the page for scripts and the browser's console. `web/playground.d.ts`
//! documents it.
//!
//! Scripts read the page's model as it is now, and change it as visitors do, by [`Msg`]. What a call
//! comes to is computed in [`calls`], which knows no browser; the rest of this folder turns JavaScript
//! values into ours and back, and keeps the promises and the listeners of scripts.

pub mod calls;

mod listeners;
mod presets;
mod requests;
mod values;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::browser::page_address;
use crate::codec;
use crate::model::Model;
use crate::msg::{Msg, Timing};
use values::{count, error, json_in, text_in};

thread_local! {
    static PAGE: RefCell<Option<UseReducerHandle<Model>>> = const { RefCell::new(None) };
    static IS_OFFERED: Cell<bool> = const { Cell::new(false) };
}

/// What a script gets back from a call.
type Told = Result<JsValue, JsValue>;
/// A call, with as many arguments as any has.
type Call = fn(JsValue, JsValue) -> Told;

/// Everything that scripts can call, under the names that they know.
const CALLS: [(&str, Call); 17] = [
    ("load", |scenario, _| load(&scenario)),
    ("scenario", |_, _| parsed(&calls::scenario(&*page()?))),
    ("act", |action, _| act(&action)),
    ("choices", |_, _| parsed(&calls::choices(&*page()?))),
    ("step", |n, _| forward(count(&n, "A number of steps")?.unwrap_or(1.0))),
    ("runUntilIdle", |limit, _| forward(count(&limit, "A limit")?.unwrap_or(f64::INFINITY))),
    ("seek", |position, _| seek(&position)),
    ("state", |_, _| parsed(&calls::state(&*page()?))),
    ("history", |_, _| parsed(&calls::history(&*page()?))),
    ("request", |replica, request| Ok(requests::request(&replica, &request).into())),
    ("presets", |_, _| Ok(serde_wasm_bindgen::to_value(&presets::all())?)),
    ("link", |_, _| link()),
    ("on", |event, callback| on(&event, &callback)),
    ("linkOf", |scenario, _| rewritten(&scenario, "A scenario", codec::link_of)),
    ("textOf", |link, _| rewritten(&link, "A link", codec::text_of)),
    ("jsonOf", |link, _| rewritten(&link, "A link", codec::json_of)),
    ("ready", |_, _| Ok(Promise::resolve(&JsValue::UNDEFINED).into())),
];

/// Offers `window.playground`, and tells its listeners when the run or the position has changed.
#[hook]
pub(crate) fn use_playground(model: &UseReducerHandle<Model>) {
    // A handle keeps every state that was read through it; that of the last rendering keeps few.
    PAGE.set(Some(model.clone()));
    let place = Rc::as_ptr(&model.run) as usize;
    use_effect_with((place, model.stop), |_| {
        if !IS_OFFERED.replace(true) {
            // The window takes every property.
            let _taken = offer();
        }
        requests::look_for_answers();
        listeners::tell();
    });
}

fn offer() -> Result<bool, JsValue> {
    let playground = Object::new();
    for (name, call) in CALLS {
        let call = Closure::<dyn Fn(JsValue, JsValue) -> Told>::new(call);
        Reflect::set(&playground, &name.into(), &call.into_js_value())?;
    }
    Reflect::set(&js_sys::global(), &"playground".into(), &playground)
}

/// The page as it is now: also after a message, as often as it is read.
fn page() -> Result<UseReducerHandle<Model>, JsValue> {
    PAGE.with_borrow(Clone::clone).ok_or_else(|| error("The page is not there yet."))
}

/// Where the page is after something was done to it; what that answers is answered.
fn next_position() -> Told {
    requests::look_for_answers();
    Ok(page()?.stop.into())
}

fn load(scenario: &JsValue) -> Told {
    let opened = codec::read(&json_in(scenario, "A scenario")?).map_err(error)?;
    page()?.dispatch(Msg::Load(Box::new(opened)));
    next_position()?;
    Ok(JsValue::UNDEFINED)
}

fn act(action: &JsValue) -> Told {
    let page = page()?;
    let next = calls::act(&page, &json_in(action, "An action")?).map_err(error)?;
    page.dispatch(Msg::GoOn(next));
    next_position()
}

fn seek(position: &JsValue) -> Told {
    let position = count(position, "A position")?;
    go(position.ok_or_else(|| error("To which position?"))?)
}

fn forward(n: f64) -> Told {
    #[allow(clippy::cast_precision_loss)]
    go(page()?.stop as f64 + n)
}

fn go(position: f64) -> Told {
    // Beyond the end is the end.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    page()?.dispatch(Msg::Time(Timing::Seek(position as usize)));
    next_position()
}

fn link() -> Told {
    let page = page()?;
    Ok(format!("{}#{}", page_address(), codec::fragment(&page.run, page.stop)).into())
}

fn on(event: &JsValue, callback: &JsValue) -> Told {
    let called =
        callback.dyn_ref::<Function>().ok_or_else(|| error("The callback is a function."))?;
    listeners::on(&event.as_string().unwrap_or_default(), called.clone())
}

/// A scenario in another spelling.
fn rewritten(given: &JsValue, what: &str, rewrite: fn(&str) -> Result<String, String>) -> Told {
    rewrite(&text_in(given, what)?).map(JsValue::from).map_err(error)
}

fn parsed(json: &str) -> Told {
    JSON::parse(json)
}
