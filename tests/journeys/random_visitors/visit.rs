//! One visit: what the visitor does next is drawn by lot, and judged at once.

use std::thread;

use causal_e2e::{Luck, Screen, Visitor};
use serde_json::{Value, json};

use super::kept::{Kind, LeftBehind, Run};

const IN_PAGE: &str = include_str!("in_page.js");
/// The windows that people have, in CSS pixels.
const WINDOWS: [(u32, u32); 7] =
    [(1440, 900), (1920, 1080), (1280, 720), (844, 390), (390, 844), (320, 640), (720, 450)];
/// What the keyboard says in the main view.
const KEYS: [&str; 40] = [
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "Home",
    "End",
    "m",
    "p",
    "f",
    "c",
    "w",
    "v",
    "r",
    "r",
    "h",
    "d",
    "u",
    ",",
    ",",
    ".",
    ".",
    "<",
    ">",
    "Space",
    "[",
    "]",
    "0",
    "Escape",
    "Enter",
    "1",
    "2",
    "3",
    "?",
    "Control+z",
    "Control+z",
    "Control+Shift+z",
    "Tab",
    "Shift+Tab",
    "F6",
    "Shift+F6",
];
/// What is typed into fields.
const WORDS: [&str; 12] = [
    "x",
    "y",
    "lunch",
    "soup",
    "1",
    "0",
    "",
    "<b>",
    "a value that is far too long to be drawn",
    "ü 🦀",
    "\"",
    "500",
];
/// What is opened, or typed where something is opened.
const TEXTS: [&str; 6] = [
    "title Typed\nA: x = 1\nB: y = 2",
    "replicas Ann Ben\nhold A->B\nA: x = 1\nA: x = 2",
    "sessions wait\nhold A->C\nann@A: x = 1\nann@C: read x",
    "gossip 500\ncut A-B\nA: x = 1\nwait 900\nheal",
    "relase A1->C",
    "#1s.AAAA",
];
/// A visitor, what was done, and what there has to be at the end.
pub(crate) struct Visit {
    seed: u64,
    luck: Luck,
    visitor: Visitor,
    story: Vec<String>,
    left_behind: LeftBehind,
    screen: Screen,
}

impl Visit {
    /// Somebody arrives.
    pub(crate) fn begins(seed: u64, screen: Screen) -> Self {
        let visitor = Visitor::arrives_with(screen);
        visitor.opens("/");
        let first = visitor.runs(IN_PAGE, json!(["look"]));
        let (luck, left_behind) = (Luck::new(seed), LeftBehind::of(&first));
        Self { seed, luck, visitor, story: Vec::new(), left_behind, screen }
    }

    /// Does so many things, and after each looks whether all is well.
    pub(crate) fn plays(&mut self, n: usize) {
        let mut before = self.looks();
        for _ in 0..n {
            let kind = self.does_something(&before);
            let now = self.looks();
            self.left_behind.moved(kind, &before, &now);
            before = now;
        }
    }

    /// Goes through all tabs, shares the run on show, and lets somebody else open the link.
    pub(crate) fn ends(&self, reader: &Visitor) {
        self.visitor.presses("Escape");
        self.visitor.presses("Escape");
        let look = self.looks();
        let tabs = look["tabs"].as_array().into_iter().flatten();
        let kept: Vec<Run> =
            tabs.map(|tab| self.visitor.runs(IN_PAGE, json!(["tab", tab[0]]))).collect();
        self.left_behind.are_all_in(&kept);
        let (link, digest, shown) = shares(&self.visitor);
        reader.changes_to(self.screen);
        // A page that knows nothing but the link.
        reader.asks("sessionStorage.clear()", json!([]));
        reader.opens(&link.replace("/#", &format!("/?{}#", self.seed)));
        assert_eq!(shares(reader), (link, digest, shown), "the link shows another run");
    }

    /// What the page has now; it must be unharmed.
    fn looks(&self) -> Value {
        let look = self.visitor.runs(IN_PAGE, json!(["look"]));
        assert_eq!(look["broken"], json!(false), "the page is broken");
        let complaint = self.visitor.complaint();
        assert_eq!(complaint, None);
        look
    }

    fn says(&mut self, what: String) {
        self.story.push(what);
    }

    fn does_something(&mut self, look: &Value) -> Kind {
        match self.luck.below(100) {
            0..50 => self.presses_something(),
            50..60 => self.presses_somewhere(),
            60..75 => self.presses_a_key(look),
            75..90 => self.writes(look),
            90..94 => self.turns(),
            94..97 => self.follows_a_link(),
            _ => {
                self.says("reloads".to_owned());
                self.visitor.reloads();
                Kind::Reload
            }
        }
    }

    /// Something that can be pressed and that nothing is in front of.
    fn presses_something(&mut self) -> Kind {
        let Some(aim) = self.aims("pressed") else { return Kind::Act };
        let what = format!("the {} {}", text(&aim["kind"]), called(&aim));
        if aim["kind"] == "select" || aim["kind"] == "range" {
            let entry = self.luck.below(1_000);
            let chosen = self.visitor.runs(IN_PAGE, json!(["choose", aim["at"], entry]));
            self.says(format!("chooses {chosen} in {what}"));
            return Kind::Act;
        }
        self.says(format!("presses {what}"));
        self.visitor.clicks_at(number(&aim["x"]), number(&aim["y"]));
        kind_of(&aim)
    }

