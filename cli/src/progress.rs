//! How far long work has come: on one line of the terminal, if somebody looks at one.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// How often the line changes: as often as one can read it.
const INTERVAL: Duration = Duration::from_millis(250);

/// The line. It is taken away again when the work is over, and never in the output.
#[derive(Debug)]
pub(crate) struct Progress {
    is_seen: bool,
    last: Instant,
    width: usize,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let is_seen = io::stderr().is_terminal();
        Self { is_seen, last: Instant::now(), width: 0 }
    }

    /// Says how far it is, unless that was said just now.
    pub(crate) fn say(&mut self, line: impl FnOnce() -> String) {
        if self.is_seen && self.last.elapsed() >= INTERVAL {
            self.last = Instant::now();
            let line = line();
            self.write(&line);
        }
    }

    fn write(&mut self, line: &str) {
        let width = std::mem::replace(&mut self.width, line.chars().count());
        // Nobody may listen any more.
        let _unheard = write!(io::stderr(), "\r{line:width$}").and_then(|()| io::stderr().flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.width > 0 {
            self.write("");
            self.write("");
        }
    }
}
