//! The conditions of all exercises, written in the language: each is read and has words; what solves
//! the exercise passes, and neither its start nor a near miss does.

use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::run::Run;
use causal_core::scenario::Scenario;

/// One exercise, or a part of one.
struct Exercise {
    name: &'static str,
    passes: &'static str,
    /// What is there before anybody acts.
    start: &'static str,
    solution: &'static str,
    near_miss: &'static str,
    /// The questions with their answers, for those who have to predict.
    answers: &'static [(&'static str, &'static str)],
    /// What today's engine cannot play, in one sentence.
    lacks: &'static str,
}

const NONE: Exercise = Exercise {
    name: "",
    passes: "",
    start: "",
    solution: "",
    near_miss: "",
    answers: &[],
    lacks: "",
};

const EXERCISES: [Exercise; 28] = [
    Exercise {
        name: "1 Hello, replicas",
        passes: "count(writes) = 1 & exists t: shows(B, x)@t & !shows(C, x)@t ; idle & same(x)",
        // Two arrivals are two steps, even at one time: so Carol's comes first if nobody acts.
        start: "delay A->C 5",
        solution: "hold A->C\nA: x = 1\nopen A->C",
        near_miss: "A: x = 1",
        ..NONE
    },
    Exercise {
        name: "2 Far apart, yet concurrent",
        passes: "exists w1, w2: conc(w1, w2) & |time(w1) - time(w2)| >= 6 ; \
                 exists w3->w4: by(w3) != by(w4) & time(w4) - time(w3) <= 2",
        start: "delay all 1\nhold A-B",
        solution: "A: x = 1\nC: y = 2\nwait 5\nB: z = 3",
        near_miss: "A: x = 1\nC: y = 2\nB: z = 3",
        ..NONE
    },
    Exercise {
        name: "3 Fill in the vectors",
        passes: "answer(A1) = [1,0,0] & answer(B1) = [1,1,0] & answer(C1) = [1,0,1] & \
                 answer(A2) = [2,0,1] & past(A2) = {A1, C1} & past(C1) = {A1} & past(B1) = {A1}",
        start: "hold all\nA: x = 1\nrelease A1->B\nrelease A1->C\nB: y = 1\nC: z = 1\n\
                release C1->A\nA: x = 2",
        answers: &[("A1", "[1,0,0]"), ("B1", "[1, 1, 0]"), ("C1", "[1 0 1]"), ("A2", "[2,0,1]")],
        ..NONE
    },
    Exercise {
        name: "4 Before, after, or neither",
        passes: "answer(q1) = before & answer(q2) = concurrent & answer(q3) = concurrent & \
                 answer(q4) = same & answer(q5) = after & answer(q6) = before",
        answers: &[
            ("q1", "before"),
            ("q2", "concurrent"),
            ("q3", "concurrent"),
            ("q4", "same"),
            ("q5", "after"),
            ("q6", "before"),
        ],
        lacks: "It has questions and no run, so that only its answers are judged.",
        ..NONE
    },
    Exercise {
        name: "5 Paint the past",
        passes: "answer(past) = {A1, B1, C1} ; answer(concurrent) = {A2, A3} ; \
                 past(B2) = {A1, B1, C1} & conc(A2, B2) & conc(A3, B2)",
        start: "hold all\nA: a = 1\nB: b = 1\nrelease A1->C\nC: c = 1\nA: d = 1\nrelease A1->B\n\
                release C1->B\nB: e = 1\nrelease B1->A\nA: f = 1",
        answers: &[("past", "{C1, B1, A1}"), ("concurrent", "{A2,A3}")],
        ..NONE
    },
    Exercise {
        name: "6 A message from the future",
        passes: "exists w1 at A, w2 at B: w1->w2 & buffered(w2, C) & order(C, w1, w2) & \
                 no violation.causal",
        solution: "hold A->C\nA: lost = wallet\nB: reply = sorry!\nopen A->C",
        near_miss: "hold A->C\nhold A->B\nA: lost = wallet\nB: reply = sorry!\nopen A->C",
        ..NONE
    },
    Exercise {
        name: "7 Who can go now?",
        passes: "answer(A2) = now ; answer(B1) = {A2} ; answer(B2) = {A2, B1} ; \
                 answer(A3) = {A2} ; answer(A1) = seen ; \
                 answer(order) in {[A2 A3 B1 B2], [A2 B1 A3 B2], [A2 B1 B2 A3]}",
        answers: &[
            ("A2", "now"),
            ("B1", "{A2}"),
            ("B2", "{B1, A2}"),
            ("A3", "{A2}"),
            ("A1", "seen"),
            ("order", "[A2, B1, A3, B2]"),
        ],
        lacks: "An inbox never holds what is ready, so the five messages cannot lie in one.",
        ..NONE
    },
    Exercise {
        name: "8 Received is not seen",
        passes: "exists m, w: buffered(m, B) & by(w) = B & (arrived(m, B) before made(w)) & !(m->w)",
        start: "hold A->B",
        solution: "A: x = 1\nC: y = 2\nB: z = 3",
        near_miss: "B: z = 3\nA: x = 1\nC: y = 2",
        ..NONE
    },
    Exercise {
        name: "9 FIFO is not enough",
        passes: "violation.causal & !violation.fifo",
        start: "rule fifo\nhold A->C",
        solution: "A: x = 1\nB: y = 2",
        near_miss: "A: x = 1\nA: x = 2\nopen A->C",
        ..NONE
    },
    Exercise {
        name: "10 Counting receives jams the line",
        passes: "quiet & exists m, r: waiting(m, r) & forall c->m: delivered(c, r)",
        start: "rule tick-on-receipt",
        solution: "A: x = 1\nB: y = 2",
        near_miss: "A: x = 1",
        ..NONE
    },
    Exercise {
        name: "11 Mind the gap",
        passes: "quiet & violation.fifo & exists w: wronglyDropped(w, C)",
        start: "rule newer\nhold A->C",
        solution: "A: x = 1\nA: x = 2\nrelease A2->C\nopen A->C",
        near_miss: "A: x = 1\nA: x = 2\nopen A->C",
        ..NONE
    },
    Exercise {
        name: "12 The echo",
        passes: "exists m->n->w, r: key(m) = key(n) & by(w) not in {by(n), r} & \
                 (delivered(w, r) before deliveredAgain(m, r)) & value(r, key(m)) = val(m)",
        start: "rule sender-unchecked\nconflicts arrival",
        solution: "hold A->C\nA: msg = NA\ndup A1->C\nrelease next A->C\nA: msg = Request\n\
                   release A2->C\nB: re = Reply\nopen A->C",
        near_miss: "A: msg = NA\nA: msg = Request\nB: re = Reply",
        ..NONE
    },
    Exercise {
        name: "13 One pass is not enough",
        passes: "count(writes) >= 3 & idle & !violation.causal & !violation.twice & \
                 forall w, r: delivered(w, r)",
        solution: "hold A->B\nhold A->C\nA: x = 1\nA: x = 2\nA: x = 3\nrelease A3->B\n\
                   release A2->B\nrelease A1->B\nopen A->C",
        near_miss: "hold A->C\nA: x = 1\nB: y = 2",
        lacks: "The routine that is arranged needs an interpreter; one schedule is judged here.",
        ..NONE
    },
    Exercise {
        name: "14 Build the rule",
        passes: "count(writes) >= 2 & !violation.causal & !violation.dropped & quiet & \
                 forall r: waiting(r) = 0",
        solution: "hold A->C\nA: x = 1\nB: y = 2\nopen A->C",
        near_miss: "rule fifo\nhold A->C\nA: x = 1\nB: y = 2\nopen A->C",
        lacks: "That it holds on every schedule is for the explorer; one is judged here.",
        ..NONE
    },
    Exercise {
        name: "15 Same messages, different answers",
        passes: "idle & !violation.causal & value(A, x) != value(B, x)",
        start: "conflicts arrival",
        solution: "hold A->B\nA: x = red\nB: x = blue\nopen A->B",
        near_miss: "A: x = red\nB: x = blue",
        ..NONE
    },
    Exercise {
        name: "16 Last writer loses",
        passes: "idle & exists a->b: key(a) = key(b) & forall r: value(r, key(a)) = val(a)",
        start: "conflicts wall-clock\nskew B -1000\nwait 2000",
        solution: "A: title = Draft\nB: title = Final",
        near_miss: "B: title = Draft\nA: title = Final",
        ..NONE
    },
    Exercise {
        name: "17 Two siblings, one merge",
        passes: "exists t, r: siblings(r, x)@t >= 2 ; \
                 idle & same(x) & forall r: siblings(r, x) = 1",
        solution: "hold A->B\nA: x = tea\nB: x = milk\nopen A->B\nC: x = \"tea+milk\"",
        near_miss: "hold A->B\nA: x = tea\nB: x = milk\nopen A->B",
        ..NONE
    },
    Exercise {
        name: "18a The delete that came back",
        passes: "exists d: key(d) = x & val(d) = none & \
                 !(exists p: key(p) = x & val(p) != none & (made(d) before made(p))) ; \
                 value(A, x) = photo",
        start: "conflicts lww",
        solution: "A: x = 0\nB: x = photo\n+0 hold B1->A\nA: y = 0\nA: del x\ncollect A all\n\
                   release B1->A",
        near_miss: "A: x = 0\nB: x = photo\n+0 hold B1->A\nA: y = 0\nA: del x\nrelease B1->A",
        lacks: "A state transfer does not bring the value back, rightly: an older put does it here.",
        ..NONE
    },
    Exercise {
        name: "18b The delete that stays",
        passes: "lost >= 1 & did(collect) >= 3 & forall r: value(r, x) = none & tombs(r) = 0",
        start: "conflicts lww\nA: x = photo",
        solution: "cut A-C\ncut B-C\nA: del x\nheal\ngossip A->C\ncollect A all\ncollect B all\n\
                   collect C all",
        near_miss: "cut A-C\ncut B-C\nA: del x\nheal\ncollect A all\ncollect B all",
        ..NONE
    },
    Exercise {
        name: "19a Sibling explosion",
        passes: "exists t: siblings(A, x)@t >= 4",
        near_miss: "sessions wait\nann@A: x = a\nbo@A: x = b\nann@A: x = c\nbo@A: x = d",
        lacks: "Writes have dots always: version vectors for each server are no choice.",
        ..NONE
    },
    Exercise {
        name: "19b With dots",
        passes: "count(writes) = 4 & !exists t: siblings(A, x)@t > 2",
        start: "sessions wait",
        solution: "ann@A: x = a\nbo@A: x = b\nann@A: x = c\nbo@A: x = d",
        near_miss: "ann@A: x = a\nbo@A: x = b\ncy@A: x = c\ndi@A: x = d",
        ..NONE
    },
    Exercise {
        name: "20 Lost in the post",
        passes: "exists m, w: lost(m, C) & m->w & buffered(w, C) ; \
                 did(gossip) & idle & forall w, r: delivered(w, r)",
        start: "hold A->C",
        solution: "A: x = 1\ndrop A1->C\nB: y = 2\ngossip B->C",
        near_miss: "A: x = 1\ndrop A1->C\nB: y = 2\nopen A->C",
        ..NONE
    },
    Exercise {
        name: "21a Amnesia",
        passes: "exists w1 != w2: dot(w1) = dot(w2) & wronglyDropped(w2, B) ; \
                 idle & value(A, x) != value(B, x)",
        start: "amnesia naive",
        solution: "A: x = old\ncrash A\nrestart A without disk\nA: x = new",
        near_miss: "A: x = old\ncrash A\nrestart A\nA: x = new",
        ..NONE
    },
    Exercise {
        name: "21b Amnesia, repaired",
        passes: "count(writes) = 2 & idle & same(x) & up(A) & !exists w, r: wronglyDropped(w, r)",
        start: "A: x = old\ncrash A",
        solution: "restart A without disk\nA: x = new",
        near_miss: "restart A without disk",
        ..NONE
    },
    Exercise {
        name: "22a Where did my write go?",
        passes: "exists q: broke(q, ryw) ; exists q: broke(q, monotonic) & !broke(q, ryw) ; \
                 !violation.causal",
        start: "hold A->C",
        solution: "ann@A: x = 1\nann@C: read x\nbob@B: read x\nbob@C: read x",
        near_miss: "ann@A: x = 1\nann@C: read x\nbob@B: read x\nann@B: read x",
        ..NONE
    },
    Exercise {
        name: "22b With sessions",
        passes: "(exists q: waited(q)) & (forall q: answered(q)) & \
                 !violation.ryw & !violation.monotonic & !violation.wfr",
        start: "sessions wait\nhold A->C",
        solution: "ann@A: x = 1\nann@C: read x\nopen A->C",
        near_miss: "ann@A: x = 1\nann@C: read x",
        ..NONE
    },
    Exercise {
        name: "23 Late joiner",
        passes: "exists m: buffered(m, D) ; idle & (forall r: store(r) = store(D)) & \
                 exists w by D: forall r: delivered(w, r)",
        start: "replicas A B C D\nmembers A B C\nA: x = 1\nA: y = 2",
        solution: "view D: A B C D\nview B: A B C D\nview A: A B C D\nview C: A B C D\nB: y = 3\n\
                   snapshot A->D\nD: z = 4",
        near_miss: "join D from A\nB: y = 3\nD: z = 4",
        lacks: "`join` transfers the state always: to join without it everybody is told the view.",
        ..NONE
    },
    Exercise {
        name: "24 The perfect storm",
        passes: "exists w, r: buffered(w, r, missing>=2) ; \
                 exists t, r, k: siblings(r, k)@t >= 2 ; lost >= 1 ; did(crash, restart, gossip) ; \
                 idle & !violation.causal & actions <= 10 & \
                 forall k: same(k) & forall r: siblings(r, k) = 1",
        solution: "crash C\nA: x = 1\nA: x = 2\nrestart C\nB: x = 3\nC: x = 4\ngossip B->C\n\
                   A: x = all",
        near_miss: "crash C\nA: x = 1\nA: x = 2\nrestart C\nB: x = 3\nC: x = 4\ngossip B->C",
        ..NONE
    },
];

