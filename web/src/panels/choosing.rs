//! The menus with which the protocol is chosen, in the header, in the task and in the dialog.

use causal_core::replica::protocol::{Protocol, Sessions};
use causal_core::replica::rule::DeliveryRule;
use causal_core::replica::rule_catalog::{CATALOG, NamedRule};
use yew::prelude::*;

use crate::choices::Choice;
use crate::model::Dispatch;
use crate::msg::Msg;
use crate::words;

/// What is chosen in a menu, in a sentence.
pub(super) fn choice_says(choice: &Choice, protocol: &Protocol) -> &'static str {
    choice.of(protocol).map_or("", |option| option.says)
}

/// One menu with its label, the present value chosen.
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
            <select data-testid={format!("{prefix}-{}", choice.name)} {onchange}
                title={choice_says(choice, protocol)}>
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

/// The menu of delivery rules.
pub(super) fn rule_menu(
    testid: &'static str,
    (rule, says): (&'static str, &'static str),
    dispatch: &Dispatch,
) -> Html {
    let option = |entry: &NamedRule| {
        html! {
            <option value={entry.name} selected={rule == entry.name}>{ entry.name }</option>
        }
    };
    html! {
        <label class="header__label">
            { "Rule " }
            <select data-testid={testid} title={says} onchange={chosen(dispatch, Msg::ChooseRule)}>
                if DeliveryRule::named(rule).is_none() {
                    <option value="" selected={true}>{ "custom" }</option>
                }
                for entry in CATALOG.iter().filter(|entry| !entry.is_mistake()) {
                    { option(entry) }
                }
                <optgroup label="Mistakes of real systems">
                    for entry in CATALOG.iter().filter(|entry| entry.is_mistake()) {
                        { option(entry) }
                    }
                </optgroup>
            </select>
        </label>
    }
}

/// The menu of what replicas do for sessions.
pub(super) fn sessions_menu(testid: &'static str, shown: Sessions, dispatch: &Dispatch) -> Html {
    html! {
        <label class="header__label">
            { "Sessions " }
            <select data-testid={testid} title={words::sessions(shown).1}
                onchange={chosen(dispatch, Msg::ChooseSessions)}>
                for policy in [Sessions::Off, Sessions::Wait, Sessions::Reject] {
                    <option value={words::sessions(policy).0} selected={policy == shown}>
                        { words::sessions(policy).0 }
                    </option>
                }
            </select>
        </label>
    }
}

fn chosen(dispatch: &Dispatch, msg: fn(String) -> Msg) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| {
        let menu: web_sys::HtmlSelectElement = event.target_unchecked_into();
        dispatch.dispatch(msg(menu.value()));
    })
}
