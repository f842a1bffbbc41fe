//! Twice as long an input is at most about twice the work, whatever it repeats.

mod links;
mod requests;
mod scenarios;

use causal_core::clock::ReplicaId;
use causal_core::scenario::limits::REPLICAS;

/// How much more work for each byte twice the input may be, in percent; where entries are sorted,
/// twice as many are a little more than that.
const MORE: u64 = 110;

/// Demands that twice as many pieces are not much more work for each byte. `read` tells how many
/// bytes so many pieces are and how many steps they take.
fn check(what: &str, n: usize, read: impl Fn(usize) -> (usize, u64)) {
    let (once, twice) = (read(n), read(2 * n));
    let ratio = |(bytes, steps): (usize, u64)| steps * 1_000 / bytes as u64;
    assert!(once.1 > 10_000 && twice.0 > once.0, "{what}: {once:?}, {twice:?}: too short");
    assert!(
        ratio(twice) * 100 <= ratio(once) * MORE,
        "{what}: {} steps for {} bytes, but {} for {}",
        once.1,
        once.0,
        twice.1,
        twice.0
    );
}

/// Numbered pieces, one after the other.
fn repeated(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, number| {
        text.push_str(&piece(number));
        text
    })
}

/// The same from the last to the first: whoever keeps them in order finds each before all others.
fn backwards(n: usize, piece: impl Fn(usize) -> String) -> String {
    repeated(n, |number| piece(n - 1 - number))
}

/// The letters of the replica of a number, again and again through all that there can be.
fn letters(number: usize) -> String {
    ReplicaId::from_index(number % REPLICAS).expect("few").to_string()
}

/// Every link between as many replicas as there can be, in order.
fn link(number: usize) -> (usize, usize) {
    let (from, to) = (number / (REPLICAS - 1), number % (REPLICAS - 1));
    (from, to + usize::from(to >= from))
}

/// As many replicas as there can be, as text.
fn all_replicas() -> String {
    format!("replicas {}\n", repeated(REPLICAS, |number| letters(number) + " "))
}
