//! The words that the other journeys are written with: each does to a page what it says.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// A visitor of a page with one of everything, and a list of what happened to it.
fn visitor() -> Visitor {
    let visitor = Visitor::arrives();
    visitor.opens("/");
    let script = "document.body.innerHTML = arguments[0];
        const log = document.querySelector('[data-testid=log]');
        const say = words => { log.textContent += words + '; ' };
        addEventListener('keydown', e => {
            const held = ['ctrl', 'shift'].filter(key => e[key + 'Key']);
            say([...held, e.key].join('-'));
        });
        document.querySelector('button').onclick = () => say('clicked');
        document.querySelector('[type=file]').onchange =
            e => e.target.files[0].text().then(text => say(e.target.files[0].name + ' ' + text));
        document.querySelector('[data-testid=copy]').onclick =
            () => navigator.clipboard.writeText('a link');";
    let everything = r#"
        <button data-testid="one" aria-label="The one"></button>
        <button data-testid="copy">Copy</button>
        <label>Key <input data-testid="key" value="old"></label>
        <select data-testid="rule"><option>causal</option><option>arrival</option></select>
        <input type="file" data-testid="file" hidden>
        <p data-testid="hidden" hidden>Nobody reads this.</p>
        <p data-testid="log"></p>"#;
    visitor.asks(script, json!([everything]));
    visitor
}

#[test]
fn things_are_clicked_by_test_id_and_by_role_and_name() {
    let ada = visitor();
    ada.clicks_on("one");
    ada.reads_soon("log", "clicked;");
    ada.clicks("button", "The one");
    ada.reads_soon("log", "clicked; clicked;");
}

#[test]
fn keys_and_chords_arrive_as_their_names_say() {
    let ada = visitor();
    for keys in ["ArrowLeft", "Control+Shift+z", "Space", "+", "Control++", "Escape"] {
        ada.presses(keys);
    }
    let expected = "ArrowLeft; ctrl-Control; ctrl-shift-Shift; ctrl-shift-z; ; shift-+; ctrl-Control; \
                    ctrl-shift-+; Escape;";
    ada.reads_soon("log", "Escape");
    let log = ada.text_of("log").to_lowercase().replace("  ", " ");
    assert_eq!(log, expected.to_lowercase());
}

#[test]
fn the_focus_is_known_by_its_role_and_name() {
    let ada = visitor();
    ada.presses("Tab");
    let focus = ada.focus();
    assert_eq!((focus.testid.as_str(), focus.role.as_str()), ("one", "button"));
    assert_eq!(focus.name, "The one");
    assert_eq!(ada.described("key").name, "Key");
}

#[test]
fn fields_are_filled_in_and_files_are_handed_in() {
    let ada = visitor();
    ada.fills_in("key", "<b>x</b>");
    assert_eq!(ada.value_of("key"), "<b>x</b>");
    ada.types("!");
    assert_eq!(ada.value_of("key"), "<b>x</b>!");
    ada.chooses("rule", "arrival");
    assert_eq!(ada.value_of("rule"), "arrival");
    ada.hands_in("file", "words.json", "{}");
    ada.reads_soon("log", "words.json {};");
}

#[test]
fn only_what_shows_is_seen() {
    let ada = visitor();
    assert!(ada.sees("one"));
    assert!(!ada.sees("hidden"));
    assert!(!ada.sees("nothing"));
    assert_eq!(ada.testids("k"), ["key"]);
    assert!(!ada.page_text().contains("Nobody"));
    assert_eq!(ada.attribute("one", "aria-label").as_deref(), Some("The one"));
    assert_eq!(ada.attribute("one", "title"), None);
}

#[test]
fn what_is_copied_is_on_the_clipboard() {
    let ada = visitor();
    ada.clicks_on("copy");
    ada.waits_until("the clipboard", || ada.clipboard() == "a link");
}

#[test]
fn screens_and_preferences_are_the_visitors_own() {
    let ask = |visitor: &Visitor| {
        let script = "return [innerWidth, innerHeight, matchMedia('(pointer: coarse)').matches,
            matchMedia('(prefers-color-scheme: dark)').matches]";
        visitor.asks(script, json!([]))
    };
    let ada = Visitor::arrives();
    ada.opens("/");
    assert_eq!(ask(&ada), json!([1440, 900, false, false]));
    ada.prefers("prefers-color-scheme", "dark");
    assert_eq!(ask(&ada), json!([1440, 900, false, true]));
    let bob = Visitor::arrives_with(Screen::PHONE);
    bob.opens("/");
    assert_eq!(ask(&bob), json!([390, 844, true, false]));
}

#[test]
fn every_visitor_is_new_here() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.asks("localStorage.setItem('been', 'here')", json!([]));
    ada.reloads();
    let been = |visitor: &Visitor| visitor.asks("return localStorage.getItem('been')", json!([]));
    assert_eq!(been(&ada), json!("here"));
    let bob = Visitor::arrives();
    bob.opens(&ada.address());
    assert_eq!(been(&bob), json!(null));
}
