//! What the menu of a link has, or that of all: open, hold, cut, heal, delay, and the messages on it.

use causal_core::history::Moment;
use causal_core::world::network::{Envelope, LinkId, LinkState};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::badge::dot_chip;
use super::press::press;
use crate::model::Dispatch;
use crate::msg::{MessageAction, Msg};
use crate::words;

/// The lines of the menu of one link, or of all of them.
pub(super) fn link_menu(moment: &Moment, link: Option<LinkId>, dispatch: &Dispatch) -> Html {
    html! {
        <>
            { states(moment, link, dispatch) }
            { delay(latency(moment, link), link, dispatch) }
            { messages(moment, link, dispatch) }
        </>
    }
}

fn latency(moment: &Moment, link: Option<LinkId>) -> u64 {
    let link = link.or_else(|| moment.links.ids().next());
    link.and_then(|link| moment.links.get(link)).map_or(0, |setting| setting.latency_ms.0)
}

/// What can become of it, as far as it is not so already: what is held is opened, and what is cut
/// is healed.
fn states(moment: &Moment, link: Option<LinkId>, dispatch: &Dispatch) -> Html {
    let is_any = |state| match link {
        Some(link) => moment.links.get(link).is_some_and(|setting| setting.state == state),
        None => moment.links.iter().any(|(_, setting)| setting.state == state),
    };
    let is_every = |state: LinkState| {
        [LinkState::Up, LinkState::Held, LinkState::Cut]
            .into_iter()
            .all(|other| (other == state) == is_any(other))
    };
    let set = |name: &'static str, testid, state, says| {
        let msg = link.map_or(Msg::SetAllLinks(state), |link| Msg::SetLink(link, state));
        press(dispatch, msg, "button").testid(testid).line(name, says)
    };
    html! {
        <>
            if is_any(LinkState::Held) {
                { set("Open", "open-link", LinkState::Up, words::OPEN_SAYS) }
            }
            if is_any(LinkState::Cut) {
                { set("Heal", "heal", LinkState::Up, words::HEAL_SAYS) }
            }
            if !is_every(LinkState::Held) {
                { set("Hold", "hold", LinkState::Held, words::HOLD_SAYS) }
            }
            if !is_every(LinkState::Cut) {
                { set("Cut", "cut", LinkState::Cut, words::CUT_SAYS) }
            }
        </>
    }
}

fn messages(moment: &Moment, link: Option<LinkId>, dispatch: &Dispatch) -> Html {
    let on_link = |envelope: &&Envelope| link.is_none_or(|link| envelope.id.link == link);
    let messages: Vec<&Envelope> = moment.messages.values().filter(on_link).collect();
    html! {
        <>
            <p class="menu__hint">
                { if messages.is_empty() { words::NO_MESSAGES } else { words::MESSAGES } }
                { words::clock(moment.now) }{ "." }
            </p>
            <ul class="menu__messages">
                for envelope in messages {
                    <li key={envelope.id.to_string()}>
                        { carried(envelope, dispatch) }
                        { format!(" on {}, {} ", words::link(envelope.id.link), state(envelope)) }
                        { actions(envelope, dispatch) }
                    </li>
                }
            </ul>
        </>
    }
}

fn carried(envelope: &Envelope, dispatch: &Dispatch) -> Html {
    match envelope.what.write() {
        Some(write) => dot_chip(write.dot, dispatch),
        None => words::carries(&envelope.what).into(),
    }
}

fn state(envelope: &Envelope) -> String {
    if envelope.held {
        "held".to_owned()
    } else {
        format!("arrives at {}", words::clock(envelope.due))
    }
}

/// The four things one can do to a message.
fn actions(envelope: &Envelope, dispatch: &Dispatch) -> Html {
    let name = words::carries(&envelope.what);
    let mut actions = vec![("Release", MessageAction::Release)];
    if !envelope.held {
        actions.push(("Hold", MessageAction::Hold));
    }
    actions.extend([("Drop", MessageAction::Drop), ("Duplicate", MessageAction::Duplicate)]);
    html! {
        for (verb, action) in actions {
            {
                press(dispatch, action.on(envelope.id), "button")
                    .says(html! { <>{ verb }<span class="visually-hidden">{ format!(" {name}") }</span></> })
            }
        }
    }
}

/// The field for a delay. The browser itself says what is wrong with a number.
fn delay(now: u64, link: Option<LinkId>, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<Element>();
        let field = form.and_then(|form| form.query_selector("input").ok().flatten());
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let ms = field.and_then(|field| field.value().parse().ok());
        ms.into_iter().for_each(|ms| dispatch.dispatch(Msg::Delay(link, ms)));
    });
    html! {
        <form class="menu__row" {onsubmit}>
            <label>{ "Messages take " }
                <input class="menu__ms" type="number" min="0" max="1000000" required={true}
                    data-testid="delay-ms" value={now.to_string()} />
                { " ms" }
            </label>
            <button type="submit" class="button" data-testid="delay">{ "Set" }</button>
        </form>
    }
}
