//! The page's head: what is on show, by which rule, and ways to send it or to get help.

use causal_core::replica::protocol::Protocol;
use yew::prelude::*;

use super::choosing::{choice_menu, rule_menu, sessions_menu};
use super::icon::icon;
use super::press::press;
use crate::choices::CHOICES;
use crate::model::{Dialog, Dispatch, Theme};
use crate::msg::Msg;
use crate::words;

/// What the head shows.
#[derive(Debug)]
pub(crate) struct HeaderProps {
    /// The title of the run on show.
    pub(crate) title: String,
    /// How the replicas behave.
    pub(crate) protocol: Protocol,
    /// The colors that are chosen, light or dark.
    pub(crate) theme: Theme,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The head of the page.
pub(crate) fn header(props: &HeaderProps) -> Html {
    let HeaderProps { title, protocol, theme, dispatch } = props;
    html! {
        <header class="header" data-region="header">
            <h1 class="header__name">
                { icon("theme") }
                <span class="visually-hidden">{ words::NAME }</span>
                <span aria-hidden="true">{ "Causal" }</span>
            </h1>
            <p class="header__title" data-testid="title">{ title }</p>
            { rule_menu("rule", words::rule(&protocol.delivery), dispatch) }
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
                    press(dispatch, Msg::OpenDialog(Dialog::Find), "button")
                        .testid("find")
                        .says(words::FIND)
                }
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
