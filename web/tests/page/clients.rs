//! Sessions by hand: clients named on cards, what they have seen, their answers, their waits.

use causal_core::history::Readiness;
use causal_core::scenario::text;
use causal_core::world::action::Action;
use causal_core::world::network::LinkState;
use causal_web::codec;
use causal_web::model::{DraftError, Mark, Model, Remedy, Selection};
use causal_web::msg::{MessageAction, Msg, Timing};

use super::support::{
    A, B, C, after, after_write, dot, empty, first_screen, link, message, values,
};

/// A playground whose replicas let sessions wait, with A's link to C held.
fn waiting_sessions() -> Model {
    let held = Msg::SetLink(link(A, C), LinkState::Held);
    after(&empty(), [Msg::ChooseSessions("wait".into()), held])
}

/// The page after a client's read at a replica.
fn after_read(model: &Model, client: &str, at: causal_core::clock::ReplicaId, key: &str) -> Model {
    let typed = [Msg::TypeClient(at, client.into()), Msg::TypeKey(at, key.into()), Msg::Read(at)];
    after(model, typed)
}

fn as_client(model: &Model, client: &str, at: causal_core::clock::ReplicaId) -> Model {
    after(model, [Msg::TypeClient(at, client.into())])
}

fn client_line(model: &Model, at: causal_core::clock::ReplicaId) -> Option<String> {
    model.client_lines()[at.index()].as_deref().map(str::to_owned)
}

/// What the card of a replica says of its answers, values included.
fn answers(model: &Model, at: causal_core::clock::ReplicaId) -> Vec<String> {
    let lines = model.cards[at.index()].answers.iter();
    lines
        .map(|line| {
            let values: Vec<String> =
                line.values.iter().map(|(dot, value)| format!("{value} {dot}")).collect();
            format!("{}: {}{}", line.stop, line.text, values.join(", "))
        })
        .collect()
}

/// The last action, as it stands in the scenario.
fn last_action(model: &Model) -> String {
    let script = &model.run.scenario().script;
    text::write_action(script.last().expect("something was done"))
}

#[test]
fn the_client_on_the_card_writes_reads_and_deletes_and_an_empty_field_is_nobody() {
    let ann = as_client(&empty(), " ann ", A);
    let written = after_write(&ann, A, "x", "1");
    assert_eq!(last_action(&written), "ann@A: x = 1");
    assert_eq!(last_action(&after(&written, [Msg::Read(A)])), "ann@A: read x");
    assert_eq!(last_action(&after(&written, [Msg::Delete(A, "x".into())])), "ann@A: del x");
    assert_eq!(&*written.drafts[0].client, " ann ", "it is remembered");
    let nobody = after(&written, [Msg::TypeClient(A, "  ".into()), Msg::Read(A)]);
    assert_eq!(last_action(&nobody), "A: read x");
    let seen = nobody
        .run
        .script()
        .iter()
        .filter(|item| matches!(item.action, Action::Request { seen: Some(_), .. }));
    assert_eq!(seen.count(), 0);
}

#[test]
fn a_card_says_what_its_client_has_seen_at_the_cursor() {
    let model = as_client(&waiting_sessions(), "ann", A);
    assert_eq!(client_line(&model, A).as_deref(), Some("ann has seen nothing yet"));
    assert_eq!(client_line(&model, B), None, "nobody is named there");
    let written = after_write(&after_write(&model, A, "x", "1"), A, "y", "2");
    let other = as_client(&written, "ann", B);
    assert_eq!(client_line(&other, B).as_deref(), Some("ann has seen A2"));
    let more = after_write(&other, B, "z", "3");
    assert_eq!(client_line(&more, A).as_deref(), Some("ann has seen A2 B1"));
    let before = after(&more, [Msg::Time(Timing::Undo)]);
    assert_eq!(client_line(&before, A).as_deref(), Some("ann has seen A2"));
    let off = after(&more, [Msg::ChooseSessions("off".into())]);
    assert_eq!(client_line(&off, A).as_deref(), Some("ann has seen A2 B1 (sessions off)"));
}

#[test]
fn names_that_were_used_are_suggested_once_and_no_letters_of_replicas() {
    let ann = after_write(&as_client(&empty(), "ann", A), A, "x", "1");
    let bob = after(&after_write(&ann, B, "y", "2"), [Msg::TypeClient(A, "bob".into())]);
    let both = after(&bob, [Msg::TypeClient(C, "bob".into())]);
    let names = both.client_names();
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    assert_eq!(names, ["bob", "ann"]);
    let crowd = (0..40).fold(empty(), |model, n| {
        after_write(&as_client(&model, &format!("c{n}"), A), A, "x", "1")
    });
    assert_eq!(crowd.client_names().len(), 12);
}

