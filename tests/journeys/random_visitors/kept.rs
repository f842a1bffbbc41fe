//! Whether anything was lost: every run that a visitor has seen is still to be had.
//!
//! A run grows when somebody acts at its end, and the run before is a part of it. Whatever else
//! takes the place of a run leaves it behind, and it has to be in a tab when the visit ends.
//! A reload and *Undo* bring back exactly what was.

use serde_json::{Value, json};

/// What the page shows: the run on show without the position at which it opens, the tabs, the
/// counter, whether the address bar has something that is no link, the dialog that is open, and what
/// the notice offers.
pub(crate) type Look = Value;
/// A run as its scenario.
pub(crate) type Run = Value;

/// What was done to the page, as far as it matters to what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something that loses nothing.
    Act,
    /// The page is loaded again.
    Reload,
    /// The tab on show is deleted.
    Delete,
    /// Undo or redo are asked for: of what has come on show, if the notice offers that, or else of the
    /// last action.
    Swap,
    /// The notice's *Undo* or *Redo* is pressed.
    TakeTheOffer,
}

/// The runs that have been left behind.
#[derive(Debug)]
pub(crate) struct LeftBehind {
    runs: Vec<Run>,
    /// What a press of a button brings again, and so needs no tab.
    first: Run,
    /// What there was when *Undo* or *Redo* was first offered as it is now.
    leads_to: Option<Look>,
    /// Whether a setting was changed in the dialog that is open: all its changes are one.
    has_varied: bool,
}

impl LeftBehind {
    /// Nothing, where this is the first look.
    pub(crate) fn of(first: &Look) -> Self {
        let first = first["run"].clone();
        Self { runs: Vec::new(), first, leads_to: None, has_varied: false }
    }

    /// Something was done, and now another run is on show, or the same.
    pub(crate) fn moved(&mut self, kind: Kind, before: &Look, now: &Look) {
        match kind {
            // Who has done nothing yet is told again what is wrong with the link.
            Kind::Reload if before["astray"] == true && self.is_untouched(before) => {}
            Kind::Reload => assert_same(before, now, "a reload brings back something else"),
            Kind::TakeTheOffer => assert!(is_swapped(before, now), "the offer is not kept"),
            Kind::Act | Kind::Delete | Kind::Swap => {}
        }
        let is_swap = matches!(kind, Kind::Swap | Kind::TakeTheOffer) && is_swapped(before, now);
        if is_swap {
            let was = self.leads_to.as_ref().expect("what is to come back was seen");
            assert_same(was, now, "Undo or Redo brings back something else");
        } else {
            self.leave(kind, before, now);
        }
        self.heed_the_offer(before, now);
    }

    fn is_untouched(&self, look: &Look) -> bool {
        look["run"] == self.first && look["tabs"].as_array().is_some_and(|tabs| tabs.len() == 1)
    }

    fn leave(&mut self, kind: Kind, before: &Look, now: &Look) {
        let (run, next) = (&before["run"], &now["run"]);
        if is_part(run, next) {
            return;
        }
        let varies = actions(run) == actions(next) && now["dialog"] == "protocol-dialog";
        let is_one_change = varies && self.has_varied;
        let needs_no_tab = actions(run).is_empty() || *run == self.first;
        match kind {
            // Somebody wanted to be rid of it.
            Kind::Delete => self.runs.retain(|left| !is_part(left, run)),
            _ if is_one_change || needs_no_tab => {}
            _ => self.runs.push(run.clone()),
        }
        self.has_varied = varies;
    }

    fn heed_the_offer(&mut self, before: &Look, now: &Look) {
        let in_dialog = now["dialog"] == "protocol-dialog" && self.leads_to.is_some();
        self.has_varied &= now["dialog"] == "protocol-dialog";
        if !leads_back(now) {
            self.leads_to = None;
        } else if before["offer"] != now["offer"] || (before["run"] != now["run"] && !in_dialog) {
            self.leads_to = Some(before.clone());
        }
    }

