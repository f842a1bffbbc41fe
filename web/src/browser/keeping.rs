//! Keeping what is done here: the way back after a reload or a crash, and to earlier visits.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::database::Database;
use super::storage::OfTab;
use super::visits::{self, Kept};
use super::{document, keeper, living, window};
use crate::keeping::{Stash, Written};
use crate::model::{Branches, Dispatch, KeepingNews, Model};
use crate::msg::Msg;

/// The branches that this tab had before it was loaded again or crashed, and whether the page broke
/// when they were brought back the last time. Begins to keep what is done from now on.
pub(crate) async fn branches_before() -> Option<(Branches, bool)> {
    let Some(visit) = OfTab::Visit.read() else {
        begin_anew(false);
        return None;
    };
    let was_broken = OfTab::Opening.read().is_some();
    keeper::begin_opening();
    let is_ours = living::begin(&visit).await;
    let stash = OfTab::Stash.read().filter(|_| is_ours).and_then(|text| Stash::read(&text));
    let kept = async { Kept::read(&Database::open().await.ok()?, &visit).await.ok() };
    let kept = kept.await.unwrap_or_default();
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
        // Some browsers bring a page back that was left.
        let coming = EventListener::new(&window(), "pageshow", |_| {
            spawn_local(async {
                if let Some(visit) = keeper::visit() {
                    let _ours = living::begin(&visit).await;
                }
            });
        });
        move || drop((leaving, hiding, coming))
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
            keeper::begin_opening();
            KeepingNews::Resumed { branches: Rc::new(branches), is_broken: keeper::was_broken() }
        }
        None => KeepingNews::Unreadable,
    };
    dispatch.dispatch(Msg::HearOfKeeping(news));
}
