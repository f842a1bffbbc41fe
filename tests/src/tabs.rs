//! Several tabs of one browser, and what can happen to a tab.

use serde_json::json;
use thirtyfour::WindowHandle;

use crate::server;
use crate::visitor::Visitor;

/// A tab of the visitor's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserTab(WindowHandle);

impl Visitor {
    /// The tab that the visitor looks at.
    pub fn tab(&self) -> BrowserTab {
        BrowserTab(self.patiently("the tab", async |session| session.window().await))
    }

    /// Opens an empty tab beside the others, and looks at it.
    pub fn opens_a_tab(&self) -> BrowserTab {
        let tab = self.patiently("a new tab", async |session| session.new_tab().await);
        let tab = BrowserTab(tab);
        self.turns_to(&tab);
        // A new tab has a screen of its own.
        self.takes_screen();
        tab
    }

    /// Looks at another tab.
    pub fn turns_to(&self, tab: &BrowserTab) {
        self.patiently("the other tab", async |session| {
            session.switch_to_window(tab.0.clone()).await
        });
    }

    /// Closes the tab that the visitor looks at, and turns to another.
    pub fn closes_the_tab(&self, next: &BrowserTab) {
        self.patiently("the tab to close", async |session| session.close_window().await);
        self.turns_to(next);
    }

    /// Lets the process behind the tab die at once, and turns to another tab.
    pub fn lets_the_tab_crash(&self, next: &BrowserTab) {
        // The answer is that the tab has crashed.
        let _crashed = self.browser.run(async |session| session.goto("chrome://crash").await);
        self.turns_to(next);
    }

    /// Goes back in the browser's history.
    pub fn goes_back(&self) {
        self.patiently("a way back", async |session| session.back().await);
    }

    /// Has a script run in every page of the tab before anything of the page does.
    pub fn finds_changed(&self, script: &str) {
        self.browser.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// From now on the browser has room for so many bytes of the page's origin.
    pub fn has_room_for(&self, n_bytes: u32) {
        let quota = json!({ "origin": server::origin(), "quotaSize": n_bytes });
        self.browser.tell("Storage.overrideQuotaForOrigin", quota);
    }
}
