//! Random predicates, as the tests know them: written down as text for the language, and judged by
//! `naive` without it.

use crate::generator::Luck;

/// What a variable ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Range {
    Write,
    Replica,
    Key,
}

/// A name of a thing: of a variable by its place, or one that everybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Bound(usize),
    Fixed(u16),
}

/// A predicate.
#[derive(Clone, Debug)]
pub(crate) enum Sentence {
    Both(Box<Self>, Box<Self>),
    Either(Box<Self>, Box<Self>),
    Not(Box<Self>),
    If(Box<Self>, Box<Self>),
    /// Binds the next variable.
    Some(Range, Box<Self>),
    Every(Range, Box<Self>),
    /// Binds the next variable to a moment.
    Once(Box<Self>),
    Always(Box<Self>),
    At(usize, Box<Self>),
    Atom(&'static str, Vec<Thing>),
    /// A number of something, compared with another.
    Count(&'static str, Vec<Thing>, &'static str, u32),
    Before(&'static str, Vec<Thing>, &'static str, Vec<Thing>),
    Arrow(Thing, Thing),
    Alike(&'static str, Thing, &'static str, Thing),
    Violation(&'static str),
}

const KEYS: [&str; 2] = ["x", "y"];
const LETTERS: [&str; 3] = ["A", "B", "C"];

/// What is asked, and of what.
pub(crate) const ATOMS: [(&str, &[Range]); 15] = [
    ("shows", &[Range::Replica, Range::Key]),
    ("same", &[Range::Key]),
    ("waiting", &[Range::Write, Range::Replica]),
    ("up", &[Range::Replica]),
    ("quiet", &[]),
    ("idle", &[]),
    ("made", &[Range::Write]),
    ("arrived", &[Range::Write, Range::Replica]),
    ("buffered", &[Range::Write, Range::Replica]),
    ("delivered", &[Range::Write, Range::Replica]),
    ("deliveredAgain", &[Range::Write, Range::Replica]),
    ("lost", &[Range::Write, Range::Replica]),
    ("wronglyDropped", &[Range::Write, Range::Replica]),
    ("conc", &[Range::Write, Range::Write]),
    ("buffered2", &[Range::Write, Range::Replica]),
];
const COUNTS: [(&str, &[Range]); 8] = [
    ("siblings", &[Range::Replica, Range::Key]),
    ("waiting", &[Range::Replica]),
    ("tombs", &[Range::Replica]),
    ("lost", &[]),
    ("actions", &[]),
    ("did(put)", &[]),
    ("count(writes)", &[]),
    ("past", &[Range::Write]),
];
const EVENTS: [&str; 4] = ["arrived", "delivered", "buffered", "lost"];

impl Sentence {
    /// A random one, in the scope of some variables.
    pub(crate) fn random(luck: &mut Luck, bound: &mut Vec<Option<Range>>, depth: u32) -> Self {
        let moments: Vec<usize> = (0..bound.len()).filter(|at| bound[*at].is_none()).collect();
        if depth == 0 || luck.one_in(6) {
            let atom = Self::atom(luck, bound);
            return match moments.last() {
                Some(moment) if luck.one_in(2) => Self::At(*moment, atom.into()),
                _ => atom,
            };
        }
        let inner = |luck: &mut Luck, bound: &mut Vec<Option<Range>>| {
            Box::new(Self::random(luck, bound, depth - 1))
        };
        match luck.below(9) {
            0 | 1 => Self::Both(inner(luck, bound), inner(luck, bound)),
            2 => Self::Either(inner(luck, bound), inner(luck, bound)),
            3 => Self::Not(inner(luck, bound)),
            4 => Self::If(inner(luck, bound), inner(luck, bound)),
            5 if moments.is_empty() => {
                bound.push(None);
                let body = inner(luck, bound);
                bound.pop();
                if luck.one_in(3) { Self::Always(body) } else { Self::Once(body) }
            }
            // What is bound inside a moment is not asked of it; so nothing is bound there.
            _ if !moments.is_empty() || bound.len() >= 3 => {
                Self::Both(inner(luck, bound), inner(luck, bound))
            }
            _ => {
                let range = luck.pick(&[Range::Write, Range::Write, Range::Replica, Range::Key]);
                bound.push(Some(range));
                let body = inner(luck, bound);
                bound.pop();
                if luck.one_in(3) { Self::Every(range, body) } else { Self::Some(range, body) }
            }
        }
    }

    fn atom(luck: &mut Luck, bound: &[Option<Range>]) -> Self {
        let some = |luck: &mut Luck, ranges: &[Range]| -> Vec<Thing> {
            ranges.iter().map(|range| thing(luck, bound, *range)).collect()
        };
        let which = |luck: &mut Luck, n: usize| usize::try_from(luck.below(n as u64)).expect("few");
        let both = [Range::Write, Range::Replica];
        match luck.below(20) {
            0..3 => {
                let (name, ranges) = COUNTS[which(luck, COUNTS.len())];
                let relation = luck.pick(&["=", "!=", "<", "<=", ">", ">="]);
                let with = u32::try_from(luck.below(6)).expect("few");
                Self::Count(name, some(luck, ranges), relation, with)
            }
            3 | 4 => {
                let (first, second) = (luck.pick(&EVENTS), luck.pick(&EVENTS));
                Self::Before(first, some(luck, &both), second, some(luck, &both))
            }
            5 | 6 => {
                let ends = some(luck, &[Range::Write, Range::Write]);
                Self::Arrow(ends[0], ends[1])
            }
            7 => {
                let of = some(luck, &[Range::Write, Range::Write]);
                let what = luck.pick(&["by", "key", "val"]);
                Self::Alike(what, of[0], luck.pick(&["=", "!="]), of[1])
            }
            8 => {
                let of = some(luck, &[Range::Replica, Range::Replica]);
                let what = luck.pick(&["vector", "store"]);
                Self::Alike(what, of[0], luck.pick(&["=", "!="]), of[1])
            }
            9 => Self::Violation(luck.pick(&["causal", "fifo", "twice", "total", "dropped"])),
            _ => {
                let (name, ranges) = ATOMS[which(luck, ATOMS.len())];
                Self::Atom(name, some(luck, ranges))
            }
        }
    }

    /// As it is typed, with so many variables bound.
    pub(crate) fn text(&self, n: usize) -> String {
        let bind = |word: &str, kind: &str, body: &Self| {
            format!("({word} {} in {kind}: {})", name(n), body.text(n + 1))
        };
        match self {
            Self::Both(left, right) => format!("({} & {})", left.text(n), right.text(n)),
            Self::Either(left, right) => format!("({} | {})", left.text(n), right.text(n)),
            Self::Not(body) => format!("!({})", body.text(n)),
            Self::If(left, right) => format!("({} => {})", left.text(n), right.text(n)),
            Self::Some(range, body) => bind("exists", kind(*range), body),
            Self::Every(range, body) => bind("forall", kind(*range), body),
            Self::Once(body) => bind("exists", "moments", body),
            Self::Always(body) => bind("forall", "moments", body),
            Self::At(moment, body) => format!("({})@{}", body.text(n), name(*moment)),
            Self::Atom("buffered2", of) => {
                format!("buffered({}, missing>=2)", things(of, "buffered"))
            }
            Self::Atom(what, of) if of.is_empty() => (*what).to_owned(),
            Self::Atom(what, of) => format!("{what}({})", things(of, what)),
            Self::Count("past", of, relation, with) => {
                format!("count(past({})) {relation} {with}", things(of, "past"))
            }
            Self::Count(what, of, relation, with) if of.is_empty() => {
                format!("{what} {relation} {with}")
            }
            Self::Count("waiting", of, relation, with) => {
                format!("waiting({}) {relation} {with}", things(of, "up"))
            }
            Self::Count(what, of, relation, with) => {
                format!("{what}({}) {relation} {with}", things(of, what))
            }
            Self::Before(first, of, second, and) => {
                format!("{first}({}) before {second}({})", things(of, first), things(and, second))
            }
            Self::Arrow(left, right) => {
                format!("{}->{}", one(left, Range::Write), one(right, Range::Write))
            }
            Self::Alike(what, left, relation, right) => {
                let range = alike(what);
                format!("{what}({}) {relation} {what}({})", one(left, range), one(right, range))
            }
            Self::Violation(kind) => format!("violation.{kind}"),
        }
    }
}

pub(crate) fn alike(what: &str) -> Range {
    if matches!(what, "vector" | "store") { Range::Replica } else { Range::Write }
}

fn thing(luck: &mut Luck, bound: &[Option<Range>], range: Range) -> Thing {
    let fits: Vec<usize> = (0..bound.len()).filter(|at| bound[*at] == Some(range)).collect();
    if !fits.is_empty() && !luck.one_in(4) {
        return Thing::Bound(luck.pick(&fits));
    }
    let n = if range == Range::Key { 2 } else { 3 };
    Thing::Fixed(u16::try_from(luck.below(n)).expect("few"))
}

fn name(n: usize) -> String {
    format!("v{n}")
}

fn kind(range: Range) -> &'static str {
    match range {
        Range::Write => "writes",
        Range::Replica => "replicas",
        Range::Key => "keys",
    }
}

fn one(thing: &Thing, range: Range) -> String {
    match (thing, range) {
        (Thing::Bound(at), _) => name(*at),
        (Thing::Fixed(n), Range::Write) => format!("{}1", LETTERS[usize::from(*n)]),
        (Thing::Fixed(n), Range::Replica) => LETTERS[usize::from(*n)].to_owned(),
        (Thing::Fixed(n), Range::Key) => KEYS[usize::from(*n)].to_owned(),
    }
}

/// The things that something is asked of, in its order.
fn things(of: &[Thing], what: &str) -> String {
    let ranges = ATOMS.iter().chain(&COUNTS).find(|row| row.0 == what && row.1.len() == of.len());
    let ranges = ranges.expect("known").1;
    let words: Vec<String> = of.iter().zip(ranges).map(|(t, range)| one(t, *range)).collect();
    words.join(", ")
}
