//! Numbers as the table prints them.

use std::time::Duration;

/// A row by its name, and what measures it.
pub(crate) type Measured<W> = (&'static str, fn(W) -> Duration);

/// Nanoseconds with as many digits as are worth reading.
pub(crate) fn nanos(nanos: f64) -> String {
    match nanos {
        0.0..10.0 => format!("{nanos:.1} ns"),
        10.0..10_000.0 => format!("{nanos:.0} ns"),
        10_000.0..10_000_000.0 => format!("{:.0} µs", nanos / 1e3),
        _ => format!("{:.0} ms", nanos / 1e6),
    }
}

/// A time in the unit that suits it.
pub(crate) fn time(time: Duration) -> String {
    nanos(time.as_secs_f64() * 1e9)
}

/// The growth of the whole from size to size, from what each single one costs: 1 where that stays.
pub(crate) fn growth(each: &[f64], sizes: &[usize]) -> String {
    let ends = |at: usize| (each[at + 1] / each[at], sizes[at + 1] as f64 / sizes[at] as f64);
    let exponents = (0..each.len().saturating_sub(1)).map(ends);
    let exponents = exponents.map(|(cost, size)| format!("{:.2}", 1.0 + cost.ln() / size.ln()));
    exponents.collect::<Vec<_>>().join(" ")
}

/// A line of the table: a name and its columns.
pub(crate) fn row(name: &str, columns: impl IntoIterator<Item = String>) {
    let columns: String = columns.into_iter().map(|column| format!("{column:>14}")).collect();
    println!("  {name:<40}{columns}");
}

/// A count, as the head of a column.
pub(crate) fn count(count: usize) -> String {
    count.to_string()
}
