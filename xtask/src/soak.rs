//! `cargo xtask soak`: random worlds against the promises, mutated inputs at every door, exported
//! logs against the causes, and random visitors of the page, for as long as one likes; or from one
//! seed up to another, so that many machines can each do a part.

mod answer;
mod kinds;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::browser::{self, Browser};
use crate::page;
use crate::shell::Outcome;
use crate::workspace::Workspace;
use kinds::{KINDS, Kind, USUAL, VISITORS};

/// The tests try the first ones each time; a soak goes on behind them.
const FIRST: u64 = 20_000;
/// How long a soak lasts that is not told otherwise, in minutes.
const MINUTES: u64 = 10;

/// What somebody asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wishes {
    minutes: u64,
    first: u64,
    /// Where to end, whatever the time: this seed is not tried any more.
    end: Option<u64>,
    /// The file that is told what came of it.
    told: Option<PathBuf>,
    kinds: &'static [Kind],
}

/// Tries one round after the other until the time is over, or up to a seed; the first failure ends it,
/// printed so that it can be pasted.
pub(crate) fn soak(ws: &Workspace, args: &[String]) -> Outcome {
    let wishes = wishes(args)?;
    let browser = if wishes.kinds.contains(&VISITORS) { Some(with_the_page(ws)?) } else { None };
    match wishes.end {
        Some(end) => {
            wishes.kinds.iter().try_for_each(|kind| part(ws, kind, &wishes, end, browser.as_ref()))
        }
        None => for_minutes(ws, &wishes, browser.as_ref()),
    }
}

fn for_minutes(ws: &Workspace, wishes: &Wishes, browser: Option<&Browser>) -> Outcome {
    let (begin, end) = (Instant::now(), Duration::from_secs(wishes.minutes.saturating_mul(60)));
    let first = wishes.first;
    for n_rounds in 1.. {
        for kind in wishes.kinds {
            let n = kind.round * n_rounds;
            round(ws, kind, first + n - kind.round, kind.round, browser)?;
            kind.say_well(n, first);
        }
        if begin.elapsed() >= end {
            break;
        }
    }
    Ok(())
}

/// Tries a part of what there is of a kind: the seeds from the first up to an end. What came of it is
/// told before a failure ends it.
fn part(
    ws: &Workspace,
    kind: &Kind,
    wishes: &Wishes,
    end: u64,
    browser: Option<&Browser>,
) -> Outcome {
    let (mut from, mut to) = (wishes.first, wishes.first);
    let mut outcome = Ok(());
    while to < end && outcome.is_ok() {
        from = to;
        to = end.min(from.saturating_add(kind.round));
        outcome = round(ws, kind, from, to - from, browser);
    }
    if let Some(file) = &wishes.told {
        let broken = outcome.is_err().then_some(from);
        answer::add(file, &answer::lines(kind, (wishes.first, to), broken))?;
    }
    outcome?;
    kind.say_well(end - wishes.first, wishes.first);
    Ok(())
}

/// What visitors need: the page, and a browser to look at it.
fn with_the_page(ws: &Workspace) -> Outcome<Browser> {
    page::prepare(ws)?;
    let browser = browser::ensure(ws)?;
    page::build(ws)?;
    Ok(browser)
}

fn round(ws: &Workspace, kind: &Kind, from: u64, n: u64, browser: Option<&Browser>) -> Outcome {
    let mut round = ws.cargo().args(kind.test());
    if let Some(browser) = browser {
        round = browser.given_to(round);
    }
    round.env("SOAK_FROM", from.to_string()).env("SOAK_STORIES", n.to_string()).run()
}

/// How long, from which number on and up to which, and what.
fn wishes(args: &[String]) -> Outcome<Wishes> {
    let kinds = &KINDS[..USUAL];
    let mut wishes = Wishes { minutes: MINUTES, first: FIRST, end: None, told: None, kinds };
    for pair in args.chunks(2) {
        let value = pair.get(1).map(String::as_str);
        let number = || {
            let number = value.and_then(|value| value.parse().ok());
            number.ok_or_else(|| format!("`{}` needs a whole number behind it.", pair[0]))
        };
        match pair[0].as_str() {
            "--minutes" => wishes.minutes = number()?,
            "--from" => wishes.first = number()?,
            "--to" => wishes.end = Some(number()?),
            "--json" => wishes.told = Some(value.ok_or("`--json` needs a file behind it.")?.into()),
            "--only" => wishes.kinds = only(value)?,
            name => return Err(format!("`soak` does not know `{name}`.").into()),
        }
    }
    match wishes.end {
        Some(end) if end <= wishes.first => {
            Err(format!("`--to` has to be above `--from`, which is {}.", wishes.first).into())
        }
        None if wishes.told.is_some() => Err("`--json` needs `--to`, the seed to end at.".into()),
        _ => Ok(wishes),
    }
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
        let (end, told, kinds) = (None, None, &KINDS[..USUAL]);
        let usual = Wishes { minutes: MINUTES, first: FIRST, end, told, kinds };
        assert_eq!(read(&[]).ok(), Some(usual));
        let part = read(&["--from", "7", "--to", "9", "--json", "a.jsonl"]).expect("sensible");
        assert_eq!((part.first, part.end, part.told), (7, Some(9), Some("a.jsonl".into())));
        let wished = read(&["--from", "7", "--minutes", "60"]).expect("sensible");
        assert_eq!((wished.minutes, wished.first), (60, 7));
        assert_eq!(names(&[]), ["worlds", "doors", "exports"]);
        assert_eq!(names(&["--only", "http"]), ["http"]);
        assert_eq!(names(&["--only", "visitors"]), ["visitors"]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let why = |args| read(args).expect_err("nonsense").to_string();
        assert_eq!(why(&["--minutes"]), "`--minutes` needs a whole number behind it.");
        assert_eq!(why(&["--json"]), "`--json` needs a file behind it.");
        assert_eq!(why(&["--json", "a"]), "`--json` needs `--to`, the seed to end at.");
        let says = "`--to` has to be above `--from`, which is 7.";
        assert_eq!(why(&["--to", "7", "--from", "7"]), says);
        assert_eq!(why(&["--hours", "1"]), "`soak` does not know `--hours`.");
        let kinds =
            "worlds, doors, exports, text, json, link, action, http, log, explorer, visitors";
        for args in [&["--only"][..], &["--only", "ports"]] {
            assert_eq!(why(args), format!("`--only` needs one of {kinds} behind it."));
        }
    }
}
