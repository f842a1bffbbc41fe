//! The interface for scripts, as a module that the page loads when it is first needed. `index.html`
//! offers these functions as `window.playground`; `web/playground.d.ts` documents them.
//!
//! It computes what it tells from links and positions; what it changes, the page changes, through
//! the same door as for visitors. It has no memory in common with the page.

use std::cell::RefCell;

use causal_web::clerk::{self, Clerk};
use js_sys::{Function, JSON, Promise};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;

mod listeners;
mod page;
mod presets;
mod requests;
mod values;

use page::Present;
use values::{count, error, json_of, text_in};

thread_local! {
    static CLERK: RefCell<Clerk> = RefCell::default();
}

fn main() {
    listeners::start();
}

/// Asks the clerk; what is wrong comes back as an error of scripts.
fn clerk<T>(ask: impl FnOnce(&mut Clerk) -> Result<T, String>) -> Result<T, JsValue> {
    CLERK.with_borrow_mut(ask).map_err(error)
}

/// Where the page is after something was done to it; what that answers is answered.
fn next_position() -> Result<usize, JsValue> {
    requests::look_for_answers();
    Ok(Present::now()?.stop)
}

/// Shows a scenario.
#[wasm_bindgen]
pub fn load(scenario: &JsValue) -> Result<(), JsValue> {
    page::show(&clerk::link_of(&json_of(scenario, "A scenario")?).map_err(error)?)?;
    next_position().map(drop)
}

/// The run on show as a scenario.
#[wasm_bindgen]
pub fn scenario() -> Result<JsValue, JsValue> {
    JSON::parse(&clerk::json_of(&page::address()?).map_err(error)?)
}

/// Does something at the present position.
#[wasm_bindgen]
pub fn act(action: &JsValue) -> Result<usize, JsValue> {
    let (now, action) = (Present::now()?, json_of(action, "An action")?);
    page::perform(&clerk(|clerk| clerk.deed(&now.link, now.stop, &action))?)?;
    next_position()
}

/// What can happen next by itself.
#[wasm_bindgen]
pub fn choices() -> Result<JsValue, JsValue> {
    let now = Present::now()?;
    JSON::parse(&clerk(|clerk| clerk.choices(&now.link, now.stop))?)
}

/// So many positions further.
#[wasm_bindgen]
pub fn step(n: &JsValue) -> Result<usize, JsValue> {
    forward(count(n, "A number of steps")?.unwrap_or(1.0))
}

/// On until nothing more happens by itself, or for so many positions.
#[wasm_bindgen(js_name = runUntilIdle)]
pub fn run_until_idle(limit: &JsValue) -> Result<usize, JsValue> {
    forward(count(limit, "A limit")?.unwrap_or(f64::INFINITY))
}

/// To a position.
#[wasm_bindgen]
pub fn seek(position: &JsValue) -> Result<usize, JsValue> {
    let position = count(position, "A position")?;
    go(position.ok_or_else(|| error("To which position?"))?)
}

/// What everything looks like at the present position.
#[wasm_bindgen]
pub fn state() -> Result<JsValue, JsValue> {
    let now = Present::now()?;
    JSON::parse(&clerk(|clerk| clerk.state(&now.link, now.stop))?)
}

/// What has happened until the present position.
#[wasm_bindgen]
pub fn history() -> Result<JsValue, JsValue> {
    let now = Present::now()?;
    JSON::parse(&clerk(|clerk| clerk.events(&now.link, 0, now.n_events))?)
}

/// Sends an HTTP request to a replica.
#[wasm_bindgen]
pub fn request(replica: &JsValue, request: &JsValue) -> Promise {
    requests::request(replica, request)
}

/// The address of the run on show at the present position.
#[wasm_bindgen]
pub fn link() -> Result<String, JsValue> {
    page::address()
}

/// Calls a function whenever something changes or happens.
#[wasm_bindgen]
pub fn on(event: &JsValue, callback: &JsValue) -> Result<JsValue, JsValue> {
    let called =
        callback.dyn_ref::<Function>().ok_or_else(|| error("The callback is a function."))?;
    listeners::on(&event.as_string().unwrap_or_default(), called.clone())
}

/// Five published systems: what each starts from, and what its own client asks first.
#[wasm_bindgen]
pub fn presets() -> Result<JsValue, JsValue> {
    Ok(serde_wasm_bindgen::to_value(&presets::all())?)
}

/// The link of a scenario in any spelling; on a line below it the line of a text at which its script
/// cannot go on, if there is one.
#[wasm_bindgen(js_name = linkOf)]
pub fn link_of(scenario: &JsValue) -> Result<String, JsValue> {
    clerk::link_and_line_of(&text_in(scenario, "A scenario")?).map_err(error)
}

/// The scenario of a link as text.
#[wasm_bindgen(js_name = textOf)]
pub fn text_of(link: &JsValue) -> Result<String, JsValue> {
    clerk::text_of(&text_in(link, "A link")?).map_err(error)
}

/// The scenario of a link as JSON.
#[wasm_bindgen(js_name = jsonOf)]
pub fn json_of_link(link: &JsValue) -> Result<String, JsValue> {
    clerk::json_of(&text_in(link, "A link")?).map_err(error)
}

fn forward(n: f64) -> Result<usize, JsValue> {
    #[allow(clippy::cast_precision_loss)]
    go(Present::now()?.stop as f64 + n)
}

fn go(position: f64) -> Result<usize, JsValue> {
    page::seek(position.min(f64::from(u32::MAX)))?;
    next_position()
}
