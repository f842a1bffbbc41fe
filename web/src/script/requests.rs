//! HTTP requests of scripts: sent at the present position, and answered when the run on show holds
//! the reply.

use std::cell::RefCell;

use causal_core::http::Response;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use super::calls::{self, Pending};
use super::values::{self, error};
use super::{next_position, page};
use crate::msg::Msg;

/// The two ends of a promise.
#[derive(Clone)]
struct Settle {
    resolve: Function,
    reject: Function,
}

thread_local! {
    static WAITING: RefCell<Vec<(Pending, Settle)>> = const { RefCell::new(Vec::new()) };
}

/// Sends a request to a replica, by its letter or its name.
pub(super) fn request(replica: &JsValue, request: &JsValue) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let settle = Settle { resolve, reject };
        if let Err(why) = send(replica, request, &settle) {
            settle.fail(&why);
        }
    })
}

impl Settle {
    fn answer(&self, response: &Response) {
        let _settled = self.resolve.call1(&JsValue::UNDEFINED, &values::answer(response));
    }

    fn fail(&self, why: &JsValue) {
        let _settled = self.reject.call1(&JsValue::UNDEFINED, why);
    }
}

/// Sends it, and lets the page show what comes of it.
fn send(replica: &JsValue, request: &JsValue, settle: &Settle) -> Result<(), JsValue> {
    let (request, dialect) = values::request(request).map_err(error)?;
    let replica = replica.as_string().unwrap_or_default();
    let page = page()?;
    let sent = calls::send(&page, &replica, &request, dialect).map_err(error)?;
    if let Some(next) = sent.next {
        page.dispatch(Msg::GoOn(next));
    }
    match sent.answer {
        Ok(response) => settle.answer(&response),
        Err(pending) => WAITING.with_borrow_mut(|all| all.push((pending, settle.clone()))),
    }
    next_position().map(drop)
}

/// Answers the requests whose replies have happened by now, and gives up those of another run.
pub(super) fn look_for_answers() {
    let Ok(page) = page() else { return };
    for (pending, settle) in WAITING.take() {
        match pending.look(&page) {
            Ok(None) => WAITING.with_borrow_mut(|all| all.push((pending, settle))),
            Ok(Some(response)) => settle.answer(&response),
            Err(why) => settle.fail(&error(why)),
        }
    }
}
