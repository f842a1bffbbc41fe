//! The page's head: what is on show, by which rule, and ways to send it or to get help.

use causal_core::replica::protocol::{Protocol, Sessions};
use causal_core::replica::rule_catalog::{CATALOG, NamedRule};
use yew::prelude::*;

use super::icon::icon;
use super::press::press;
use super::protocol::choice_menu;
use crate::choices::CHOICES;
use crate::model::{Dialog, Dispatch, Theme};
use crate::msg::Msg;
use crate::words;

/// What the head shows.
#[derive(Debug)]
pub(crate) struct HeaderProps {
    /// The title of the run on show.
    pub(crate) title: String,
    /// The delivery rule's name, if it has one.
    pub(crate) rule: Option<&'static str>,
    /// How the replicas behave.
    pub(crate) protocol: Protocol,
    /// The colors that are chosen, light or dark.
    pub(crate) theme: Theme,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The head of the page.
pub(crate) fn header(props: &HeaderProps) -> Html {
    let HeaderProps { title, rule, protocol, theme, dispatch } = props;
    html! {
        <header class="header" data-region="header">
            <h1 class="header__name">
                { icon("theme") }
                <span class="visually-hidden">{ words::NAME }</span>
                <span aria-hidden="true">{ "Causal" }</span>
            </h1>
            <p class="header__title" data-testid="title">{ title }</p>
            { rule_menu("rule", *rule, dispatch) }
            { choice_menu(&CHOICES[0], "header", protocol, dispatch) }
            { sessions_menu("sessions", protocol.sessions, dispatch) }
            {
                press(dispatch, Msg::OpenDialog(Dialog::Replicas), "button")
                    .testid("replicas")
                    .says(words::REPLICAS)
            }
            {
                press(dispatch, Msg::OpenDialog(Dialog::Protocol), "button")
                    .testid("protocol")
                    .says("Protocol")
            }
            <div class="header__actions">
                {
                    press(dispatch, Msg::OpenDialog(Dialog::Open), "button")
                        .testid("open-run")
                        .says("Open")
                }
                {
                    press(dispatch, Msg::OpenDialog(Dialog::Share), "button")
                        .testid("share")
                        .says("Share")
                }
                {
                    press(dispatch, Msg::ChooseTheme(theme.next()), "icon-button")
                        .testid("theme")
                        .label(format!("Theme: {}", theme.name()))
                        .says(icon("theme"))
                }
                {
                    press(dispatch, Msg::OpenDialog(Dialog::Help), "icon-button")
                        .testid("help")
                        .label("Help")
                        .says("?")
                }
            </div>
        </header>
    }
}

/// The menu of delivery rules.
pub(super) fn rule_menu(
    testid: &'static str,
    rule: Option<&'static str>,
    dispatch: &Dispatch,
) -> Html {
    let option = |entry: &NamedRule| {
        html! {
            <option value={entry.name} selected={rule == Some(entry.name)}>{ entry.name }</option>
        }
    };
    html! {
        <label class="header__label">
            { "Rule " }
            <select data-testid={testid} onchange={chosen(dispatch, Msg::ChooseRule)}>
                if rule.is_none() {
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
            <select data-testid={testid} onchange={chosen(dispatch, Msg::ChooseSessions)}>
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
