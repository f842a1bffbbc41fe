//! What shows where on the page: tabs, sheets, menus, dialogs, the theme.

use crate::model::Model;
use crate::msg::Msg;

impl Model {
    /// Rearranges the page; the run is as it was.
    pub(super) fn arrange(&self, msg: Msg) -> Option<Self> {
        self.with_desk(|desk| match msg {
            Msg::ShowTab(tab) => desk.tab = tab,
            Msg::ChooseFilter(filter) => desk.filter = filter,
            Msg::ToggleSide(side) => desk.toggle_side(side),
            Msg::ShowSheet(tab) => desk.show_sheet(tab),
            Msg::ToggleSheet => desk.sheet_up = !desk.sheet_up,
            Msg::ToggleLinkMenu(menu) => desk.toggle_link_menu(menu),
            Msg::ChooseTheme(theme) => desk.theme = theme,
            Msg::OpenDialog(dialog) => desk.dialog = Some(dialog),
            Msg::CloseDialog => desk.dialog = None,
            _ => {}
        })
    }
}
