//! The fourth line of a waiting card: the rule's comparison, entry by entry.

use causal_core::replica::rule::{EntryCheck, EntryTest};
use causal_core::sorted::sorted_by_key;
use yew::prelude::*;

use crate::words;

/// In one line: `A 1≤0 ✗`.
pub(super) fn check_line(checks: &[EntryCheck]) -> Html {
    html! {
        <p class="checks">
            for check in in_order(checks) {
                { check_chip(check) }
            }
        </p>
    }
}

/// The entries in the order of the vector, as everywhere else on the page.
fn in_order(checks: &[EntryCheck]) -> Vec<EntryCheck> {
    sorted_by_key(checks.iter().copied(), |check| check.actor)
}

fn check_chip(check: EntryCheck) -> Html {
    html! {
        <span class="checks__entry" data-holds={check.holds().to_string()}>
            <span class="checks__actor">{ check.actor.to_string() }</span>
            { format!(" {} ", comparison(check)) }
            { verdict(check) }
        </span>
    }
}

/// As a table: what the write needs, what the replica has, and whether that fits.
pub(super) fn check_table(checks: &[EntryCheck], write: &str, replica: &str) -> Html {
    let ordered = in_order(checks);
    html! {
        <div class="check-table">
            <table>
                <thead><tr>
                    <td></td>
                    for check in ordered.iter() {
                        <th scope="col">{ check.actor.to_string() }</th>
                    }
                </tr></thead>
                <tbody>
                    <tr><th scope="row">{ format!("{write} needs") }</th>
                        for check in ordered.iter() { <td>{ check.theirs }</td> }</tr>
                    <tr><th scope="row">{ format!("{replica} has") }</th>
                        for check in ordered.iter() { <td>{ check.mine }</td> }</tr>
                    <tr><th scope="row">{ "check" }</th>
                        for check in ordered.iter() {
                            <td data-holds={check.holds().to_string()}>
                                { sign(check.test) }{ " " }{ verdict(*check) }
                            </td>
                        }</tr>
                </tbody>
            </table>
        </div>
    }
}

fn verdict(check: EntryCheck) -> Html {
    let (sign, said) = if check.holds() { ("✓", "fits") } else { ("✗", "does not fit") };
    html! {
        <span role="img" aria-label={format!("{said}: {}", words::nature(check.test))}>
            { sign }
        </span>
    }
}

fn sign(test: EntryTest) -> &'static str {
    match test {
        EntryTest::Any => "any",
        EntryTest::Less => "<",
        EntryTest::Equal => "=",
        EntryTest::AtMost => "≤",
        EntryTest::Next => "+1",
        EntryTest::Newer => ">",
    }
}

fn comparison(check: EntryCheck) -> String {
    let EntryCheck { theirs, mine, test, .. } = check;
    match test {
        EntryTest::Any => format!("{theirs}/{mine}"),
        EntryTest::Next => format!("{theirs}={mine}+1"),
        test => format!("{theirs}{}{mine}", sign(test)),
    }
}
