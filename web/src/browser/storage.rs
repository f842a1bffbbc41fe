//! What the browser keeps at once: for this tab the name of the visit and what is on its way into the
//! database, for this machine the theme. A browser that keeps nothing loses nothing else.

use web_sys::Storage;

use super::window;
use crate::model::Theme;

/// Something that a tab keeps for the next page in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum OfTab {
    /// The name of its visit.
    Visit,
    /// What the database does not have yet.
    Stash,
    /// That a visit is being brought back and nothing has been seen of it yet, or that the page broke
    /// then.
    Opening,
    /// That nothing can be kept has been said.
    Told,
}

impl OfTab {
    fn name(self) -> &'static str {
        match self {
            Self::Visit => "causal.visit",
            Self::Stash => "causal.stash",
            Self::Opening => "causal.opening",
            Self::Told => "causal.told",
        }
    }

    /// What is kept.
    pub(super) fn read(self) -> Option<String> {
        session()?.get_item(self.name()).ok().flatten()
    }

    /// Keeps a text from now on.
    pub(super) fn write(self, text: &str) {
        let _refused = session().map(|storage| storage.set_item(self.name(), text));
    }

    /// Keeps it no more.
    pub(super) fn clear(self) {
        let _refused = session().map(|storage| storage.remove_item(self.name()));
    }
}

const THEME: &str = "causal.theme";

/// The theme that was chosen on this machine.
pub(crate) fn saved_theme() -> Theme {
    let name = local().and_then(|storage| storage.get_item(THEME).ok().flatten());
    name.map_or(Theme::System, |name| Theme::named(&name))
}

/// Keeps the chosen colors for the next visit.
pub(super) fn save_theme(theme: Theme) {
    let _refused = local().map(|storage| storage.set_item(THEME, theme.name()));
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
