//! Where a button goes away as it is pressed, the keyboard goes on with what takes its place.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, NodeList};
use yew::prelude::*;

use super::document;

/// What the keyboard may go on with. No fields: on a phone the keys would come up that nobody asked for.
const PRESSED: &str = "button, select, a[href], [tabindex=\"0\"]";
/// What belongs together.
const GROUP: &str = "[role=\"group\"], .notices, .dialog__body, [data-region]";

/// What could be pressed before the page was drawn anew.
struct Before {
    all: NodeList,
    /// How many of them come before what had the focus.
    at: u32,
    /// What that belonged to.
    group: Option<Element>,
    was_in_dialog: bool,
}

/// When what has the focus goes away, the focus goes to what takes its place, otherwise to what stood
/// before it: as near as there is something.
#[hook]
pub(crate) fn use_focus_beside() {
    let before = before();
    use_effect(move || {
        if let Some(before) = before.filter(|_| focused().is_none()) {
            let _nowhere = before.go_on();
        }
    });
}

fn focused() -> Option<Element> {
    document().active_element().filter(|element| element.tag_name() != "BODY")
}

fn before() -> Option<Before> {
    let focused = focused()?;
    let all = document().query_selector_all(PRESSED).ok()?;
    let at = n_before(&all, &focused);
    let around = |what: &str| focused.closest(what).ok().flatten();
    Some(Before { all, at, group: around(GROUP), was_in_dialog: around("dialog").is_some() })
}

/// How many of all come before this one.
fn n_before(all: &NodeList, this: &Node) -> u32 {
    let is_before =
        |one: Node| one.compare_document_position(this) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
    (0..all.length()).find(|at| !all.get(*at).is_some_and(is_before)).unwrap_or(all.length())
}

impl Before {
    fn go_on(&self) -> bool {
        let group = self.group.as_ref().filter(|group| group.is_connected());
        if group.is_none() && self.was_in_dialog {
            // A dialog that closes hands the keyboard back to where it was.
            return false;
        }
        let Ok(all) = document().query_selector_all(PRESSED) else { return false };
        let stays = (0..self.at).rev().filter_map(|at| self.all.get(at)).find(Node::is_connected);
        let from = stays.map_or(0, |stays| n_before(&all, &stays) + 1);
        let mut near = (from..all.length()).chain((0..from).rev());
        near.clone().any(|at| {
            let next = all.get(at);
            group.is_some_and(|group| group.contains(next.as_ref())) && takes_focus(next)
        }) || near.any(|at| takes_focus(all.get(at)))
    }
}

/// Whether this can have the focus, and has it from now on.
fn takes_focus(next: Option<Node>) -> bool {
    let next = next.and_then(|next| next.dyn_into::<HtmlElement>().ok());
    next.is_some_and(|next| next.focus().is_ok() && focused().is_some())
}
