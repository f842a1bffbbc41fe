//! The runs that are measured, as text: told without chance, so that every figure is of the same run.

use std::fmt::Write;

/// Replicas that write in turn.
const REPLICAS: [char; 3] = ['A', 'B', 'C'];
/// How many keys they write to.
const N_KEYS: usize = 8;
/// How many steps a write takes: itself, and an arrival at each of the others.
const STEPS_OF_WRITE: usize = 3;

/// So many steps: writes in turn, each of which has arrived everywhere before the next is made.
pub(crate) fn in_turn(n_steps: usize) -> String {
    let mut text = writes(n_steps / STEPS_OF_WRITE);
    (0..n_steps % STEPS_OF_WRITE).for_each(|_| text.push_str("A: read k0\n"));
    text
}

/// So many writes in turn.
pub(crate) fn writes(n: usize) -> String {
    (0..n).map(write).collect()
}

/// So many writes in turn, none of which arrives anywhere.
pub(crate) fn held(n: usize) -> String {
    format!("hold all\n{}", writes(n))
}

/// So many actions: a write, and two reads of it elsewhere.
pub(crate) fn mixed(n: usize) -> String {
    (0..n).fold(String::new(), |mut text, at| {
        match at % 3 {
            0 => text.push_str(&write(at / 3)),
            _ => writeln!(text, "{}: read k{}", REPLICAS[at % 3], at / 3 % N_KEYS)
                .expect("a text grows"),
        }
        text
    })
}

fn write(at: usize) -> String {
    format!("{}: k{} = v{at}\n", REPLICAS[at % REPLICAS.len()], at % N_KEYS)
}
