//! Which verbs the stories are made of: a verb that no story has would be promised nothing.

use causal_core::scenario::Scenario;
use causal_core::scenario::actions::Verb;

use crate::tally::Tally;

/// How often each verb was carried out, in the order of [`Verb::ALL`].
static CARRIED_OUT: [Tally; Verb::ALL.len()] = [const { Tally::new() }; Verb::ALL.len()];

/// Counts the verbs of a story, all of which can happen.
pub(crate) fn count(story: &Scenario) {
    for item in &story.script {
        let verb = Verb::of(&item.action);
        let at = Verb::ALL.iter().position(|one| *one == verb).expect("all verbs are listed");
        CARRIED_OUT[at].add(1);
    }
}

/// Fails if a verb was carried out less than once in 50 of so many stories.
pub(crate) fn enough(n_stories: u64) {
    let n = usize::try_from(n_stories).expect("few stories");
    for (verb, carried_out) in Verb::ALL.iter().zip(&CARRIED_OUT) {
        carried_out.at_least(n / 50, verb.word());
    }
}
