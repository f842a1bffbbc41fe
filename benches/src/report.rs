//! The tables in words and numbers.

use crate::baselines::{BEST_PEER, OURS, implementations};
use crate::measure::{Block, Cell, Table};
use crate::trace::Order;

/// Says in front of the tables what is measured, and how.
pub(crate) fn introduction(quick: bool) {
    println!("A. Causal delivery of messages that arrive out of order");
    println!("CPU ns per write, medians of alternating runs; in brackets ours : theirs;");
    println!("growth: the exponent when the number of writes grows tenfold (1 is linear).");
    if quick {
        println!("Quick: no runs of 100 000 writes, nothing that takes longer than a second.");
    }
}

/// One number of authors.
pub(crate) fn table(table: &Table) {
    println!("\nn = {} authors", table.n_authors);
    for block in &table.blocks {
        self::block(block, &table.sizes);
    }
    let bytes: Vec<String> = table.bytes.iter().map(|bytes| format!("{bytes:.0} B")).collect();
    println!("\n  ours, per waiting write (all-in): {}", bytes.join(", "));
    goals(table);
    for failure in &table.failures {
        println!("  FAILED {failure}");
    }
}

/// What each implementation does more or less than ours, and what is left out.
pub(crate) fn notes() {
    println!("\nWhat the others do more or less than ours:");
    for implementation in implementations() {
        println!("  {:<18} {}", implementation.name(), implementation.note());
    }
    println!(
        "Not shown: 'cannot' orders a implementation is not made for, 'long' runs above 20 s."
    );
    println!(
        "The golden case of yrs is a test of the buffer (all six orders); the one of dbcop is"
    );
    println!("about a history checker, which does not exist yet.");
}

fn block(block: &Block, sizes: &[usize]) {
    let head: String = sizes.iter().map(|size| format!("{size:>17}")).collect();
    println!("\n  {:<18}{head}   growth", block.order.name());
    for (implementation, cells) in implementations().iter().zip(&block.cells) {
        let row = cells.iter().zip(&block.cells[OURS]).map(|(cell, ours)| entry(*cell, *ours));
        let row: String = row.map(|entry| format!("{entry:>17}")).collect();
        println!("  {:<18}{row}   {}", implementation.name(), growth(cells));
    }
    let checks: String = block.checks.iter().map(|checks| format!("{checks:>17.2}")).collect();
    println!("  {:<18}{checks}", "checks per write");
}

fn entry(cell: Cell, ours: Cell) -> String {
    match (cell, ours) {
        (Cell::Nanos(theirs), Cell::Nanos(ours)) => {
            format!("{} ({:.2})", short(theirs), ours / theirs)
        }
        (Cell::Nanos(theirs), _) => short(theirs),
        (Cell::Cannot, _) => "cannot".into(),
        (Cell::TooLong, _) => "long".into(),
        (Cell::Wrong, _) => "WRONG".into(),
    }
}

fn short(nanos: f64) -> String {
    match nanos {
        0.0..10.0 => format!("{nanos:.1}"),
        10.0..10_000.0 => format!("{nanos:.0}"),
        _ => format!("{:.0}k", nanos / 1000.0),
    }
}

fn growth(cells: &[Cell]) -> String {
    let exponent = |pair: &[Cell]| match pair {
        [Cell::Nanos(few), Cell::Nanos(many)] => Some(format!("{:.1}", 1.0 + (many / few).log10())),
        _ => None,
    };
    cells.windows(2).filter_map(exponent).collect::<Vec<_>>().join(" ")
}

/// How far the goals of the performance page are reached.
fn goals(table: &Table) {
    let (goal, least) = if table.n_authors <= 3 { (0.2, 0.4) } else { (0.33, 0.6) };
    let small = table.sizes.iter().take_while(|size| **size <= 10_000).count();
    let against = |rival: usize, from: Order| worst(table, rival, small, |o| o == from);
    let all = worst(table, BEST_PEER, small, |_| true);
    println!("  ours : tcb graph, 1k–10k, worst order: {all:.2} (goal {goal}, at least {least})");
    let floor = against(0, Order::AsMade);
    println!("  ours : floor, in order, 1k–10k, worst: {floor:.2} (goal 2)");
    let growth = table.blocks.iter().filter_map(|block| match block.cells[OURS][..] {
        [Cell::Nanos(few), .., Cell::Nanos(many)] => Some(many / few),
        _ => None,
    });
    let (from, to) = (table.sizes[0], table.sizes[table.sizes.len() - 1]);
    let growth = growth.fold(0.0, f64::max);
    println!("  ours, {to} : {from}, per write, worst order: {growth:.2} (goal 2.6 to 100k)");
    let checks = table.blocks.iter().flat_map(|block| &block.checks).copied().fold(0.0, f64::max);
    println!("  readiness checks per write, worst: {checks:.2} (goal 2.6)");
}

/// The worst ratio of ours to a rival.
fn worst(table: &Table, rival: usize, n_sizes: usize, of: impl Fn(Order) -> bool) -> f64 {
    let blocks = table.blocks.iter().filter(|block| of(block.order));
    let pairs =
        blocks.flat_map(|block| block.cells[OURS].iter().zip(&block.cells[rival]).take(n_sizes));
    let ratios = pairs.filter_map(|(ours, theirs)| match (ours, theirs) {
        (Cell::Nanos(ours), Cell::Nanos(theirs)) => Some(ours / theirs),
        _ => None,
    });
    ratios.fold(0.0, f64::max)
}