#[test]
fn a_name_that_does_not_fit_is_refused_where_it_stands_and_nothing_is_lost() {
    let written = after_write(&empty(), A, "x", "1");
    for (client, error) in [
        ("a client too long", DraftError::ClientTooLong),
        ("tab\tbed", DraftError::ClientUnshowable),
        ("A", DraftError::ClientIsReplica),
    ] {
        let typed = [Msg::TypeKey(A, "x".into()), Msg::TypeValue(A, "2".into())];
        let named = after(&as_client(&written, client, A), typed);
        for act in [Msg::Write(A), Msg::Read(A), Msg::Delete(A, "x".into())] {
            let refused = after(&named, [act]);
            assert_eq!(refused.drafts[0].error, Some(error));
            assert_eq!(refused.run.scenario(), written.run.scenario());
            assert_eq!((&*refused.drafts[0].client, &*refused.drafts[0].value), (client, "2"));
            assert_eq!(as_client(&refused, "ann", A).drafts[0].error, None);
        }
    }
    // What is wrong is what is wrong for what was tried.
    let wrong = as_client(&written, "a client too long", A);
    let no_key = after(&wrong, [Msg::TypeKey(A, String::new()), Msg::Delete(A, "x".into())]);
    assert_eq!(no_key.drafts[0].error, Some(DraftError::ClientTooLong));
    let value = [Msg::TypeKey(A, "x".into()), Msg::TypeValue(A, "v".repeat(25)), Msg::Read(A)];
    assert_eq!(after(&wrong, value).drafts[0].error, Some(DraftError::ClientTooLong));
    for odd in ["a b", "\"", "@:", "b", "BB", "名前"] {
        let shared = after_write(&as_client(&waiting_sessions(), odd, A), A, "x", "1");
        let link = codec::fragment(&shared.run, shared.stop);
        let opened = after(&empty(), [Msg::Open(link.clone())]);
        assert_eq!(opened.run.history().digest(), shared.run.history().digest(), "{odd}");
        let text = codec::text_of(&link).expect("it is a link");
        assert_eq!(codec::link_of(&text), Ok(link), "{odd}");
        let line = client_line(&as_client(&opened, odd, C), C);
        assert_eq!(line, Some(format!("{odd} has seen A1")));
    }
    let accents = as_client(&written, &"é".repeat(12), A);
    assert_eq!(after(&accents, [Msg::Read(A)]).drafts[0].error, None);
}

#[test]
fn an_answer_is_in_sight_until_something_is_asked_there_again() {
    let written = after_write(&empty(), A, "x", "1");
    let read = after_read(&written, "", B, "x");
    assert_eq!(answers(&read, B), ["4: A client reads x: 1 A1"]);
    let ann = after_read(&read, "ann", B, "nothing");
    assert_eq!(answers(&ann, B), ["5: ann reads nothing: no value here"]);
    assert_eq!(answers(&after_write(&ann, A, "y", "2"), B), answers(&ann, B), "it stays meanwhile");
    assert!(answers(&after_write(&ann, B, "y", "2"), B).is_empty());
    let back = after(&ann, [Msg::Time(Timing::StepBack)]);
    assert_eq!(answers(&back, B), answers(&read, B), "at the cursor");
    assert!(answers(&after(&back, [Msg::Time(Timing::StepBack)]), B).is_empty());
}

#[test]
fn siblings_in_an_answer_are_named_one_by_one_and_a_refusal_says_why() {
    let held = after(&empty(), [Msg::SetAllLinks(LinkState::Held)]);
    let both = after_write(&after_write(&held, A, "x", "1"), B, "x", "2");
    let open = after(&both, [Msg::SetAllLinks(LinkState::Up), Msg::Time(Timing::End)]);
    let read = after_read(&open, "ann", C, "x");
    assert!(answers(&read, C)[0].ends_with("ann reads x: 1 A1, 2 B1"), "{:?}", answers(&read, C));
    assert!(!read.cards[2].answers[0].is_refusal);
    let strict = after(&waiting_sessions(), [Msg::ChooseSessions("reject".into())]);
    let written = after_write(&as_client(&strict, "ann", A), A, "x", "1");
    let refused = after_read(&written, "ann", C, "x");
    let says = "Carol turns ann's read of x down: its vector does not fit ann's.";
    assert_eq!(&*refused.said, says);
    assert!(answers(&refused, C)[0].ends_with(says));
    assert!(refused.cards[2].answers[0].is_refusal);
    assert_eq!(refused.rows.at(refused.stop).map(|row| &*row.text), Some(says));
}

