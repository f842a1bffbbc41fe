//! The past is safe: acting there leaves the old future reachable.

use causal_web::model::{BranchId, Offer};
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, C, after, after_write, empty, first_screen, message, values};

#[test]
fn acting_in_the_past_keeps_the_old_future_reachable() {
    let model = after_write(&after_write(&empty(), A, "x", "1"), B, "y", "2");
    let past = after(&model, [Msg::Time(Timing::Undo)]);
    let branched = after_write(&past, C, "z", "3");
    assert_eq!(values(&branched, A), ["x = 1", "z = 3"]);
    assert_eq!(branched.branches.tabs().len(), 2);
    let back = after(&branched, [Msg::ShowBranch(BranchId(0)), Msg::Time(Timing::End)]);
    assert_eq!(back.run.history().digest(), model.run.history().digest());
    assert_eq!(values(&back, A), ["x = 1", "y = 2"]);
    let there = after(&back, [Msg::ShowBranch(BranchId(1))]);
    assert_eq!(there.run.history().digest(), branched.run.history().digest());
    assert_eq!(there.stop, branched.stop, "each branch remembers where it was looked at");
}

#[test]
fn acting_where_only_consequences_lie_ahead_makes_no_branch() {
    let model = after(&first_screen(), [Msg::Release(message(A, C, 1))]);
    assert_eq!(model.n_actions_ahead(), 0);
    assert_eq!(model.branches.tabs().len(), 1);
}

#[test]
fn branches_are_renamed_deleted_and_brought_back() {
    let model = after_write(
        &after(&after_write(&empty(), A, "x", "1"), [Msg::Time(Timing::Start)]),
        B,
        "y",
        "2",
    );
    let (first, second) = (BranchId(0), BranchId(1));
    let named = after(&model, [Msg::RenameBranch(second, "  mine ".into())]);
    assert_eq!(&*named.tabs()[1].1, "mine");
    let unnamed = after(&named, [Msg::RenameBranch(second, "   ".into())]);
    assert_eq!(&*unnamed.tabs()[1].1, "mine");
    let deleted = after(&named, [Msg::DeleteBranch(second)]);
    assert_eq!((deleted.tabs().len(), deleted.branches.shown()), (1, first));
    assert_eq!(values(&after(&deleted, [Msg::Time(Timing::End)]), A), ["x = 1"]);
    let notice = deleted.notice.as_ref().expect("there is a notice");
    assert_eq!(notice.offer, Some(Offer::RestoreBranch));
    let restored = after(&deleted, [Msg::TakeUp(Offer::RestoreBranch)]);
    assert_eq!(restored.tabs().len(), 2);
    let shown = after(&restored, [Msg::ShowBranch(second), Msg::Time(Timing::End)]);
    assert_eq!(values(&shown, A), ["y = 2"]);
    assert!(deleted.update(Msg::DeleteBranch(first)).is_none(), "the last one stays");
}

#[test]
fn deleting_another_branch_leaves_the_cursor_alone() {
    let model = after_write(
        &after(&after_write(&empty(), A, "x", "1"), [Msg::Time(Timing::Start)]),
        B,
        "y",
        "2",
    );
    let deleted = after(&model, [Msg::DeleteBranch(BranchId(0))]);
    assert_eq!(deleted.stop, model.stop);
    assert_eq!(deleted.cards, model.cards);
}
