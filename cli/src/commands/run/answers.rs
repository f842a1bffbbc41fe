//! What clients asked, and what they were answered, in order.

use std::sync::Arc;

use causal_core::history::{Asked, History, answers, rejection_in_words};
use causal_core::replica::protocol::{Answer, Op, Write};
use causal_core::world::setting::Setting;

use super::{content, line};

/// Writes all answers, if there are any.
pub(super) fn write(text: &mut String, history: &History, setting: &Setting) {
    let mut answers = answers(history).peekable();
    if answers.peek().is_some() {
        line(text, "\nanswers");
    }
    for answered in answers {
        let lists = matches!(answered.asked.op, Op::List);
        let (asks, says) = (asks(&answered.asked, setting), in_words(answered.answer, lists));
        line(text, &format!("  @{} {asks}: {says}", answered.at));
    }
}

/// Who asks whom what: `ann reads "x" at Bob`.
pub(super) fn asks(asked: &Asked<'_>, setting: &Setting) -> String {
    let Asked { session, on, op, .. } = asked;
    let what = match op {
        Op::Put { key, value } => format!("writes {key:?} = {value:?}"),
        Op::Get { key } => format!("reads {key:?}"),
        Op::Delete { key } => format!("deletes {key:?}"),
        Op::List => "lists everything".to_owned(),
    };
    format!("{session} {what} at {}", setting.name(*on))
}

fn in_words(answer: &Answer, lists: bool) -> String {
    let value = |write: &Arc<Write>| match &write.value {
        _ if lists => format!("{} ({})", content(write), write.dot),
        Some(value) => format!("{value:?} ({})", write.dot),
        None => format!("deleted ({})", write.dot),
    };
    match answer {
        Answer::Values(values) if values.is_empty() => "no values".to_owned(),
        Answer::Values(values) => values.iter().map(value).collect::<Vec<_>>().join(", "),
        Answer::Accepted(dot) => format!("accepted as {dot}"),
        Answer::NoSuchKey => "no such key".to_owned(),
        Answer::Unavailable(why) => format!("turned down, {}", rejection_in_words(*why)),
    }
}
