//! T20–T31: reads that wait for what their client has seen, deletes, and views that grow and shrink.

use causal_core::http::Request;

use crate::cases_004::{NONE, fresh, members};
use crate::dialogue::Talk;

const TIMED_OUT: &str = "\"timed out while waiting for depended updates\"";

/// Two members that cannot hear each other.
fn cut_off() -> Talk {
    let mut talk = members(2);
    talk.partition(&[]);
    talk
}

#[test]
fn t20_a_member_that_never_answers() {
    let talk = &mut fresh(2);
    talk.kill(1);
    talk.put_view(0, &[0, 1]).is(200);
    let before = talk.world.now();
    let seen = talk.put(0, "x", "1", NONE).is(201).seen();
    assert_eq!(talk.world.now(), before, "promptly");
    talk.get(0, "x", &seen).is(200).has("val", "\"1\"");
}

#[test]
fn t21_alice_bob_and_carol() {
    let talk = &mut cut_off();
    talk.put(0, "x", "1", NONE).is(201);
    let bob = talk.get(0, "x", NONE).is(200).has("val", "\"1\"").seen();
    talk.put(1, "y", "2", &bob).is(201);
    let carol = talk.get(1, "y", NONE).is(200).has("val", "\"2\"").seen();
    let before = talk.world.now();
    talk.get(1, "x", &carol).is(500).has("error", TIMED_OUT);
    assert!((19_000..=21_000).contains(&(talk.world.now() - before)));
    talk.heal();
    talk.wait(5000);
    talk.get(1, "x", &carol).is(200).has("val", "\"1\"");
}

#[test]
fn t22_twenty_seconds() {
    let talk = &mut cut_off();
    let seen = talk.put(0, "k", "v", NONE).is(201).seen();
    let asked = talk.begin_get(1, "k", &seen);
    talk.wait(19_000);
    assert!(talk.answer(&asked).is_none());
    talk.wait(2000);
    let answer = talk.answer(&asked).expect("an answer").is(500).has("error", TIMED_OUT);
    assert_eq!(answer.seen(), seen);
}

#[test]
fn t24_deletes() {
    let talk = &mut members(3);
    let mut seen = NONE.to_owned();
    for node in 0..3 {
        seen = talk.put(node, &format!("k{}", node + 1), "v", &seen).is(201).seen();
    }
    talk.wait(10_000);
    seen = talk.delete(2, "k2", &seen).is(200).seen();
    talk.wait(10_000);
    talk.list(0, &seen).is(200).has("count", "2").has("keys", r#"["k1","k3"]"#);
    for _ in 0..10 {
        talk.get(0, "k2", NONE).is(404);
        talk.wait(3000);
    }
    talk.put(1, "k2", "again", &seen).is(201);
    talk.wait(10_000);
    seen = talk.get(0, "k2", &seen).is(200).has("val", "\"again\"").seen();
    seen = talk.delete(0, "k2", &seen).is(200).seen();
    let gone = talk.delete(0, "k2", &seen).is(404);
    assert!(gone.field("causal-metadata").is_some());
}

fn begin_list(talk: &mut Talk, on: usize, seen: &str) -> crate::dialogue::Asked {
    let body = format!(r#"{{"causal-metadata": {seen}}}"#);
    talk.begin(on, &Request::new("GET", "/kvs/data", body))
}

#[test]
fn t26_get_all() {
    let talk = &mut cut_off();
    let seen = talk.put(0, "x", "1", NONE).is(201).seen();
    let anna = talk.put(1, "y", "2", &seen).is(201).seen();
    let at_both = [0, 1].map(|node| begin_list(talk, node, &anna));
    talk.wait(1000);
    assert!(at_both.iter().all(|asked| talk.answer(asked).is_none()));
    let ben = talk.list(0, NONE).is(200).has("keys", r#"["x"]"#).seen();
    let asked = begin_list(talk, 1, &ben);
    talk.wait(1000);
    assert!(talk.answer(&asked).is_none());
    talk.list(1, NONE).is(200).has("keys", r#"["y"]"#);
    talk.heal();
    for asked in at_both.iter().chain([&asked]) {
        talk.wait_for(asked).is(200).has("keys", r#"["x","y"]"#);
    }
}

#[test]
fn t27_read_before_dependency() {
    let talk = &mut cut_off();
    talk.put(0, "x", "1", NONE).is(201);
    let ben = talk.get(0, "x", NONE).is(200).seen();
    talk.put(1, "y", "2", &ben).is(201);
    let carol = talk.get(1, "x", NONE).is(404).seen();
    let carol = talk.get(1, "y", &carol).is(200).has("val", "\"2\"").seen();
    let asked = talk.begin_get(1, "x", &carol);
    talk.wait(10_000);
    assert!(talk.answer(&asked).is_none(), "404 is wrong now");
    talk.heal();
    talk.wait_for(&asked).is(200).has("val", "\"1\"");
}

#[test]
fn t29_pending_until_healed() {
    let talk = &mut members(2);
    let seen = talk.put(0, "x", "1", NONE).is(201).seen();
    talk.wait(4000);
    talk.partition(&[]);
    let seen = talk.put(1, "x", "2", &seen).is(200).seen();
    let seen = talk.put(0, "y", "1", &seen).is(201).seen();
    let asked = talk.begin_get(0, "x", &seen);
    talk.wait(10_000);
    assert!(talk.answer(&asked).is_none());
    talk.heal();
    talk.wait_for(&asked).is(200).has("val", "\"2\"");
}

#[test]
fn t30_view_expansion() {
    let talk = &mut fresh(3);
    for node in 0..2 {
        talk.put_view(node, &[0, 1]).is(200);
    }
    let seen = talk.put(1, "k", "hello", NONE).is(201).seen();
    for node in 0..3 {
        talk.put_view(node, &[0, 1, 2]).is(200);
    }
    let seen = talk.get(2, "k", &seen).is(200).has("val", "\"hello\"").seen();
    let seen = talk.put(2, "k", "2", &seen).is(200).seen();
    let seen = talk.put(0, "k", "0", &seen).either(200, 201).seen();
    talk.get(1, "k", &seen).is(200).has("val", "\"0\"");
}

#[test]
fn t31_removal() {
    for told in [&[0][..], &[0, 1, 2, 3]] {
        let talk = &mut members(4);
        let seen = talk.put(3, "k", "old", NONE).is(201).seen();
        talk.wait(10_000);
        for node in told {
            talk.put_view(*node, &[0, 1, 2]).is(200);
        }
        talk.wait(1000);
        talk.get(3, "k", NONE).is(418);
        talk.put(3, "k", "v", NONE).is(418);
        talk.get_view(3).says(r#"{"view":[]}"#);
        let seen = talk.put(0, "k", "new", &seen).is(200).seen();
        talk.get(1, "k", &seen).is(200).has("val", "\"new\"");
        talk.delete(2, "k", &seen).is(200);
        talk.wait(10_000);
        talk.put_view(0, &[0, 1, 2, 3]).is(200);
        for _ in 0..5 {
            talk.wait(3000);
            (0..4).for_each(|node| drop(talk.get(node, "k", NONE).is(404)));
        }
    }
}
