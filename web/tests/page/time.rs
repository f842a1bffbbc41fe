//! The cursor, playing, undo and redo.

use causal_web::model::Model;
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, after, after_write, empty, first_screen, vector};

#[test]
fn the_first_screen_is_two_presses_from_the_delivery() {
    let model = first_screen();
    assert!(model.inviting);
    assert_eq!((model.stop, model.last_stop()), (4, 5));
    let arrived = after(&model, [Msg::Time(Timing::Step)]);
    assert!(!arrived.inviting);
    let card = &arrived.cards[2].inbox[0];
    assert_eq!(&*card.waits, "Waits for A1");
    assert_eq!(card.place.as_deref(), Some("on link A→C, held by you"));
    let help = card.help.as_ref().expect("there is a button");
    assert_eq!(&*help.says, "Release A1");
    let released = after(&arrived, [help.remedy.into()]);
    assert_eq!(vector(&released, super::support::C), "A1 B1 C0");
    assert_eq!(&*released.said, "Goal 3 of 3: A1, then B1 delivered at Carol. Done.");
    assert_eq!(released.branches.tabs().len(), 1);
}

#[test]
fn back_to_the_start_and_forward_again_shows_the_same_everywhere() {
    let model = after(&first_screen(), [Msg::Time(Timing::End)]);
    let forward: Vec<Model> = (0..=model.last_stop())
        .scan(after(&model, [Msg::Time(Timing::Start)]), |at, _| {
            let here = at.clone();
            *at = after(at, [Msg::Time(Timing::Step)]);
            Some(here)
        })
        .collect();
    for seen in forward.iter().rev() {
        let again = after(&model, [Msg::Time(Timing::Seek(seen.stop))]);
        assert_eq!(again.cards, seen.cards);
        assert_eq!(again.moment, seen.moment);
    }
}

#[test]
fn steps_end_at_both_ends() {
    let start = after(&first_screen(), [Msg::Time(Timing::Start)]);
    assert!(start.update(Msg::Time(Timing::StepBack)).is_none());
    assert!(start.update(Msg::Time(Timing::Start)).is_none());
    let end = after(&start, [Msg::Time(Timing::End)]);
    assert!(end.update(Msg::Time(Timing::Step)).is_none());
    assert!(end.update(Msg::Time(Timing::StepAction)).is_none());
    assert_eq!(after(&end, [Msg::Time(Timing::Seek(usize::MAX))]).stop, end.stop);
}

#[test]
fn shift_steps_go_from_action_to_action() {
    let start = after(&first_screen(), [Msg::Time(Timing::Start)]);
    let stops: Vec<usize> = [
        Msg::Time(Timing::StepAction),
        Msg::Time(Timing::StepAction),
        Msg::Time(Timing::StepBackAction),
    ]
    .into_iter()
    .scan(start, |at, msg| {
        *at = after(at, [msg]);
        Some(at.stop)
    })
    .collect();
    assert_eq!(stops, [1, 3, 1]);
}

#[test]
fn playing_pauses_at_a_wait_and_at_the_end() {
    let playing = after(&first_screen(), [Msg::Time(Timing::Start), Msg::Time(Timing::TogglePlay)]);
    assert!(playing.playing);
    let mut at = playing;
    while at.playing {
        at = after(&at, [Msg::Time(Timing::Tick)]);
    }
    assert_eq!(at.stop, 5, "B1 has arrived and waits");
    assert!(at.update(Msg::Time(Timing::Tick)).is_none(), "a late tick does nothing");
    assert_eq!(
        after(&at, [Msg::Time(Timing::TogglePlay)]).stop,
        0,
        "playing at the end starts over"
    );
}

#[test]
fn any_step_by_hand_pauses() {
    let playing = after(&first_screen(), [Msg::Time(Timing::Start), Msg::Time(Timing::TogglePlay)]);
    for msg in [
        Msg::Time(Timing::Step),
        Msg::Time(Timing::StepBack),
        Msg::Time(Timing::Seek(2)),
        Msg::Time(Timing::End),
        Msg::Time(Timing::TogglePlay),
    ] {
        assert!(!after(&playing, [msg.clone()]).playing, "{msg:?}");
    }
}

#[test]
fn speeds_have_a_fastest_and_a_slowest() {
    let model = first_screen();
    let fast = after(&model, vec![Msg::Time(Timing::Faster); 10]);
    let slow = after(&fast, vec![Msg::Time(Timing::Slower); 10]);
    assert!(
        fast.update(Msg::Time(Timing::Faster)).is_none()
            && slow.update(Msg::Time(Timing::Slower)).is_none()
    );
    assert_ne!(fast.speed, slow.speed);
}

#[test]
fn undo_and_redo_move_over_actions_and_lose_nothing() {
    let one = after_write(&empty(), A, "x", "1");
    let two = after_write(&one, B, "y", "2");
    let undone = after(&two, [Msg::Time(Timing::Undo)]);
    assert_eq!(vector(&undone, A), "A1 B0 C0");
    assert_eq!(undone.n_actions_ahead(), 1);
    assert_eq!(vector(&after(&undone, [Msg::Time(Timing::Undo)]), A), "A0 B0 C0");
    let redone = after(&undone, [Msg::Time(Timing::Redo)]);
    assert_eq!(vector(&redone, B), "A1 B1 C0");
    assert_eq!(redone.run.scenario(), two.run.scenario());
    assert!(after(&two, [Msg::Time(Timing::Start)]).update(Msg::Time(Timing::Undo)).is_none());
    assert!(two.update(Msg::Time(Timing::Redo)).is_none());
}

#[test]
fn marks_are_visited_in_order() {
    let model = after(&first_screen(), [Msg::Time(Timing::Start), Msg::Time(Timing::NextMark)]);
    assert_eq!(model.stop, 5);
    assert!(model.update(Msg::Time(Timing::NextMark)).is_none());
    assert!(model.update(Msg::Time(Timing::PreviousMark)).is_none());
}
