//! What can be asked for, and the help that says so.

use std::ffi::OsString;
use std::num::NonZeroUsize;

use causal_core::explore::{Budget, Faults};
use causal_diagram::layout::Direction;
use causal_diagram::svg::{Options, Theme, Width};
use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::failure::EXIT_CODES;
use crate::numbers::Budgeted;
use crate::seeds::Seeds;

/// Steps that a run may have unless `--steps` says otherwise: minutes of work, not hours.
const STEPS: usize = 1_000_000;

/// Runs, checks, exports and shares scenarios of the causal playground.
#[derive(Debug, Parser)]
#[command(name = "causal", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One thing to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs a scenario and prints what every replica shows at the end, and the history's digest.
    ///
    /// The end is when every message that nobody holds has arrived, as in the page.
    #[command(after_help = EXIT_CODES)]
    Run {
        #[command(flatten)]
        source: Source,
        /// Lets timers run out too: requests that wait time out.
        #[arg(long)]
        until_idle: bool,
        /// Stops at the first step after which this is so, and says which; docs/predicates.md has
        /// the language.
        #[arg(long, value_name = "PREDICATE", conflicts_with = "until_idle")]
        until: Option<String>,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
        /// Prints text; this is the default.
        #[arg(long, conflicts_with = "json")]
        text: bool,
    },
    /// Runs a scenario and prints what the monitors find, a sentence each: about delivery,
    /// answers to clients, convergence, what waits and what is owed.
    #[command(after_help = EXIT_CODES)]
    Check {
        #[command(flatten)]
        source: Source,
        /// Says instead whether this is so at the end; docs/predicates.md has the language.
        #[arg(long, value_name = "PREDICATE")]
        that: Option<String>,
    },
    /// Runs a scenario and prints its history for another tool.
    #[command(after_help = EXIT_CODES)]
    Export {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        format: Format,
        /// With --shiviz: replicas learn when messages arrive, not when writes take effect.
        #[arg(long, conflicts_with_all = ["mermaid", "jsonl", "svg"])]
        network_view: bool,
        #[command(flatten)]
        picture: Picture,
    },
    /// Looks at all the schedules that a scenario may have, not at the one that its latencies give.
    ///
    /// Each client's requests, and what administrators do, stay in their order; beyond that anything
    /// may be next, and so may any message on its way. Holds, cuts, latencies and waits of the scenario
    /// say nothing here. What needs time is refused, unless random schedules are drawn with --seeds.
    #[command(after_help = EXIT_CODES)]
    Explore(Explore),
    /// Puts together what many jobs of `causal explore --seeds` or `cargo xtask soak` have found.
    ///
    /// Counts are added, findings of one kind become one, and seeds that are missing or there twice are
    /// said. What comes of it is what one job would have said about all of the seeds.
    #[command(after_help = EXIT_CODES)]
    Merge {
        /// Files of JSON Lines; `-` is standard input.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<OsString>,
        /// All the seeds that should be there; otherwise those from the first that is there to the last.
        #[arg(long, value_name = "FROM..TO")]
        seeds: Option<Seeds>,
        /// Prints JSON Lines, which can be put together again.
        #[arg(long)]
        json: bool,
    },
    /// Prints the link that shares a scenario: put it behind the address of the page.
    #[command(after_help = EXIT_CODES)]
    Link {
        #[command(flatten)]
        source: Source,
    },
    /// Asks the replicas what a published system's own client asks, and prints the answers, and the
    /// link of it all.
    #[command(after_help = EXIT_CODES)]
    Walk {
        /// The number of the system.
        #[arg(value_name = "SEED", value_parser = ["000", "001", "002", "003", "004"])]
        seed: String,
        /// Prints only the scenario that the walk starts from: names and settings as in that system.
        #[arg(long)]
        setting: bool,
    },
    /// Prints the scenario that a link, or a file, holds.
    #[command(after_help = EXIT_CODES)]
    Open {
        /// What to open; `-` is standard input. Quote links: `#` begins a comment in most shells.
        #[arg(value_name = "LINK|FILE")]
        source: OsString,
        /// Prints JSON instead of text.
        #[arg(long)]
        json: bool,
    },
}

/// The scenario to run: a file, standard input, or a link.
#[derive(Debug, ClapArgs)]
pub(crate) struct Source {
    /// A file with a scenario as text, JSON or link, or a link itself; `-` is standard input. Quote
    /// links: `#` begins a comment in most shells.
    #[arg(value_name = "FILE|LINK")]
    pub(crate) name: OsString,
    /// How many steps the run may have.
    #[arg(long, value_name = "N", default_value_t = STEPS)]
    pub(crate) steps: usize,
}

