//! A remedy for every reason: pressing what a waiting card offers gets the waiting write delivered.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Phase;
use causal_core::scenario::Scenario;
use causal_web::model::{Model, WaitingCard};
use causal_web::msg::{MessageAction, Msg, Timing};

use super::support::{A, B, C, after, dot, vector};

const D: ReplicaId = ReplicaId(3);

/// The page with a scenario on it, at the end.
fn page(story: &str) -> Model {
    let model = Model::of(Scenario::read(story).unwrap_or_else(|why| panic!("{story}: {why}")));
    assert_eq!(model.run.problem(), None, "{story}");
    after(&model, [Msg::Time(Timing::End)])
}

fn card(model: &Model, at: ReplicaId, name: &str) -> Option<std::rc::Rc<WaitingCard>> {
    model.cards[at.index()].inbox.iter().find(|card| &*card.name == name).cloned()
}

/// What the card's button says, and behind it what the place says.
fn offer(model: &Model, at: ReplicaId, name: &str) -> (String, String) {
    let card = card(model, at, name).unwrap_or_else(|| panic!("{name} does not wait"));
    let says = card.help.as_ref().map(|help| help.says.to_string()).unwrap_or_default();
    (says, card.place.as_deref().unwrap_or_default().to_owned())
}

/// Presses a card's button, and goes on to the end. Where the button leads elsewhere, what *Why*
/// offers there is pressed.
fn pressed(model: &Model, card: &WaitingCard) -> Option<Model> {
    let next = model.update(card.help.as_ref()?.remedy.into())?;
    let shown = next.selection.filter(|_| next.selection != model.selection).map(|_| next.reason());
    let next = match shown {
        None => next,
        Some(shown) => match (shown.card, shown.travelling) {
            (Some(card), _) => next.update(card.help.as_ref()?.remedy.into())?,
            (None, Some((message, _))) => next.update(MessageAction::Release.on(message))?,
            (None, None) => return None,
        },
    };
    Some(after(&next, [Msg::Deselect, Msg::Time(Timing::End)]))
}

/// Presses what a card offers until it has gone; what the buttons said.
fn press_until_gone(model: &Model, at: ReplicaId, name: &str) -> (Model, Vec<String>) {
    let mut model = model.clone();
    let mut said = Vec::new();
    while let Some(card) = card(&model, at, name) {
        assert!(said.len() < 12, "no end: {said:?}");
        said.push(offer(&model, at, name).0);
        model = pressed(&model, &card).unwrap_or_else(|| panic!("{said:?} helps nothing"));
        assert!(model.notice.is_none(), "{said:?}: {:?}", model.notice);
    }
    (model, said)
}

/// Presses what helps B1 at a replica until B1 has been delivered there.
fn delivers(story: &str, at: ReplicaId, buttons: &[&str]) {
    let model = page(story);
    let (after, said) = press_until_gone(&model, at, "B1");
    assert_eq!(said, buttons, "{story}");
    let here = &after.moment.replicas[at.index()];
    assert!(here.seen.covers(dot(B, 1)), "{story}");
    assert!(here.inbox.is_empty());
}

const REPLY: &str = "A: x = 1\nB: y = 2\n";

#[test]
fn a_held_message_is_released() {
    delivers(&format!("hold A->C\n{REPLY}"), C, &["Release A1"]);
}

#[test]
fn a_message_on_its_way_is_awaited_without_doing_anything() {
    let story = "delay A->C 500\nA: x = 1\n@15 B: y = 2\n";
    let run = page(story);
    let arrives = run.rows.iter().find(|row| row.text.contains("B1 arrives at Carol"));
    let waiting = after(&run, [Msg::Time(Timing::Seek(arrives.expect("it arrives").stop))]);
    let (says, place) = offer(&waiting, C, "B1");
    assert_eq!((&*says, &*place), ("Let A1 arrive", "on its way on A→C, arrives at 500 ms"));
    let help = card(&waiting, C, "B1").and_then(|card| card.help.clone());
    let arrived = after(&waiting, [help.expect("a button").remedy.into()]);
    assert_eq!(arrived.run.scenario(), run.run.scenario(), "only time has passed");
    assert!(arrived.stop > waiting.stop);
    let (after, _) = press_until_gone(&waiting, C, "B1");
    assert!(after.cards[2].inbox.is_empty());
    assert_eq!(after.branches.tabs().len(), 1);
}

