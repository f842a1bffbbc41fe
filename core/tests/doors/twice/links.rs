//! Links. Their bodies are not deflated, so that they are as long as what they hold.

use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::link::decode_counted;

use super::{check, letters, link};
use crate::link::{around, number};

/// The bits of a setting that is otherwise than usual.
const NAMES: usize = 1;
const TITLE: usize = 1 << 1;
const LINKS: usize = 1 << 4;
/// The verbs of a world of three: requests are six for each replica.
const NOTE: usize = 18 + 7;
const PARTITION: usize = 18 + 8;
const ASK_HAVING_SEEN: usize = 18 + 55;

/// A body: the engine, the setting, the actions, the digest.
fn check_body(what: &str, n: usize, body: impl Fn(usize) -> Vec<u8>) {
    check(what, n, |n| {
        let input = around(&[&[2], &*body(n), &[0, 0]].concat(), true);
        (input.len(), decode_counted(&input, REPLICAS).1)
    });
}

fn repeated(n: usize, piece: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    (0..n).flat_map(piece).collect()
}

/// A setting as usual and one action.
fn one(verb: usize, count: usize, entries: &[u8]) -> Vec<u8> {
    [&[0, 1], &*number(verb * 4), &number(count), entries].concat()
}

#[test]
fn a_link_of_more_entries() {
    check_body("heal", 4_000, |n| [&[0], &*number(n), &number((18 + 5) * 4).repeat(n)].concat());
    check_body("names", 128, |n| {
        let name = |at| [&number(20 << 2)[..], format!("name number {at:08}").as_bytes()].concat();
        [&number(NAMES), &number(n), &repeated(n, |at| name(n - at)), &[0][..]].concat()
    });
    check_body("the same long name", 10_000, |n| {
        let long = [number(n << 2), vec![b'x'; n]].concat();
        [&number(NAMES), &number(n), &long, &[1].repeat(n - 1), &[0][..]].concat()
    });
    check_body("links", 16_000, |n| {
        let names = repeated(REPLICAS, |at| {
            let name = letters(at);
            [&number(name.len() << 2), name.as_bytes()].concat()
        });
        let entries = repeated(n, |at| {
            let (from, to) = link(at);
            [number(from * REPLICAS + to), vec![0]].concat()
        });
        [number(NAMES | LINKS), number(REPLICAS), names, number(n), entries, vec![0]].concat()
    });
    check_body("links backwards", 20_000, |n| {
        let entries = repeated(n, |at| [number(n - at), vec![0]].concat());
        [&number(LINKS), &number(n), &entries, &[0][..]].concat()
    });
    check_body("a long title", 50_000, |n| {
        [&number(TITLE), &number(n << 2), &vec![b'x'; n], &[0][..]].concat()
    });
    check_body("a long note", 50_000, |n| one(NOTE, n << 2, &vec![b'x'; n]));
    check_body("groups", 20_000, |n| one(PARTITION, n, &[1, 0].repeat(n)));
    let having_seen = |n, entries: Vec<u8>| {
        let asked = [number(0), number(n), entries, number(2)].concat();
        [&[0, 1], &*number(ASK_HAVING_SEEN * 4), &[0], &asked].concat()
    };
    check_body("lost disks", 20_000, |n| {
        having_seen(n, repeated(n, |at| [vec![0], number(at + 1), vec![1]].concat()))
    });
    check_body("lost disks backwards", 20_000, |n| {
        having_seen(n, repeated(n, |at| [vec![0], number(n - at), vec![1]].concat()))
    });
}

#[test]
fn a_link_in_a_longer_text() {
    let pieces = ["#", "%23", "?s=", "&s=", "1s.", "https://", "1", "A", "…", " 1s.", "<"];
    for piece in pieces {
        check(piece, 20_000, |n| {
            let text = format!("1s.{}.0000…", piece.repeat(n));
            (text.len(), decode_counted(&text, REPLICAS).1)
        });
    }
}
