//! The WebDriver server that sits between a journey and its browser: chromedriver, one for each
//! visitor, gone when the visitor is.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long chromedriver may take to close its browsers.
const FAREWELL: Duration = Duration::from_secs(5);

/// A running chromedriver.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

/// How often chromedriver is started before it is taken for broken.
const ATTEMPTS: usize = 5;

impl Driver {
    /// Starts chromedriver on a port that is free. Where much goes on at once it can find the port
    /// taken after all, so it gets more than one try.
    pub(crate) fn start() -> Self {
        (0..ATTEMPTS).find_map(|_| Self::try_start()).unwrap_or_else(|| {
            panic!(
                "chromedriver did not start. To repair its installation, run `cargo xtask test`."
            )
        })
    }

    fn try_start() -> Option<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| OsString::from("chromedriver"));
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|why| {
                panic!(
                    "`{}` could not be started ({why}). To have a browser and its driver \
                     installed, run `cargo xtask test`.",
                    program.to_string_lossy()
                )
            });
        let output = process.stdout.take().expect("the output was asked for");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines.find_map(|line| port_in(&line));
        // The pipe is read to its end, or the driver would one day wait for a reader.
        thread::spawn(move || lines.for_each(drop));
        if port.is_none() {
            process.kill().ok();
            process.wait().ok();
        }
        port.map(|port| Self { process, port })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks it to close its browsers and to end.
    fn shut_down(&mut self) -> Option<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .ok()?;
        let deadline = Instant::now() + FAREWELL;
        while Instant::now() < deadline {
            if self.process.try_wait().ok()?.is_some() {
                return Some(());
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_none() {
            self.process.kill().ok();
        }
        self.process.wait().ok();
    }
}

/// The port in the line chromedriver prints when it is ready.
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}
