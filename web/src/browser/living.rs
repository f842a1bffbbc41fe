//! Which visits are going on, in this tab or in others: each holds a lock of its name, which the
//! browser takes back when the page goes away, however that happens.

use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::window;

const PREFIX: &str = "causal/";

/// From now on a visit goes on here, unless it does so elsewhere. False if so; where browsers cannot
/// tell, nothing else is assumed.
pub(super) async fn begin(visit: &str) -> bool {
    let is_ours = match asked(visit) {
        Ok(answer) => JsFuture::from(answer).await,
        Err(_) => return true,
    };
    is_ours.map_or(true, |is_ours| is_ours != JsValue::FALSE)
}

/// The visits that are going on; nothing where browsers cannot tell.
pub(super) async fn going_on() -> Option<Vec<String>> {
    let answer: Promise = call("query", &Array::new()).ok()?.dyn_into().ok()?;
    let held = Reflect::get(&JsFuture::from(answer).await.ok()?, &"held".into()).ok()?;
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    let names = Array::from(&held).into_iter().filter_map(name);
    Some(names.filter_map(|name| name.strip_prefix(PREFIX).map(str::to_owned)).collect())
}

/// A promise that says whether the lock is ours.
fn asked(visit: &str) -> Result<Promise, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE)?;
    let mut refused = Ok(());
    let name = JsValue::from(format!("{PREFIX}{visit}"));
    let answer = Promise::new(&mut |resolve, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| {
            let is_ours = !lock.is_null();
            let _told = resolve.call1(&JsValue::UNDEFINED, &is_ours.into());
            is_ours.then(held)
        });
        refused = call("request", &Array::of3(&name, &options, &granted)).map(drop);
    });
    refused.map(|()| answer)
}

/// The lock is held until this promise is kept: for as long as the page is there. A page that is left
/// in good order gives it back at once, for the next one of its tab asks for it.
fn held() -> Promise {
    Promise::new(&mut |release, _| {
        let leaving = EventListener::once(&window(), "pagehide", move |_| {
            let _released = release.call0(&JsValue::UNDEFINED);
        });
        leaving.forget();
    })
}

fn call(method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let locks = Reflect::get(&window().navigator(), &"locks".into())?;
    let method: Function = Reflect::get(&locks, &method.into())?.dyn_into()?;
    Reflect::apply(&method, &locks, arguments)
}
