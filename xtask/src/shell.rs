//! Running other programs, and failing in sentences.
//!
//! Every failure of this program is read by a person, so there is one failure type and it holds a
//! sentence. Commands inherit the terminal: what cargo or apt print is the progress people see.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

/// Why a chore stopped, in a sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What every step of a chore returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl<S: Into<String>> From<S> for Failure {
    fn from(sentence: S) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tells the person what happens next.
pub(crate) fn say(line: impl fmt::Display) {
    println!("xtask: {line}");
}

/// A command, with the words it is announced with.
#[derive(Debug)]
pub(crate) struct Cmd {
    command: Command,
    shown: String,
}

impl Cmd {
    /// A command without arguments; it reads nothing from the keyboard.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = Path::new(program.as_ref()).file_stem().unwrap_or(program.as_ref());
        let shown = shown.to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Self { command, shown }
    }

    /// Adds arguments to the command line, in order.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Takes an environment variable away.
    pub(crate) fn without_env(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Runs in another folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Announces the command and runs it with its output on the terminal.
    pub(crate) fn run(mut self) -> Outcome {
        println!("\n$ {}", self.shown);
        let status = self.command.status().map_err(|why| self.not_started(&why))?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("`{}` failed ({status}).", self.shown).into()),
        }
    }

    /// Runs silently; the text it printed, or nothing when it is missing or fails.
    pub(crate) fn text(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn not_started(&self, why: &std::io::Error) -> Failure {
        format!("`{}` could not be started: {why}.", self.shown).into()
    }
}
