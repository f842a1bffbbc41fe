//! What is where on the page, one file for each panel. Panels place things; what they say is
//! computed in the model.
//!
//! Most are plain functions. A panel is a component only where it keeps something of its own, talks
//! to the browser, or is so large that it should render on change only: each costs the page 1.5 kB.

mod badge;
mod branch_tabs;
mod checks;
mod choosing;
mod condition;
mod dialog;
mod goals;
mod header;
mod help;
mod icon;
mod in_sight;
mod link_menu;
mod machine;
mod main_view;
mod menu;
mod network;
mod notice;
mod open;
mod press;
mod protocol;
mod replica;
mod replicas;
mod setup;
mod share;
mod sheet_handle;
mod skip;
mod steps;
mod task;
mod time_bar;
mod until;
mod waiting;
mod why;
mod work;
mod write_form;

pub(crate) use header::{HeaderProps, header};
pub(crate) use help::{HelpProps, help};
pub(crate) use main_view::{MainViewProps, main_view};
pub(crate) use menu::MenuPanel;
pub(crate) use network::Network;
pub(crate) use notice::{NoticeProps, notice_bar, warning_bar};
pub(crate) use open::{OpenProps, allow_drop, dropped, open_panel};
pub(crate) use protocol::{ProtocolProps, protocol_panel};
pub(crate) use replicas::{ReplicasProps, replicas};
pub(crate) use setup::{SetupProps, setup_panel};
pub(crate) use share::SharePanel;
pub(crate) use sheet_handle::{SheetHandleProps, sheet_handle};
pub(crate) use skip::skip_links;
pub(crate) use task::{ScenarioWords, TaskProps, task};
pub(crate) use time_bar::{TimeBarProps, time_bar};
pub(crate) use until::{UntilProps, until_panel};
pub(crate) use why::{WhyProps, why};
pub(crate) use work::work_bar;

use yew::Callback;

use crate::model::Dispatch;
use crate::msg::Msg;

/// A callback that sends one message, whatever the event.
fn send<E>(dispatch: &Dispatch, msg: Msg) -> Callback<E> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(msg.clone()))
}
