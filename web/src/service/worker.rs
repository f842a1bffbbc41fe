//! The worker's end: it takes work items one by one, and posts what there is to tell.

use js_sys::global;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::carry_out;
use super::job::{JobNews, WorkItem};
use super::post::{packed, unpacked};

/// What the worker posts once, before anything else: work items are heard from now on.
pub(super) const READY: &str = "ready";

/// Whether this is a worker, and no page.
#[must_use]
pub fn is_worker() -> bool {
    global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Takes work items from now on, for as long as the worker lives. Does nothing where this is no worker.
pub fn serve() {
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let here = scope.clone();
    let on_item = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        // Only the page of this very module posts here.
        let Some(item) = unpacked::<WorkItem>(event.data()) else { return };
        carry_out(&item, &mut |news| post(&here, &news));
    });
    scope.set_onmessage(Some(on_item.as_ref().unchecked_ref()));
    on_item.forget();
    scope.post_message(&READY.into()).expect("a word can be posted");
}

fn post(scope: &DedicatedWorkerGlobalScope, news: &JobNews) {
    let (value, buffer) = packed(news);
    scope.post_message_with_transfer(&value, &buffer).expect("bytes can be posted");
}