#[test]
fn what_waits_in_the_same_inbox_leads_to_what_that_waits_for() {
    let model = page(&format!("hold A->C\n{REPLY}B: z = 3\n"));
    let (says, place) = offer(&model, C, "B2");
    assert_eq!((&*says, &*place), ("Go to B1", "here in the inbox too, waiting for A1"));
    let (after, said) = press_until_gone(&model, C, "B2");
    assert_eq!(said, ["Go to B1"], "and there: Release A1");
    assert_eq!(vector(&after, C), "A1 B2 C0");
}

#[test]
fn what_a_cut_link_lost_comes_by_gossip_once_the_link_is_healed() {
    let story = format!("cut A->C\n{REPLY}");
    let (says, place) = offer(&page(&story), C, "B1");
    assert_eq!(place, "lost on A→C at step 2: the link was cut");
    assert_eq!(says, "Gossip with Bob", "whose links are open");
    delivers(&story, C, &["Gossip with Bob"]);
    let apart = format!("cut A->C\n{REPLY}cut B-C\n");
    delivers(&apart, C, &["Heal A→C", "Gossip with Alice"]);
    let both = format!("cut A-C\n{REPLY}cut B-C\n");
    delivers(&both, C, &["Heal C→A", "Heal A→C", "Gossip with Alice"]);
}

#[test]
fn gossip_that_is_held_is_released_and_not_asked_for_again() {
    let story = format!("cut A->C\n{REPLY}hold C->A\nhold A->C\nhold B->C\nhold C->B\n");
    let model = page(&story);
    let asked = pressed(&model, &card(&model, C, "B1").expect("it waits")).expect("it helps");
    let (says, place) = offer(&asked, C, "B1");
    assert_eq!(says, "Release gossip");
    assert_eq!(place, "lost on A→C at step 2: the link was cut; gossip is held on C→A");
    delivers(&story, C, &["Gossip with Alice", "Release gossip", "Release A1"]);
}

#[test]
fn dropped_by_hand_by_chance_or_at_a_crash_all_come_by_gossip() {
    delivers(&format!("hold A->C\n{REPLY}drop A1->C\n"), C, &["Gossip with Bob"]);
    delivers(&format!("loss A->C 1000\n{REPLY}"), C, &["Gossip with Bob"]);
    let crashed = "crash C\nA: x = 1\nrestart C\nB: y = 2\n";
    delivers(crashed, C, &["Gossip with Alice"]);
}

#[test]
fn whose_author_is_down_is_restarted_and_asked() {
    // B has A1 and B1; C has B1 alone. Then both are down.
    let story = format!("cut A->C\n{REPLY}crash A\ncrash B\n");
    let (says, place) = offer(&page(&story), C, "B1");
    assert_eq!((&*says, &*place), ("Restart Alice", "only A has it, and A is down"));
    delivers(&story, C, &["Restart Alice", "Heal A→C", "Gossip with Alice"]);
}

#[test]
fn a_replica_that_is_down_itself_is_restarted_first() {
    let story = format!("hold A->C\n{REPLY}crash C\n");
    let (says, place) = offer(&page(&story), C, "B1");
    assert_eq!((&*says, &*place), ("Restart Carol", "Carol is down, and nothing arrives there"));
    delivers(&story, C, &["Restart Carol", "Release A1"]);
}

