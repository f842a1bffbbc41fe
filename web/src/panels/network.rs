//! The network strip: a chip for each link, of many those of one sender. Pressing one holds it, pressing it again lets go.

use causal_core::clock::ReplicaId;
use causal_core::history::Moment;
use causal_core::world::network::{LinkId, LinkState};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::icon::icon;
use super::press::press;
use super::send;
use crate::browser::focus_on;
use crate::memo::PtrEq;
use crate::model::{Dispatch, Menu, Selection};
use crate::msg::Msg;
use crate::words;

/// With how many replicas all links are shown at once.
const AT_ONCE: usize = 3;

/// What the strip shows.
#[derive(Properties, PartialEq, Debug)]
pub(crate) struct NetworkProps {
    /// The links and their messages at the cursor.
    pub(crate) moment: PtrEq<Moment>,
    /// The menu that is open.
    pub(crate) menu: Option<Menu>,
    /// What is selected, and stands out.
    pub(crate) selection: Option<Selection>,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The strip below the main view: messages on their way, and what can be done to links.
#[component]
pub(crate) fn Network(props: &NetworkProps) -> Html {
    let NetworkProps { moment, menu, selection, dispatch } = props;
    let reached = use_state(|| 0_usize);
    let chosen = use_sender(*selection);
    let is_many = moment.setting().names.len() > AT_ONCE;
    let sender = chosen
        .filter(|_| is_many)
        .map(|from| if moment.setting().has(from) { from } else { ReplicaId(0) });
    let is_shown = |link: &LinkId| sender.is_none_or(|from| link.from == from);
    let links: Vec<LinkId> = moment.links.ids().filter(is_shown).collect();
    let onkeydown = roving(&links, &reached);
    html! {
        <section class="network" data-region="network" tabindex="-1" aria-labelledby="network">
            <h2 id="network" class="visually-hidden">{ "Network" }</h2>
            if is_many {
                { senders(moment, sender, &chosen) }
            }
            <div class="network__links" role="toolbar" aria-label="Links" {onkeydown}
                data-all={(is_many && sender.is_none()).to_string()}>
                for (at, link) in links.iter().enumerate() {
                    if at > 0 && links[at - 1].from != link.from {
                        <span class="network__break" key={format!("from-{}", link.from)}></span>
                    }
                    { chip(moment, *link, at == *reached, *menu, *selection, dispatch) }
                }
            </div>
            <div class="network__all">
                {
                    press(dispatch, Msg::SetAllLinks(LinkState::Held), "button")
                        .testid("hold-all")
                        .says("Hold all")
                }
                {
                    press(dispatch, Msg::SetAllLinks(LinkState::Up), "button")
                        .testid("open-all")
                        .says("Open all")
                }
                {
                    press(dispatch, Msg::ToggleMenu(Menu::AllLinks), "button")
                        .testid("more")
                        .expanded(*menu == Some(Menu::AllLinks))
                        .says(html! { <>{ "More" }{ icon("down") }</> })
                }
            </div>
        </section>
    }
}

/// Whose links are shown where there are many: a message that is selected leads to its sender's.
#[hook]
fn use_sender(selection: Option<Selection>) -> UseStateHandle<Option<ReplicaId>> {
    let sender = use_state_eq(|| Some(ReplicaId(0)));
    let setter = sender.setter();
    use_effect_with(selection, move |selection| {
        if let Some(Selection::Message(message)) = selection {
            setter.set(Some(message.link.from));
        }
    });
    sender
}

/// The menu of senders, each with what is on its links.
fn senders(
    moment: &Moment,
    shown: Option<ReplicaId>,
    chosen: &UseStateHandle<Option<ReplicaId>>,
) -> Html {
    let setter = chosen.setter();
    let onchange = Callback::from(move |event: Event| {
        let menu: web_sys::HtmlSelectElement = event.target_unchecked_into();
        setter.set(menu.value().parse().ok().map(ReplicaId));
    });
    html! {
        <select data-testid="links-from" aria-label="Whose links are shown" {onchange}>
            for id in moment.setting().replicas() {
                <option value={id.0.to_string()} selected={shown == Some(id)}>
                    { words::links_from(id, n_on_links(moment, id)) }
                </option>
            }
            <option value="" selected={shown.is_none()}>{ words::ALL_LINKS }</option>
        </select>
    }
}

/// How many messages of a sender are held, and how many are on their way.
fn n_on_links(moment: &Moment, from: ReplicaId) -> (usize, usize) {
    let all = moment.messages.values().filter(|envelope| envelope.id.link.from == from);
    let n_held = all.clone().filter(|envelope| envelope.held).count();
    (n_held, all.count() - n_held)
}

fn chip(
    moment: &Moment,
    link: LinkId,
    is_reached: bool,
    menu: Option<Menu>,
    selection: Option<Selection>,
    dispatch: &Dispatch,
) -> Html {
    let state = moment.links.get(link).unwrap_or_default().state;
    let on_link = moment.messages.values().filter(|envelope| envelope.id.link == link);
    let n_held = on_link.clone().filter(|envelope| envelope.held).count();
    let n_moving = on_link.clone().count() - n_held;
    let is_selected = on_link.clone().any(|one| selection == Some(Selection::Message(one.id)));
    let (name, shown) = (words::link(link), words::link_state(state));
    let tab_index = if is_reached { "0" } else { "-1" };
    let setting = moment.setting();
    let in_words = format!(
        ", {} to {}: {shown}, {n_held} held, {n_moving} on the way",
        setting.name(link.from),
        setting.name(link.to)
    );
    html! {
        <span class="link" key={name.clone()} data-state={shown} data-selected={is_selected.to_string()}>
            <button type="button" class="link__chip" data-testid={format!("link-{link}")}
                aria-pressed={(state == LinkState::Held).to_string()} tabindex={tab_index}
                onclick={send(dispatch, Msg::ToggleLink(link))}>
                <span>{ name.clone() }</span>
                { icon(match state {
                    LinkState::Up => "play",
                    LinkState::Held => "pause",
                    LinkState::Cut => "cut",
                }) }
                if n_held > 0 { <span class="link__held" aria-hidden="true">{ n_held }</span> }
                if n_moving > 0 {
                    <span class="link__moving" aria-hidden="true">{ format!("{n_moving}…") }</span>
                }
                <span class="visually-hidden">{ in_words }</span>
            </button>
            <button type="button" class="link__more" data-testid={format!("link-more-{link}")}
                aria-label={format!("More about link {name}")} tabindex={tab_index}
                aria-expanded={(menu == Some(Menu::Link(link))).to_string()}
                onclick={send(dispatch, Msg::ToggleMenu(Menu::Link(link)))}>
                { icon("down") }
            </button>
        </span>
    }
}

/// Arrows move along the toolbar; `Shift+F10` opens the menu of the chip with the focus.
fn roving(links: &[LinkId], reached: &UseStateHandle<usize>) -> Callback<KeyboardEvent> {
    let (links, reached) = (links.to_vec(), reached.clone());
    Callback::from(move |event: KeyboardEvent| {
        let (last, at) = (links.len().saturating_sub(1), *reached);
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (at + 1).min(last),
            "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "F10" if event.shift_key() => {
                event.prevent_default();
                if let Some(target) = event.target_dyn_into::<web_sys::HtmlElement>() {
                    let more = target.next_element_sibling();
                    let more = more.and_then(|more| more.dyn_into::<web_sys::HtmlElement>().ok());
                    more.into_iter().for_each(|more| more.click());
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        reached.set(next);
        if let Some(link) = links.get(next) {
            focus_on(&format!("link-{link}"));
        }
    })
}
