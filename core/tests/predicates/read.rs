//! Reading: what is written is read again as the same, every question has words, no two sentences
//! are alike, and whatever is typed is answered with a sentence that says where.

use std::collections::BTreeMap;

use causal_core::predicate::{Predicate, Uses};
use causal_core::world::setting::Setting;

use crate::generator::Luck;
use crate::sentence::Sentence;

/// One of each form, and of each word of the language.
const FORMS: &str = "\
shows(A, x)|shows(A, x, 1)|same(x)|up(A)|quiet|idle|waiting(C) > 1|tombs(A) = 0|violation.any
value(A, x) = 1|value(A, x) = none|value(A, x) != value(B, x)|siblings(A, x) >= 2|store(A) = store(B)
vector(A) = [1, 0, 2]|vector(A) = vector(B)|made(A1)|arrived(A1, B)|buffered(A1, B)|delivered(A1, B)
buffered(A1, B, missing>=2)|deliveredAgain(A1, B)|lost(A1, B)|wronglyDropped(A1, B)|waiting(A1, B)
A1->B1|conc(A1, B1)|past(A1) = {B1}|A1 in past(B1)|count(past(A1)) = 1|dot(A1) = B1|by(A1) = A
key(A1) = x|val(A1) = 1|val(A1) = none|by(A1) in {A, B}|by(A1) not in {A, B}|count(writes) = 1
count(reads) = 1|count(clients) = 1|count(keys) = 1|count(replicas) = 1|lost >= 1|collected >= 1
actions <= 3|did(crash) >= 1|did(crash) = 2|did(gossip) >= 1|time(A1) > 5|time(A1) - time(B1) > 5
exists w: w in {A1, B1}|exists w: w not in {A1}|exists r: r in {A, B}|exists k: k in {x, y}
exists c: c in {ann, bob}|exists z: z in {A, B}|exists z: z in {A1}|exists w in {A1, B1}: made(w)
exists r in {A, B}, w: lost(w, r)|exists w, v in past(w): conc(w, v)|dot(A1) in {A1, B1}
A1 in {dot(B1), A1}|A1 = dot(A1)|exists w, v: dot(w) = v|exists w, v: w in {v, A1} & v in past(w)
time(A1) + time(B1) > 5|time(arrived(A1, B)) > 5|time(delivered(A1, B)) > 5
arrived(A1, B) before made(B1)|delivered(A1, C) before delivered(B1, C)
exists q: answered(q)|exists q: waited(q)|exists q: refused(q)|exists q: broke(q, ryw)
exists q: broke(q, monotonic)|exists q: broke(q, follow)|exists q: client(q) = ann
exists q: where(q) = A|exists q: asked(q) = x|answer(a) = yes|answer(a) = [1, 2]|answer(a) = {A1}
violation.causal|violation.fifo|violation.total|violation.twice|violation.dropped|violation.names
violation.madeUp|violation.diverged|violation.ryw|violation.monotonic|violation.mw|violation.wfr
quiet & up(A) | idle|quiet & (up(A) | idle)|!(quiet & up(A))|!quiet & up(A)|!(quiet => up(A))
quiet => up(A)|(quiet => up(A)) => idle|quiet => up(A) => idle|exists w: made(w)|forall w: made(w)
exists w: made(w) & quiet|(exists w: made(w)) & quiet|!exists w: made(w)|exists r: exists w: lost(w, r)
exists w, v: w->v|exists w: !made(w)|exists t: quiet@t|forall t: quiet@t|exists t: quiet@t & up(A)
exists t: (quiet & up(A))@t|exists t: quiet@t & up(A)@t|exists t: !quiet@t|exists t: (!quiet)@t & up(A)
|time(A1)| > 5||time(A1) - time(B1)| > 5|forall k, r: siblings(r, k) = 1|exists k: asked = k";

/// The forms; a bar that stands for a choice or a distance has something beside it.
fn forms() -> Vec<String> {
    let mut forms = Vec::new();
    for line in FORMS.lines() {
        let mut form = String::new();
        for part in line.split('|') {
            let goes_on = form.ends_with(' ') || part.starts_with(' ') || form.starts_with('%');
            if !form.is_empty() && !goes_on {
                forms.push(std::mem::take(&mut form));
            } else if !form.is_empty() {
                form.push('|');
            }
            form.push_str(part);
        }
        forms.push(form);
    }
    forms.retain(|form| !form.is_empty());
    forms
}