/// Ann has written at A and reads at C, which A's write has not reached.
fn parked() -> Model {
    let written = after_write(&as_client(&waiting_sessions(), "ann", A), A, "x", "1");
    after_read(&written, "ann", C, "x")
}

#[test]
fn a_waiting_request_says_its_four_lines() {
    let model = parked();
    assert_eq!(&*model.said, "ann's read of x waits at Carol for A1.");
    let row = model.rows.at(model.stop).expect("it is parked");
    assert_eq!((&*row.text, row.mark), (&*model.said, Some(Mark::Wait)));
    let card = &model.cards[2].inbox[0];
    assert_eq!((&*card.name, &*card.what), ("ann", "reads x, until 20010 ms"));
    assert_eq!((&*card.waits, card.readiness), ("Waits for A1", Readiness::Waits));
    assert_eq!(card.missing, [(dot(A, 1), true)]);
    assert_eq!(card.place.as_deref(), Some("on link A→C, held by you"));
    let help = card.help.as_ref().expect("there is a button");
    assert_eq!((&*help.says, help.remedy), ("Release A1", Remedy::Release(message(A, C, 1))));
    let checks: Vec<_> =
        card.checks.iter().map(|one| (one.theirs, one.mine, one.holds())).collect();
    assert_eq!(checks, [(1, 0, false), (0, 0, true), (0, 0, true)]);
    assert_eq!((&card.cascade[..], card.answers.as_deref()), (&[dot(A, 1)][..], Some("ann")));
    let line = client_line(&model, C);
    assert_eq!(line.as_deref(), Some("ann has seen A1, waits at C"));
}

#[test]
fn why_and_the_keyboard_know_what_a_waiting_request_waits_for() {
    let model = parked();
    let reason = model.reason();
    assert_eq!(reason.card.as_ref(), Some(&model.cards[2].inbox[0]), "it happened last");
    let selection = model.cards[2].inbox[0].selection();
    assert!(matches!(selection, Selection::Event(_)));
    let later = after_write(&after(&model, [Msg::Select(selection)]), B, "z", "3");
    let reason = later.reason();
    assert!(reason.is_selected);
    assert_eq!(reason.card.expect("it waits still").name.as_ref(), "ann");
    let row = model.rows.at(model.stop).expect("it is parked").event;
    let released = after(&later, [Msg::Focus(row), Msg::Do(MessageAction::Release)]);
    assert!(released.cards[2].inbox.is_empty(), "R releases what it waits for");
}

#[test]
fn a_waiting_request_is_answered_and_everybody_is_told() {
    let model = parked();
    let help = model.cards[2].inbox[0].help.clone().expect("there is a button");
    let released = after(&model, [help.remedy.into()]);
    let says = "A1 arrives at Carol and is delivered. ann's read of x is answered: \"1\".";
    assert!(released.said.ends_with(says), "{}", released.said);
    assert_eq!(released.rows.at(released.stop).map(|row| &*row.text), Some(says));
    assert!(released.cards[2].inbox.is_empty());
    assert_eq!(answers(&released, C), ["6: ann reads x: 1 A1"]);
    assert_eq!(client_line(&released, C).as_deref(), Some("ann has seen A1"));
}

#[test]
fn a_waiting_write_is_accepted_late_and_shows() {
    let typed = [Msg::TypeKey(C, "y".into()), Msg::TypeValue(C, "2".into())];
    let written = after_write(&as_client(&waiting_sessions(), "ann", A), A, "x", "1");
    let parked = after(&as_client(&after(&written, typed), "ann", C), [Msg::Write(C)]);
    assert_eq!(&*parked.said, "ann's write of y waits at Carol for A1.");
    assert_eq!(&*parked.cards[2].inbox[0].what, "writes y = \"2\", until 20010 ms");
    let released = after(&parked, [Msg::Release(message(A, C, 1))]);
    assert!(
        released.said.ends_with("ann's write of y is answered: accepted as C1."),
        "{}",
        released.said
    );
    assert_eq!(values(&released, C), ["x = 1", "y = 2"]);
}

