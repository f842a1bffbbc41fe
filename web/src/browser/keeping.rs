//! Keeping what is done here: the way back after a reload or a crash, and to earlier visits.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::database::Database;
use super::storage::OfTab;
use super::visits::{self, Kept};
use super::{document, keeper, living, window};
use crate::keeping::{Stash, Written};
use crate::model::{Branches, Dispatch, KeepingNews, Model};
use crate::msg::Msg;

/// How long the page waits for its database before it opens without.
const PATIENCE_MS: u32 = 2_000;

/// The branches that this tab had before it was loaded again or crashed, and whether the page broke
/// when they were brought back the last time. Begins to keep what is done from now on.
pub(crate) async fn branches_before() -> Option<(Branches, bool)> {
    let Some(visit) = OfTab::Visit.read() else {
        begin_anew(false);
        return None;
    };
    let was_broken = OfTab::Opening.read().is_some();
    OfTab::Opening.write("1");
    let is_ours = living::begin(&visit).await;
    let stash = OfTab::Stash.read().filter(|_| is_ours).and_then(|text| Stash::read(&text));
    let kept = patiently(async { Kept::read(&Database::open().await.ok()?, &visit).await.ok() });
    let kept = kept.await.flatten().unwrap_or_default();
    let branches = kept.branches(stash.as_ref());
    if is_ours {
        keeper::begin(visit, kept.written(), was_broken);
    } else {
        // A copy of a tab that is still there: what is in it is here as well, and goes on otherwise.
        OfTab::Stash.clear();
        begin_anew(was_broken);
    }
    branches.map(|branches| (branches, was_broken))
}

fn begin_anew(was_broken: bool) {
    let visit = visits::new_name();
    keeper::begin(visit.clone(), Written::default(), was_broken);
    spawn_local(async move {
        let _ours = living::begin(&visit).await;
    });
}

/// Keeps the visit from now on, and finds out which visits were before.
#[hook]
pub(crate) fn use_keeping(model: &Model, dispatch: &Dispatch) {
    let now = model.kept();
    use_effect(move || keeper::look(now));
    use_effect_with(dispatch.clone(), |dispatch| {
        keeper::tell(dispatch);
        spawn_local(look_for_earlier(dispatch.clone()));
        let leaving = EventListener::new(&window(), "pagehide", |_| {
            keeper::stash();
            spawn_local(keeper::write());
        });
        let hiding = EventListener::new(&document(), "visibilitychange", |_| {
            if document().hidden() {
                spawn_local(keeper::write());
            }
        });
        move || drop((leaving, hiding))
    });
    use_effect_with((model.wanted.clone(), dispatch.clone()), |(wanted, dispatch)| {
        if let Some(visit) = wanted {
            spawn_local(bring_back(Rc::clone(visit), dispatch.clone()));
        }
    });
}

async fn look_for_earlier(dispatch: Dispatch) {
    let Some((database, visit)) = keeper::database().await else { return };
    let over = visits::over(&database, &visit).await;
    let earlier: Vec<_> = over.iter().filter_map(visits::Over::told).collect();
    if !earlier.is_empty() {
        dispatch.dispatch(Msg::HearOfKeeping(KeepingNews::Earlier(Rc::new(earlier))));
    }
}

async fn bring_back(visit: Rc<str>, dispatch: Dispatch) {
    let branches = async {
        let (database, _) = keeper::database().await?;
        Kept::read(&database, &visit).await.ok()?.branches(None)
    };
    let news = match branches.await {
        Some(branches) => {
            // A visit that goes on elsewhere stays there too.
            if living::going_on().await.is_some_and(|all| all.iter().all(|one| **one != *visit)) {
                keeper::absorb(visit.to_string());
            }
            OfTab::Opening.write("1");
            KeepingNews::Resumed { branches: Rc::new(branches), is_broken: keeper::was_broken() }
        }
        None => KeepingNews::Unreadable,
    };
    dispatch.dispatch(Msg::HearOfKeeping(news));
}

/// What comes in time; nothing if it takes too long.
async fn patiently<T>(future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut end) = (pin!(future), TimeoutFuture::new(PATIENCE_MS));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => Pin::new(&mut end).poll(context).map(|()| None),
    })
    .await
}
