//! Which panels, tabs and dialogs are open: what belongs to the page and not to the run.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::world::network::LinkId;

use super::condition::Condition;
use super::setup::Setup;

/// What is open, chosen and folded on the page, beside the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterfaceState {
    /// What the main view shows.
    pub tab: Tab,
    /// What the list leaves out.
    pub filter: Filter,
    /// Whether the panel on the left is folded away.
    pub task_folded: bool,
    /// Whether the visitor has folded the panel on the right away, or unfolded it.
    pub why_folded: Option<bool>,
    /// The replicas whose cards show everything, however much that is.
    pub whole_cards: Vec<ReplicaId>,
    /// The menu that is open.
    pub menu: Option<Menu>,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// What stands in the field for a scenario to open.
    pub opening: Opening,
    /// What stands in the field for a condition.
    pub condition: Condition,
    /// What stands in the dialog of the replicas.
    pub setup: Setup,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// What the phone's sheet shows.
    pub sheet: SheetTab,
    /// Whether the phone's sheet is up.
    pub sheet_up: bool,
}

/// What the main view shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The space–time diagram is shown.
    #[default]
    Diagram,
    /// The same in words.
    List,
}

/// What the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Every step is listed.
    #[default]
    Everything,
    /// The steps at which something waits are listed.
    Waits,
    /// Where a promise was broken.
    Violations,
    /// What happened at one replica.
    At(ReplicaId),
}

/// A panel beside the page's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the left: what this is about.
    Task,
    /// On the right: why.
    Why,
}

/// A menu beside the button that opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// The menu of one link.
    Link(LinkId),
    /// The menu of all links.
    AllLinks,
    /// What can be done to a replica as a machine.
    Machine(ReplicaId),
}

/// What covers the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Send this run to somebody.
    Share,
    /// Choose how the replicas behave.
    Protocol,
    /// Choose how many replicas there are and what they are called.
    Replicas,
    /// The dialog that opens somebody's run.
    Open,
    /// How far the run is to go.
    Until,
    /// The dialog with the keys of the keyboard.
    Help,
}

/// The field for a scenario to open, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// What was pasted or typed.
    pub text: Rc<str>,
    /// Why it could not be opened.
    pub error: Option<Rc<str>>,
    /// Whether nothing was known in it, so that an example helps.
    pub needs_example: bool,
}

/// The page's colors, light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// What the button changes to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Its name, in the page's attribute and in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; the system's if there is no such theme.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let all = [Self::Light, Self::Dark];
        all.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// What the phone's sheet shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetTab {
    /// The sheet that says why something waits.
    #[default]
    Why,
    /// The replicas with what waits in them.
    Inbox,
    /// The fields to write with.
    Write,
    /// The sheet with the network.
    Links,
    /// What this is about.
    Task,
}

impl SheetTab {
    /// In the order of the tabs.
    pub const ALL: [Self; 5] = [Self::Why, Self::Inbox, Self::Write, Self::Links, Self::Task];

    /// What its tab says.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Why => "Why",
            Self::Inbox => "Inbox",
            Self::Write => "Write",
            Self::Links => "Links",
            Self::Task => "Task",
        }
    }

    /// Its name in attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Why => "why",
            Self::Inbox => "inbox",
            Self::Write => "write",
            Self::Links => "links",
            Self::Task => "task",
        }
    }
}

impl InterfaceState {
    /// Pulls the sheet up with a tab; the tab that shows already pushes it down.
    pub(crate) fn show_sheet(&mut self, tab: SheetTab) {
        self.sheet_up = !self.sheet_up || self.sheet != tab;
        self.sheet = tab;
    }

    /// A run came on show that has only so many replicas.
    pub(crate) fn forget_replicas_beyond(&mut self, n_replicas: u16) {
        if matches!(self.filter, Filter::At(replica) if replica.0 >= n_replicas) {
            self.filter = Filter::Everything;
        }
    }

    /// Opens a menu; the menu that is open closes.
    pub(crate) fn toggle_menu(&mut self, menu: Menu) {
        self.menu = if self.menu == Some(menu) { None } else { Some(menu) };
    }
}
