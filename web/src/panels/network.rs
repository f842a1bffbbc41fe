//! The network strip: a chip for each link. Pressing one holds it, pressing it again lets go.

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
    let links: Vec<LinkId> = moment.links.ids().collect();
    let onkeydown = roving(&links, &reached);
    html! {
        <section class="network" data-region="network" tabindex="-1" aria-labelledby="network">
            <h2 id="network">{ "Network" }</h2>
            <div class="network__links" role="toolbar" aria-label="Links" {onkeydown}>
                for (at, link) in links.iter().enumerate() {
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
