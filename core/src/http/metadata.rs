//! Clocks and causal metadata on the wire: objects of names and counters, both ways.

use crate::clock::{Actor, Dot, VersionVector};
use crate::json::{Tree, Value};
use crate::replica::protocol::Write;
use crate::steps::Steps;
use crate::world::action::Metadata;

use super::body::text_of;
use super::names::Names;
use super::object;

/// Under this name metadata carries the highest stamp, where conflicts are decided by stamps.
const STAMP: &str = "@stamp";

/// What a client has seen, for it to bring along.
pub(super) fn metadata(names: &Names, vector: &VersionVector, stamp: u64) -> String {
    let mut fields = entries(names, vector.iter());
    if stamp > 0 {
        fields.push((STAMP.to_owned(), stamp.to_string()));
    }
    written(&fields)
}

/// A clock with an entry for each node, also for those that have written nothing.
pub(super) fn clock(names: &Names, vector: &VersionVector) -> String {
    let firsts = names.replicas().map(Actor::first).map(|actor| (actor, vector.get(actor)));
    let later = vector.iter().filter(|(actor, _)| actor.incarnation > 0);
    written(&entries(names, firsts.chain(later)))
}

/// The clock of a write: what it depends on, and itself.
pub(super) fn clock_of(names: &Names, write: &Write) -> String {
    clock(names, &vector_of(write))
}

/// What a write depends on, and itself.
pub(super) fn vector_of(write: &Write) -> VersionVector {
    let mut vector = write.deps.clone();
    vector.include(write.dot);
    vector
}

fn entries(names: &Names, entries: impl Iterator<Item = (Actor, u32)>) -> Vec<(String, String)> {
    entries.map(|(actor, counter)| (names.actor(actor), counter.to_string())).collect()
}

fn written(fields: &[(String, String)]) -> String {
    object(&fields.iter().map(|(name, value)| (&**name, value.clone())).collect::<Vec<_>>())
}

/// Reads what a client brings along: an object, or a string that holds one; nothing at all, `null`
/// and `""` stand for nothing. `None` if it is something else, or names nobody here.
pub(super) fn read(names: &Names, tree: &Tree<'_>, steps: &Steps) -> Option<Metadata> {
    match (&tree.value, text_of(tree)) {
        (Value::Null, _) => Some(Metadata::default()),
        (Value::Object(fields), _) => read_fields(names, fields, steps),
        (_, Some(text)) => read_text(names, text, steps),
        _ => None,
    }
}

/// Reads metadata that came as a text.
pub(super) fn read_text(names: &Names, text: &str, steps: &Steps) -> Option<Metadata> {
    if text.trim().is_empty() {
        return Some(Metadata::default());
    }
    match Tree::read(text, steps).ok()?.value {
        Value::Null => Some(Metadata::default()),
        Value::Object(fields) => read_fields(names, &fields, steps),
        _ => None,
    }
}

fn read_fields(names: &Names, fields: &[(Tree<'_>, Tree<'_>)], steps: &Steps) -> Option<Metadata> {
    let (heard, mut dots, mut stamp) = (names.heard(steps), Vec::new(), 0);
    for (key, value) in fields {
        let name = text_of(key)?;
        if !matches!(value.value, Value::Number) {
            return None;
        }
        if name == STAMP {
            stamp = value.slice.parse().ok()?;
        } else {
            dots.push(Dot::new(heard.find_actor(name)?, value.slice.parse().ok()?));
        }
    }
    steps.count_sorting(dots.len());
    let metadata = Metadata { vector: VersionVector::covering(dots), stamp };
    metadata.impossible().is_none().then_some(metadata)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ReplicaId;
    use crate::http::Dialect;
    use crate::json::quoted;
    use crate::world::setting::Setting;

    #[test]
    fn metadata_is_read_back() {
        let (steps, mut vector) = (Steps::default(), VersionVector::new());
        vector.set(Actor::first(ReplicaId(0)), 7);
        vector.set(Actor { replica: ReplicaId(2), incarnation: 1 }, Metadata::COUNTER_MAX);
        for dialect in Dialect::ALL {
            let names = Names::new(&Setting::default(), dialect);
            let text = metadata(&names, &vector, u64::MAX);
            let expected = Metadata { vector: vector.clone(), stamp: u64::MAX };
            assert_eq!(read_text(&names, &text, &steps), Some(expected.clone()), "{text}");
            let tree = quoted(&text);
            let tree = Tree::read(&tree, &steps).expect("a string");
            assert_eq!(read(&names, &tree, &steps), Some(expected));
        }
    }

    #[test]
    fn nothing_has_many_spellings_and_nonsense_none() {
        let steps = Steps::default();
        let names = Names::new(&Setting::default(), Dialect::Seed004);
        for nothing in ["null", "\"\"", "{}", "\"{}\"", "\"null\"", "{\"A\":0}"] {
            let tree = Tree::read(nothing, &steps).expect("JSON");
            assert_eq!(read(&names, &tree, &steps), Some(Metadata::default()), "{nothing}");
        }
        let wrong = ["1", "true", "[]", "\"x\"", "{\"A\":-1}", "{\"A\":1.5}", "{\"Q\":1}"];
        for wrong in
            wrong.into_iter().chain(["{\"A\":\"1\"}", "{\"A\":4294967296}", "{\"A\":1000001}"])
        {
            let tree = Tree::read(wrong, &steps).expect("JSON");
            assert_eq!(read(&names, &tree, &steps), None, "{wrong}");
        }
    }
}
