//! Scripts that want to be told: of every change, or of every event that happens.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, JSON};
use wasm_bindgen::prelude::*;

use crate::page::Present;
use crate::values::error;
use crate::{clerk, requests};

/// A script's wish.
#[derive(Clone)]
struct Listener {
    number: u32,
    /// Each event, or only that there was a change.
    wants_events: bool,
    callback: Function,
}

thread_local! {
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
    static N_EVER: Cell<u32> = const { Cell::new(0) };
    /// Where the page was when everybody was told last.
    static TOLD: RefCell<Present> = RefCell::default();
}

/// The page is watched from now on.
pub(crate) fn start() {
    let changed = Closure::<dyn Fn()>::new(|| {
        requests::look_for_answers();
        tell();
    });
    // Without a page nothing ever changes.
    let _no_page = crate::page::watch(&changed.into_js_value());
}

/// Calls a function from now on; gives one that ends it.
pub(crate) fn on(event: &str, callback: Function) -> Result<JsValue, JsValue> {
    let wants_events = match event {
        "change" => false,
        "event" => true,
        _ => return Err(error("There is `change` and there is `event`, and nothing else.")),
    };
    let number = N_EVER.get();
    N_EVER.set(number + 1);
    if LISTENERS.with_borrow(Vec::is_empty) {
        TOLD.set(Present::now()?);
    }
    LISTENERS.with_borrow_mut(|all| all.push(Listener { number, wants_events, callback }));
    let end = Closure::<dyn Fn()>::new(move || {
        LISTENERS.with_borrow_mut(|all| all.retain(|listener| listener.number != number));
    });
    Ok(end.into_js_value())
}

/// Tells everybody of what has changed. Scripts may act while they are told, and may fail.
fn tell() {
    let listeners = LISTENERS.with_borrow(Clone::clone);
    if listeners.is_empty() {
        return;
    }
    let Ok(now) = Present::now() else { return };
    let told = TOLD.replace(now.clone());
    let wants_events = listeners.iter().any(|listener| listener.wants_events);
    let news = if wants_events { news(&told, &now).unwrap_or_default() } else { Array::new() };
    for Listener { wants_events, callback, .. } in listeners {
        let told = if wants_events { news.clone() } else { Array::of1(&now.stop.into()) };
        for what in told.iter() {
            if let Err(why) = callback.call1(&JsValue::UNDEFINED, &what) {
                web_sys::console::error_1(&why);
            }
        }
    }
}

/// The events that have happened now, and had not when everybody was told last.
fn news(told: &Present, now: &Present) -> Result<Array, JsValue> {
    let events = clerk(|clerk| {
        let n_shared = match told.link == now.link {
            true => told.n_events,
            false => {
                let known = clerk.run(&told.link)?.history().events()[..told.n_events].to_vec();
                let here = clerk.run(&now.link)?.history().events();
                known.iter().zip(here).take_while(|(one, other)| one == other).count()
            }
        };
        clerk.events(&now.link, n_shared.min(now.n_events), now.n_events)
    })?;
    Ok(Array::from(&JSON::parse(&events)?))
}
