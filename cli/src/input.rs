//! Scenarios from files, links and standard input, whatever their spelling.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use causal_core::scenario::{Scenario, limits, link, text};

use crate::failure::Failure;

/// What standard input is called, on the command line and in errors.
const STANDARD_INPUT: &str = "-";
/// What a link on the command line is called in errors: it is long itself.
const LINK: &str = "link";

/// A scenario, and what errors call the place it is from.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) scenario: Scenario,
    source: String,
}

impl Input {
    /// What errors call the place of an action, with line and column where there are such.
    pub(crate) fn place_of_action(&self, index: usize) -> String {
        self.place(text::place_of_action(&self.source, index))
    }

    /// The same of the setting whose line begins so and has something else.
    pub(crate) fn place_of_setting(&self, begins: &str, has: &str) -> String {
        self.place(text::place_of_setting(&self.source, begins, has))
    }

    fn place(&self, place: Option<(usize, usize)>) -> String {
        match place {
            Some((line, column)) => format!("{}:{line}:{column}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Reads what the command line names: standard input, a file, or a link.
pub(crate) fn read(argument: &OsStr) -> Result<Input, Failure> {
    let shown = argument.to_string_lossy().into_owned();
    if argument == STANDARD_INPUT {
        return scenario(shown, io::stdin().lock());
    }
    let path = Path::new(argument);
    match argument.to_str().filter(|text| link::is_link(text) && !path.exists()) {
        Some(link) => scenario(LINK.to_owned(), link.as_bytes()),
        None => {
            let file = File::open(path).map_err(|why| Failure::unread(&shown, &why))?;
            scenario(shown, file)
        }
    }
}

fn scenario(name: String, reader: impl Read) -> Result<Input, Failure> {
    let source = source(&name, reader)?;
    match Scenario::read_within(&source, limits::REPLICAS) {
        Ok(scenario) => Ok(Input { name, scenario, source }),
        Err(error) => Err(Failure::no_scenario(&name, &error)),
    }
}

/// Reads no more than any scenario can have.
fn source(name: &str, reader: impl Read) -> Result<String, Failure> {
    let limit = link::CHARS_MAX;
    let mut bytes = Vec::new();
    let read = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|why| Failure::unread(name, &why))?;
    if bytes.len() > limit {
        let says = format!("this is larger than any scenario: it has more than {limit} bytes.");
        return Err(Failure::unreadable(name, says));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Failure::unreadable(&format!("{name}:{line}:{column}"), "this is no UTF-8 text.")
    })
}
