//! What tabs are called that nobody has given a name.

use causal_core::replica::protocol::Protocol;
use causal_core::run::Run;
use causal_core::world::setting::Setting;

use crate::choices::CHOICES;
use crate::words;

/// A scenario's own title.
pub(super) fn of_run(run: &Run) -> String {
    match run.title().trim() {
        "" if run.script().is_empty() => words::EMPTY_PLAYGROUND.to_owned(),
        "" => words::UNTITLED.to_owned(),
        title => title.to_owned(),
    }
}

/// What has been chosen otherwise: `fifo`, `lww, gossip 3 s`.
pub(super) fn difference(before: &Setting, after: &Setting) -> String {
    let mut words = Vec::new();
    if before.names.len() != after.names.len() {
        words.push(words::count(after.names.len(), "replica", "replicas"));
    } else if before.names != after.names {
        words.push("other names".to_owned());
    }
    let (before, after) = (&before.protocol, &after.protocol);
    if before.delivery != after.delivery {
        let rule = after.delivery.catalog_entry().map_or("own rule", |entry| entry.name);
        words.push(rule.to_owned());
    }
    if before.sessions != after.sessions {
        words.push(format!("sessions {}", words::sessions(after.sessions).0));
    }
    words.extend(CHOICES.iter().filter_map(|choice| {
        let chosen = choice.of(after)?;
        let is_new = choice.of(before).is_none_or(|was| was.word != chosen.word);
        let word = match choice.name {
            "conflicts" => chosen.word.to_owned(),
            name => format!("{name} {}", chosen.word),
        };
        is_new.then_some(word)
    }));
    words.extend(mistakes(before, after));
    words.join(", ")
}

fn mistakes(before: &Protocol, after: &Protocol) -> Vec<String> {
    let (before, after) = (before.mistakes, after.mistakes);
    let made = after.iter().filter(|mistake| !before.has(mistake.mistake));
    let unmade = before.iter().filter(|mistake| !after.has(mistake.mistake));
    let made = made.map(|mistake| mistake.name.to_owned());
    made.chain(unmade.map(|mistake| format!("not {}", mistake.name))).collect()
}