#[test]
fn what_was_never_sent_comes_by_a_snapshot() {
    // When C wrote, it did not know Dan yet; when A brought Dan up, it did not have C's write.
    let story = "replicas Alice Bob Carol Dan\nmembers A B C\nhold C->A\nC: x = 1\njoin D\n\
                 release C1->A\nA: y = 2\n";
    let (says, place) = offer(&page(story), D, "A1");
    assert_eq!(says, "Snapshot from Alice");
    assert_eq!(place, "never sent here; C has it: gossip or a snapshot can bring it");
    let (after, said) = press_until_gone(&page(story), D, "A1");
    assert_eq!(said, ["Snapshot from Alice"]);
    assert_eq!(vector(&after, D), "A1 B0 C1 D0");
    let cut = format!("{story}cut A->D\ncut B->D\nhold C->D\n");
    let (_, said) = press_until_gone(&page(&cut), D, "A1");
    assert_eq!(said, ["Snapshot from Carol", "Release a state"]);
}

#[test]
fn who_is_no_member_joins_first() {
    let story =
        "replicas Alice Bob Carol Dan\nhold C->D\nC: x = 1\nA: y = 2\ndrop C1->D\nleave D\n";
    let (says, _) = offer(&page(story), D, "A1");
    assert_eq!(says, "Let Dan join");
    let (after, _) = press_until_gone(&page(story), D, "A1");
    assert_eq!(vector(&after, D), "A1 B0 C1 D0");
}

#[test]
fn what_only_gossip_carries_comes_by_gossip() {
    let waits = page("broadcast off\nsessions wait\nann@A: x = 1\nann@C: read x\n");
    let (says, place) = offer(&waits, C, "ann");
    assert_eq!(says, "Gossip with Alice", "{place}");
    let (after, _) = press_until_gone(&waits, C, "ann");
    assert_eq!(after.cards[2].answers.len(), 1);
}

#[test]
fn what_only_anothers_inbox_or_link_has_is_gone_to() {
    let lost = "hold A->B\nhold A->C\nA: x = 1\nA: y = 2\nrelease A2->C\ndrop A1->C\n";
    let story = format!("{lost}crash A\nrestart A without disk\n");
    let (says, place) = offer(&page(&story), C, "A2");
    assert_eq!((&*says, &*place), ("Go to A1", "only on link A→B, not bound for here"));
    let (after, said) = press_until_gone(&page(&story), C, "A2");
    assert_eq!(said[..2], ["Go to A1", "Gossip with Bob"]);
    assert!(after.moment.replicas[2].seen.covers(dot(A, 2)));
}

#[test]
fn a_request_is_helped_in_the_same_ways() {
    let ask = "ann@A: x = 1\n";
    for (story, buttons) in [
        (format!("hold A->C\n{ask}ann@C: read x\n"), &["Release A1"][..]),
        (format!("cut A->C\n{ask}ann@C: read x\n"), &["Gossip with Bob"][..]),
        (format!("cut A-B\ncut A-C\n{ask}crash A\nann@C: read x\n"), &["Restart Alice"][..]),
    ] {
        let model = page(&format!("sessions wait\n{story}"));
        let (after, said) = press_until_gone(&model, C, "ann");
        assert_eq!(said[..buttons.len()], *buttons);
        let answers = &after.cards[2].answers;
        assert_eq!(answers.len(), 1, "{story}");
        assert!(!answers[0].is_refusal);
    }
}

#[test]
fn a_request_at_a_joiner_is_helped_to_a_state_and_one_that_waits_for_peers_to_their_word() {
    let joining =
        "sessions wait\nA: x = 1\nhold C->A\nhold C->B\ncrash C\nrestart C without disk\n";
    let model = page(&format!("{joining}ann@C: read x\n"));
    let card = card(&model, C, "ann").expect("it waits");
    assert_eq!(&*card.waits, "Waits until there is a state here");
    assert!(card.missing.is_empty());
    let (after, said) = press_until_gone(&model, C, "ann");
    assert_eq!(said[0], "Release a request", "{said:?}");
    assert_eq!(after.cards[2].answers.len(), 1);
    let peers = page("sessions wait\nmistakes waits-for-peers\nhold A->C\nann@A: x = 1\n");
    let (after, said) = press_until_gone(&peers, A, "ann");
    assert_eq!(said, ["Release A1"]);
    assert!(after.cards[0].inbox.is_empty());
}

