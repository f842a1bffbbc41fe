//! Long work that the page wants: begun when it is wanted, withdrawn when it is not any more.

use yew::prelude::*;

use super::focus::{focus_on, focus_within, in_sight, is_focus_lost};
use crate::model::{Dispatch, Work};
use crate::msg::Msg;
use crate::service::{Client, JobKind};

/// Has the page's job done beside it, and sends [`Msg::Hear`] of it.
#[hook]
pub(crate) fn use_long_work(work: Option<&Work>, dispatch: &Dispatch) {
    let client = use_mut_ref(|| {
        let dispatch = dispatch.clone();
        Client::new(move |news| dispatch.dispatch(Msg::Hear(news)))
    });
    let wanted = work.cloned();
    use_effect_with(work.and_then(Work::running), move |_number| {
        match wanted.and_then(|work| work.item()) {
            Some(item) => client.borrow_mut().begin(item),
            None => client.borrow_mut().withdraw(),
        }
    });
    use_focus_after(work);
}

/// Where the buttons of a job were pressed they go away with it, and the focus goes to what leads on:
/// in the dialog to what came of it or to what begins another, in the bar to *Show*, and from there
/// to what the job was begun with.
#[hook]
fn use_focus_after(work: Option<&Work>) {
    let before = use_mut_ref(|| None::<JobKind>);
    let state = (work.map(|work| work.kind), work.and_then(Work::running));
    use_effect_with(state, move |(kind, running)| {
        let before = before.replace(*kind);
        in_sight("work");
        if running.is_none() && is_focus_lost("[inert]") {
            let begun_with = match before {
                None => return,
                Some(JobKind::Log) => "open-run",
                Some(JobKind::Search) => "find",
            };
            // The first three are there in open dialogs only.
            let places = ["open-submit", "find-show", "find-it", "work-show", begun_with];
            let _nowhere = places.into_iter().any(focus_on) || focus_within("stage");
        }
    });
}