/// What is asked about the schedules of a scenario.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explore {
    /// A file with a scenario as text, JSON or link, or a link itself; `-` is standard input. Quote
    /// links: `#` begins a comment in most shells.
    #[arg(value_name = "FILE|LINK")]
    pub(crate) name: OsString,
    /// The shortest schedule after which this is so. docs/predicates.md has the language.
    #[arg(long, value_name = "PREDICATE")]
    pub(crate) find: Option<String>,
    /// That this is so in no schedule, or else the shortest one after which it is.
    #[arg(long, value_name = "PREDICATE", conflicts_with = "find")]
    pub(crate) never: Option<String>,
    /// Which final stores there are, each with how many schedules end so and the shortest of those.
    #[arg(long, conflicts_with_all = ["find", "never"])]
    pub(crate) outcomes: bool,
    /// Random schedules, one for each of these seeds, watched by the monitors of `causal check`. They
    /// take every scenario, also those that are refused without: those with clocks, timers for gossip or
    /// pings, links that keep their order, or mistakes of HTTP. Time stands still: no timer runs out.
    #[arg(long, value_name = "FROM..TO", conflicts_with_all = ["outcomes", "budget"])]
    pub(crate) seeds: Option<Seeds>,
    #[command(flatten)]
    pub(crate) faults: FreeFaults,
    /// With --seeds: so many threads, by default one for each core. The answer does not depend on it.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Where to end if there is more: a number of states, or of bytes with MB or GB behind it. Both may
    /// be given; 10000000 and 1GB unless said otherwise.
    #[arg(long, value_name = "STATES|SIZE")]
    budget: Vec<Budgeted>,
    /// Prints JSON: with --seeds a line for each kind of finding and one that sums up.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Explore {
    /// What is looked for, if anything is: the option that says so, and what it says.
    pub(crate) fn sought(&self) -> Option<(&'static str, &str)> {
        let find = self.find.as_deref().map(|text| ("--find", text));
        find.or_else(|| self.never.as_deref().map(|text| ("--never", text)))
    }

    /// How far to go; of several budgets of a kind the last one counts.
    pub(crate) fn budget(&self) -> Budget {
        let mut budget = Budget::default();
        for part in &self.budget {
            match *part {
                Budgeted::States(n) => budget.n_states = n,
                Budgeted::Bytes(n) => budget.n_bytes = n,
            }
        }
        budget
    }
}

/// What may happen besides what the scenario does, anywhere in a schedule.
#[derive(Debug, ClapArgs)]
pub(crate) struct FreeFaults {
    /// So many messages may be lost.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) lose: u32,
    /// So many messages may get a copy.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) duplicate: u32,
    /// So many crashes; who has crashed may start again, with its disk.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) crash: u32,
    /// So many rounds of gossip from anybody to anybody.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) gossip: u32,
    /// So many writes more, each by any replica.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) writes: u32,
}

impl FreeFaults {
    /// The faults among them.
    pub(crate) fn faults(&self) -> Faults {
        let Self { lose, duplicate, crash, gossip, writes: _ } = *self;
        Faults { lose, duplicate, crash, gossip }
    }

    /// Those that there are, as they are asked for.
    pub(crate) fn as_options(&self) -> String {
        let Self { lose, duplicate, crash, gossip, writes } = self;
        let all = [
            ("lose", lose),
            ("duplicate", duplicate),
            ("crash", crash),
            ("gossip", gossip),
            ("writes", writes),
        ];
        let some = all.into_iter().filter(|(_, n)| **n > 0);
        some.map(|(name, n)| format!(" --{name} {n}")).collect()
    }
}

/// How a history is written.
#[derive(Debug, ClapArgs)]
#[group(required = true, multiple = false)]
pub(crate) struct Format {
    /// A log for ShiViz.
    #[arg(long)]
    pub(crate) shiviz: bool,
    /// A Mermaid sequence diagram.
    #[arg(long)]
    pub(crate) mermaid: bool,
    /// JSON Lines, one object for each event.
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// The space-time diagram as a picture that stands alone, for slides and papers.
    #[arg(long)]
    pub(crate) svg: bool,
}

/// The formats that are no pictures.
const OTHER_FORMATS: [&str; 3] = ["shiviz", "mermaid", "jsonl"];

/// How a picture looks.
#[derive(Debug, ClapArgs)]
pub(crate) struct Picture {
    /// With --svg: which way time runs, right (the default) or down.
    #[arg(long, value_name = "right|down", conflicts_with_all = OTHER_FORMATS)]
    direction: Option<Direction>,
    /// With --svg: its colors, light (the default), dark, or print, which is black on white.
    #[arg(long, value_name = "light|dark|print", conflicts_with_all = OTHER_FORMATS)]
    theme: Option<Theme>,
    /// With --svg: how many pixels wide it is, 200 to 20000; by default as many as it was laid out in.
    #[arg(long, value_name = "N", conflicts_with_all = OTHER_FORMATS, allow_negative_numbers = true)]
    width: Option<Width>,
}

impl Picture {
    /// What was chosen, and the defaults of everything else.
    pub(crate) fn options(&self) -> Options {
        Options {
            direction: self.direction.unwrap_or_default(),
            theme: self.theme.unwrap_or_default(),
            width: self.width,
        }
    }
}
