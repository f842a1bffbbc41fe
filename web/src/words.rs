//! Everything that the page says, in one place, so that it can be read through and translated.

mod brief;
mod findings;
mod goals;
mod happening;
mod keeping;
mod next;
mod reasons;
mod replica_state;
mod requests;
mod search;
mod setup;
mod work;

use causal_core::clock::{Dot, ReplicaId, VersionVector};
use causal_core::export::govector::LOG_BYTES;
use causal_core::replica::protocol::{Sessions, Time, Write};
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Problem;
use causal_core::scenario::limits::SCENARIO_BYTES;
use causal_core::scenario::link::ENGINE;
use causal_core::world::setting::Setting;

use crate::model::{DraftError, Unread};

pub(crate) use brief::{brief, cut, is_brief};
pub(crate) use causal_diagram::words::{carries, link, link_state, list, violation};
pub(crate) use findings::belief_and_truth;
pub(crate) use goals::{GOALS, goal_lost, goal_reached};
pub(crate) use happening::happening;
pub(crate) use keeping::{
    BROKE, EARLIER_VISITS, EMPTY_PLAYGROUND, EXAMPLE, KEPT_BY_ANOTHER_ENGINE, NO_ROOM,
    NOTHING_IS_KEPT, UNTITLED, VISIT_UNREADABLE, closed_again, crowded_out, kept_visit, made_room,
    not_shown, on_show, resumed, stays, stays_closed, visit,
};
pub(crate) use next::comes_next;
pub(crate) use reasons::{discarded, lost_why, nature, nothing_arrives, whereabouts};
pub(crate) use replica_state::{machine, machine_action};
pub(crate) use requests::{
    ANY_CLIENT, answer_on_card, asks_until, awaits, client_seen, is_answered, waits_for,
};
pub(crate) use search::{
    ALL_OUTCOMES, CHOSEN_BEFORE, EXTRAS, FIND, FIND_IT, FIND_SAYS, OUTCOMES, SEARCH_BEGUN, SHOW_IT,
    asked_of, found_tab, in_schedules, outcome_tab, quoted, run_of, schedule_on_show, shortening,
    stores,
};
pub(crate) use setup::{
    REPLICAS, SET_UP, SET_UP_AFRESH, SETUP_SAYS, needs_replica, replicas_now, wrong_name,
};
pub(crate) use work::{
    LOG_KEEPS, PASTED_LOG, begun, cancelled, execution, further, host, outcome, progress,
};

pub(crate) const NAME: &str = "Causal playground";
pub(crate) const INVITATION: &str = "Let Bob's reply arrive";
pub(crate) const INVITATION_QUESTION: &str = "A reply can arrive before the message it answers. \
     Carol has heard neither yet. What should she show?";
pub(crate) const NO_WRITES: &str = "Three replicas, no writes. Write something at one of them.";
pub(crate) const TOO_MANY_ACTIONS: &str = "10 000 actions is the limit of one run. Start a branch from an \
                                            earlier step, or share this one.";
pub(crate) const NO_WRITES_HERE: &str = "No writes yet. Write something at one of the replicas.";
pub(crate) const EMPTY_INBOX: &str =
    "Empty. Messages wait here when something they build on is missing.";
pub(crate) const ALL_LINKS: &str = "All links";
pub(crate) const EMPTY: &str = "Empty.";
pub(crate) const NOTHING_DELIVERED: &str = "Nothing delivered here yet.";
pub(crate) const NO_VALUES: &str = "No key has a value here.";
pub(crate) const OPENING_KEEPS: &str =
    "The run on show is as it was, and what you typed stays here.";
pub(crate) const NOTHING_SELECTED: &str = "Select a message or a write to see why.";
pub(crate) const READY: &str = "nothing missing";
pub(crate) const NEVER: &str =
    "Waits for ever: by this rule no delivery can make its vector fit any more.";
pub(crate) const OPEN_SAYS: &str = "What is held here goes on its way, and later messages pass.";
pub(crate) const HEAL_SAYS: &str = "Messages pass again. What was lost stays lost.";
pub(crate) const HOLD_SAYS: &str = "Messages wait here until it is opened. None is lost.";
pub(crate) const CUT_SAYS: &str = "What is sent from now on is lost, until it is healed.";
pub(crate) const NO_MESSAGES: &str = "No message is on its way or held here. It is ";
pub(crate) const MESSAGES: &str = "On its way or held here. It is ";
pub(crate) const COPIED: &str = "The link is on the clipboard.";
pub(crate) const COPY_REFUSED: &str = "Copying was blocked. The link is selected: press Ctrl+C.";
pub(crate) const NO_CONDITION: &str = "Type a condition, or press one above.";
pub(crate) const NEVER_LATER: &str = "It is so at no later step of this run.";
pub(crate) const TOO_MUCH_TO_LOOK_AT: &str =
    "There are too many things that its variables can stand for in a run as long.";
pub(crate) const NOTHING_KNOWN: &str =
    "This is neither a link nor a scenario nor a log. A scenario looks like this:";
