//! What a person reads on the page.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{fill, find, page, press, text, value};

#[wasm_bindgen_test]
async fn two_presses_show_the_wait_and_the_delivery() {
    let page = page().await;
    press(&page, "invite").await;
    let card = find(&page, "waiting-C-B1").expect("B1 waits at Carol");
    let lines: Vec<String> = (0..card.children().length())
        .filter_map(|at| card.children().item(at).and_then(|line| line.text_content()))
        .collect();
    assert_eq!(lines[0], "B1 from Bob · reply = \"sorry!\"");
    assert_eq!(lines[1], "Waits for A1");
    assert!(lines[2].starts_with("on link A→C, held by you"), "{}", lines[2]);
    assert_eq!(lines[3].split_whitespace().collect::<String>(), "A1≤0✗B1=0+1✓C0≤0✓");
    assert_eq!(lines[4], "When A1 is delivered: A1 → B1");
    press(&page, "release").await;
    assert!(find(&page, "waiting-C-B1").is_none());
    assert_eq!(text(&page, "vector-C").trim(), "A1 B1 C0");
    assert!(text(&page, "live").contains("B1 delivered at Carol"));
}

#[wasm_bindgen_test]
async fn markup_shows_as_text_and_nothing_typed_is_lost() {
    let page = page().await;
    press(&page, "start-empty").await;
    fill(&page, "value-A", "<b>bold</b>").await;
    press(&page, "write-A").await;
    assert_eq!(text(&page, "error-A"), "Give the value a name, for example x.");
    fill(&page, "key-A", "<i>").await;
    assert_eq!(text(&page, "error-A"), "");
    press(&page, "write-A").await;
    assert!(text(&page, "values-A").contains("<i>"));
    assert!(text(&page, "values-A").contains("<b>bold</b>"));
    assert!(page.query_selector("b, i").expect("the selector is valid").is_none());
}

#[wasm_bindgen_test]
async fn a_link_is_made_only_when_it_is_asked_for() {
    let page = page().await;
    assert!(find(&page, "share-link").is_none());
    press(&page, "share").await;
    let link = value(&page, "share-link");
    assert!(link.contains("/#1s."), "{link}");
}