#[test]
fn where_nothing_can_help_nothing_is_promised() {
    let never = "rule next-on-own\nB: y = 0\nA: x = 1\n";
    let model = page(never);
    let card = model.cards[2].inbox.first().expect("it waits for ever");
    assert_eq!((&card.help, &card.place), (&None, &None));
    let gone = "cut A->B\nhold A->C\nA: x = 1\nA: x = 2\nrelease A2->C\ndrop A1->C\ncrash A\n\
                restart A without disk\n";
    let (says, place) = offer(&page(gone), C, "A2");
    assert_eq!((&*says, &*place), ("Go to A1", "gone: nobody has it any more"));
}

/// Numbers that look like chance, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % n
    }

    fn letter(&mut self) -> char {
        ['A', 'B', 'C', 'D'][self.below(4) as usize]
    }

    fn line(&mut self) -> String {
        let (one, other) = (self.letter(), self.letter());
        match self.below(20) {
            0..6 => format!("ann{}@{one}: x = {}", self.below(2), self.below(9)),
            6..9 => format!("ann{}@{one}: read x", self.below(2)),
            9..12 => format!("hold {one}->{other}"),
            12..15 => format!("cut {one}->{other}"),
            15 => format!("open {one}->{other}"),
            16 => format!("drop {one}->{other}"),
            17 => format!("release {one}->{other}"),
            18 => format!("crash {one}"),
            _ => format!("leave {one}"),
        }
    }
}

/// The page after some things that can happen.
fn any_page(chance: &mut Chance) -> Model {
    let rules = ["wait", "off"];
    let start = format!(
        "replicas Alice Bob Carol Dan\nmembers A B C\nsessions {}\n+0 join D\n",
        rules[chance.below(2) as usize]
    );
    let mut story = start;
    for _ in 0..30 {
        let longer = format!("{story}{}\n", chance.line());
        let model = Scenario::read(&longer).map(Model::of);
        if model.is_ok_and(|model| model.run.problem().is_none()) {
            story = longer;
        }
    }
    page(&story)
}

#[test]
fn whatever_has_happened_what_is_offered_helps_in_the_end() {
    let mut chance = Chance(7);
    let (mut n_helped, mut n_gone, mut seen) = (0, 0, Vec::new());
    for n in 0..100 {
        let mut model = any_page(&mut chance);
        let mut pressed_here: Vec<String> = Vec::new();
        loop {
            let cards: Vec<_> = model.cards.iter().flat_map(|card| card.inbox.clone()).collect();
            let is_gone = |card: &WaitingCard| {
                let place = card.place.as_deref().unwrap_or_default();
                place.starts_with("gone:") || place.starts_with("here in the inbox too")
            };
            let Some(card) = cards.iter().find(|card| !is_gone(card)) else {
                n_gone += cards.len();
                break;
            };
            let Some(help) = &card.help else {
                let mut all = model.moment.replicas.iter();
                assert!(all.all(|one| one.phase != Phase::Serving), "story {n}: {card:?}");
                break;
            };
            let said = format!("{} at {}: {}", card.name, card.at, help.says);
            seen.push(help.says.split(' ').next().unwrap_or_default().to_owned());
            pressed_here.push(said);
            assert!(pressed_here.len() < 80, "story {n} has no end: {pressed_here:#?}");
            model = pressed(&model, card)
                .unwrap_or_else(|| panic!("story {n}: {pressed_here:#?} helps nothing"));
            let notice = model.notice.as_ref().map(|notice| notice.text.to_string());
            assert_eq!(notice, None, "story {n}: {pressed_here:#?}");
            n_helped += 1;
        }
    }
    seen.sort();
    seen.dedup();
    assert!(n_helped > 100, "{n_helped} buttons were pressed, {n_gone} wait for what is gone");
    assert_eq!(seen, ["Gossip", "Heal", "Let", "Release", "Restart", "Snapshot"]);
}
