//! Serves `dist/` on this machine, as the plainest of web servers would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;
use std::{env, fs, io, thread};

/// The longest request line and header block that is read.
const REQUEST_BYTES_MAX: u64 = 64 * 1024;
/// How long a connection may stay silent; browsers open some in advance.
const SILENCE_MAX: Duration = Duration::from_secs(10);

/// What a page that reloads itself has in it, and the published one does not.
const RELOADER: &str = ".well-known/trunk";

/// What has been asked of the server in this run of the journeys.
static ASKED: Mutex<Vec<Asked>> = Mutex::new(Vec::new());

/// A file that somebody asked for, and on whose behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The request line's path.
    pub path: String,
    /// The page or script that asked, as its browser says; empty if it does not.
    pub referrer: String,
}

/// Everything that any visitor's browser has asked for so far.
///
/// # Panics
/// If a journey has failed while it asked.
pub fn asked() -> Vec<Asked> {
    ASKED.lock().expect("nobody failed here").clone()
}

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.join("..")
}

/// The origin of the built page, such as `http://127.0.0.1:40000`. All journeys of a run share it,
/// and it is served until the run ends.
pub(crate) fn origin() -> &'static str {
    static ORIGIN: OnceLock<String> = OnceLock::new();
    ORIGIN.get_or_init(|| {
        let dist = root().join("dist");
        let index = fs::read_to_string(dist.join("index.html")).unwrap_or_default();
        assert!(
            !index.is_empty(),
            "There is no page in dist/. To have it built first, run `cargo xtask test`."
        );
        assert!(
            !index.contains(RELOADER),
            "The page in dist/ was made for `trunk serve`. To have the published one built first, \
             run `cargo xtask test`."
        );
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let dist = dist.clone();
                // A browser that hangs up early is no failure of the page.
                thread::spawn(move || answer(stream, &dist).ok());
            }
        });
        format!("http://{address}")
    })
}

fn answer(mut stream: TcpStream, dist: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(SILENCE_MAX))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(REQUEST_BYTES_MAX));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let (mut header, mut referrer) = (String::new(), String::new());
    while reader.read_line(&mut header)? > "\r\n".len() {
        match header.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("referer") => {
                value.trim().clone_into(&mut referrer);
            }
            _ => {}
        }
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    ASKED.lock().expect("nobody failed here").push(Asked { path, referrer });
    match file_for(&request, dist).and_then(|file| Some((fs::read(&file).ok()?, file))) {
        Some((body, file)) => respond(&mut stream, "200 OK", content_type(&file), &body),
        None => respond(&mut stream, "404 Not Found", "text/plain", b"There is no such file."),
    }
}

/// The file a request line asks for, if that is a `GET` of something inside `dist/`.
fn file_for(request: &str, dist: &Path) -> Option<PathBuf> {
    let path = request.strip_prefix("GET /")?.split([' ', '?', '#']).next()?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| dist.join(path))
}

fn respond(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}
