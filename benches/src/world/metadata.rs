//! What a message carries beside its key and value, as replicas grow more: counted in the simulator
//! and on paper.
//!
//! A write travels with its name and two vectors: what it depends on and what its author had read.
//! On paper a vector that tells all pasts apart needs an entry for each writer (Charron-Bost,
//! "Concerning the Size of Logical Clocks in Distributed Systems", 1991): four bytes each here.

use causal_core::clock::{Actor, Counter, ReplicaId, VersionVector};
use causal_core::replica::protocol::Write;
use causal_core::world::World;
use causal_core::world::event::EventKind;

use super::words::{count, row};
use super::workload::{carry_out, puts};

const NAME_BYTES: usize = size_of::<Actor>() + size_of::<Counter>();

/// Bytes of metadata per message, by replicas.
pub(crate) fn table(quick: bool) {
    let sizes: &[u16] = if quick { &[3, 16, 64] } else { &[3, 16, 64, 256, 1000] };
    println!("\n 6. Metadata per message, in bytes, by replicas");
    row("", sizes.iter().map(|n| count((*n).into())));
    let sent: Vec<Sent> = sizes.iter().map(|n| simulate(*n)).collect();
    row("first half: not all have written", sent.iter().map(|sent| count(sent.early)));
    row("second half", sent.iter().map(|sent| count(sent.late)));
    row("at most", sent.iter().map(|sent| count(sent.most)));
    row("on paper, all have written", sizes.iter().map(|n| count(on_paper(*n, 2))));
    row("on paper, one vector, not two", sizes.iter().map(|n| count(on_paper(*n, 1))));
    row("messages sent", sent.iter().map(|sent| count(sent.messages)));
}

/// What a simulated run has sent, in means.
struct Sent {
    early: usize,
    late: usize,
    most: usize,
    messages: usize,
}

/// Two puts for each replica on average, random replicas.
fn simulate(n_replicas: u16) -> Sent {
    let scenario = puts(n_replicas, 2 * usize::from(n_replicas), false);
    let mut world = World::new(scenario.setting);
    let mut sizes: Vec<usize> = Vec::new();
    carry_out(&mut world, &scenario.script, |events| {
        sizes.extend(events.iter().filter_map(|event| match &event.kind {
            EventKind::Sent { what, .. } => what.write().map(|write| of_write(write)),
            _ => None,
        }));
    });
    let mean = |sizes: &[usize]| sizes.iter().sum::<usize>() / sizes.len().max(1);
    let (early, late) = sizes.split_at(sizes.len() / 2);
    eprint!(".");
    let most = sizes.iter().copied().max().unwrap_or(0);
    Sent { early: mean(early), late: mean(late), most, messages: sizes.len() }
}

fn of_write(write: &Write) -> usize {
    NAME_BYTES + of_vector(&write.deps) + of_vector(&write.context)
}

/// A counter for each replica up to the last that has written.
fn of_vector(vector: &VersionVector) -> usize {
    let later = vector.later_entries().len() * NAME_BYTES;
    size_of_val(vector.first_counters()) + later
}

fn on_paper(n_replicas: u16, n_vectors: usize) -> usize {
    let last = ReplicaId(n_replicas - 1).index() + 1;
    NAME_BYTES + n_vectors * last * size_of::<Counter>()
}
