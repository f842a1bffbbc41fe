//! The menu that is open: where it is, and what closes it.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::{document, window};

/// How much room there is around a menu, in CSS pixels.
const MARGIN: f64 = 8.0;
/// What happens somewhere that is of interest to a menu.
const EVENTS: [&str; 5] = ["click", "focusin", "keydown", "resize", "scroll"];

/// Listens as long as a menu is open.
#[derive(Debug)]
pub(crate) struct OpenMenu {
    _listeners: [EventListener; 5],
}

impl OpenMenu {
    /// Puts the menu beside the button with this test id: below it or above it, or beside the
    /// card that the button is on, where that is wished and there is room. `close` is called when something else is pressed, or
    /// `Esc`.
    pub(crate) fn new(opener: &str, beside_card: bool, close: impl Fn() + 'static) -> Self {
        let opener = format!("[data-testid=\"{opener}\"]");
        place(&opener, beside_card);
        let react = Rc::new(move |event: &Event| match event.type_().as_str() {
            "resize" | "scroll" => drop(place(&opener, beside_card)),
            "keydown" if is_escape(event) => {
                event.prevent_default();
                close();
            }
            "click" | "focusin" if is_beside(event, &opener) => close(),
            _ => {}
        });
        let options =
            EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        let listeners = EVENTS.map(|name| {
            let react = Rc::clone(&react);
            EventListener::new_with_options(&window(), name, options, move |event| react(event))
        });
        Self { _listeners: listeners }
    }
}

fn is_escape(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape")
}

/// Whether something happens neither in the menu nor at the button that opens it.
fn is_beside(event: &Event, opener: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let part = format!(".menu, {opener}");
    target.is_some_and(|target| target.closest(&part).ok().flatten().is_none())
}

/// Puts the menu beside its button, whole in the window; what there is no room for scrolls.
fn place(opener: &str, beside_card: bool) -> Option<()> {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    let (menu, button) = (find(".menu")?, find(opener)?);
    let card = if beside_card { button.closest(".replica").ok().flatten() } else { None };
    let (card, opener) =
        (card.map(|card| card.get_bounding_client_rect()), button.get_bounding_client_rect());
    menu.set_attribute("style", "").ok()?;
    let size = menu.get_bounding_client_rect();
    let extent = |value: Result<wasm_bindgen::JsValue, _>| value.ok()?.as_f64();
    let (wide, high) = (extent(window().inner_width())?, extent(window().inner_height())?);
    let beside = card.and_then(|card| {
        let (before, after) =
            (card.left() - MARGIN - size.width(), card.left() + card.width() + MARGIN);
        let fits = after + size.width() + MARGIN <= wide;
        (fits || before >= MARGIN).then_some(if fits { after } else { before })
    });
    let (left, top) = if let Some(left) = beside {
        (left, opener.top())
    } else {
        let above = opener.top() - MARGIN - size.height();
        let below = opener.top() + opener.height() + MARGIN;
        let is_below = below + size.height() + MARGIN <= high || above < MARGIN;
        (opener.left(), if is_below { below } else { above })
    };
    let left = whole(left.min(wide - size.width() - MARGIN).max(MARGIN));
    let top = whole(top.min(high - size.height() - MARGIN).max(MARGIN));
    menu.set_attribute("style", &format!("left:{left}px;top:{top}px")).ok()
}

/// A place in the window as a whole number: to print another one would cost the page 6 kB.
#[allow(clippy::cast_possible_truncation)]
fn whole(px: f64) -> i32 {
    px as i32
}
