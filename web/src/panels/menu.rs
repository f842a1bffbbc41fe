//! A menu: it opens beside its button, and closes on `Esc`, after acting, and when something else is
//! pressed.

use std::rc::Rc;

use causal_core::history::Moment;
use yew::prelude::*;

use super::icon::icon;
use super::link_menu::link_menu;
use super::machine::machine_actions;
use super::press::press;
use crate::browser::{OpenMenu, focus_in_menu, focus_on, is_focus_lost};
use crate::memo::PtrEq;
use crate::model::{Dispatch, Menu, ReplicaCard};
use crate::msg::Msg;
use crate::words;

/// What the menu shows.
#[derive(Properties, PartialEq, Debug)]
pub(crate) struct MenuPanelProps {
    /// The links and their messages at the cursor.
    pub(crate) moment: PtrEq<Moment>,
    /// The replica that it is about, if it is about one.
    pub(crate) card: Option<Rc<ReplicaCard>>,
    /// Whose menu it is.
    pub(crate) menu: Menu,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The menu that is open.
#[component]
pub(crate) fn MenuPanel(props: &MenuPanelProps) -> Html {
    let MenuPanelProps { moment, card, menu, dispatch } = props;
    let at = (*menu, dispatch.clone());
    use_effect_with(at, |(menu, dispatch)| {
        let (menu, dispatch) = (*menu, dispatch.clone());
        let opener = opener(menu);
        let open = OpenMenu::new(&opener, matches!(menu, Menu::Machine(_)), move || {
            dispatch.dispatch(Msg::CloseMenu(menu));
        });
        focus_in_menu();
        move || {
            drop(open);
            if is_focus_lost(".menu") {
                focus_on(&opener);
            }
        }
    });
    let title = title(moment, *menu);
    html! {
        <div class="menu" data-narrow={card.is_some().to_string()} role="group" aria-label={title.clone()} data-testid="menu">
            <p class="menu__head">
                <strong>{ title }</strong>
                {
                    press(dispatch, Msg::CloseMenu(*menu), "icon-button")
                        .label("Close the menu")
                        .says(icon("close"))
                }
            </p>
            {
                match (menu, card) {
                    (Menu::Machine(_), Some(card)) => machine_actions(card, dispatch),
                    (Menu::Link(link), _) => link_menu(moment, Some(*link), dispatch),
                    _ => link_menu(moment, None, dispatch),
                }
            }
        </div>
    }
}

/// The button that opens a menu: where the focus goes back to.
fn opener(menu: Menu) -> String {
    match menu {
        Menu::Link(link) => format!("link-more-{link}"),
        Menu::AllLinks => "more".to_owned(),
        Menu::Machine(replica) => format!("machine-menu-{replica}"),
    }
}

fn title(moment: &Moment, menu: Menu) -> String {
    let setting = moment.setting();
    match menu {
        Menu::Link(link) => {
            let (from, to) = (setting.name(link.from), setting.name(link.to));
            format!("Link {}, {from} to {to}", words::link(link))
        }
        Menu::AllLinks => "All links".to_owned(),
        Menu::Machine(replica) => format!("{} as a machine", setting.name(replica)),
    }
}
