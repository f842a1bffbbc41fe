//! What was believed and what is true where the monitors find something, in the page's words.

use causal_core::check::{Finding, Violation};
use causal_core::world::setting::Setting;

/// What was believed, by the replica or by its client, and what is true.
pub(crate) fn belief_and_truth(finding: &Finding, setting: &Setting) -> (String, String) {
    (belief(finding, setting), truth(finding, setting))
}

fn belief(finding: &Finding, setting: &Setting) -> String {
    let name = setting.name(finding.at);
    match finding.what {
        Violation::BeforeItsCause { effect, .. } | Violation::OutOfSession { effect, .. } => {
            format!("By its rule {name} believes that {effect} may go.")
        }
        Violation::Twice { write } => format!("By its rule {name} believes that {write} is new."),
        Violation::SameName { write } => {
            format!("{name} believes that nobody has used the name {write}.")
        }
        Violation::WronglyDiscarded { write } => {
            format!("{name} believes that it need not keep {write}.")
        }
        Violation::StaleRead { shown: Some(shown), .. } => {
            format!("{name} believes that the client may be shown {shown}.")
        }
        Violation::StaleRead { shown: None, .. } => {
            format!("{name} believes that the client may have what is here.")
        }
        Violation::Diverged { from, .. } => {
            format!("{name} believes that it has all that {} has.", setting.name(from))
        }
        Violation::Orphaned { missing, .. } => {
            format!("{name} believes that {missing} will come.")
        }
        Violation::HeldBack { write } => {
            format!("By its rule {name} believes that {write} has to wait.")
        }
        Violation::CopyKept { write } | Violation::Forgotten { write } => {
            format!("{name} believes that {write} has not taken effect.")
        }
        Violation::MadeUp { write } => format!("{name} believes that {write} is a write."),
        Violation::NotDone { write } => format!("The client believes that it made {write}."),
        Violation::DoneAllTheSame { .. } => {
            "The client believes that nothing was written.".to_owned()
        }
        Violation::TurnedAway => {
            format!("{name} believes that it lacks something that the client has seen.")
        }
        Violation::NotPassedOn { to, .. } => {
            format!("{name} believes that {} lacks nothing.", setting.name(to))
        }
        Violation::NotTold { member } => {
            format!("{} believes that it is a member.", setting.name(member))
        }
        Violation::CountedUnseen { write } => {
            format!("{name} believes that it has delivered {write}.")
        }
    }
}

fn truth(finding: &Finding, setting: &Setting) -> String {
    let name = setting.name(finding.at);
    match finding.what {
        Violation::BeforeItsCause { effect, cause } => {
            format!("In truth {effect} builds on {cause}, which had not taken effect there.")
        }
        Violation::Twice { write } | Violation::Forgotten { write } => {
            format!("In truth {write} had taken effect there already.")
        }
        Violation::SameName { write } => {
            format!("In truth there is another {write}; whoever has it takes this one for it.")
        }
        Violation::WronglyDiscarded { write } => {
            format!("In truth {write} never took effect there, and now it never will.")
        }
        Violation::StaleRead { missing, shown: Some(shown), .. } => {
            format!("In truth the client knew of {missing}, which comes after {shown}.")
        }
        Violation::StaleRead { missing, shown: None, .. } => {
            format!("In truth the client knew of {missing}, and nothing here has replaced that.")
        }
        Violation::OutOfSession { missing, .. } => {
            format!("In truth its client knew of {missing}, which had not taken effect there.")
        }
        Violation::Diverged { .. } => {
            "In truth they differ, and neither has anything to tell the other.".to_owned()
        }
        Violation::Orphaned { .. } => {
            "In truth nobody has it, and no message carries it.".to_owned()
        }
        Violation::HeldBack { write } => {
            format!("In truth all that {write} builds on has taken effect there.")
        }
        Violation::CopyKept { write } => {
            format!("In truth {write} has, and its copy waits for nothing.")
        }
        Violation::MadeUp { .. } => "In truth no client has asked for it.".to_owned(),
        Violation::NotDone { .. } => format!("In truth {name} has thrown its write away."),
        Violation::DoneAllTheSame { write } => format!("In truth {name} has made {write} of it."),
        Violation::TurnedAway => "In truth all of that has taken effect there.".to_owned(),
        Violation::NotPassedOn { write, .. } => {
            format!("In truth it lacks {write}, and has just said so.")
        }
        Violation::NotTold { .. } => format!("In truth {name} has left it out."),
        Violation::CountedUnseen { write } => {
            format!("In truth {write} never took effect there.")
        }
    }
}
