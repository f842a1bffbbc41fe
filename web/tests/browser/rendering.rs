//! Who renders when: what changes nothing renders nothing.

use std::cell::Cell;
use std::rc::Rc;

use causal_web::model::Model;
use causal_web::msg::{Msg, Timing};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::support::{place, press};

#[derive(Properties, PartialEq)]
struct CountedProps {
    count: Rc<Cell<u32>>,
}

/// A button for each message, and how often they were rendered.
#[component]
fn Counted(props: &CountedProps) -> Html {
    let model = use_reducer(|| Model::opening(""));
    props.count.set(props.count.get() + 1);
    let send = |msg: Msg| {
        let dispatch = model.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(msg.clone()))
    };
    html! {
        <>
            <button data-testid="end" onclick={send(Msg::Time(Timing::End))} />
            <button data-testid="tick" onclick={send(Msg::Time(Timing::Tick))} />
        </>
    }
}

#[wasm_bindgen_test]
async fn what_changes_nothing_renders_nothing() {
    let (place, count) = (place(), Rc::new(Cell::new(0)));
    let props = CountedProps { count: Rc::clone(&count) };
    yew::Renderer::<Counted>::with_root_and_props(place.clone(), props).render();
    yew::scheduler::flush().await;
    assert_eq!(count.get(), 1);
    press(&place, "end").await;
    assert_eq!(count.get(), 2);
    press(&place, "end").await;
    press(&place, "tick").await;
    assert_eq!(count.get(), 2, "the end is the end, and nothing plays");
}
