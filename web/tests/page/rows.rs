//! The list says of every stop what happened there, whatever happens in a run.

use std::collections::BTreeSet;
use std::rc::Rc;

use causal_core::replica::mistakes::CATALOG as MISTAKES;
use causal_core::replica::protocol::Tombstones;
use causal_core::replica::rule_catalog::CATALOG;
use causal_core::run::Run;
use causal_core::scenario::{ScriptedAction, When};
use causal_core::world::action::Action;
use causal_core::world::event::Event;
use causal_web::model::Account;

use super::support::A;
use crate::generator::story;

/// A random run, as it is promised, under a wrong rule, or with a mistake.
fn run_of(seed: u64) -> Rc<Run> {
    let mut scenario = story(seed);
    let nth = usize::try_from(seed / 3).expect("small");
    let protocol = &mut scenario.setting.protocol;
    match seed % 3 {
        0 => {
            let action = Action::Collect { replica: A, tombstones: Tombstones::All };
            scenario.script.push(ScriptedAction { when: When::Settled, action });
        }
        1 => protocol.delivery = CATALOG[nth % CATALOG.len()].rule,
        _ => {
            protocol.mistakes.set(MISTAKES[nth % MISTAKES.len()].mistake, true);
        }
    }
    Rc::new(Run::with_limit(scenario, 600))
}

/// The first word of what happened, as the history calls it.
fn kind_of(event: &Event) -> String {
    let what = event
        .kind
        .occurrence()
        .map_or_else(|| format!("{:?}", event.kind), |what| format!("{what:?}"));
    what.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

#[test]
fn no_row_is_ever_empty() {
    let mut kinds = BTreeSet::new();
    let mut n_rows = 0;
    for seed in 0..240 {
        let run = run_of(seed);
        kinds.extend(run.history().events().iter().map(kind_of));
        let account = Account::of(Rc::clone(&run));
        assert_eq!(account.rows.len(), run.stops().len() - 1);
        for row in account.rows.iter() {
            let is_said = row.text.ends_with(['.', '!', '?']) || row.text.starts_with("Note: ");
            assert!(
                is_said && !row.text.contains("  "),
                "seed {seed}, {}: {:?}",
                row.stop,
                row.text
            );
        }
        n_rows += account.rows.len();
    }
    assert!(n_rows > 20_000, "{n_rows}");
    // Everything that can happen has happened in one of them.
    assert_eq!(kinds.len(), 32, "{kinds:?}");
}
