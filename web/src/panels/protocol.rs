//! How the replicas behave: every choice with what it means.

use causal_core::replica::mistakes::{CATALOG, Mistake, Mistakes};
use causal_core::replica::protocol::Protocol;
use causal_core::replica::source::Source;
use yew::prelude::*;

use super::dialog::DialogFrame;
use crate::choices::{CHOICES, Choice};
use crate::model::Dispatch;
use crate::msg::Msg;

/// What the dialog shows.
#[derive(Debug)]
pub(crate) struct ProtocolProps {
    /// How the replicas behave now.
    pub(crate) protocol: Protocol,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where choices go.
    pub(crate) dispatch: Dispatch,
}

/// The dialog.
pub(crate) fn protocol_panel(props: &ProtocolProps) -> Html {
    html! {
        <DialogFrame title="Protocol" testid="protocol-dialog" open={props.open}
            dispatch={props.dispatch.clone()}>
            <p>{ "The same actions are played again from the start under what you choose." }</p>
            for choice in &CHOICES {
                <div class="choice">
                    { choice_menu(choice, "choose", &props.protocol, &props.dispatch) }
                    <p>{ choice.of(&props.protocol).map_or("", |option| option.says) }</p>
                </div>
            }
            { mistakes(props.protocol.mistakes, &props.dispatch) }
        </DialogFrame>
    }
}

/// What the replicas can be made to do wrong.
fn mistakes(made: Mistakes, dispatch: &Dispatch) -> Html {
    html! {
        <fieldset class="mistakes">
            <legend>{ "Mistakes of real systems" }</legend>
            for named in CATALOG {
                <label>
                    <input type="checkbox" data-testid={format!("mistake-{}", named.name)}
                        checked={made.has(named.mistake)} onchange={ticked(named.mistake, dispatch)} />
                    <span>
                        <strong>{ named.name }</strong>{ " " }{ named.says }
                        for why in named.unnamed { { " " }{ why } }
                        { seen_in(&named.seen_in) }
                    </span>
                </label>
            }
        </fieldset>
    }
}

/// Where a mistake was seen, with the line to follow where its address is known.
pub(super) fn seen_in(source: &Source) -> Html {
    let name = source.name();
    let place = match source.address() {
        Some(href) => html! { <a {href} target="_blank" rel="noreferrer">{ name }</a> },
        None => html! { name },
    };
    html! { <>{ " Seen in " }{ place }{ "." }</> }
}

fn ticked(mistake: Mistake, dispatch: &Dispatch) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| {
        let tick: web_sys::HtmlInputElement = event.target_unchecked_into();
        dispatch.dispatch(Msg::ChooseMistake(mistake, tick.checked()));
    })
}

/// One menu.
pub(super) fn choice_menu(
    choice: &'static Choice,
    prefix: &str,
    protocol: &Protocol,
    dispatch: &Dispatch,
) -> Html {
    let chosen = choice.of(protocol);
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let menu: web_sys::HtmlSelectElement = event.target_unchecked_into();
            dispatch.dispatch(Msg::Choose(choice.name, menu.value()));
        })
    };
    html! {
        <label class="header__label">
            { choice.label }{ " " }
            <select data-testid={format!("{prefix}-{}", choice.name)} {onchange}>
                if chosen.is_none() {
                    <option value="" selected={true}>{ "custom" }</option>
                }
                for option in choice.options {
                    <option value={option.word} selected={option.holds(protocol)}>
                        { option.word }
                    </option>
                }
            </select>
        </label>
    }
}
