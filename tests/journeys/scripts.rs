//! Scripts that use `window.playground`: the page shows what they do, and they see what it shows.

use std::path::Path;
use std::{env, fs};

use causal_e2e::Visitor;
use serde_json::{Value, json};

fn at_the_page() -> Visitor {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.waits_until("the interface", || ada.asks("return !!window.playground", json!([])) == true);
    ada
}

/// What a script returns; `p` is the interface, and `fails` the sentence of what a function throws.
fn runs(visitor: &Visitor, script: &str) -> Value {
    let head = "const p = window.playground;
        const fails = (f, ...given) => { try { f(...given); } catch (why) {
            return why instanceof Error ? why.message : 'no Error: ' + why; } return 'fine'; };";
    visitor.runs(&format!("{head} {script}"), json!([]))
}

#[test]
fn the_page_shows_what_scripts_do_and_branches_are_kept() {
    let ada = at_the_page();
    runs(&ada, "p.load({ version: 1, title: 'By hand', replicas: ['Ann', 'Ben'] }); return null;");
    ada.reads_soon("title", "By hand");
    let position = runs(
        &ada,
        "p.act({ put: 'x', value: '1', on: 'A' }); p.runUntilIdle(); p.seek(1);
         return p.act(JSON.stringify({ put: 'x', value: '2', on: 'B' }));",
    );
    assert_eq!(position, 2);
    ada.reads_soon("values-B", "2");
    assert!(ada.sees("branch-1"), "acting in the past starts a branch");
    let shown = runs(&ada, "return p.state().replicas.map(one => [one.name, one.up, one.values]);");
    assert_eq!(
        shown,
        json!([
            ["Ann", true, { "x": [{ "dot": "A1", "value": "1", "ahead": false }] }],
            ["Ben", true, { "x": [{ "dot": "B1", "value": "2", "ahead": false }] }],
        ])
    );
    let again = runs(
        &ada,
        "const link = p.link(); p.load('A: y = 3'); p.load(link);
        return [link === p.link(), p.scenario().actions.length, p.scenario().open_at];",
    );
    assert_eq!(again, json!([true, 2, 2]));
}

#[test]
fn scripts_see_what_waits_for_what_and_can_let_it_go() {
    let ada = at_the_page();
    let state = runs(&ada, "p.runUntilIdle(); return p.state();");
    assert_eq!(state["replicas"][2]["inbox"][0]["waits_for"], json!(["A1"]));
    assert_eq!(state["links"]["A>C"]["state"], "held");
    assert_eq!(state["under_way"][0]["held"], true);
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    let events = runs(&ada, "p.act({ release: 'A1->C' }); return p.history();");
    let events = events.as_array().expect("a list");
    assert!(events.iter().enumerate().all(|(at, event)| event["index"] == at));
    assert_eq!(events.last().expect("events")["kind"], "delivered");
    ada.reads_soon("inbox-C", "Empty.");
    let choices = runs(
        &ada,
        "p.act({ put: 'x', value: '1', on: 'B' }); const before = p.choices();
        p.act(before[1].action); return [before, p.choices().length];",
    );
    assert_eq!(choices[0][0]["kind"], "arrive");
    assert_eq!((&choices[0][1]["write"], &choices[1]), (&json!("B2"), &json!(1)));
}