pub(crate) const NO_CONTENT: &str =
    "There is nothing to open. Paste a link, a scenario as JSON or text, or a log.";

/// Why a file was not read.
pub(crate) fn unread(why: Unread) -> String {
    match why {
        Unread::TooLong => format!(
            "The file is too long: {LOG_BYTES} bytes are the most of a log, and {SCENARIO_BYTES} of a \
             scenario."
        ),
        Unread::Refused => "The browser could not read the file.".to_owned(),
    }
}

/// What is wrong with something typed.
pub(crate) fn draft_error(error: DraftError) -> &'static str {
    match error {
        DraftError::NoKey => "Give the value a name, for example x.",
        DraftError::KeyTooLong => "12 characters at most for a name: it has to fit on the diagram.",
        DraftError::KeyUnshowable => {
            "A name cannot hold a tab or another character that cannot be shown."
        }
        DraftError::ClientTooLong => {
            "12 characters at most for a client: it has to fit on the card."
        }
        DraftError::ClientUnshowable => {
            "A client's name cannot hold a character that cannot be shown."
        }
        DraftError::ClientIsReplica => {
            "A capital letter is a replica: give the client another name."
        }
        DraftError::ValueTooLong => "24 characters at most: it has to fit on the diagram.",
    }
}

/// Why an action was refused.
pub(crate) fn refusal(problem: &Problem) -> String {
    match problem {
        Problem::Action { error, .. } => {
            format!("That cannot happen: {error}. Nothing was changed.")
        }
        Problem::TooLong { .. } | Problem::TooLarge { .. } => problem.to_string(),
    }
}

/// That a link's run is not the one that was sent, by the engine that its sender had.
pub(crate) fn differs(engine: u32) -> String {
    if engine == ENGINE {
        return "This run differs from what the sender saw, though the rules are the same: that is a \
                fault of the playground, not of the link."
            .to_owned();
    }
    format!(
        "Made with engine {engine}. The end state differs from what the sender saw. Shown: today's \
         engine."
    )
}

/// Where the cursor is, if the visitor is looking at the past.
pub(crate) fn in_the_past(stop: usize, last: usize) -> String {
    format!("Step {stop} of {last} — looking at the past. Acting here starts a branch.")
}

/// Where a button of the row of replicas leads, and how much waits there.
pub(crate) fn go_to(name: &str, n_waiting: usize) -> String {
    match n_waiting {
        0 => format!("Go to {name}"),
        n => format!("Go to {name}, {n} waiting"),
    }
}

/// The links of a sender in their menu, with what is on them.
pub(crate) fn links_from(from: ReplicaId, (n_held, n_moving): (usize, usize)) -> String {
    match (n_held, n_moving) {
        (0, 0) => format!("From {from}"),
        (0, _) => format!("From {from}: {n_moving} on the way"),
        (_, 0) => format!("From {from}: {n_held} held"),
        _ => format!("From {from}: {n_held} held, {n_moving} on the way"),
    }
}

/// A write's content, such as `reply = "sorry!"`.
pub(crate) fn content(write: &Write) -> String {
    match &write.value {
        Some(value) => format!("{} = \"{value}\"", write.key),
        None => format!("{} deleted", write.key),
    }
}

/// The whole vector of a replica, zeros included: name and counter of each.
pub(crate) fn vector(seen: &VersionVector, setting: &Setting) -> Vec<(String, u32)> {
    let firsts = setting.replicas().map(causal_core::clock::Actor::first);
    let later = seen.later_entries().iter().map(|entry| entry.0);
    firsts.chain(later).map(|actor| (actor.to_string(), seen.get(actor))).collect()
}

/// A vector for those who listen: "Alice 1, Bob 0, Carol 2".
pub(crate) fn vector_in_words(seen: &VersionVector, setting: &Setting) -> String {
    let entry = |id| {
        let counter = seen.get(causal_core::clock::Actor::first(id));
        format!("{} {counter}", setting.name(id))
    };
    setting.replicas().map(entry).collect::<Vec<_>>().join(", ")
}

/// "A1 → B1 → C2".
pub(crate) fn chain(dots: &[Dot]) -> String {
    dots.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → ")
}

/// A reading of the clock.
pub(crate) fn clock(ms: Time) -> String {
    format!("{ms} ms")
}

/// "1 event", "2 events".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// What replicas do with a request whose session has seen more than they have.
pub(crate) fn sessions(policy: Sessions) -> (&'static str, &'static str) {
    match policy {
        Sessions::Off => {
            ("off", "Nobody asks what a client has seen: she may read something older.")
        }
        Sessions::Wait => {
            ("wait", "A request waits until its replica has what its client has seen.")
        }
        Sessions::Reject => {
            ("reject", "A request is turned down if its replica lacks what its client has seen.")
        }
    }
}

/// A delivery rule's name, and what it means.
pub(crate) fn rule(rule: &DeliveryRule) -> (&'static str, &'static str) {
    let custom = ("custom", "A combination of tests that has no name.");
    rule.catalog_entry().map_or(custom, |entry| (entry.name, entry.says))
}