#[test]
fn a_waiting_request_is_given_up_when_its_time_is_over_or_its_replica_crashes() {
    let model = parked();
    let late = after(&model, [Msg::Pass(30_000)]);
    let gave_up = "Carol gives ann's read of x up: it has waited too long.";
    assert!(late.rows.iter().any(|row| &*row.text == gave_up));
    assert!(late.said.contains(gave_up), "{}", late.said);
    assert!(late.cards[2].inbox.is_empty());
    assert!(answers(&late, C)[0].ends_with(gave_up));
    let crashed = after(&model, [Msg::Machine(Action::Crash(C))]);
    let lost = "ann's read of x is lost: Carol has crashed.";
    assert!(crashed.said.ends_with(lost), "{}", crashed.said);
    assert!(answers(&crashed, C)[0].ends_with(lost));
}

#[test]
fn who_waits_for_an_answer_cannot_ask_elsewhere_and_is_told_where() {
    let model = parked();
    let refused = after_read(&model, "ann", B, "x");
    assert!(
        refused.notice.as_ref().is_some_and(|notice| {
            notice.text.contains("client ann still waits for an answer from C")
        }),
        "{:?}",
        refused.notice
    );
    assert_eq!(refused.run.scenario(), model.run.scenario());
    let other = after_read(&model, "bob", C, "x");
    assert_eq!(answers(&other, C).len(), 1, "others are answered");
    assert_eq!(other.cards[2].inbox.len(), 1);
}

#[test]
fn writes_and_requests_wait_in_the_order_in_which_they_came() {
    let model = after_write(&parked(), B, "z", "3");
    let late =
        after_read(&after(&model, [Msg::TypeClient(A, "bob".into()), Msg::Read(A)]), "bob", C, "x");
    let names: Vec<&str> = late.cards[2].inbox.iter().map(|card| &*card.name).collect();
    assert_eq!(names, ["ann", "B1", "bob"]);
}

#[test]
fn after_a_write_the_next_step_is_said() {
    let write = |model: &Model| {
        let typed = [Msg::TypeKey(A, "x".into()), Msg::TypeValue(A, "1".into()), Msg::Write(A)];
        after(model, typed)
    };
    let next = |model: &Model| model.reason().next.map(|next| next.to_string());
    let set = |state| after(&empty(), [Msg::SetLink(link(A, C), state)]);
    let cases = [
        (empty(), "A1 is on its way to Bob and Carol. Press step."),
        (set(LinkState::Held), "A1 is on its way to Bob, held on A→C. Press step."),
        (
            after(&empty(), [Msg::SetAllLinks(LinkState::Held)]),
            "A1 is held on A→B and A→C. Release it.",
        ),
        (
            after(&empty(), [Msg::SetAllLinks(LinkState::Cut)]),
            "A1 is lost on its way. Gossip can bring it.",
        ),
        (
            after(&empty(), [Msg::Choose("broadcast", "off".into())]),
            "A1 is here alone. Gossip can bring it to others.",
        ),
    ];
    for (model, says) in cases {
        let written = write(&model);
        assert_eq!(next(&written).as_deref(), Some(says));
        assert_eq!(&*written.said, says);
        assert!(says.split_whitespace().count() <= 15);
        let on = after(&written, [Msg::Time(Timing::Step)]);
        if on.stop > written.stop {
            assert_eq!(next(&on), None, "only while the write is the last thing that happened");
        }
    }
    // Where nothing takes any time, nothing is left to come, though C waits for more.
    let quick = after_write(&set(LinkState::Held), A, "x", "1");
    let quick = after(&quick, [Msg::Delay(None, 0), Msg::TypeKey(B, "y".into()), Msg::Write(B)]);
    assert_eq!(&*quick.cards[2].inbox[0].name, "B1");
    assert_eq!(next(&quick), None);
    // Another message arrives at the same instant.
    let busy = after(&first_screen(), [Msg::TypeKey(A, "x".into()), Msg::Write(A)]);
    assert_eq!(&*busy.said, "Goal 2 of 3: B1 waits at Carol.", "a goal is said before the rest");
    assert_eq!(next(&busy).as_deref(), Some("A2 is on its way to Bob, held on A→C. Press step."));
    let deleted = after(&after_write(&empty(), A, "x", "1"), [Msg::Delete(A, "x".into())]);
    assert_eq!(&*deleted.said, "A2 is on its way to Bob and Carol. Press step.");
}
