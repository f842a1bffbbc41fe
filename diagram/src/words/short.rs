//! What is wrong, in as few words as there is room for.

use causal_core::check::Violation;

/// What is wrong in several wordings, the longest first.
#[must_use]
pub fn violation_in_short(what: Violation) -> Vec<String> {
    match what {
        Violation::BeforeItsCause { cause, .. } => {
            vec![format!("before its cause {cause}"), format!("before {cause}")]
        }
        Violation::OutOfSession { missing, .. } => vec![format!("before {missing}")],
        Violation::StaleRead { missing, shown: Some(_), .. } => {
            vec![format!("older than {missing}"), "older".to_owned()]
        }
        Violation::StaleRead { missing, .. } => vec![format!("without {missing}")],
        Violation::Twice { .. } => vec!["delivered twice".to_owned(), "twice".to_owned()],
        Violation::SameName { .. } => vec!["a name used twice".to_owned(), "twice".to_owned()],
        Violation::WronglyDiscarded { .. } => {
            vec!["never took effect".to_owned(), "lost here".to_owned()]
        }
        Violation::Diverged { from, .. } => {
            vec![format!("differs from {from}"), "differs".to_owned()]
        }
        Violation::Orphaned { missing, .. } => {
            vec![format!("nobody has {missing}"), "orphan".to_owned()]
        }
        Violation::HeldBack { .. } => {
            vec!["waits for nothing".to_owned(), "idle".to_owned()]
        }
        Violation::CopyKept { .. } => vec!["copy kept".to_owned(), "copy".to_owned()],
        Violation::MadeUp { .. } => vec!["nobody wrote it".to_owned(), "made up".to_owned()],
        Violation::NotDone { .. } => vec!["nothing written".to_owned(), "not done".to_owned()],
        Violation::DoneAllTheSame { write } => {
            vec![format!("yet {write} is made"), "made".to_owned()]
        }
        Violation::TurnedAway => vec!["nothing is missing".to_owned(), "turned away".to_owned()],
        Violation::NotPassedOn { to, write } => {
            vec![format!("{write} not sent to {to}"), "not sent".to_owned()]
        }
        Violation::NotTold { member } => {
            vec![format!("{member} is not told"), "not told".to_owned()]
        }
        Violation::CountedUnseen { write } => {
            vec![format!("never had {write}"), "never had".to_owned()]
        }
        Violation::Forgotten { write } => vec![format!("forgets {write}"), "forgets".to_owned()],
    }
}
