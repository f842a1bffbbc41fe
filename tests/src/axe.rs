//! What axe-core has against a page: a judge from outside of whether everybody can use it.

use std::env;
use std::fmt;
use std::fs;
use std::io::{Write, stderr};
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::server;
use crate::visitor::Visitor;

/// Its usual rules, best practices among them, and the size of what is pressed.
const RUN: &str = "
    const found = await axe.run(document, {
        resultTypes: ['violations'],
        rules: { 'target-size': { enabled: true } },
    });
    return found.violations.flatMap(({ id, help, nodes }) => nodes.map(one => ({
        id, help, at: one.target.flat().join(' '), html: one.html,
        why: [...one.any, ...one.all, ...one.none].map(({ message }) => message).join('; '),
    })));";

/// Something on the page that keeps somebody from using it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The name of the rule that it breaks, such as `color-contrast`.
    pub rule: String,
    /// What is wrong, where, and why, in axe's words.
    pub says: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.says)
    }
}

impl Visitor {
    /// What axe has against the page as it is now; nothing where there is no axe, which is said
    /// once. Hidden parts of the page are not judged.
    pub fn accessibility_violations(&self) -> Vec<Violation> {
        let Some(script) = script() else { return Vec::new() };
        if self.asks("return typeof window.axe", json!([])) != json!("object") {
            self.asks(script, json!([]));
        }
        let found = self.runs(RUN, json!([]));
        found.as_array().into_iter().flatten().map(violation).collect()
    }
}

fn violation(found: &Value) -> Violation {
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    let html: String = text("html").chars().take(200).collect();
    let says = format!("{} at {} ({}): {html}", text("help"), text("at"), text("why"));
    Violation { rule: text("id"), says }
}

/// Axe itself: the file that the variable `AXE` names, or the one that xtask has fetched with npm.
fn script() -> Option<&'static str> {
    static SCRIPT: OnceLock<Option<String>> = OnceLock::new();
    let script = SCRIPT.get_or_init(|| {
        let fetched = || server::root().join(".tools/node_modules/axe-core/axe.min.js");
        let path = env::var_os("AXE").map_or_else(fetched, PathBuf::from);
        let script = fs::read_to_string(path).ok();
        if script.is_none() {
            // Not what a test prints, which nobody sees if it passes.
            let _unheard = writeln!(
                stderr(),
                "axe-core is not there: *not run* on any page. `cargo xtask test` gets it with npm."
            );
        }
        script
    });
    script.as_deref()
}
