//! Mistakes in each spelling, and what is said of those that are none.

use causal_core::scenario::{Scenario, json, text};

fn sentence(input: &str) -> String {
    Scenario::read(input).expect_err(input).to_string()
}

#[test]
fn any_number_of_names_in_any_case_and_order() {
    let scenario =
        Scenario::read("mistakes Two-Locks, no-tombstones\nA: x = 1").expect("two mistakes");
    assert!(text::write(&scenario).contains("\nmistakes no-tombstones two-locks\n"));
    assert!(json::write(&scenario).contains(r#""mistakes": ["no-tombstones", "two-locks"] }"#));
}

#[test]
fn what_is_no_mistake_is_named_where_it_stands() {
    let unknown = sentence("mistakes no-tombstone");
    let begins = "Line 1, column 10: unknown mistake `no-tombstone`; did you mean `no-tombstones`?";
    assert!(unknown.starts_with(begins), "{unknown}");
    assert_eq!(
        sentence("mistakes two-locks two-locks"),
        "Line 1, column 20: two-locks is given twice."
    );
    assert_eq!(
        sentence("mistakes"),
        "Line 1, column 9: expected the name of a mistake, found the end of the line."
    );
    let file = r#"{ "version": 1, "protocol": { "mistakes": ["two-locks", "two-locks"] } }"#;
    assert_eq!(
        sentence(file),
        "protocol.mistakes[1]: two-locks is given twice; line 1, column 57."
    );
    let file = r#"{ "version": 1, "protocol": { "mistakes": "two-locks" } }"#;
    let begins = "protocol.mistakes: expected a list, as [ … ]";
    assert!(sentence(file).starts_with(begins), "{}", sentence(file));
}
