//! The tables in words and numbers.

use crate::measure::{Cost, LONG, Opening, QUICK_SAMPLES, Row, SAMPLES};

/// A run's name, and what it costs, or why that was not measured.
pub(crate) type Measured = (String, Result<Row, String>);

/// Says in front of the tables what is measured, and how.
pub(crate) fn introduction(quick: bool) {
    println!("D. The page, in headless Chromium at 1440×900: three replicas that write in turn");
    let n = if quick { QUICK_SAMPLES } else { SAMPLES };
    println!(
        "Medians of {n}, or of as many as {} s allow; in brackets growth: so many times what it is \
         in the shortest run.",
        LONG.as_secs()
    );
    if quick {
        println!("Quick: no run above 2 000 steps.");
    }
}

/// What all runs cost, once in work and once in time.
pub(crate) fn runs(runs: &[Measured]) {
    println!(
        "\nms of CPU that a press takes on the page's main thread: work, styles, layout, paint"
    );
    table(runs, |cost| cost.cpu);
    println!("\nms from a press until the next picture is on the screen, in steps of 8 from 16 on");
    table(runs, |cost| cost.wait);
}

fn table(runs: &[Measured], of: fn(Cost) -> f64) {
    let columns = ["elements", "with the list", "step", "write", "list", "to start", "to end"];
    println!("  {:<18}{}", "run", columns.map(|column| format!("{column:>16}")).concat());
    let shortest = runs.iter().find_map(|(_, row)| row.as_ref().ok());
    for (name, row) in runs {
        match row {
            Ok(row) => println!("  {name:<18}{}", cells(row, shortest, of)),
            Err(why) => println!("  {name:<18}  not measured: {why}"),
        }
    }
}

fn cells(row: &Row, shortest: Option<&Row>, of: fn(Cost) -> f64) -> String {
    let shortest = shortest.filter(|shortest| !std::ptr::eq(*shortest, row));
    let count = |n: fn(&Row) -> usize| {
        let growth = shortest.map(|shortest| ratio(n(row), n(shortest)));
        entry(&n(row).to_string(), growth)
    };
    let cost = |cost: fn(&Row) -> Cost| {
        let figure = of(cost(row));
        let growth = shortest.map(|shortest| figure / of(cost(shortest)));
        entry(&short(figure), growth)
    };
    let counts = [count(|row| row.n_elements), count(|row| row.n_in_list)];
    let costs = [cost(|row| row.step), cost(|row| row.write), cost(|row| row.list)];
    let moves = [cost(|row| row.start), cost(|row| row.end)];
    [counts.concat(), costs.concat(), moves.concat()].concat()
}

/// The columns of the table of links.
pub(crate) fn head_of_links() {
    println!("\nms until the second frame after a link's run shows; the page is on this machine");
    println!(
        "  {:<40}{:>12}{:>15}{:>18}",
        "link", "characters", "in a new page", "in an open page"
    );
}

/// A link's row.
pub(crate) fn link(name: &str, opening: &Opening) {
    let Opening { anew, inside, n_chars, said } = opening;
    println!("  {name:<40}{n_chars:>12}{anew:>15.0}{inside:>18.0}");
    if let Some(said) = said {
        println!("    not all of it: {said}");
    }
}

fn entry(figure: &str, growth: Option<f64>) -> String {
    let growth = match growth {
        None => String::new(),
        Some(growth @ 100.0..) => format!(" ({growth:.0})"),
        Some(growth) => format!(" ({growth:.2})"),
    };
    format!("{:>16}", format!("{figure}{growth}"))
}

fn short(ms: f64) -> String {
    if ms < 1000.0 { format!("{ms:.1}") } else { format!("{ms:.0}") }
}

#[allow(clippy::cast_precision_loss)]
fn ratio(n: usize, least: usize) -> f64 {
    n as f64 / least as f64
}
