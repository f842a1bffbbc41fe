//! `causal merge`: the answers of many jobs as one.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write as _};

use crate::answers::{self, Answer, Unread};
use crate::failure::Failure;
use crate::output;
use crate::seeds::{self, Seeds};

/// An answer, and where it stands.
struct Placed {
    place: String,
    answer: Answer,
}

/// Puts answers together and prints what comes of it, question by question.
pub(crate) fn merge(
    files: &[OsString],
    whole: Option<Seeds>,
    as_json: bool,
) -> Result<(), Failure> {
    let mut by_question: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
    let mut lacks = Vec::new();
    for file in files {
        let take = |placed: Placed| {
            let question = placed.answer.sum.answers.clone();
            by_question.entry(question).or_default().push(placed);
        };
        lacks.extend(read(file, take)?);
    }
    let mut text = String::new();
    let (mut has_findings, n_questions) = (false, by_question.len());
    for (question, placed) in by_question {
        let answer = together(question, placed);
        let missing = seeds::missing(&answer.sum.seeds, whole);
        if !missing.is_empty() {
            lacks.push(format!("seeds {} are missing.", seeds::in_words(&missing)));
        }
        has_findings |= !answer.found.is_empty();
        if as_json {
            text += &answer.as_lines();
        } else {
            if n_questions > 1 {
                text += &format!("{}\n", answer.sum.answers);
            }
            text += &answer.in_words();
        }
    }
    output::print(&text)?;
    if n_questions == 0 {
        lacks.push("there is no answer in what was read.".to_owned());
    }
    match (lacks.is_empty(), has_findings) {
        (false, _) => Err(Failure::Stopped(lacks.join("\ncausal: "))),
        (true, true) => Err(Failure::Findings),
        (true, false) => Ok(()),
    }
}

/// Reads the answers of a file; says what is not whole about it.
fn read(file: &OsStr, mut take: impl FnMut(Placed)) -> Result<Option<String>, Failure> {
    let name = file.to_string_lossy().into_owned();
    let from: Box<dyn BufRead> = if file == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file).map_err(|why| Failure::unread(&name, &why))?))
    };
    let take = |line, answer| take(Placed { place: format!("{name}:{line}"), answer });
    match answers::read(from, take) {
        Ok(0) => Ok(None),
        Ok(n) => Ok(Some(format!("{name}: the sum is missing behind the last {n} findings."))),
        Err(Unread::Line(line, says)) => {
            Err(Failure::unreadable(&format!("{name}:{line}"), says + "."))
        }
        Err(Unread::Whole(why)) => Err(Failure::unread(&name, &why)),
    }
}

/// All answers to one question as one. What has seeds that another one has too is left out, and that is
/// said: no seed counts twice.
fn together(question: String, mut placed: Vec<Placed>) -> Answer {
    placed.sort_by_key(|it| {
        let first = it.answer.sum.seeds.first().map(|seeds| seeds.from);
        (first, u64::MAX - it.answer.n_seeds())
    });
    let mut whole = Answer::to(question);
    for Placed { place, answer } in placed {
        match seeds::in_both(&whole.sum.seeds, &answer.sum.seeds) {
            None => whole.add(answer),
            Some(both) => {
                let says = format!("seeds {both} are there twice; this answer is left out.");
                // Nobody may listen there.
                let _unheard = writeln!(io::stderr(), "causal: {place}: {says}");
            }
        }
    }
    whole
}
