//! HTTP requests of scripts: asked at the present position, carried out by the page, and answered
//! when the run holds the reply.

use std::cell::RefCell;

use causal_core::http::Response;
use causal_core::world::event::Event;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use crate::page::{Present, perform};
use crate::values::{self, error};
use crate::{clerk, next_position};

/// A request that waits for its answer.
struct Waiting {
    question: u32,
    /// What had happened when it was asked, that included.
    past: Vec<Event>,
    settle: Settle,
}

/// The two ends of a promise.
#[derive(Clone)]
struct Settle {
    resolve: Function,
    reject: Function,
}

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

/// Sends a request to a replica, by its letter or its name.
pub(crate) fn request(replica: &JsValue, request: &JsValue) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let settle = Settle { resolve, reject };
        if let Err(why) = ask(replica, request, &settle) {
            settle.fail(&why);
        }
    })
}

impl Settle {
    fn answer(&self, response: Response) {
        let _settled = self.resolve.call1(&JsValue::UNDEFINED, &values::answer(&response));
    }

    fn fail(&self, why: &JsValue) {
        let _settled = self.reject.call1(&JsValue::UNDEFINED, why);
    }
}

/// Asks, and does what the request asks for.
fn ask(replica: &JsValue, request: &JsValue, settle: &Settle) -> Result<(), JsValue> {
    let (request, dialect) = values::request(request).map_err(error)?;
    let replica = replica.as_string().unwrap_or_default();
    let now = Present::now()?;
    let asked = clerk(|clerk| clerk.ask(&now.link, now.stop, &replica, &request, dialect))?;
    if let Some(deed) = &asked.deed {
        perform(deed)?;
    }
    match asked.answer {
        Ok(response) => settle.answer(response),
        Err(question) => {
            let then = Present::now()?;
            let past = clerk(|clerk| {
                Ok(clerk.run(&then.link)?.history().events()[..=asked.n_before].to_vec())
            })?;
            let waiting = Waiting { question, past, settle: settle.clone() };
            WAITING.with_borrow_mut(|all| all.push(waiting));
        }
    }
    next_position().map(drop)
}

/// Answers the requests whose replies have happened by now.
pub(crate) fn look_for_answers() {
    for waiting in WAITING.take() {
        match waiting.look() {
            Ok(None) => WAITING.with_borrow_mut(|all| all.push(waiting)),
            Ok(Some(response)) => waiting.settle.answer(response),
            Err(why) => {
                let _forgotten = clerk(|clerk| {
                    clerk.forget(waiting.question);
                    Ok(())
                });
                waiting.settle.fail(&why);
            }
        }
    }
}

impl Waiting {
    /// The answer at the present position, if it is there; an error if it will never be.
    fn look(&self) -> Result<Option<Response>, JsValue> {
        let now = Present::now()?;
        clerk(|clerk| {
            if !clerk.run(&now.link)?.history().events().starts_with(&self.past) {
                return Err("Another run is on show, in which this was not asked.".to_owned());
            }
            clerk.answer(self.question, &now.link, now.n_events)
        })
    }
}
