//! One browser with a clean profile, spoken to line by line.

use std::{env, thread};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{BrowserLogEntry, Capabilities, WebDriver};
use tokio::runtime::{Builder, Runtime};

use crate::driver::Driver;

/// How a browser is started for a journey.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    // Containers have no user namespaces and little shared memory.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    // The same words and the same numbers for everybody.
    "--lang=en-US",
    "--no-first-run",
    // Nothing but the page itself may speak, and nobody but this machine may answer.
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A browser; it is closed when it is dropped.
#[derive(Debug)]
pub(crate) struct Browser {
    runtime: Runtime,
    session: Option<WebDriver>,
    /// Declared last: it ends after its session.
    driver: Driver,
}

impl Browser {
    /// A new browser with a profile that nobody used before.
    pub(crate) fn start() -> Self {
        let runtime =
            Builder::new_current_thread().enable_all().build().expect("a thread can wait for io");
        let driver = Driver::start();
        let session = runtime.block_on(WebDriver::new(driver.address(), capabilities()));
        let session = session.unwrap_or_else(|why| {
            panic!(
                "The browser could not be started: {why}. To install one that fits its driver, \
                 run `cargo xtask test`."
            )
        });
        Self { runtime, session: Some(session), driver }
    }

    /// Does one thing with the browser and waits for it.
    pub(crate) fn run<T>(
        &self,
        action: impl AsyncFnOnce(&WebDriver) -> WebDriverResult<T>,
    ) -> WebDriverResult<T> {
        let session = self.session.as_ref().expect("the session ends with the browser");
        self.runtime.block_on(action(session))
    }

    /// Gives a command to the browser's developer tools.
    pub(crate) fn tell(&self, method: &str, parameters: Value) -> Value {
        self.run(async |session| session.cdp().send_raw(method, parameters).await)
            .unwrap_or_else(|why| panic!("The browser refused {method}: {why}."))
    }

    /// What was written to one of the browser's logs since it was last read.
    pub(crate) fn log(&self, kind: &str) -> Vec<BrowserLogEntry> {
        match self.run(async |session| session.get_log(kind).await) {
            Ok(entries) => entries,
            // The journey has failed already, perhaps because the browser is gone.
            Err(_) if thread::panicking() => Vec::new(),
            Err(why) => panic!("The browser's {kind} log cannot be read: {why}."),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            // If it cannot be closed in good order, the driver closes it when it ends.
            self.runtime.block_on(session.quit()).ok();
        }
        let _ = &self.driver;
    }
}

fn capabilities() -> Capabilities {
    let mut options = json!({ "args": ARGUMENTS });
    if let Some(chrome) = env::var_os("CHROME") {
        options["binary"] = json!(chrome.to_string_lossy());
    }
    let wanted = [
        ("browserName", json!("chrome")),
        ("goog:chromeOptions", options),
        // The console's messages, and a line for every request.
        ("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" })),
    ];
    let mut capabilities = Capabilities::new();
    for (key, value) in wanted {
        capabilities.set(key, value).expect("JSON is JSON");
    }
    capabilities
}
