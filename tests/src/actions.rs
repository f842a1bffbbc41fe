//! What visitors do.

use std::fs;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::evidence;
use crate::keys;
use crate::readings;
use crate::server;
use crate::visitor::Visitor;

impl Visitor {
    /// Opens a path of the page such as `/`, or a whole address such as a shared link, and waits
    /// until there is something to read.
    pub fn opens(&self, path: &str) {
        let address = match path.starts_with("http") {
            true => path.to_owned(),
            false => format!("{}{path}", server::origin()),
        };
        self.patiently(&address, async |session| session.goto(&address).await);
        self.waits_for_words();
    }

    /// Loads the page again.
    pub fn reloads(&self) {
        self.patiently("a reload", async |session| session.refresh().await);
        self.waits_for_words();
    }

    fn waits_for_words(&self) {
        self.waits_until("anything to read on the page", || !self.page_text().trim().is_empty());
    }

    /// Clicks on what is named by its test id.
    pub fn clicks_on(&self, testid: &str) {
        self.patiently(&format!("a way to click on `{testid}`"), async |session| {
            session.find(By::Testid(testid)).await?.click().await
        });
    }

    /// Clicks on what has this role and this accessible name, such as `("button", "Release")`.
    pub fn clicks(&self, role: &str, name: &str) {
        self.patiently(&format!("a way to click on the {role} \"{name}\""), async |session| {
            readings::by_role(session, role, name).await?.click().await
        });
    }

    /// Clicks on a place of the screen, in CSS pixels from its corner at the top left.
    pub fn clicks_at(&self, x: i64, y: i64) {
        self.patiently(&format!("a click at {x}, {y}"), async |session| {
            let at_once = Some(Duration::ZERO);
            let chain = session.action_chain_with_delay(at_once, at_once);
            chain.move_to(x, y).click().perform().await
        });
    }

    /// Presses a key, or a chord such as `Control+z`, wherever the focus is.
    pub fn presses(&self, keys: &str) {
        let (modifiers, key) = keys::chord(keys);
        self.patiently(&format!("`{keys}` to be pressed"), async |session| {
            let mut chain = session.action_chain();
            for modifier in &modifiers {
                chain = chain.key_down(*modifier);
            }
            chain = chain.key_down(key).key_up(key);
            for modifier in modifiers.iter().rev() {
                chain = chain.key_up(*modifier);
            }
            chain.perform().await
        });
    }

    /// Presses Tab until what has this test id has the focus.
    pub fn tabs_to(&self, testid: &str) {
        for _ in 0..120 {
            if self.focus().testid == testid {
                return;
            }
            self.presses("Tab");
        }
        panic!("{testid} is not reached by Tab; the focus is on {:?}", self.focus());
    }

    /// Types text wherever the focus is.
    pub fn types(&self, text: &str) {
        self.patiently("text to be typed", async |session| {
            session.action_chain().send_keys(text).perform().await
        });
    }

    /// Empties a field and types into it.
    pub fn fills_in(&self, testid: &str, text: &str) {
        self.patiently(&format!("the field `{testid}`"), async |session| {
            let field = session.find(By::Testid(testid)).await?;
            field.clear().await?;
            field.send_keys(text).await
        });
    }

    /// Chooses an entry of a list by the words it shows.
    pub fn chooses(&self, testid: &str, entry: &str) {
        self.patiently(&format!("\"{entry}\" in `{testid}`"), async |session| {
            let list = session.find(By::Testid(testid)).await?;
            thirtyfour::components::SelectElement::new(&list)
                .await?
                .select_by_visible_text(entry)
                .await
        });
    }

    /// Hands a file with this text to a file field, which may be hidden.
    pub fn hands_in(&self, testid: &str, file_name: &str, text: &str) {
        let file = evidence::folder().join(file_name);
        fs::write(&file, text).expect("target/ can be written to");
        let path = fs::canonicalize(&file).expect("the file was just written");
        self.patiently(&format!("the file field `{testid}`"), async |session| {
            let field = session.find(By::Testid(testid)).await?;
            field.send_keys(path.to_string_lossy().as_ref()).await
        });
    }

    /// Asks for a dark or a light page, for less motion or for none of it, as people do in their
    /// system's settings: `("prefers-color-scheme", "dark")`.
    pub fn prefers(&self, feature: &str, value: &str) {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.browser.tell("Emulation.setEmulatedMedia", features);
    }

    /// Reads text of another size, in per cent of the usual, as people choose it in their browser.
    pub fn reads_at(&self, percent: u32) {
        let sizes = json!({ "fontSizes": { "standard": 16 * percent / 100 } });
        self.browser.tell("Page.setFontSizes", sizes);
    }

    /// From now on a script may take so long, instead of half a minute.
    pub fn lets_scripts_take(&self, time: Duration) {
        self.patiently("time for scripts", async |session| session.set_script_timeout(time).await);
    }

    /// From now on nothing at all can be reached.
    pub fn loses_the_network(&self) {
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        self.browser.tell("Network.enable", json!({}));
        self.browser.tell("Network.emulateNetworkConditions", offline);
    }

    /// Takes a picture of the screen, kept as `target/journeys/<name>.png`.
    pub fn takes_picture(&self, name: &str) {
        let png = self.patiently("a picture", async |session| session.screenshot_as_png().await);
        evidence::keep(name, &png);
    }
}