#[test]
fn every_form_is_read_again_and_no_two_sound_alike() {
    let setting = Setting::default();
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut n = 0;
    let all = forms();
    let negated = all.iter().map(|form| format!("!({form})"));
    let doubled = all.iter().map(|form| format!("exists w: made(w) & ({form})"));
    for form in all.iter().cloned().chain(negated).chain(doubled) {
        let Ok(read) = Predicate::parse(&form, &setting) else { continue };
        n += 1;
        let again = Predicate::parse(read.text(), &setting).expect("just written");
        assert_eq!(again, read, "{form}");
        assert_eq!(again.text(), read.text());
        let words = read.in_words(&setting);
        assert!(
            words.len() > 8 && words.ends_with('.') && !words.contains(['|', '{', '<'])
                || form.contains('{'),
            "{words}"
        );
        if let Some(other) = said.insert(words.clone(), read.text().to_owned()) {
            assert_eq!(other, read.text(), "{words}");
        }
    }
    assert!(n > 300, "{n}");
}

#[test]
fn random_predicates_are_read_again_and_do_not_sound_alike() {
    let setting = Setting::default();
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let luck = &mut Luck::new(11);
    for _ in 0..20_000 {
        let depth = 1 + u32::try_from(luck.below(3)).expect("few");
        let text = Sentence::random(luck, &mut Vec::new(), depth).text(0);
        let read = Predicate::parse(&text, &setting).expect(&text);
        assert_eq!(Predicate::parse(read.text(), &setting).as_ref(), Ok(&read), "{text}");
        let words = read.in_words(&setting);
        if let Some(other) = said.insert(words.clone(), read.text().to_owned()) {
            assert_eq!(other, read.text(), "{words}");
        }
    }
    assert!(said.len() > 10_000, "{}", said.len());
}

#[test]
fn what_cannot_be_read_says_where_and_what_was_meant() {
    let setting = Setting::default();
    let wrong = |text: &str, says: &str| match Predicate::parse(text, &setting) {
        Ok(read) => panic!("{text} is read as {}", read.text()),
        Err(error) => assert_eq!(error.to_string(), says, "{text}"),
    };
    wrong("", "Column 1: expected a condition, found the end.");
    wrong("quiet &", "Column 8: expected a condition, found the end.");
    wrong("quiet quiet", "Column 7: expected `&`, `|`, `;` or the end, found `quiet`.");
    wrong("shos(A, x)", "Column 1: there is no word `shos`; did you mean `shows`?");
    wrong("violation.casual", "Column 1: there is no violation `casual`; did you mean `causal`?");
    wrong("violaton.fifo", "Column 1: did you mean `violation.fifo`?");
    wrong("shows(Karol, x)", "Column 7: there is no replica `Karol`; did you mean `Carol`?");
    wrong(
        "shows(D, x)",
        "Column 7: there is no replica `D`; known are A, B, C, Alice, Bob, Carol.",
    );
    wrong("shows(A)", "Column 1: `shows` takes 2 things, not 1; write `shows(r, k)`.");
    wrong("up()", "Column 1: `up` takes 1 thing, not 0; write `up(r)`.");
    wrong("quiet(3)", "Column 1: `quiet` is asked of nothing: leave out the brackets.");
    wrong("!quiet()", "Column 2: `quiet` is asked of nothing: leave out the brackets.");
    wrong("shows A x", "Column 1: `shows` needs brackets behind it; write `shows(r, k)`.");
    wrong(
        "idle & siblings = 2",
        "Column 8: `siblings` needs brackets behind it; write `siblings(r, k)`.",
    );
    wrong("exists t: quiet@5", "Column 17: expected a variable for a moment, found `5`.");
    wrong("made(D1)", "Column 6: there is no replica `D`; known are A, B, C, Alice, Bob, Carol.");
    wrong("made(w1)", "Column 6: nothing binds `w1`; write `exists w1:` before it.");
    wrong("by(A) = A", "Column 4: expected a write, as A1 or a variable, found `A`.");
    wrong("exists v: v > 5", "Column 8: `v` cannot stand for a number.");
    wrong("A -> B", "Column 3: `->` stands between two writes, as A1 or variables.");
    wrong("A1 = by(A1)", "Column 6: expected a write, as A1 or a variable, found a replica.");
    wrong("made(by(A1))", "Column 6: expected a write, as A1 or a variable, found a replica.");
    wrong("made(w)", "Column 6: nothing binds `w`; write `exists w:` before it.");
    wrong("exists w: w = x", "Column 15: there is no word `x`.");
    wrong(
        "exists z: z = z",
        "Column 8: `z` could stand for anything: write `in writes` or another kind behind it.",
    );
    wrong("exists w: shows(w, x) & made(w)", "Column 8: `w` stands for a replica and for a write.");
    wrong(
        "exists w: idle & w in writes",
        "Column 23: `writes` is no set: write `exists w in writes:` instead.",
    );
    wrong(
        "exists z: z in {ann, ben}",
        "Column 8: `z` could stand for anything: write `in writes` or another kind behind it.",
    );
    wrong(
        "exists r: r in {A, D}",
        "Column 20: there is no replica `D`; known are A, B, C, Alice, Bob, Carol.",
    );
    wrong("exists w, w: made(w)", "Column 11: `w` is bound already.");
    wrong("by(A1) < B", "Column 8: only numbers compare with `<`.");
    wrong("siblings(A, x) = B", "Column 18: `B` is no number.");
    wrong("did(crsh)", "Column 5: there is no action `crsh`; did you mean `crash`?");
    wrong(
        "count(writess) > 1",
        "Column 7: there is no kind of thing `writess`; did you mean `writes`?",
    );
    wrong("value(A, \"x) = 1", "Column 10: the quote that opens here is not closed.");
    wrong("quiet $ up(A)", "Column 7: `$` has no meaning here.");
    wrong(
        "exists t: forall w: quiet => made(w)@t",
        "Column 18: `w` is asked at `t`, so it has to be bound before it.",
    );
    wrong("exists t: (quiet@t & up(A))@t", "Column 30: this asks at another moment already.");
    wrong(&"(".repeat(200), "Column 41: parts lie at most 40 deep in others.");
    wrong(&"a".repeat(5000), "Column 1: a predicate has at most 4000 characters.");
}

