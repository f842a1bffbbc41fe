//! The real binary, over the repository's stories and over what is none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod golden;
mod stories;
mod until;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What one call of the binary gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Called {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_causal"));
    command.args(args).current_dir(root()).stdin(Stdio::null());
    command
}

pub(crate) fn call(args: &[&str]) -> Called {
    finished(command(args).output().unwrap())
}

/// Calls the binary with something on its standard input.
pub(crate) fn call_with(args: &[&str], input: &[u8]) -> Called {
    let mut command = command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // It may stop reading early; both sides must not wait for each other.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    finished(output)
}

fn finished(output: std::process::Output) -> Called {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Called { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The output of a call that must be fine.
pub(crate) fn fine(args: &[&str]) -> String {
    let called = call(args);
    assert_eq!((called.code, &*called.err), (Some(0), ""), "{args:?}");
    called.out
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The repository's stories, as paths from its root.
pub(crate) fn stories() -> Vec<String> {
    stories_in("scenarios")
}

/// The stories in a folder, as paths from the repository's root.
pub(crate) fn stories_in(folder: &str) -> Vec<String> {
    let mut stories: Vec<String> = fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap()))
        .filter(|name| name.ends_with(".causal"))
        .collect();
    stories.sort();
    assert!(stories.len() >= 8);
    stories
}
