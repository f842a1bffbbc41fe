//! How the replicas behave: every choice with what it means.

use causal_core::replica::mistakes::{CATALOG, Mistake, Mistakes};
use causal_core::replica::protocol::Protocol;
use causal_core::replica::source::Source;
use yew::prelude::*;

use super::choosing::{choice_menu, choice_says, rule_menu, sessions_menu};
use super::dialog::DialogFrame;
use crate::choices::CHOICES;
use crate::model::Dispatch;
use crate::msg::Msg;
use crate::words;

/// What the dialog shows.
#[derive(Debug)]
pub(crate) struct ProtocolProps {
    /// How the replicas behave now.
    pub(crate) protocol: Protocol,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where choices are sent.
    pub(crate) dispatch: Dispatch,
}

/// The dialog with every choice, and the mistakes.
pub(crate) fn protocol_panel(props: &ProtocolProps) -> Html {
    let ProtocolProps { protocol, open, dispatch } = props;
    let (rule, sessions) = (words::rule(&protocol.delivery), words::sessions(protocol.sessions).1);
    html! {
        <DialogFrame title="Protocol" testid="protocol-dialog" open={*open}
            dispatch={dispatch.clone()}>
            <p>{ "The same actions are played again from the start under what you choose." }</p>
            { told(rule_menu("choose-rule", rule, dispatch), rule.1) }
            { told(sessions_menu("choose-sessions", protocol.sessions, dispatch), sessions) }
            for choice in &CHOICES {
                { told(choice_menu(choice, "choose", protocol, dispatch), choice_says(choice, protocol)) }
            }
            { mistakes(protocol.mistakes, dispatch) }
        </DialogFrame>
    }
}

/// A menu beside what is chosen in it, in a sentence.
fn told(menu: Html, says: &'static str) -> Html {
    html! { <div class="choice">{ menu }<p>{ says }</p></div> }
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
