//! The parts of each crate in the order in which they build on each other.

/// The order of a crate.
pub(super) struct Order {
    /// Parts, each with the parts it may use besides itself.
    pub(super) parts: &'static [(&'static str, &'static [&'static str])],
    /// What is used against the order all the same: a file, the part that it uses, and why.
    pub(super) exceptions: &'static [(&'static str, &'static str, &'static str)],
    /// Parts that know no browser: they run natively, in tests and on any thread.
    pub(super) no_browser: &'static [&'static str],
}

/// Where crates with an order lie.
pub(super) const CRATES: [(&str, &Order); 3] =
    [("core/src/", &CORE), ("diagram/src/", &DIAGRAM), ("web/src/", &WEB)];

pub(super) const CORE: Order = Order {
    parts: &[
        ("steps", &[]),
        ("json", &["steps"]),
        ("paged_map", &[]),
        ("paged_vec", &[]),
        ("clock", &[]),
        ("replica", &["paged_map", "clock"]),
        ("world", &["paged_map", "clock", "replica"]),
        ("history", &["paged_map", "paged_vec", "clock", "replica", "world"]),
        ("check", &["paged_map", "paged_vec", "clock", "replica", "world", "history"]),
        ("scenario", &["steps", "json", "clock", "replica", "world"]),
        ("run", &["paged_vec", "clock", "replica", "world", "history", "scenario"]),
        ("predicate", &["clock", "replica", "world", "history", "check", "scenario", "run"]),
        ("http", &["steps", "json", "clock", "replica", "world"]),
        (
            "export",
            &["steps", "json", "clock", "replica", "world", "history", "scenario", "run", "check"],
        ),
        ("explore", &["clock", "replica", "world", "scenario", "predicate"]),
    ],
    exceptions: &[],
    no_browser: &[],
};

const DIAGRAM: Order = Order {
    parts: &[
        ("sorted", &[]),
        ("signs", &[]),
        ("words", &[]),
        ("layout", &["sorted", "words"]),
        ("path", &["layout"]),
        ("summary", &["words", "layout"]),
        ("svg", &["signs", "words", "layout", "path", "summary"]),
    ],
    exceptions: &[],
    no_browser: &[],
};

/// What the page knows, then what comes of messages, then what is seen; the layout of the diagram
/// is a crate of its own below all of them.
pub(super) const WEB: Order = Order {
    parts: &[
        ("service", &[]),
        ("words", &["service"]),
        ("memo", &[]),
        ("codec", &[]),
        ("tasks", &[]),
        ("example", &["tasks"]),
        ("choices", &[]),
        ("model", &["words", "tasks", "service"]),
        ("keeping", &["codec", "model"]),
        ("msg", &["codec", "service", "model"]),
        ("shortcuts", &["model", "msg"]),
        ("update", &["words", "codec", "example", "choices", "service", "model", "msg"]),
        ("browser", &["codec", "service", "model", "keeping", "msg", "shortcuts"]),
        ("script", &["codec", "service", "model", "msg", "browser"]),
        ("diagram", &["memo", "model", "msg"]),
        (
            "panels",
            &["words", "memo", "codec", "choices", "service", "model", "msg", "browser", "diagram"],
        ),
        ("app", &["memo", "service", "model", "msg", "browser", "script", "panels"]),
    ],
    exceptions: &[(
        "words.rs",
        "model",
        "there is one sentence for each kind of mistake in what is typed, and the page's sentences \
         stand in one place",
    )],
    no_browser: &[
        "words",
        "codec",
        "tasks",
        "example",
        "choices",
        "model",
        "keeping",
        "msg",
        "shortcuts",
        "update",
    ],
};
