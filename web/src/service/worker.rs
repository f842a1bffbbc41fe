//! The worker's end: it takes work items one by one, and posts what there is to tell.

use js_sys::{Date, global};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::carry_out;
use super::job::{Doing, JobNews, News, Progress, WorkItem};
use super::post::{packed, unpacked};

/// What the worker posts once, before anything else: work items are heard from now on.
pub(super) const READY: &str = "ready";

/// A search tells how far it is four times a second, however fast it is.
const BETWEEN_MS: f64 = 250.0;

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
        let mut told_at = 0.0;
        carry_out(&item, &mut |news| {
            if !is_too_soon(&news, &mut told_at) {
                post(&here, &news);
            }
        });
    });
    scope.set_onmessage(Some(on_item.as_ref().unchecked_ref()));
    on_item.forget();
    scope.post_message(&READY.into()).expect("a word can be posted");
}

/// Whether a search has told the page so short a while ago that nobody could have read it.
fn is_too_soon(news: &JobNews, told_at: &mut f64) -> bool {
    let News::Progress(Progress { doing: Doing::TryingStates { .. }, .. }) = news.news else {
        return false;
    };
    let now = Date::now();
    let is_too_soon = now - *told_at < BETWEEN_MS;
    if !is_too_soon {
        *told_at = now;
    }
    is_too_soon
}

fn post(scope: &DedicatedWorkerGlobalScope, news: &JobNews) {
    let (value, buffer) = packed(news);
    scope.post_message_with_transfer(&value, &buffer).expect("bytes can be posted");
}
