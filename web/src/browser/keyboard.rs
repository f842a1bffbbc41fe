//! The keyboard: hands key presses to the pure table of shortcuts, and does what only a browser can.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::focus::{cycle_regions, focus_on, focus_within, region_of};
use super::window;
use crate::model::Dispatch;
use crate::msg::Msg;
use crate::shortcuts::{Command, Place, Press, command};

/// Listens to the whole window for as long as the page is there.
#[hook]
pub(crate) fn use_shortcuts(dispatch: &Dispatch) {
    use_effect_with(dispatch.clone(), |dispatch| {
        let dispatch = dispatch.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    on_key(event, &dispatch);
                }
            });
        move || drop(listener)
    });
}

fn on_key(event: &KeyboardEvent, dispatch: &Dispatch) {
    if event.is_composing() || event.alt_key() || event.default_prevented() {
        return;
    }
    let key = event.key();
    let press =
        Press { key: &key, ctrl: event.ctrl_key() || event.meta_key(), shift: event.shift_key() };
    let Some(command) = command(press, place(event)) else { return };
    event.prevent_default();
    match command {
        Command::Send(msg) => dispatch.dispatch(msg),
        Command::Region { backwards } => cycle_regions(backwards),
        Command::KeyField(letter) => drop(focus_on(&format!("key-{letter}"))),
        Command::MainView => drop(focus_within("stage")),
        Command::Menu => {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            // The drawing as a whole is about what happened last.
            if target.as_ref().is_some_and(|element| element.class_name() == "diagram__scroller") {
                focus_within("why");
            }
            if let Some(id) = target.and_then(|element| element.get_attribute("data-event")) {
                let id = id.parse().ok().map(causal_core::world::event::EventId);
                id.into_iter().for_each(|id| {
                    dispatch.dispatch(Msg::Select(crate::model::Selection::Event(id)));
                });
                // What can be done about it is there once it has been rendered.
                spawn_local(async {
                    TimeoutFuture::new(0).await;
                    focus_within("why");
                });
            }
        }
    }
}

/// Where the focus is, as far as keys care.
fn place(event: &KeyboardEvent) -> Place {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Place::Elsewhere;
    };
    let is_in = |selector| target.closest(selector).ok().flatten().is_some();
    if is_in("dialog") {
        Place::Dialog
    } else if is_in("input:not([type=range]), textarea, select, [contenteditable]") {
        Place::Text
    } else if is_in("button, a, input") {
        Place::Elsewhere
    } else if region_of(&target).is_some_and(|region| region == "stage") {
        Place::MainView
    } else {
        Place::Elsewhere
    }
}
