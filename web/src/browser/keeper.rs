//! Who writes down the visit that goes on in this tab: a moment after something was done it is in the
//! database, and what is not there when the page goes away waits in the tab's own storage.

use std::cell::RefCell;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Date;
use wasm_bindgen_futures::spawn_local;

use super::database::{Database, Failure, Transaction};
use super::storage::OfTab;
use super::{visits, window};
use crate::keeping::{Stash, Written, is_worth_a_record};
use crate::model::{Branches, Dispatch, KeepingNews};
use crate::msg::Msg;

/// How long after something was done it is written down.
const MOMENT_MS: f64 = 300.0;
/// Writing takes one part in so many of the time at most.
const SHARE: f64 = 20.0;
/// How long nothing is tried where there is no room.
const FULL_MS: f64 = 10_000.0;

/// What stands in the tab's storage while a visit is brought back.
const IS_OPENING: &str = "opening";
/// How often in a row the browser may refuse before nothing is tried any more. Once may be that the
/// database was emptied or closed.
const REFUSALS_MAX: u32 = 2;

/// What is known of the visit that goes on here; nothing before it has begun.
#[derive(Debug, Default)]
struct Keeper {
    visit: Option<String>,
    /// All branches as they are now.
    now: Option<Branches>,
    /// What the database has of them.
    written: Written,
    /// Earlier visits whose branches are here now: they leave the database with the next writing.
    absorbed: Vec<String>,
    database: Option<Database>,
    timer: Option<Timeout>,
    is_writing: bool,
    /// How long to wait before the next writing.
    wait_ms: f64,
    /// How often in a row the browser has refused.
    n_refusals: u32,
    /// Whether visits that are too many have been looked for.
    is_tidy: bool,
    /// Whether the page broke when it was opened before.
    was_broken: bool,
    dispatch: Option<Dispatch>,
}

thread_local! {
    static KEEPER: RefCell<Keeper> = RefCell::default();
}

/// A writing that is going on.
struct Writing {
    visit: String,
    database: Option<Database>,
    transaction: Transaction,
    next: Written,
    is_tidy: bool,
}

/// The visit begins, with what is written down of it.
pub(super) fn begin(visit: String, written: Written, was_broken: bool) {
    OfTab::Visit.write(&visit);
    KEEPER.set(Keeper { visit: Some(visit), written, was_broken, ..Keeper::default() });
}

/// Who is to be told, from now on.
pub(super) fn tell(dispatch: &Dispatch) {
    KEEPER.with_borrow_mut(|keeper| keeper.dispatch = Some(dispatch.clone()));
}

/// The visit that goes on.
pub(super) fn visit() -> Option<String> {
    KEEPER.with_borrow(|keeper| keeper.visit.clone())
}

/// The database, if it can be opened, and the visit that goes on.
pub(super) async fn database() -> Option<(Database, String)> {
    let visit = visit()?;
    if let Some(database) = KEEPER.with_borrow(|keeper| keeper.database.clone()) {
        return Some((database, visit));
    }
    let database = Database::open().await.ok()?;
    KEEPER.with_borrow_mut(|keeper| keeper.database = Some(database.clone()));
    Some((database, visit))
}

/// Whether the page broke when it was opened before.
pub(super) fn was_broken() -> bool {
    KEEPER.with_borrow(|keeper| keeper.was_broken)
}

/// The branches of an earlier visit are about to be here: it goes when they are written down.
pub(super) fn absorb(visit: String) {
    KEEPER.with_borrow_mut(|keeper| keeper.absorbed.push(visit));
}

/// A visit is about to be shown. Who goes away meanwhile does no harm; if the process behind the page
/// dies, or the page breaks, the next page of this tab knows.
pub(super) fn begin_opening() {
    OfTab::Opening.write(IS_OPENING);
    let ends: [(_, fn()); 3] = [
        ("pagehide", || {
            if OfTab::Opening.read().as_deref() == Some(IS_OPENING) {
                OfTab::Opening.clear();
            }
        }),
        ("error", break_down),
        ("unhandledrejection", break_down),
    ];
    for (event, end) in ends {
        EventListener::once(&window(), event, move |_| end()).forget();
    }
}

/// The page has broken; what is not in the database is kept for the next page.
pub(super) fn break_down() {
    if OfTab::Opening.read().is_some() {
        OfTab::Opening.write("broken");
    }
    stash();
}

/// This is what there is now; it has been drawn without harm.
pub(super) fn look(now: Branches) {
    OfTab::Opening.clear();
    KEEPER.with_borrow_mut(|keeper| {
        keeper.now = Some(now).filter(is_worth_a_record);
        keeper.write_soon();
    });
}

