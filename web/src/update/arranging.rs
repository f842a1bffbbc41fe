//! What shows where on the page: tabs, sheets, menus, dialogs, the theme.

use std::rc::Rc;

use causal_core::clock::ReplicaId;

use crate::model::{Model, Setup, Side};
use crate::msg::Msg;

impl Model {
    /// A card shows everything that its replica has, or only so much as is drawn quickly.
    pub(super) fn toggle_whole_card(&self, replica: ReplicaId) -> Self {
        let mut next = self.copy();
        let whole = &mut next.interface.whole_cards;
        match whole.iter().position(|other| *other == replica) {
            Some(at) => drop(whole.remove(at)),
            None => whole.push(replica),
        }
        next.cards = next.cards_here();
        next
    }

    /// Rearranges the page; the run is as it was.
    pub(super) fn arrange(&self, msg: Msg) -> Option<Self> {
        let is_closing = msg == Msg::CloseDialog;
        let next = self.with_interface(|interface| match msg {
            Msg::ShowTab(tab) => interface.tab = tab,
            Msg::ChooseFilter(filter) => interface.filter = filter,
            Msg::ToggleSide(Side::Task) => interface.task_folded = !interface.task_folded,
            Msg::ToggleSide(Side::Why) => interface.why_folded = Some(!self.is_why_folded()),
            Msg::ShowSheet(tab) => interface.show_sheet(tab),
            Msg::ToggleSheet => interface.sheet_up = !interface.sheet_up,
            Msg::ToggleMenu(menu) => interface.toggle_menu(menu),
            Msg::CloseMenu(menu) => interface.menu = interface.menu.filter(|open| *open != menu),
            Msg::ChooseTheme(theme) => interface.theme = theme,
            Msg::OpenDialog(dialog) => {
                interface.dialog = Some(dialog);
                interface.setup = Setup::of(self.run.setting());
                interface.condition = interface.condition.afresh();
            }
            Msg::CloseDialog => interface.dialog = None,
            _ => {}
        });
        if is_closing { next.map(Self::with_changes_seen) } else { next }
    }

    /// What was changed in a dialog is seen now: the next change is one of its own.
    fn with_changes_seen(mut self) -> Self {
        if let Some(before) = &mut self.before {
            Rc::make_mut(before).interface.dialog = None;
        }
        self
    }
}