    /// Anywhere at all: on the diagram, mostly.
    fn presses_somewhere(&mut self) -> Kind {
        let x = self.luck.below(self.screen.width as usize);
        let y = self.luck.below(self.screen.height as usize);
        let there = self.visitor.runs(IN_PAGE, json!(["at", x, y]));
        if there.is_null() {
            return Kind::Act;
        }
        self.says(format!("presses at {x}, {y}: {}", called(&there)));
        let at = |n| i64::try_from(n).expect("screens are small");
        self.visitor.clicks_at(at(x), at(y));
        kind_of(&there)
    }

    /// Mostly in the main view, where keys have meanings; otherwise where the focus is.
    fn presses_a_key(&mut self, look: &Value) -> Kind {
        let key = self.luck.pick(&KEYS);
        let is_in_stage = self.luck.below(4) > 0;
        if is_in_stage {
            self.visitor.runs(IN_PAGE, json!(["keyboardToStage"]));
        }
        let focus = if is_in_stage { "in the main view".into() } else { called(&look["focus"]) };
        self.says(format!("presses {key} {focus}"));
        self.visitor.presses(key);
        let presses = !is_in_stage && matches!(key, "Enter" | "Space");
        match key {
            "Control+z" | "Control+Shift+z" => Kind::Swap,
            _ if presses => kind_of(&look["focus"]),
            _ => Kind::Act,
        }
    }

    /// Types into a field, and says that it is done.
    fn writes(&mut self, look: &Value) -> Kind {
        if look["dialog"] == "" && self.luck.below(3) > 0 {
            return self.writes_at_a_replica(look);
        }
        let Some(aim) = self.aims("written") else { return Kind::Act };
        self.visitor.clicks_at(number(&aim["x"]), number(&aim["y"]));
        let is_long = aim["kind"] == "textarea";
        let words = if is_long { self.luck.pick(&TEXTS) } else { self.luck.pick(&WORDS) };
        self.visitor.types(words);
        let enters = !is_long && self.luck.below(2) == 0;
        self.says(format!("types {words:?} into {}, Enter: {enters}", text(&aim["testid"])));
        if enters {
            self.visitor.presses("Enter");
        }
        Kind::Act
    }

    fn writes_at_a_replica(&mut self, look: &Value) -> Kind {
        let names = look["run"]["replicas"].as_array().map_or(3, Vec::len);
        let replica = char::from(b'A' + u8::try_from(self.luck.below(names)).expect("few"));
        let (key, value) = (self.luck.pick(&WORDS), self.luck.pick(&WORDS));
        self.says(format!("writes {key:?} = {value:?} at {replica}"));
        let write = json!(["write", replica.to_string(), key, value]);
        self.visitor.runs(IN_PAGE, write);
        Kind::Act
    }

    fn turns(&mut self) -> Kind {
        let (width, height) = self.luck.pick(&WINDOWS);
        self.screen = Screen { width, height, ..self.screen };
        self.says(format!("has a window of {width}×{height}"));
        self.visitor.changes_to(self.screen);
        Kind::Act
    }

    fn follows_a_link(&mut self) -> Kind {
        let text = self.luck.pick(&TEXTS);
        let is_link = self.luck.below(4) > 0;
        let link = match text {
            _ if !is_link => "stage".to_owned(),
            "relase A1->C" | "#1s.AAAA" => "1s.AAAA".to_owned(),
            text => {
                let link = self.visitor.runs(IN_PAGE, json!(["linkOf", text]));
                self::text(&link).to_owned()
            }
        };
        self.says(format!("follows the link {link}"));
        self.visitor.runs(IN_PAGE, json!(["address", link]));
        Kind::Act
    }

    fn aims(&mut self, at: &str) -> Option<Value> {
        let aim = json!(["aim", at, self.luck.below(1_000_000)]);
        Some(self.visitor.runs(IN_PAGE, aim)).filter(|aim| !aim.is_null())
    }
}

impl Drop for Visit {
    /// A visit that has failed is told, so that it can be made again.
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("──── visitor {} did, one after the other ────", self.seed);
            self.story.iter().for_each(|what| eprintln!("{what}"));
            eprintln!("SOAK_FROM={} SOAK_STORIES=1 makes this visit again.", self.seed);
        }
    }
}

/// The link of the run on show, its digest, and what is to be seen of it.
fn shares(visitor: &Visitor) -> (String, String, Value) {
    let shown = visitor.runs(IN_PAGE, json!(["shown"]));
    visitor.runs(IN_PAGE, json!(["share"]));
    visitor.waits_until("a link", || visitor.value_of("share-link").contains('#'));
    let shared = (visitor.value_of("share-link"), visitor.text_of("digest"), shown);
    visitor.presses("Escape");
    shared
}

/// What pressing a thing does to the runs that are there.
fn kind_of(thing: &Value) -> Kind {
    let (testid, name) = (text(&thing["testid"]), text(&thing["name"]));
    match (testid, name) {
        ("notice-offer", "Undo" | "Redo") => Kind::TakeTheOffer,
        ("undo" | "redo", _) => Kind::Swap,
        _ if testid.starts_with("delete-branch-") => Kind::Delete,
        _ => Kind::Act,
    }
}

/// A thing's name, and where it is.
fn called(thing: &Value) -> String {
    format!("\"{}\" ({})", text(&thing["name"]), text(&thing["testid"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("pixels are whole")
}
