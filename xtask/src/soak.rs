//! `cargo xtask soak`: random worlds against the promises, mutated inputs at every door, and exported
//! logs against the causes, for as long as one likes.

use std::time::{Duration, Instant};

use crate::shell::{Outcome, say};
use crate::workspace::Workspace;

/// How many of each kind are tried before the clock is looked at.
const ROUND: u64 = 20_000;
/// The tests try the first ones each time; a soak goes on behind them.
const FIRST: u64 = 20_000;
/// How long a soak lasts that is not told otherwise, in minutes.
const MINUTES: u64 = 10;

/// Something that there is no end of, each told by a number: a test that reads from `SOAK_FROM` and
/// `SOAK_STORIES` which of them to try.
#[derive(Debug, PartialEq, Eq)]
struct Kind {
    /// What `--only` calls it.
    name: &'static str,
    /// The test binary, and the part of it.
    test: &'static str,
    part: &'static str,
    /// What to say when all is well.
    tried: &'static str,
    held: &'static str,
}

const WORLDS: Kind = Kind {
    name: "worlds",
    test: "whole_protocol",
    part: "",
    tried: "worlds",
    held: "every promise held",
};

/// The door of a name.
const fn door(name: &'static str, part: &'static str) -> Kind {
    Kind { name, test: "doors", part, tried: "inputs", held: "all were answered" }
}

const EXPORTS: Kind = Kind {
    name: "exports",
    test: "exports",
    part: "causes::",
    tried: "runs",
    held: "their logs add no cause and lose none",
};

/// Everything that is soaked; without `--only` the first three.
const KINDS: [Kind; 9] = [
    WORLDS,
    door("doors", ""),
    EXPORTS,
    door("text", "text::"),
    door("json", "json::"),
    door("link", "link::"),
    door("action", "action::"),
    door("http", "http::"),
    door("log", "log::"),
];
const USUAL: usize = 3;

/// What somebody asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wishes {
    minutes: u64,
    first: u64,
    kinds: &'static [Kind],
}

/// Tries one round after the other until the time is over; the first failure ends it, printed so
/// that it can be pasted.
pub(crate) fn soak(ws: &Workspace, args: &[String]) -> Outcome {
    let Wishes { minutes, first, kinds } = wishes(args)?;
    let (begin, end) = (Instant::now(), Duration::from_secs(minutes * 60));
    let mut from = first;
    loop {
        for kind in kinds {
            round(ws, kind, from)?;
            let (name, n) = (kind.name, from + ROUND - first);
            say(format!("{name}: {n} {} from {first} on, and {}.", kind.tried, kind.held));
        }
        from += ROUND;
        if begin.elapsed() >= end {
            return Ok(());
        }
    }
}

fn round(ws: &Workspace, kind: &Kind, from: u64) -> Outcome {
    let test = ["test", "-q", "-p", "causal-core", "--test", kind.test, kind.part];
    let test = test.into_iter().filter(|arg| !arg.is_empty());
    let round = ws.cargo().args(test);
    round.env("SOAK_FROM", from.to_string()).env("SOAK_STORIES", ROUND.to_string()).run()
}

/// How long, from which number on, and what.
fn wishes(args: &[String]) -> Outcome<Wishes> {
    let mut wishes = Wishes { minutes: MINUTES, first: FIRST, kinds: &KINDS[..USUAL] };
    for pair in args.chunks(2) {
        let value = pair.get(1).map(String::as_str);
        let number = || {
            let number = value.and_then(|value| value.parse().ok());
            number.ok_or_else(|| format!("`{}` needs a whole number behind it.", pair[0]))
        };
        match pair[0].as_str() {
            "--minutes" => wishes.minutes = number()?,
            "--from" => wishes.first = number()?,
            "--only" => wishes.kinds = only(value)?,
            name => return Err(format!("`soak` does not know `{name}`.").into()),
        }
    }
    Ok(wishes)
}

/// The one kind of a name.
fn only(name: Option<&str>) -> Outcome<&'static [Kind]> {
    let at = KINDS.iter().position(|kind| Some(kind.name) == name);
    let names = KINDS.map(|kind| kind.name).join(", ");
    let at = at.ok_or_else(|| format!("`--only` needs one of {names} behind it."))?;
    Ok(&KINDS[at..=at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Outcome<Wishes> {
        wishes(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    fn names(args: &[&str]) -> Vec<&'static str> {
        let wishes = read(args).expect("sensible");
        wishes.kinds.iter().map(|kind| kind.name).collect()
    }

    #[test]
    fn time_place_and_kind_are_as_wished_or_as_usual() {
        let usual = Wishes { minutes: MINUTES, first: FIRST, kinds: &KINDS[..USUAL] };
        assert_eq!(read(&[]).ok(), Some(usual));
        let wished = read(&["--from", "7", "--minutes", "60"]).expect("sensible");
        assert_eq!((wished.minutes, wished.first), (60, 7));
        assert_eq!(names(&[]), ["worlds", "doors", "exports"]);
        assert_eq!(names(&["--only", "http"]), ["http"]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let why = |args| read(args).expect_err("nonsense").to_string();
        assert_eq!(why(&["--minutes"]), "`--minutes` needs a whole number behind it.");
        assert_eq!(why(&["--hours", "1"]), "`soak` does not know `--hours`.");
        let kinds = "worlds, doors, exports, text, json, link, action, http, log";
        for args in [&["--only"][..], &["--only", "ports"]] {
            assert_eq!(why(args), format!("`--only` needs one of {kinds} behind it."));
        }
    }
}
