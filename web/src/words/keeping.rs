//! What is said of runs that are left, kept and brought back.

pub(crate) const EMPTY_PLAYGROUND: &str = "Empty playground";
pub(crate) const EXAMPLE: &str = "Example";
pub(crate) const EARLIER_VISITS: &str = "Earlier visits";
pub(crate) const UNTITLED: &str = "Untitled run";
pub(crate) const NOTHING_IS_KEPT: &str = "This browser keeps nothing for this site here. Your \
     progress lasts until you close the tab; Share to keep a run.";
pub(crate) const NO_ROOM: &str = "This browser has no more room for this site. What you do from \
     here on lasts until you close the tab; Share to keep a run.";
pub(crate) const KEPT_BY_ANOTHER_ENGINE: &str =
    "Kept by another version of the playground. Shown: today's engine, which may end otherwise.";
pub(crate) const BROKE: &str = "Something broke when it was brought back.";
pub(crate) const VISIT_UNREADABLE: &str = "That visit cannot be read any more.";

/// That a run that went off the page is still there.
pub(crate) fn stays(name: &str) -> String {
    format!("The run before stays as the tab “{name}”.")
}

/// That another branch is on show.
pub(crate) fn on_show(name: &str) -> String {
    format!("{name} is on show.")
}

/// That a tab had to go for another one.
pub(crate) fn crowded_out(n_kept: usize, name: &str) -> String {
    format!("{n_kept} tabs are kept. The oldest, “{name}”, has gone.")
}

/// Why a branch that was on show is a tab only.
pub(crate) fn stays_closed(name: &str, why: &str) -> String {
    format!("“{name}” is kept as a tab. {why}")
}

/// That an earlier visit can be resumed.
pub(crate) fn kept_visit(title: &str, n_branches: usize) -> String {
    format!("Your last visit is kept: {}.", visit(title, n_branches))
}

/// What there is in an earlier visit: its title, and how many tabs more.
pub(crate) fn visit(title: &str, n_branches: usize) -> String {
    match n_branches {
        0 | 1 => format!("“{title}”"),
        2 => format!("“{title}” and 1 more tab"),
        n => format!("“{title}” and {} more tabs", n - 1),
    }
}

/// Why a branch cannot be shown.
pub(crate) fn not_shown(name: &str, why: &str) -> String {
    format!("“{name}” cannot be shown. {why}")
}

/// That the tabs of an earlier visit are here.
pub(crate) fn resumed(n_branches: usize) -> String {
    match n_branches {
        1 => "Your last visit is back.".to_owned(),
        n => format!("Your last visit is back with {n} tabs."),
    }
}

/// That the oldest visits had to go.
pub(crate) fn made_room(n: usize) -> String {
    match n {
        1 => "The oldest visit that was kept here has gone, to make room.".to_owned(),
        n => format!("The {n} oldest visits that were kept here have gone, to make room."),
    }
}
