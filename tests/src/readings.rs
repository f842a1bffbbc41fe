//! What visitors see and hear: text, names and roles, never classes or structure.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::error::no_such_element;
use thirtyfour::prelude::*;

use crate::server;
use crate::visitor::Visitor;

/// What has the focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Its test id; empty if it has none.
    pub testid: String,
    /// Its role, such as `button`.
    pub role: String,
    /// Its accessible name, as a screen reader says it.
    pub name: String,
}

impl Visitor {
    /// The page's title.
    pub fn title(&self) -> String {
        self.patiently("the title", async |session| session.title().await)
    }

    /// What stands in the address bar.
    pub fn address(&self) -> String {
        let address = self.patiently("the address", async |session| session.current_url().await);
        address.to_string()
    }

    /// All text that can be read on the page.
    pub fn page_text(&self) -> String {
        self.patiently("the page's text", async |session| {
            session.find(By::Tag("body")).await?.text().await
        })
    }

    /// The text that can be read in what has this test id.
    pub fn text_of(&self, testid: &str) -> String {
        self.patiently(&format!("`{testid}`"), async |session| {
            session.find(By::Testid(testid)).await?.text().await
        })
    }

    /// Waits until these words can be read in what has this test id.
    pub fn reads_soon(&self, testid: &str, words: &str) {
        self.waits_until(&format!("\"{words}\" in `{testid}`"), || {
            self.text_of(testid).contains(words)
        });
    }

    /// Whether something with this test id can be seen now; it is not waited for.
    pub fn sees(&self, testid: &str) -> bool {
        let seen = self
            .browser
            .run(async |session| session.find(By::Testid(testid)).await?.is_displayed().await);
        seen.unwrap_or(false)
    }

    /// The test ids on the page that begin like this, in the page's order; not waited for.
    pub fn testids(&self, prefix: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll('[data-testid]')]
            .map(one => one.dataset.testid).filter(id => id.startsWith(arguments[0]));";
        let ids = self.asks(script, json!([prefix]));
        serde_json::from_value(ids).expect("test ids are text")
    }

    /// An attribute of what has this test id, such as `aria-pressed`.
    pub fn attribute(&self, testid: &str, name: &str) -> Option<String> {
        self.patiently(&format!("`{testid}`"), async |session| {
            session.find(By::Testid(testid)).await?.attr(name).await
        })
    }

    /// What a field holds.
    pub fn value_of(&self, testid: &str) -> String {
        let value = self.patiently(&format!("the field `{testid}`"), async |session| {
            session.find(By::Testid(testid)).await?.value().await
        });
        value.unwrap_or_default()
    }

    /// The role and the accessible name of what has this test id.
    pub fn described(&self, testid: &str) -> Focus {
        self.patiently(&format!("`{testid}`"), async |session| {
            describe(&session.find(By::Testid(testid)).await?).await
        })
    }

    /// What has the focus.
    pub fn focus(&self) -> Focus {
        self.patiently("the focus", async |session| {
            describe(&session.active_element().await?).await
        })
    }

    /// What is on the clipboard.
    pub fn clipboard(&self) -> String {
        let origin = server::origin();
        let grant = json!({ "origin": origin, "permissions": ["clipboardReadWrite"] });
        self.browser.tell("Browser.grantPermissions", grant);
        let read = json!({
            "expression": "navigator.clipboard.readText()", "awaitPromise": true,
            "returnByValue": true, "userGesture": true,
        });
        let answer = self.browser.tell("Runtime.evaluate", read);
        answer["result"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// For how long the page's main thread has worked since the browser began, in CPU time: what
    /// other programs do meanwhile does not count.
    pub fn page_cpu_time(&self) -> Duration {
        self.browser.tell("Performance.enable", json!({ "timeDomain": "threadTicks" }));
        let answer = self.browser.tell("Performance.getMetrics", json!({}));
        let metrics = answer["metrics"].as_array().expect("the browser has metrics");
        let tasks = metrics.iter().find(|metric| metric["name"] == "TaskDuration");
        let seconds = tasks.and_then(|tasks| tasks["value"].as_f64());
        Duration::from_secs_f64(seconds.expect("how long tasks took is among them"))
    }

    /// Asks the page with a script, for the rare question that has no words above.
    pub fn asks(&self, script: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        self.patiently("an answer from the page", async |session| {
            Ok(session.execute(script, arguments.clone()).await?.json().clone())
        })
    }

    /// Runs a script once, which may wait for promises and calls its arguments `given`; what it
    /// returns. What it throws fails the journey.
    pub fn runs(&self, script: &str, given: Value) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const given = arguments;
             (async () => {{ {script} }})().then(
                 value => done([value]), why => done(String(why && why.stack || why)));"
        );
        let given = given.as_array().cloned().unwrap_or_default();
        let answer = self.browser.run(async |session| session.execute_async(&script, given).await);
        match answer.expect("the script comes to its end").json() {
            Value::Array(value) => value.first().cloned().unwrap_or_default(),
            why => panic!("The script has failed: {why}"),
        }
    }
}

/// The first thing on the page with this role and this accessible name.
pub(crate) async fn by_role(
    session: &WebDriver,
    role: &str,
    name: &str,
) -> WebDriverResult<WebElement> {
    for candidate in session.find_all(By::Css(candidates(role))).await? {
        let described = describe(&candidate).await?;
        if described.role == role && described.name == name && candidate.is_displayed().await? {
            return Ok(candidate);
        }
    }
    Err(no_such_element(format!("no {role} is called \"{name}\"")))
}

/// Where elements of a role are looked for, before their roles and names are asked for.
fn candidates(role: &str) -> String {
    match role {
        "button" => "button, summary, input[type=submit], input[type=button], [role=button]".into(),
        "link" => "a[href], [role=link]".into(),
        "textbox" => "input, textarea, [role=textbox]".into(),
        "checkbox" | "radio" | "slider" | "spinbutton" => format!("input, [role={role}]"),
        "combobox" | "listbox" => format!("select, input, [role={role}]"),
        "heading" => "h1, h2, h3, h4, h5, h6, [role=heading]".into(),
        "dialog" | "table" => format!("{role}, [role={role}]"),
        _ => format!("[role={role}]"),
    }
}

async fn describe(element: &WebElement) -> WebDriverResult<Focus> {
    let ask = async |what| {
        let ask = Ask { element: element.element_id().to_string(), what };
        element.handle().cmd(Command::ExtensionCommand(Box::new(ask))).await?.value::<String>()
    };
    Ok(Focus {
        testid: element.attr("data-testid").await?.unwrap_or_default(),
        role: ask("computedrole").await?,
        name: ask("computedlabel").await?,
    })
}

/// The two questions of the WebDriver standard about how an element is announced.
#[derive(Debug)]
struct Ask {
    element: String,
    what: &'static str,
}

impl ExtensionCommand for Ask {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        format!("/element/{}/{}", self.element, self.what).into()
    }
}