/// A start that names no replicas has the usual three, and settings come before what is done.
fn run(exercise: &Exercise, further: &str) -> Run {
    let names = if exercise.start.contains("replicas") { "" } else { "replicas Alice Bob Carol\n" };
    let text = format!("{names}{}\n{further}", exercise.start);
    let (settings, script): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| {
        let setting = ["replicas", "members", "rule", "conflicts", "sessions", "amnesia"];
        line.split(' ').next().is_some_and(|word| setting.contains(&word))
    });
    let text = [settings, script].concat().join("\n");
    let run = Run::new(Scenario::read(&text).unwrap_or_else(|e| panic!("{}: {e}", exercise.name)));
    assert_eq!(run.problem(), None, "{}", exercise.name);
    run
}

fn verdict(exercise: &Exercise, further: &str, answers: &[(&str, &str)]) -> Verdict {
    let run = run(exercise, further);
    let predicate = Predicate::parse(exercise.passes, run.setting());
    let predicate = predicate.unwrap_or_else(|error| panic!("{}: {error}", exercise.name));
    assert_eq!(Predicate::parse(predicate.text(), run.setting()).as_ref(), Ok(&predicate));
    assert!(predicate.in_words(run.setting()).len() > 40, "{}", exercise.name);
    let mut watch = Watch::new(predicate, run.setting());
    for (question, text) in answers {
        watch.answer(question, text);
    }
    watch.follow(&run, run.history().len())
}

