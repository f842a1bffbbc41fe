//! Scripts that want to be told: of every change, or of every event that happens.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use causal_core::run::Run;
use js_sys::{Array, Function, JSON};
use wasm_bindgen::prelude::*;

use super::values::error;
use super::{calls, page};

/// A script's wish.
#[derive(Clone)]
struct Listener {
    number: u32,
    /// Each event, or only that there was a change.
    wants_events: bool,
    callback: Function,
}

/// Where the page is.
struct Present {
    run: Rc<Run>,
    stop: usize,
    n_events: usize,
}

impl Present {
    fn now() -> Result<Self, JsValue> {
        let page = page()?;
        Ok(Self { run: Rc::clone(&page.run), stop: page.stop, n_events: page.here().n_events })
    }
}

thread_local! {
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
    static N_EVER: Cell<u32> = const { Cell::new(0) };
    /// Where the page was when everybody was told last.
    static LAST_TOLD: RefCell<Option<Present>> = const { RefCell::new(None) };
}

/// Calls a function from now on; gives one that ends it.
pub(super) fn on(event: &str, callback: Function) -> Result<JsValue, JsValue> {
    let wants_events = match event {
        "change" => false,
        "event" => true,
        _ => return Err(error("There is `change` and there is `event`, and nothing else.")),
    };
    let number = N_EVER.get();
    N_EVER.set(number + 1);
    if LISTENERS.with_borrow(Vec::is_empty) {
        LAST_TOLD.set(Some(Present::now()?));
    }
    LISTENERS.with_borrow_mut(|all| all.push(Listener { number, wants_events, callback }));
    let end = Closure::<dyn Fn()>::new(move || {
        LISTENERS.with_borrow_mut(|all| all.retain(|listener| listener.number != number));
    });
    Ok(end.into_js_value())
}

/// Tells everybody of what has changed. Scripts may act while they are told, and may fail.
pub(super) fn tell() {
    let listeners = LISTENERS.with_borrow(Clone::clone);
    if listeners.is_empty() {
        return;
    }
    let Ok(now) = Present::now() else { return };
    let position = Array::of1(&now.stop.into());
    let wants_events = listeners.iter().any(|listener| listener.wants_events);
    let last_told = LAST_TOLD.take();
    let news = last_told.filter(|_| wants_events).and_then(|last| news(&last, &now));
    LAST_TOLD.set(Some(now));
    let news = news.unwrap_or_default();
    for Listener { wants_events, callback, .. } in listeners {
        for what in if wants_events { &news } else { &position }.iter() {
            if let Err(why) = callback.call1(&JsValue::UNDEFINED, &what) {
                web_sys::console::error_1(&why);
            }
        }
    }
}

/// The events that have happened now, and had not when everybody was told last.
fn news(last: &Present, now: &Present) -> Option<Array> {
    let n_shared = if Rc::ptr_eq(&last.run, &now.run) {
        last.n_events
    } else {
        let known = last.run.history().events().range(0..last.n_events);
        let here = now.run.history().events();
        known.zip(here).take_while(|(one, other)| one == other).count()
    };
    let events = calls::events(&now.run, n_shared.min(now.n_events), now.n_events);
    JSON::parse(&events).ok().map(|events| Array::from(&events))
}
