//! The only place that talks to a browser: one small file for each thing that it offers, each a
//! hook that cleans up after itself or a plain function that cannot fail.

mod address;
mod beside;
mod clipboard;
mod clock;
mod crash;
mod database;
mod files;
mod focus;
mod keeper;
mod keeping;
mod keyboard;
mod living;
mod long_work;
mod menus;
mod storage;
mod theme;
mod visits;

pub(crate) use address::{fragment, page_address, use_address};
pub(crate) use beside::use_focus_beside;
pub(crate) use clipboard::copy;
pub(crate) use clock::use_playback;
pub use crash::watch_for_crashes;
pub(crate) use files::{offer_download, read_file};
pub(crate) use focus::{
    focus_in_dialog, focus_in_menu, focus_on, focus_within, go_to, is_focus_lost, select_all,
    show_branch_on_show, show_current, use_focus_after_notice, use_kept_focus,
};
pub(crate) use keeping::{branches_before, use_keeping};
pub(crate) use keyboard::use_shortcuts;
pub(crate) use long_work::use_long_work;
pub(crate) use menus::OpenMenu;
pub(crate) use storage::saved_theme;
pub(crate) use theme::use_theme;

/// The window; everything here runs in one.
fn window() -> web_sys::Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document of the page; there is one wherever the page runs.
fn document() -> web_sys::Document {
    window().document().expect("a window has a document")
}

/// The element of the document that the page is put into.
pub(crate) fn root() -> web_sys::Element {
    document().get_element_by_id("app").expect("index.html has a place for the page")
}
