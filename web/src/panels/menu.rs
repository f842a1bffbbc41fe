//! The menu of a link, or of all: cut, heal, delay, and the messages on it.

use causal_core::history::Moment;
use causal_core::world::network::{Envelope, LinkId, LinkState};
use yew::prelude::*;

use super::badge::dot_chip;
use super::icon::icon;
use super::press::press;
use super::send;
use crate::browser::{focus_in_menu, focus_on, is_focus_lost};
use crate::memo::PtrEq;
use crate::model::{Dispatch, NetworkMenu};
use crate::msg::{MessageAction, Msg};
use crate::words;

/// What the menu shows.
#[derive(Properties, PartialEq, Debug)]
pub(crate) struct LinkMenuProps {
    /// The links and their messages at the cursor.
    pub(crate) moment: PtrEq<Moment>,
    /// Whose menu it is.
    pub(crate) menu: NetworkMenu,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The menu of one link, or of all of them.
#[component]
pub(crate) fn LinkMenu(props: &LinkMenuProps) -> Html {
    let LinkMenuProps { moment, menu, dispatch } = props;
    let link = match menu {
        NetworkMenu::Of(link) => Some(*link),
        NetworkMenu::All => None,
    };
    let title = link.map_or_else(|| "All links".to_owned(), |link| title(moment, link));
    use_effect_with(*menu, |menu| {
        let menu = *menu;
        focus_in_menu();
        move || {
            if is_focus_lost(".menu") {
                focus_on(&opener(menu));
            }
        }
    });
    let close = send(dispatch, Msg::ToggleLinkMenu(*menu));
    let onkeydown = {
        let dispatch = dispatch.clone();
        let menu = *menu;
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                dispatch.dispatch(Msg::ToggleLinkMenu(menu));
            }
        })
    };
    html! {
        <div class="menu" role="group" aria-label={title.clone()} data-testid="link-menu" {onkeydown}>
            <p class="menu__head">
                <strong>{ title }</strong>
                <button type="button" class="icon-button" aria-label="Close the menu" onclick={close}>
                    { icon("close") }
                </button>
            </p>
            { states(link, dispatch) }
            <Delay {link} now={latency(moment, link)} dispatch={dispatch.clone()} />
            { messages(moment, link, dispatch) }
        </div>
    }
}

/// The button that opens a menu: where the focus goes back to.
fn opener(menu: NetworkMenu) -> String {
    match menu {
        NetworkMenu::Of(link) => format!("link-{link}"),
        NetworkMenu::All => "more".to_owned(),
    }
}

fn title(moment: &Moment, link: LinkId) -> String {
    let setting = moment.setting();
    let (from, to) = (setting.name(link.from), setting.name(link.to));
    format!("Link {}, {from} to {to}", words::link(link))
}

fn latency(moment: &Moment, link: Option<LinkId>) -> u64 {
    let link = link.or_else(|| moment.links.ids().next());
    link.and_then(|link| moment.links.get(link)).map_or(0, |setting| setting.latency_ms.0)
}

fn states(link: Option<LinkId>, dispatch: &Dispatch) -> Html {
    let set = |state| {
        send(dispatch, link.map_or(Msg::SetAllLinks(state), |link| Msg::SetLink(link, state)))
    };
    html! {
        <div class="menu__row">
            <button type="button" class="button" onclick={set(LinkState::Up)}>{ "Open" }</button>
            <button type="button" class="button" onclick={set(LinkState::Held)}>{ "Hold" }</button>
            <button type="button" class="button" data-testid="cut" onclick={set(LinkState::Cut)}>
                { "Cut" }
            </button>
            <button type="button" class="button" data-testid="heal" onclick={set(LinkState::Up)}>
                { "Heal" }
            </button>
            <span class="menu__hint">{ "Cut: messages sent meanwhile are lost." }</span>
        </div>
    }
}

fn messages(moment: &Moment, link: Option<LinkId>, dispatch: &Dispatch) -> Html {
    let on_link = |envelope: &&Envelope| link.is_none_or(|link| envelope.id.link == link);
    let messages: Vec<&Envelope> = moment.messages.values().filter(on_link).collect();
    html! {
        <ul class="menu__messages">
            if messages.is_empty() {
                <li class="empty">{ "No message is on its way or held here." }</li>
            }
            for envelope in messages {
                <li key={envelope.id.to_string()}>
                    { carried(envelope, dispatch) }
                    { format!(" on {}, {} ", words::link(envelope.id.link), state(envelope)) }
                    { actions(envelope, dispatch) }
                </li>
            }
        </ul>
    }
}

fn carried(envelope: &Envelope, dispatch: &Dispatch) -> Html {
    match envelope.what.write() {
        Some(write) => dot_chip(write.dot, dispatch),
        None => words::carries(&envelope.what).into(),
    }
}

fn state(envelope: &Envelope) -> String {
    if envelope.held { "held".to_owned() } else { format!("arrives at {} ms", envelope.due) }
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

/// What the field for a delay shows.
#[derive(Properties, PartialEq, Debug)]
struct DelayProps {
    link: Option<LinkId>,
    now: u64,
    dispatch: Dispatch,
}

/// The field for a delay.
#[component]
fn Delay(props: &DelayProps) -> Html {
    let text = use_state(|| props.now.to_string());
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            text.set(field.value());
        })
    };
    let ms = text.parse::<u64>().ok().filter(|ms| *ms <= 1_000_000);
    let onsubmit = {
        let (dispatch, link) = (props.dispatch.clone(), props.link);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ms.into_iter().for_each(|ms| dispatch.dispatch(Msg::Delay(link, ms)));
        })
    };
    html! {
        <form class="menu__row" {onsubmit}>
            <label>{ "Messages take " }
                <input class="menu__ms" type="text" inputmode="numeric" data-testid="delay-ms"
                    aria-invalid={ms.is_none().to_string()} value={(*text).clone()} {oninput} />
                { " ms" }
            </label>
            <button type="submit" class="button" data-testid="delay">{ "Set" }</button>
            if ms.is_none() {
                <span class="menu__error" role="alert">{ "A whole number up to 1000000." }</span>
            }
        </form>
    }
}
