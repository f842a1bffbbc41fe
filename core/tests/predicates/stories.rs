//! Small stories in which a predicate is so, or is not.

use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::run::Run;
use causal_core::scenario::Scenario;

fn judged(story: &str, predicate: &str) -> Verdict {
    let run = Run::new(Scenario::read(story).expect(story));
    assert_eq!(run.problem(), None, "{story}");
    let read = Predicate::parse(predicate, run.setting());
    let read = read.unwrap_or_else(|error| panic!("{predicate}: {error}"));
    let again = Predicate::parse(read.text(), run.setting());
    assert_eq!(again.as_ref(), Ok(&read), "{predicate}");
    Watch::new(read, run.setting()).follow(&run, run.history().len())
}

#[test]
fn a_message_from_the_future_waits() {
    let story = "hold A->C\nA: lost = wallet\nB: reply = \"sorry!\"\nopen A->C";
    let yes = |predicate| assert_eq!(judged(story, predicate), Verdict::Yes, "{predicate}");
    let not_yet = |predicate| assert_eq!(judged(story, predicate), Verdict::NotYet, "{predicate}");
    let never = |predicate| assert_eq!(judged(story, predicate), Verdict::Never, "{predicate}");
    yes("exists w1 at A, w2 at B: w1->w2 & buffered(w2,C) & order(C,w1,w2) & no violation.causal");
    yes(
        "exists t: waiting(B1, C)@t & !shows(C, lost)@t; idle & same(lost) & value(C, reply) = \"sorry!\"",
    );
    yes("exists t: waiting(C)@t = 1; waiting(C) = 0");
    yes("A1 -> B1 & past(B1) = {A1} & count(past(B1)) = 1 & by(B1) = Bob & val(A1) = wallet");
    yes("forall w, r: delivered(w, r)");
    yes("dot(A1) = A1 & A1 = dot(A1) & dot(A1) in {B1, A1} & A1 in {dot(B1), dot(A1)}");
    yes("dot(B1) != A1 & dot(B1) not in {A1} & A1 not in {dot(B1)} & past(B1) = {dot(A1)}");
    yes("dot(A1) in past(B1) & exists w, v: dot(w) = v & v = dot(w) & w != A1");
    yes("forall w: w in {A1, B1} & exists r: r in {B, C} & exists k in {lost, other}: same(k)");
    yes("exists w in past(B1): w in {A1}; forall c: c in {A, B}; exists r in {A}: by(A1) = r");
    not_yet("exists k in {other, more}: shows(C, k)");
    yes("arrived(B1, C) before delivered(A1, C) & made(A1) before made(B1)");
    yes("time(B1) >= time(A1) & |time(A1) - time(B1)| < 100");
    yes("did(link) >= 2 & did(put) & actions = 4 & lost = 0");
    yes("store(A) = store(C) & vector(C) = [1, 1, 0]");
    not_yet("waiting(B1, C)");
    not_yet("violation.causal | shows(A, other)");
    never("conc(A1, B1)");
    never("actions < 4 | order(C, B1, A1)");
    never("forall r: !delivered(A1, r)");
}