#[test]
fn what_solves_an_exercise_passes_and_nothing_less() {
    for exercise in &EXERCISES {
        let name = exercise.name;
        assert_ne!(verdict(exercise, "", &[]), Verdict::Yes, "{name}: the start passes");
        if !exercise.solution.is_empty() || !exercise.answers.is_empty() {
            let solved = verdict(exercise, exercise.solution, exercise.answers);
            assert_eq!(solved, Verdict::Yes, "{name}: its solution");
        } else {
            assert!(exercise.lacks.ends_with('.'), "{name}: why it cannot be played");
        }
        if !exercise.near_miss.is_empty() {
            let missed = verdict(exercise, exercise.near_miss, &[]);
            assert_ne!(missed, Verdict::Yes, "{name}: a near miss passes");
        }
        for at in 0..exercise.answers.len() {
            let mut wrong = exercise.answers.to_vec();
            wrong[at].1 = "[2, 2, 2]";
            assert_ne!(verdict(exercise, exercise.solution, &wrong), Verdict::Yes, "{name}");
        }
    }
}

#[test]
fn every_exercise_has_its_condition() {
    let numbers = EXERCISES.iter().map(|exercise| {
        let digits = exercise.name.trim_start_matches(|c: char| c.is_ascii_digit());
        exercise.name[..exercise.name.len() - digits.len()].parse::<u32>().expect("a number")
    });
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=24).collect::<Vec<_>>());
}
