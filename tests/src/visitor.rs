//! A person who came to look at the page.

use std::cell::{Cell, RefCell};
use std::thread;
use std::time::{Duration, Instant};

use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

use crate::browser::Browser;
use crate::evidence;
use crate::screen::Screen;
use crate::server;

/// How long a visitor waits for something to show before the journey fails.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How long between two looks.
const BLINK: Duration = Duration::from_millis(15);

/// A person with a browser of their own.
///
/// Verbs in the third person are what they do; nouns are what they see. Things on the page are
/// named by `data-testid`, or by role and accessible name.
#[derive(Debug)]
pub struct Visitor {
    pub(crate) browser: Browser,
    screen: Cell<Screen>,
    expected: RefCell<Vec<String>>,
}

impl Visitor {
    /// Somebody at a desk, who has never been here before.
    pub fn arrives() -> Self {
        Self::arrives_with(Screen::DESKTOP)
    }

    /// Somebody with this screen, who has never been here before.
    pub fn arrives_with(screen: Screen) -> Self {
        // Whoever has no page to look at need not start a browser.
        server::origin();
        let browser = Browser::start();
        let screen = Cell::new(screen);
        let visitor = Self { browser, screen, expected: RefCell::default() };
        visitor.takes_screen();
        visitor
    }

    /// Has another screen from now on: the window is drawn larger, the phone is turned.
    pub fn changes_to(&self, screen: Screen) {
        self.screen.set(screen);
        self.takes_screen();
    }

    /// Sees the tab that is on show on the visitor's screen.
    pub(crate) fn takes_screen(&self) {
        for (method, parameters) in self.screen.get().commands() {
            self.browser.tell(method, parameters);
        }
    }

    /// Says that an error on the console that contains these words belongs to the journey.
    pub fn expects_on_console(&self, words: &str) {
        self.expected.borrow_mut().push(words.to_owned());
    }

    /// What would fail the journey if the visitor left now, if anything. Asking settles it: it is
    /// not held against the journey again.
    pub fn complaint(&self) -> Option<String> {
        evidence::gather(self).complaint(&self.expected.borrow())
    }

    /// Looks until what is looked for is the case. The words end the sentence "Waited for …".
    pub fn waits_until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(Instant::now() < deadline, "Waited {PATIENCE:?} for {what}.");
            thread::sleep(BLINK);
        }
    }

    /// Tries again until it works, since pages change while they are looked at.
    pub(crate) fn patiently<T>(
        &self,
        what: &str,
        attempt: impl AsyncFn(&WebDriver) -> WebDriverResult<T>,
    ) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.browser.run(async |session| attempt(session).await) {
                Ok(value) => return value,
                Err(why) if Instant::now() > deadline => {
                    let why = why.to_string();
                    let why = why.lines().next().unwrap_or_default();
                    panic!("Waited {PATIENCE:?} for {what}: {why}");
                }
                Err(_) => thread::sleep(BLINK),
            }
        }
    }
}

impl Drop for Visitor {
    /// Leaving is where the whole visit is judged, so that no journey can forget to.
    fn drop(&mut self) {
        let evidence = evidence::gather(self);
        if thread::panicking() {
            evidence.print(self);
            return;
        }
        let complaint = evidence.complaint(&self.expected.borrow());
        if let Some(complaint) = complaint {
            evidence.print(self);
            panic!("{complaint}");
        }
    }
}
