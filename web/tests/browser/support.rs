//! A place in the document, and ways to find and press what is in it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// An empty element in the document. The body itself belongs to the test runner's report.
pub(super) fn place() -> Element {
    let document = web_sys::window().and_then(|w| w.document()).expect("tests run in a page");
    let place = document.create_element("div").expect("`div` is an element");
    document.body().expect("the page has a body").append_child(&place).expect("a body takes a div");
    place
}

/// The page in a place of its own, opened at the bare address.
pub(super) async fn page() -> Element {
    let window = web_sys::window().expect("tests run in a page");
    let history = window.history().expect("a window has a history");
    let null = wasm_bindgen::JsValue::NULL;
    history.replace_state_with_url(&null, "", Some("/")).expect("the address is our own");
    let place = place();
    yew::Renderer::<causal_web::App>::with_root(place.clone()).render();
    yew::scheduler::flush().await;
    place
}

pub(super) fn find(place: &Element, testid: &str) -> Option<Element> {
    place.query_selector(&format!("[data-testid=\"{testid}\"]")).expect("the selector is valid")
}

pub(super) fn text(place: &Element, testid: &str) -> String {
    find(place, testid).and_then(|element| element.text_content()).unwrap_or_default()
}

pub(super) async fn press(place: &Element, testid: &str) {
    let element = find(place, testid).unwrap_or_else(|| panic!("there is no `{testid}`"));
    element.unchecked_into::<HtmlElement>().click();
    yew::scheduler::flush().await;
}

pub(super) async fn fill(place: &Element, testid: &str, value: &str) {
    let field = find(place, testid).unwrap_or_else(|| panic!("there is no `{testid}`"));
    let field: HtmlInputElement = field.unchecked_into();
    field.set_value(value);
    let event = web_sys::Event::new("input").expect("a name makes an event");
    event.init_event_with_bubbles("input", true);
    field.dispatch_event(&event).expect("a field takes events");
    yew::scheduler::flush().await;
}

/// What a field holds.
pub(super) fn value(place: &Element, testid: &str) -> String {
    let field = find(place, testid).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
