//! `cargo xtask serve`: from a fresh machine to the page in a browser.

use std::ffi::OsStr;
use std::net::TcpListener;

use crate::page::{self, Build};
use crate::shell::{Outcome, say};
use crate::workspace::Workspace;

/// The port of Trunk.toml.
const PORT: u16 = 8080;

/// Installs what is missing, builds the page and serves it until it is stopped.
pub(crate) fn serve(ws: &Workspace, args: &[String]) -> Outcome {
    let (ours, for_trunk) = split(args);
    let dev = match ours {
        [] => false,
        [flag] if flag == "--dev" => true,
        [other, ..] => return Err(unknown(other).into()),
    };
    let port = port(for_trunk)?;
    ensure_free(port)?;
    page::prepare(ws)?;
    let build = if dev { Build::Debug } else { Build::best(ws) };
    say(format!("building the page; then it is at http://127.0.0.1:{port}/ until Ctrl-C."));
    // What is served reloads itself; `dist/` stays the page as published.
    let dist = ws.target().join("serve");
    std::fs::create_dir_all(&dist)
        .map_err(|why| format!("{} cannot be made: {why}.", dist.display()))?;
    page::trunk(ws, "serve", build)
        .args([OsStr::new("--dist"), dist.as_os_str()])
        .args(for_trunk)
        .run()
}

/// What stands before `--` is ours, what stands behind it is trunk's.
fn split(args: &[String]) -> (&[String], &[String]) {
    match args.iter().position(|arg| arg == "--") {
        Some(at) => (&args[..at], &args[at + 1..]),
        None => (args, &[]),
    }
}

/// The port trunk is told to use, if any, or the one in Trunk.toml.
fn port(for_trunk: &[String]) -> Outcome<u16> {
    let mut args = for_trunk.iter();
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--port=") {
            Some(value) => value,
            None if arg == "--port" || arg == "-p" => args.next().map_or("", String::as_str),
            None => continue,
        };
        return value.parse().map_err(|_| format!("`{value}` is not a port.").into());
    }
    Ok(PORT)
}

fn ensure_free(port: u16) -> Outcome {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(why) => Err(format!(
            "Port {port} cannot be used ({why}). Choose another one, with \
             `cargo xtask serve -- --port 8081`."
        )
        .into()),
    }
}

fn unknown(arg: &str) -> String {
    format!("`cargo xtask serve` does not know `{arg}`; arguments for trunk go behind `--`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn arguments_behind_the_dashes_are_for_trunk() {
        let line = words("--dev -- --port 9000");
        assert_eq!(split(&line), (&line[..1], &line[2..]));
        assert_eq!(split(&line[..1]), (&line[..1], &[][..]));
    }

    #[test]
    fn the_port_is_the_one_trunk_will_use() {
        for (line, expected) in [("", 8080), ("--open -p 81", 81), ("--port=82", 82)] {
            assert_eq!(port(&words(line)).ok(), Some(expected), "{line:?}");
        }
        assert!(port(&words("--port")).is_err());
        assert!(port(&words("--port 99999")).is_err());
    }
}
