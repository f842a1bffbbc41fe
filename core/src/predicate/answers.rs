//! What somebody answers to a question: a word, words in order, or words without one.

use super::parse::parse;
use super::tree::{Node, Term};
use super::value::Value;
use crate::world::setting::Setting;

/// An answer that somebody has typed.
pub(super) fn answer(typed: &str) -> Option<Value> {
    let typed = ["answer(a) = ", typed].concat();
    let Node::Compare(_, _, term) = parse(&typed, &Setting::default()).ok()?.node else {
        return None;
    };
    Some(match term {
        Term::Set(words) => {
            let mut all: Vec<Value> = words.into_iter().map(text).collect();
            sort(&mut all);
            Value::List(all)
        }
        Term::List(words) => Value::List(words.into_iter().map(text).collect()),
        word => text(word),
    })
}

fn text(term: Term) -> Value {
    match term {
        Term::Text(text) => Value::Text(text),
        _ => Value::Nothing,
    }
}

/// In order, each once. Lists are short here.
pub(super) fn sort(all: &mut Vec<Value>) {
    let mut sorted: Vec<Value> = Vec::with_capacity(all.len());
    for value in all.drain(..) {
        if let Err(at) = sorted.binary_search(&value) {
            sorted.insert(at, value);
        }
    }
    *all = sorted;
}