#[test]
fn what_fails_is_an_error_with_a_sentence_and_changes_nothing() {
    let ada = at_the_page();
    let before = runs(&ada, "return [p.link(), p.history()];");
    let says = |script: &str| {
        let says = runs(&ada, &format!("return fails(() => {script});"));
        says.as_str().expect("a sentence").to_owned()
    };
    for (script, sentence) in [
        ("p.act({ release: 'A1->B' })", "cannot happen: A1 is neither on its way nor held"),
        ("p.act({ release: 'A1->B' })", r#"{ "release": "A1->B" }"#),
        ("p.act({ restart: 'A' })", "A runs; only a replica that crashed can start"),
        ("p.act({ put: 'x', value: 1, on: 'A' })", "value: expected a string, found `1`"),
        ("p.act({ jump: 'A' })", "`jump`"),
        ("p.act({ wait: 1, at: 5 })", "this is done now"),
        ("p.act('{')", "JSON"),
        ("p.act()", "An action is an object"),
        ("p.act(null)", "An action is an object"),
        ("p.load('hold A->C\\nrelase A1->C')", "Line 2, column 1: unknown action `relase`"),
        ("p.load({ version: 9 })", "version"),
        ("p.load('#1s.AAAA.0000')", "link"),
        ("p.load(7)", "A scenario is an object"),
        ("p.load(undefined)", "A scenario is an object"),
        ("p.seek(-1)", "A position is a whole number"),
        ("p.seek('x')", "A position is a whole number"),
        ("p.step(1.5)", "A number of steps is a whole number"),
        ("p.runUntilIdle(NaN)", "A limit is a whole number"),
        ("p.on(Symbol(), () => {})", "There is `change` and there is `event`"),
        ("p.on('change', null)", "The callback is a function"),
        ("p.on()", "The callback is a function"),
        ("p.linkOf(5)", "A scenario is a string"),
        ("p.linkOf({ length: -1 })", "A scenario is a string"),
        ("p.textOf()", "A link is a string"),
        ("p.jsonOf(true)", "A link is a string"),
        ("p.on('tick', () => {})", "There is `change` and there is `event`"),
    ] {
        let found = says(script);
        assert!(found.contains(sentence), "{script}: {found}");
    }
    assert_eq!(runs(&ada, "return [p.link(), p.history()];"), before);
}

#[test]
fn bad_requests_are_answered_and_what_is_no_request_is_an_error() {
    let ada = at_the_page();
    let answers = runs(
        &ada,
        r#"
        const asked = [
            ["A", { method: "PATCH", path: "/put" }], ["A", { method: "GET", path: "/nowhere" }],
            ["A", { method: "POST", path: "/put", body: "not JSON" }],
            ["A", { method: "POST", path: "/put", body: new Uint8Array([255, 0, 254]) }],
            ["A", { method: "PUT", path: "/kvs/k", body: { value: 1, "causal-metadata": "x" } }],
            ["Z", { method: "GET", path: "/health" }], [undefined, { method: "GET", path: "/health" }],
            ["A", {}], ["A", undefined], ["A", { method: 1, path: "/" }],
            ["A", { method: "GET", path: "/health", dialect: "999" }],
            ["A", { method: "GET", path: "/health", headers: { a: 1 } }],
            ["A", { method: "PUT", path: "/kvs/data/" + "k".repeat(201), body: { val: "v", "causal-metadata": {} } }],
            ["Bob", { method: "GET", path: "/health" }],
        ];
        return Promise.all(asked.map(([on, one]) =>
            p.request(on, one).then(answer => answer.status, why => why.message)));"#,
    );
    let answers = answers.as_array().expect("a list");
    assert_eq!(answers[..7], [405, 404, 400, 400, 400, 404, 404].map(Value::from));
    for (at, words) in
        [(7, "`method`"), (8, "`method`"), (9, "`method`"), (10, "dialect"), (11, "headers")]
    {
        assert!(
            answers[at].as_str().is_some_and(|says| says.contains(words)),
            "{at}: {}",
            answers[at]
        );
    }
    assert!(answers[12].as_str().is_some_and(|says| says.contains("key")), "{}", answers[12]);
    assert_eq!(answers[13], 200);
}

#[test]
fn a_parked_request_is_answered_by_a_later_step_or_rejected_with_its_run() {
    let ada = at_the_page();
    let outcome = runs(
        &ada,
        r#"
        const meet = async () => {
            p.load({ version: 1, replicas: ["A", "B"], protocol: { delivery: "causal", sessions: "wait" } });
            const seen = JSON.parse((await p.request("A",
                { method: "PUT", path: "/kvs/data/x", body: { val: "1", "causal-metadata": {} } })).body);
            let said = null;
            const asked = p.request("B", { method: "GET", path: "/kvs/data/x", body: seen });
            asked.then(answer => said = answer.status, why => said = why.message);
            return [asked, () => said];
        };
        const [first, said] = await meet();
        await null;
        const before = said();
        p.runUntilIdle();
        const answer = await first;
        const [second] = await meet();
        p.load("A: z = 1");
        return [before, answer, await second.catch(why => why.message)];"#,
    );
    assert_eq!(outcome[0], Value::Null);
    assert_eq!(outcome[1]["status"], 200);
    assert!(outcome[1]["body"].as_str().is_some_and(|body| body.contains(r#""val":"1""#)));
    assert_eq!(outcome[2], "Another run is on show, in which this was not asked.");
}

#[test]
fn the_five_systems_can_be_walked_through() {
    let ada = at_the_page();
    let statuses = runs(
        &ada,
        r#"
        const walked = {};
        for (const { dialect, scenario, walk } of p.presets()) {
            p.load(scenario);
            let seen = null;
            walked[dialect] = [];
            for (const { on, request, wait } of walk) {
                if (wait) { p.act({ wait }); continue; }
                const body = request.body.replace("$metadata", JSON.stringify(seen));
                let answer;
                p.request(on, { ...request, body, dialect }).then(told => answer = told);
                for (let at = p.state().position; ; ) {
                    await null; await null;
                    if (answer) break;
                    const next = p.step();
                    at = next > at ? next : p.act({ wait: 1000 });
                }
                seen = JSON.parse(answer.body)["causal-metadata"] ?? seen;
                walked[dialect].push(answer.status);
            }
        }
        return walked;"#,
    );
    // As natively.
    assert_eq!(statuses["001"], json!([200, 200, 202, 200, 200, 200, 200]));
    assert_eq!(statuses["004"], json!([200, 201, 200, 200, 200, 200, 200]));
    assert_eq!(statuses["003"], json!([200, 201, 503, 200, 200, 503, 200, 200, 404]));
    for (seed, n) in [("000", 25), ("002", 7)] {
        assert_eq!(statuses[seed], json!(vec![200; n]), "{seed}");
    }
    ada.reads_soon("title", "As in seed 004");
}

#[test]
fn callbacks_may_act_and_may_fail_and_can_be_ended() {
    let ada = at_the_page();
    ada.expects_on_console("it is broken");
    let told = runs(
        &ada,
        r#"
        p.load({ version: 1, replicas: ["A", "B"] });
        const events = [], positions = [];
        return new Promise(resolve => {
            p.on("change", () => { throw new Error("it is broken"); });
            const end = p.on("change", position => positions.push(position));
            p.on("event", event => {
                events.push(event.kind);
                if (event.kind === "accepted" && event.write.dot === "A1") {
                    p.act({ put: "y", value: "2", on: "B" });
                }
                if (event.kind === "accepted" && event.write.dot === "B1") {
                    end(); end();
                    p.seek(0);
                    p.on("change", () => resolve([events, positions, p.state().position]));
                }
            });
            p.act({ put: "x", value: "1", on: "A" });
        });"#,
    );
    let kinds = told[0].as_array().expect("a list");
    assert_eq!(kinds.iter().filter(|kind| *kind == "accepted").count(), 2, "{told}");
    assert!(!told[1].as_array().expect("a list").is_empty());
    assert_eq!(told[2], 0);
    ada.reads_soon("stop-counter", "0");
}

#[test]
fn the_example_of_the_readme_does_what_it_says() {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let (_, section) = readme.split_once("## From scripts").expect("it tells of scripts");
    let (_, block) = section.split_once("```js\n").expect("it has an example");
    let (example, _) = block.split_once("```").expect("the example ends");
    let ada = at_the_page();
    let answers = runs(
        &ada,
        &format!(
            "const answers = [], playground = {{ ...p,
        request: async (...given) => answers[answers.push(await p.request(...given)) - 1] }};
        let inbox; {} return [answers.map(answer => answer.status), inbox, p.link()];",
            example.replace("playground.state()", "inbox = playground.state()")
        ),
    );
    assert_eq!(answers[0], json!([404, 200]));
    assert_eq!(
        (&answers[1][0]["dot"], &answers[1][0]["waits_for"]),
        (&json!("B1"), &json!(["A1"]))
    );
    ada.reads_soon("values-C", "sorry!");
}

#[test]
fn a_visit_fetches_one_module_and_scripts_and_files_none() {
    let ada = at_the_page();
    let fetched = "return performance.getEntriesByType('resource').map(one => one.name)
        .filter(name => name.split('?')[0].endsWith('.wasm')).length;";
    assert_eq!(ada.asks(fetched, json!([])), 1);
    let loaded = ada.asks("return performance.getEntriesByType('resource').length;", json!([]));
    runs(&ada, "await p.ready(); p.load(p.jsonOf(p.linkOf('title By text\\nA: x = 1')));");
    ada.reads_soon("title", "By text");
    ada.clicks_on("share");
    ada.waits_until("the text", || ada.value_of("share-text").contains("A: x = 1"));
    let loaded_now = ada.asks("return performance.getEntriesByType('resource').length;", json!([]));
    assert_eq!(loaded_now, loaded, "nothing was fetched");
    assert_eq!(modules_in_dist(), 1);
}

fn modules_in_dist() -> usize {
    let files = fs::read_dir(root().join("dist")).expect("the page is built").flatten();
    files.filter(|file| file.path().extension().is_some_and(|end| end == "wasm")).count()
}

#[test]
fn the_types_name_what_there_is() {
    let ada = at_the_page();
    let there = runs(&ada, "return Object.keys(p).sort();");
    let types = root().join("web/playground.d.ts");
    let types = fs::read_to_string(types).expect("the types are there");
    let functions = types.lines().filter_map(|line| line.strip_prefix("export function "));
    let mut named: Vec<&str> = functions.filter_map(|rest| rest.split('(').next()).collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(there, json!(named));
    let shipped = fs::read_to_string(root().join("dist/playground.d.ts"));
    assert_eq!(shipped.expect("the types are shipped"), types);
}

/// Every dialogue of the native tests of the node API, held with the page: the same answers.
#[test]
fn dialogues_get_the_same_answers_as_natively() {
    let ada = at_the_page();
    let folder = root().join("core/tests/golden/node_api");
    let files = fs::read_dir(folder).expect("the dialogues are there").flatten();
    let mut files: Vec<_> = files.map(|file| file.path()).collect();
    files.sort();
    assert!(files.len() >= 40, "there are only {} dialogues", files.len());
    for file in files {
        let lines = fs::read_to_string(&file).expect("a dialogue is text");
        let lines: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
        let outcome = ada.runs(include_str!("dialogue.js"), json!([lines]));
        assert_eq!(outcome, "fine", "{}", file.display());
    }
}

fn root() -> std::path::PathBuf {
    Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo says where")).join("..")
}
