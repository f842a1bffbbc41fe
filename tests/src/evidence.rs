//! What a visit leaves behind: the console's messages, the requests, and a last look.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, thread};

use serde_json::Value;

use crate::server;
use crate::visitor::Visitor;

/// What stands in the names of pictures of failures.
const FAILED: &str = "-failed-";

/// Everything that is known at the end of a visit.
#[derive(Debug)]
pub(crate) struct Evidence {
    console: Vec<Message>,
    requests: Vec<String>,
}

#[derive(Debug)]
struct Message {
    level: String,
    text: String,
}

/// Collects what the browser wrote down.
pub(crate) fn gather(visitor: &Visitor) -> Evidence {
    let console = visitor.browser.log("browser").into_iter();
    let console = console.map(|entry| Message { level: entry.level, text: entry.message });
    let requests = visitor.browser.log("performance").into_iter();
    let requests = requests.filter_map(|entry| request_in(&entry.message));
    Evidence { console: console.collect(), requests: requests.collect() }
}

/// The address in a line about a request, or about a socket.
fn request_in(line: &str) -> Option<String> {
    let line: Value = serde_json::from_str(line).ok()?;
    let parameters = &line["message"]["params"];
    let address = match line["message"]["method"].as_str()? {
        "Network.requestWillBeSent" => &parameters["request"]["url"],
        "Network.webSocketCreated" | "Network.webTransportCreated" => &parameters["url"],
        _ => return None,
    };
    address.as_str().map(String::from)
}

/// Whether an address leads out of the page's own origin.
fn is_foreign(address: &str) -> bool {
    let inside = [&format!("{}/", server::origin()), "data:", "about:", "blob:"];
    !inside.iter().any(|start| address.starts_with(*start))
}

impl Evidence {
    /// What is wrong with the visit as a whole, if anything; errors that contain one of the
    /// expected words are not.
    pub(crate) fn complaint(&self, expected: &[String]) -> Option<String> {
        if let Some(foreign) = self.requests.iter().find(|address| is_foreign(address)) {
            return Some(format!("The page asked another origin for something: {foreign}"));
        }
        let is_expected = |text: &str| expected.iter().any(|words| text.contains(words));
        let mut errors = self.console.iter().filter(|message| message.level == "SEVERE");
        let error = errors.find(|message| !is_expected(&message.text))?;
        Some(format!("There is an error on the console: {}", error.text))
    }

    /// Prints what the visitor saw last, and keeps a picture of it.
    pub(crate) fn print(&self, visitor: &Visitor) {
        let last = visitor.browser.run(async |session| {
            let address = session.current_url().await?;
            let text = session.find(thirtyfour::By::Tag("body")).await?.text().await?;
            Ok((address, text, session.screenshot_as_png().await?))
        });
        match last {
            Ok((address, text, png)) => {
                let picture = keep(&name_of_picture(), &png);
                eprintln!("──── the visitor's last look, at {address} ────\n{text}");
                eprintln!("──── a picture of it is in {}", picture.display());
            }
            Err(why) => eprintln!("──── the visitor saw nothing at last: {why}"),
        }
        for Message { level, text } in &self.console {
            eprintln!("console {level}: {text}");
        }
        for address in self.requests.iter().filter(|address| is_foreign(address)) {
            eprintln!("foreign request: {address}");
        }
    }
}

/// The journey's own name, from the thread that the test runner named after it.
fn name_of_picture() -> String {
    let name = thread::current().name().unwrap_or("journey").replace("::", "-");
    // Several visitors may fail in one journey.
    (1..).map(|n| format!("{name}{FAILED}{n}")).find(|name| !path_of(name).exists()).unwrap_or(name)
}

/// Keeps a picture and says where.
pub(crate) fn keep(name: &str, png: &[u8]) -> PathBuf {
    let path = path_of(name);
    fs::write(&path, png).expect("target/ can be written to");
    path
}

fn path_of(name: &str) -> PathBuf {
    folder().join(format!("{name}.png"))
}

/// Where everything goes that journeys leave behind; what failed in earlier runs is cleared away.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let root = server::root();
        let target = env::var_os("CARGO_TARGET_DIR");
        let target = target.map_or_else(|| root.join("target"), |folder| root.join(folder));
        let folder = target.join("journeys");
        fs::create_dir_all(&folder).expect("target/ can be written to");
        for file in fs::read_dir(&folder).expect("the folder is there").flatten() {
            if file.file_name().to_string_lossy().contains(FAILED) {
                fs::remove_file(file.path()).ok();
            }
        }
        folder.canonicalize().expect("the folder is there")
    })
}
