//! Answers, read back from JSON Lines.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

use super::{Answer, Found, Sum};
use crate::seeds;

/// No line of an answer is longer: a link has at most two million characters.
const LINE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Why something is no answer.
#[derive(Debug)]
pub(crate) enum Unread {
    /// The line with this number, from 1.
    Line(usize, String),
    /// The file as a whole.
    Whole(io::Error),
}

/// Either kind of line.
enum Line {
    Found(Found),
    Sum(Sum),
}

/// Takes in every answer that stands in a file, with the number of its last line; says how many
/// findings stand at the end without the line that sums up: the job did not come to its end.
pub(crate) fn read(
    mut from: impl BufRead,
    mut take: impl FnMut(usize, Answer),
) -> Result<usize, Unread> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for number in 1.. {
        let mut line = Vec::new();
        let mut part = (&mut from).take(LINE_BYTES_MAX + 1);
        let length = part.read_until(b'\n', &mut line).map_err(Unread::Whole)?;
        if length == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match read_line(&line).map_err(|why| Unread::Line(number, why))? {
            Line::Found(one) => {
                let kind = one.finding.clone();
                if found.insert(kind.clone(), one).is_some() {
                    let says = format!("`{kind}` stands here a second time before any sum");
                    return Err(Unread::Line(number, says));
                }
            }
            Line::Sum(sum) => {
                let mut answer = Answer { sum, found: std::mem::take(&mut found) };
                check(&mut answer).map_err(|why| Unread::Line(number, why))?;
                take(number, answer);
            }
        }
    }
    Ok(found.len())
}

fn read_line(line: &[u8]) -> Result<Line, String> {
    if u64::try_from(line.len()).is_ok_and(|length| length > LINE_BYTES_MAX) {
        return Err("this line is longer than any of an answer".to_owned());
    }
    let why = |error: serde_json::Error| {
        let says = error.to_string();
        let place = says.find(" at line ").unwrap_or(says.len());
        format!("this is no line of an answer: {}", &says[..place])
    };
    let value: serde_json::Value = serde_json::from_slice(line).map_err(why)?;
    match value.get("finding") {
        Some(_) => serde_json::from_value(value).map(Line::Found).map_err(why),
        None => serde_json::from_value(value).map(Line::Sum).map_err(why),
    }
}

/// Checks what the lines of one answer have to do with each other, and puts its seeds in order.
fn check(answer: &mut Answer) -> Result<(), String> {
    let Answer { sum, found } = &answer;
    if sum.findings != found.len() {
        let (said, there) = (sum.findings, found.len());
        return Err(format!("{said} findings are announced and {there} stand before this line"));
    }
    let mut ranges = Vec::new();
    for range in &sum.seeds {
        if let Some(both) = seeds::in_both(&ranges, &[*range]) {
            return Err(format!("the seeds {both} are named twice"));
        }
        seeds::add(&mut ranges, &[*range]);
    }
    let n_seeds = answer.n_seeds();
    let most = found.values().map(|found| found.in_seeds).chain([sum.cut_off, sum.broken]).max();
    match most.filter(|most| *most > n_seeds) {
        Some(most) => Err(format!("{most} seeds are counted, and there are only {n_seeds}")),
        None => {
            answer.sum.seeds = ranges;
            Ok(())
        }
    }
}
