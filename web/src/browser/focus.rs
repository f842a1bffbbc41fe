//! The focus: where the keyboard is. After an action it stays on the thing acted on, or moves to
//! what that became.

use causal_core::world::event::EventId;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition,
};
use yew::prelude::*;

use super::document;

/// The regions of the page, in the order of `F6`.
const REGIONS: [&str; 7] = ["header", "task", "replicas", "network", "stage", "why", "time-bar"];

/// Puts the focus on what has this test id; says whether there was something.
pub(crate) fn focus_on(testid: &str) -> bool {
    focus_first(&format!("[data-testid=\"{testid}\"]"))
}

/// Goes to what has this test id: it has the focus, and is in sight from its beginning.
pub(crate) fn go_to(testid: &str) {
    if focus_on(testid)
        && let Some(element) = web_sys::window().and_then(|w| w.document()?.active_element())
    {
        element.scroll_into_view();
    }
}

/// Scrolls to what has this test id, if it is there, as little as shows it.
pub(crate) fn in_sight(testid: &str) {
    let found = document().query_selector(&format!("[data-testid=\"{testid}\"]"));
    if let Some(element) = found.ok().flatten() {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Puts the focus on the first thing to press in a region, otherwise on the region.
pub(crate) fn focus_within(region: &str) -> bool {
    let inside = |what: &str| format!("[data-region=\"{region}\"] {what}");
    let first = match region {
        "stage" => "[role=\"listitem\"][tabindex=\"0\"]",
        // Not the button that folds the panel away; in *Why* what helps before what it names.
        "why" if focus_first(".side--why :is(.waiting__place, .why__actions) button") => {
            return true;
        }
        "why" | "task" => ".side__body button",
        _ => "button",
    };
    focus_first(&inside(first)) || focus_first(&format!("[data-region=\"{region}\"]"))
}

/// Puts the focus on the first thing to do in the menu that is open.
pub(crate) fn focus_in_menu() {
    focus_first(".menu .menu__row button");
}

/// Puts the focus on the first field of the dialog that has just opened; where there is none, on what is
/// to be read. On the button that closes it, the next `Enter` would.
pub(crate) fn focus_in_dialog() {
    let inside = |what: &str| focus_first(&format!(".dialog[open] .dialog__body{what}"));
    let _nowhere = inside(" :is(input, textarea, select)") || inside("");
}

/// Whether the focus is nowhere, or about to be: in something that is going away.
pub(crate) fn is_focus_lost(going: &str) -> bool {
    document().active_element().is_none_or(|element| {
        element.tag_name() == "BODY" || element.closest(going).ok().flatten().is_some()
    })
}

/// Goes to the next region, or to the one before.
pub(super) fn cycle_regions(backwards: bool) {
    let here = document().active_element().and_then(|element| region_of(&element));
    let at = here.and_then(|here| REGIONS.iter().position(|region| *region == here));
    let n = REGIONS.len();
    for far in 1..=n {
        let next = match (at, backwards) {
            (Some(at), false) => (at + far) % n,
            (Some(at), true) => (at + n - far) % n,
            (None, false) => far - 1,
            (None, true) => n - far,
        };
        if focus_within(REGIONS[next]) {
            return;
        }
    }
}

/// Scrolls the step at the cursor into its list, if it is not there already.
pub(crate) fn show_current() {
    scroll_to(".steps [aria-current=\"step\"]");
}

/// Scrolls the tab of the branch on show into sight.
pub(crate) fn show_branch_on_show() {
    scroll_to(".branch[data-shown=\"true\"]");
}

fn scroll_to(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Selects all text of a field, for copying by hand.
pub(crate) fn select_all(testid: &str) {
    let field = document().query_selector(&format!("[data-testid=\"{testid}\"]")).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.select();
    }
}

/// The region that an element lies in.
pub(super) fn region_of(element: &Element) -> Option<String> {
    element.closest("[data-region]").ok().flatten()?.get_attribute("data-region")
}

/// The focus follows the model's within the main view, and comes back to it when what it was on
/// has vanished.
#[hook]
pub(crate) fn use_kept_focus(focus: Option<EventId>, changed_by: usize) {
    use_effect_with((focus, changed_by), |(focus, _)| {
        let Some(event) = focus else { return };
        let active = document().active_element();
        let is_lost = active.as_ref().is_none_or(|element| element.tag_name() == "BODY");
        let item = active.as_ref().filter(|element| {
            element.get_attribute("role").is_some_and(|role| role == "listitem")
                && region_of(element).is_some_and(|region| region == "stage")
        });
        if is_lost || item.is_some() {
            focus_on(&format!("event-{event}"));
        }
    });
}

/// When a notice goes away with the button that was pressed in it, the keyboard goes on in the main
/// view.
#[hook]
pub(crate) fn use_focus_after_notice(is_there: bool) {
    let was_there = use_mut_ref(|| false);
    use_effect_with(is_there, move |is_there| {
        if was_there.replace(*is_there) && !*is_there && is_focus_lost("[inert]") {
            focus_within("stage");
        }
    });
}

fn focus_first(selector: &str) -> bool {
    let found = document().query_selector_all(selector).ok();
    let found =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.item(at)));
    let mut elements = found.filter_map(|node| node.dyn_into::<HtmlElement>().ok());
    // What is not shown, or folded away, does not take the focus.
    elements.any(|element| {
        let is_shown = element.get_client_rects().length() > 0;
        is_shown
            && element.focus().is_ok()
            && document().active_element().as_ref() == Some(&element)
    })
}