#[test]
fn whatever_is_typed_is_answered() {
    let setting = Setting::default();
    let luck = &mut Luck::new(5);
    let words = [
        "exists",
        "forall",
        "w",
        "t",
        "r",
        "A",
        "B1",
        "A1",
        "x",
        "shows",
        "waiting",
        "(",
        ")",
        ",",
        ":",
        ";",
        "&",
        "|",
        "!",
        "->",
        "=>",
        "@",
        "=",
        "!=",
        "<",
        ">=",
        "in",
        "not",
        "{",
        "}",
        "[",
        "]",
        "+",
        "-",
        "past",
        "by",
        "value",
        "count",
        "time",
        "before",
        "order",
        "did",
        "lost",
        "violation.",
        "violation.causal",
        "\"",
        "é",
        "none",
        "5",
        "writes",
        "at",
        "delivered",
        "\\",
    ];
    let forms = forms();
    for round in 0..60_000 {
        let text = if round % 2 == 0 {
            let n = luck.below(14);
            (0..n).map(|_| luck.pick(&words)).collect::<Vec<_>>().join(" ")
        } else {
            // One that is right, with something in its midst.
            let form = &forms[usize::try_from(luck.below(forms.len() as u64)).expect("few")];
            let at = usize::try_from(luck.below(form.len() as u64)).expect("short");
            let word = luck.pick(&words);
            [&form[..at], word, &form[at + usize::from(luck.one_in(2))..]].concat()
        };
        match Predicate::parse(&text, &setting) {
            Ok(read) => {
                assert_eq!(Predicate::parse(read.text(), &setting).as_ref(), Ok(&read), "{text}");
                assert!(!read.in_words(&setting).is_empty());
            }
            Err(error) => {
                assert!((1..=text.chars().count() + 1).contains(&error.column), "{text}: {error}");
                assert!(!error.says.is_empty());
            }
        }
    }
}

#[test]
fn what_is_asked_is_known() {
    let uses = |text: &str| Predicate::parse(text, &Setting::default()).expect(text).uses();
    assert_eq!(uses("shows(A, x) & value(A, x) = 1"), Uses::default());
    assert!(uses("same(x)").several && !uses("same(x)").past);
    assert!(uses("time(A1) > 3").time && !uses("A1->B1").time);
    assert!(uses("exists q: waited(q)").reads && uses("violation.ryw").clients);
    assert!(uses("violation.causal").truth && uses("exists t: quiet@t").past);
    assert!(uses("arrived(A1, B) before made(C1)").order && !uses("order(C, A1, B1)").order);
    assert!(uses("idle").between && uses("waiting(A) > 0").between && !uses("up(A)").between);
}