    /// Asserts that every run is one of those that are still there, or a part of one.
    pub(crate) fn are_all_in(&self, kept: &[Run]) {
        for run in &self.runs {
            assert!(
                kept.iter().any(|kept| is_part(run, kept)),
                "A run is lost: {run}\nKept are {}",
                json!(kept)
            );
        }
    }
}

fn leads_back(look: &Look) -> bool {
    look["offer"] == "Undo" || look["offer"] == "Redo"
}

/// Whether one of *Undo* and *Redo* has given way to the other.
fn is_swapped(before: &Look, now: &Look) -> bool {
    leads_back(before) && leads_back(now) && before["offer"] != now["offer"]
}

fn assert_same(was: &Look, now: &Look, complaint: &str) {
    for what in ["run", "tabs", "counter"] {
        assert_eq!(was[what], now[what], "{complaint}");
    }
}

/// Whether a run is the beginning of another: undoing leads back to it.
fn is_part(run: &Run, of: &Run) -> bool {
    let (part, whole) = (actions(run), actions(of));
    whole.starts_with(part) && without_actions(run) == without_actions(of)
}

fn actions(run: &Run) -> &[Value] {
    run["actions"].as_array().map_or(&[], Vec::as_slice)
}

fn without_actions(run: &Run) -> Run {
    let mut rest = run.clone();
    rest.as_object_mut().expect("a scenario is an object").remove("actions");
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(actions: &[&str]) -> Run {
        json!({ "actions": actions, "protocol": "causal" })
    }

    /// What somebody left behind who did these things, one after the other.
    fn left_behind(steps: &[(Kind, &[&str])]) -> LeftBehind {
        let look = |actions| json!({ "run": run(actions) });
        let mut before = look(&[]);
        let mut left_behind = LeftBehind::of(&before);
        for (kind, actions) in steps {
            let now = look(actions);
            left_behind.moved(*kind, &before, &now);
            before = now;
        }
        left_behind
    }

    #[test]
    fn what_grows_is_not_left_behind_and_what_is_left_may_grow_in_its_tab() {
        let grown = left_behind(&[(Kind::Act, &["a"]), (Kind::Act, &["a", "b"])]);
        grown.are_all_in(&[]);
        let branched = left_behind(&[(Kind::Act, &["a", "b"]), (Kind::Act, &["a", "c"])]);
        branched.are_all_in(&[run(&["a", "c"]), run(&["a", "b", "d"])]);
    }

    #[test]
    #[should_panic(expected = "A run is lost")]
    fn a_branch_that_is_gone_is_missed() {
        let branched = left_behind(&[(Kind::Act, &["a", "b"]), (Kind::Act, &["a", "c"])]);
        branched.are_all_in(&[run(&["a", "c"])]);
    }

    #[test]
    #[should_panic(expected = "a reload brings back something else")]
    fn a_reload_that_forgets_is_noticed() {
        left_behind(&[(Kind::Act, &["a"]), (Kind::Reload, &["b"])]);
    }

    #[test]
    #[should_panic(expected = "Undo or Redo brings back something else")]
    fn a_redo_that_forgets_is_noticed() {
        let look = |actions, offer: &str| json!({ "run": run(actions), "offer": offer, "tabs": [], "counter": "" });
        let looks =
            [look(&["a"], ""), look(&["b"], "Undo"), look(&["a"], "Redo"), look(&["c"], "Undo")];
        let mut left_behind = LeftBehind::of(&look(&[], ""));
        let kinds = [Kind::Act, Kind::Swap, Kind::TakeTheOffer];
        for (kind, pair) in kinds.into_iter().zip(looks.windows(2)) {
            left_behind.moved(kind, &pair[0], &pair[1]);
        }
    }

    #[test]
    fn a_deleted_branch_is_not_missed() {
        let deleted = left_behind(&[
            (Kind::Act, &["a", "b"]),
            (Kind::Act, &["a", "c"]),
            (Kind::Act, &["a", "b"]),
            (Kind::Delete, &["a", "c"]),
        ]);
        deleted.are_all_in(&[run(&["a", "c"])]);
    }
}