/// What the database does not have yet goes where the next page of this tab finds it.
pub(super) fn stash() {
    let stash = KEEPER.with(|keeper| {
        let keeper = keeper.try_borrow().ok()?;
        let now = keeper.now.as_ref()?;
        Some(Stash::of(now, &keeper.written.changes(now).0))
    });
    match stash {
        Some(Some(stash)) => OfTab::Stash.write(&stash.write()),
        Some(None) => OfTab::Stash.clear(),
        None => {}
    }
}

/// Writes down what is new, now.
pub(super) async fn write() {
    let Some(writing) = KEEPER.with_borrow_mut(Keeper::start) else { return };
    let (database, outcome) = writing.carry_out().await;
    let news = KEEPER.with_borrow_mut(|keeper| {
        let news = keeper.settle(database, writing.next, outcome);
        keeper.write_soon();
        news.zip(keeper.dispatch.clone())
    });
    if let Some((news, dispatch)) = news {
        dispatch.dispatch(Msg::HearOfKeeping(news));
    }
}

impl Keeper {
    fn write_soon(&mut self) {
        let is_idle = self.timer.is_none() && !self.is_writing && self.n_refusals < REFUSALS_MAX;
        if is_idle && self.now.is_some() && self.visit.is_some() {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let wait_ms = self.wait_ms.max(MOMENT_MS) as u32;
            self.timer = Some(Timeout::new(wait_ms, || spawn_local(write())));
        }
    }

    fn start(&mut self) -> Option<Writing> {
        self.timer = None;
        if self.is_writing || self.n_refusals >= REFUSALS_MAX {
            return None;
        }
        let (now, visit) = (self.now.as_ref()?, self.visit.clone()?);
        let begun = Date::now();
        let (changes, next) = self.written.changes(now);
        if changes.is_empty() && self.absorbed.is_empty() {
            return None;
        }
        let mut transaction = visits::transaction(&visit, changes);
        transaction.removals.extend(self.absorbed.iter().flat_map(|one| visits::removals(one)));
        self.wait_ms = (Date::now() - begun) * SHARE;
        self.is_writing = true;
        let (database, is_tidy) = (self.database.clone(), self.is_tidy);
        Some(Writing { visit, database, transaction, next, is_tidy })
    }

    /// What there is to tell when a writing is over.
    fn settle(
        &mut self,
        database: Option<Database>,
        next: Written,
        outcome: Result<usize, Failure>,
    ) -> Option<KeepingNews> {
        self.is_writing = false;
        self.database = database;
        match outcome {
            Ok(n_removed) => {
                OfTab::Stash.clear();
                (self.written, self.is_tidy, self.n_refusals) = (next, true, 0);
                self.absorbed.clear();
                (n_removed > 0).then_some(KeepingNews::MadeRoom(n_removed))
            }
            Err(Failure::Full) => {
                let is_new = self.wait_ms < FULL_MS;
                self.wait_ms = FULL_MS;
                is_new.then_some(KeepingNews::NoRoom)
            }
            Err(Failure::Refused) => {
                // The database may have been closed or emptied: next time all of it is written.
                (self.database, self.written) = (None, Written::default());
                self.n_refusals += 1;
                let is_new = self.n_refusals == REFUSALS_MAX && OfTab::Told.read().is_none();
                is_new.then(|| {
                    OfTab::Told.write("1");
                    KeepingNews::Refused
                })
            }
        }
    }
}

impl Writing {
    /// Writes, and removes the oldest visits while there is no room; how many went.
    async fn carry_out(&self) -> (Option<Database>, Result<usize, Failure>) {
        let database = match self.database.clone() {
            Some(database) => Ok(database),
            None => Database::open().await,
        };
        let Ok(database) = database else { return (None, Err(Failure::Refused)) };
        let outcome = self.write_into(&database).await;
        (Some(database), outcome)
    }

    async fn write_into(&self, database: &Database) -> Result<usize, Failure> {
        let mut n_removed = 0;
        while let Err(why) = database.write(&self.transaction).await {
            let over = visits::over(database, &self.visit).await;
            let Some(oldest) = over.last().filter(|_| why == Failure::Full) else {
                return Err(why);
            };
            visits::remove(database, std::slice::from_ref(oldest)).await?;
            n_removed += 1;
        }
        if !self.is_tidy {
            let over = visits::over(database, &self.visit).await;
            let too_many = visits::too_many(&over);
            if !too_many.is_empty() && visits::remove(database, too_many).await.is_ok() {
                n_removed += too_many.len();
            }
        }
        Ok(n_removed)
    }
}
