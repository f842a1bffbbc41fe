//! The dialect, the bounds, and another engine that says the same.

use proptest::prelude::*;
use regex_lite::RegexBuilder;

use super::super::steps_for;
use super::Captured;
use super::*;

fn find(source: &str, text: &str) -> Option<Captured> {
    let pattern = compile(source, 1).unwrap_or_else(|error| panic!("{source}: {error}"));
    pattern.find(text, 0..text.len(), &steps_for(text.len())).unwrap()
}

fn check(source: &str, text: &str, expected: &[&str]) {
    let (_, groups) = find(source, text).unwrap_or_else(|| panic!("{source}: {text}"));
    let found: Vec<&str> = groups.into_iter().map(|at| &text[at.unwrap()]).collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn javascript_is_understood() {
    check(r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)", "a {\"a\":1}\nx", &["a", "{\"a\":1}", "x"]);
    check(r"(?<event>[^]*)\/(?<host>[[(]a{2,3}[\]}])", "x\ny/(aaa}", &["x\ny", "(aaa}"]);
    check(r"(?<host>[&~a]+)(?:{|})+", "a&&~{}", &["a&&~"]);
    check(r"(?<a>\x41\u0042[\b\t]?)(?<b>[\w-]+?)(?<c>-*)", "ABa-b--", &["AB", "a-b", "--"]);
    check(r"(?<a>a{,2})(?<b>x{2})", "a{,2}xx", &["a{,2}", "xx"]);
    check(r"(?<a>\bé?.\b).*", "b cd", &["b"]);
    assert_eq!(find(r"x|y[]", "y"), None);
}

#[test]
fn blanks_at_the_ends_of_lines_are_not_in_the_way() {
    check(r"(?<a>{.*})\n(?<b>\w*)", "{} \t\nx  ", &["{}", "x"]);
    check(r"(?<a>.*)\n(?<b>.*)", "{} \nx ", &["{} ", "x "]);
    check(r"(?<a>.*)  \n(?<b>.*) ", "{}  \nx ", &["{}", "x"]);
}

#[test]
fn what_there_is_not_is_said() {
    let nested = format!("{}a{}", "(".repeat(30), ")".repeat(30));
    for (source, says) in [
        ("(?<host>a)(?=b)", "looking ahead or back"),
        ("(?<!a)b", "looking ahead or back"),
        ("(", "a `(` is not closed"),
        (")", "a `)` closes nothing"),
        ("[a", "a `[` is not closed"),
        ("[b-a]", "a range ends before"),
        ("a{2,1}", "a repetition ends before"),
        ("a**", "nothing that could be repeated"),
        ("{2}", "nothing that could be repeated"),
        ("a\\", "it ends in a backslash"),
        ("(?<a>x)(?<a>x)", "two groups are called a"),
        ("(?i)a", "no group begins"),
        (r"(?<a>x)\1", "references back"),
        (r"\ud83d", "half a character"),
        (&*nested, "nested more than 20 deep"),
        ("(a{1000}){1000}", "more than 1000 parts"),
        ("(?:){999999999}", "more than 1000 parts"),
        (r"(?<event>(.*\n){0,200})(?<host>\S*) (?<clock>{.*})", "more than 1000 parts"),
    ] {
        let error = compile(source, 1).map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with("Line 1: the regular expression cannot be read: "), "{error}");
        assert!(error.contains(says), "{source}: {error}");
    }
    assert!(compile(&"a".repeat(PATTERN_BYTES + 1), 2).is_err());
}

#[test]
fn the_same_way_is_never_gone_twice() {
    let text = "a".repeat(2_000);
    for source in ["(a*)*b", "(a|a)*b", "(a?){40}a{40}b", "(.*)(.*)(.*)(.*)b"] {
        let pattern = compile(source, 1).unwrap();
        let steps = steps_for(text.len());
        assert_eq!(pattern.find(&text, 0..text.len(), &steps), Ok(None));
        assert!(steps.taken() < 500 * 2_000, "{source}: {}", steps.taken());
    }
}

/// Expressions in which both engines have the same dialect: nothing empty is repeated.
fn sources() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        "[ab{]",
        Just(".".to_owned()),
        Just(r"\w".to_owned()),
        Just("[^a]".to_owned()),
        Just(r"[a-c{\n]".to_owned()),
        Just(r"\n".to_owned()),
    ];
    let repeated = |inner: String| {
        prop_oneof![
            3 => Just(String::new()),
            1 => prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}?"])
                .prop_map(str::to_owned),
        ]
        .prop_map(move |how| format!("{inner}{how}"))
    };
    let leaf = atom.prop_flat_map(repeated);
    let sequence = proptest::collection::vec(leaf, 1..4).prop_map(|parts| parts.concat());
    let branch = proptest::collection::vec(sequence, 1..3).prop_map(|parts| parts.join("|"));
    let group = (branch, prop::sample::select(vec!["(", "(?:", "(?<NAME>"]), 0..4_u8).prop_map(
        |(inside, open, how)| {
            let how = ["", "", "?", "{1,2}"][usize::from(how)];
            format!("{open}{inside}){how}")
        },
    );
    proptest::collection::vec(group, 1..4).prop_map(|groups| {
        let named = groups.iter().zip(["x", "y", "z"]);
        named.map(|(group, name)| group.replace("NAME", name)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn another_engine_finds_the_same(source in sources(), text in "[abc{\n]{0,12}") {
        // A brace that counts nothing is a mistake to the other engine.
        let theirs = format!("^{}$", source.replace("{", "\\{").replace("\\{2}", "{2}")
            .replace("\\{1,3}", "{1,3}").replace("\\{1,2}", "{1,2}").replace("[a-c\\{", "[a-c{"));
        let theirs = RegexBuilder::new(&theirs).multi_line(true).build().unwrap();
        let expected = theirs.captures(&text).map(|found| {
            let names = theirs.capture_names().enumerate().filter(|(_, name)| name.is_some());
            let groups = names.map(|(at, _)| found.get(at).map(|group| group.range()));
            (found.get(0).unwrap().range(), groups.collect::<Vec<_>>())
        });
        prop_assert_eq!(find(&source, &text), expected, "{} {:?}", source, text);
    }

    #[test]
    fn every_text_is_an_expression_or_a_sentence(
        source in r"[ab(){}\[\]|*+?^$.\\<>:=,0-9n-]{0,30}",
        text in "[ab(){}0-9\n-]{0,20}",
    ) {
        if let Ok(pattern) = compile(&source, 1) {
            let steps = steps_for(text.len());
            if let Ok(Some((whole, _))) = pattern.find(&text, 0..text.len(), &steps) {
                prop_assert!(whole.end <= text.len());
            }
        }
    }
}
