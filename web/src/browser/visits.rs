//! Visits in the database: one text for the record of each, and one for each of its branches.

use js_sys::{Date, Math, Object, Reflect};
use wasm_bindgen::JsValue;

use super::database::{Database, Failure, Transaction};
use super::living;
use crate::keeping::{Changes, Stash, Written, glimpse, read};
use crate::model::{BranchId, Branches, EarlierVisit};

const RECORDS: &str = "visits/";
/// How many visits are kept besides the present one. One more, and the oldest goes.
const EARLIER_MAX: usize = 24;

/// A visit as it lies in the database.
#[derive(Debug, Default)]
pub(super) struct Kept {
    record: String,
    runs: Vec<(BranchId, String)>,
}

/// The record of a visit that is over.
#[derive(Debug)]
pub(super) struct Over {
    visit: String,
    at_ms: u64,
    record: String,
}

/// A name for a visit that no other visit has.
pub(super) fn new_name() -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let chance = (Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:012x}-{chance:08x}", now_ms())
}

impl Kept {
    /// What is kept of a visit; nothing if there is no such visit.
    ///
    /// # Errors
    /// What the browser says.
    pub(super) async fn read(database: &Database, visit: &str) -> Result<Self, JsValue> {
        let records = database.read(&record_name(visit)).await?;
        let record = records.first().and_then(|(_, text)| stamped(text));
        let runs =
            database.read(&runs_name(visit)).await?.into_iter().filter_map(|(name, link)| {
                Some((BranchId(name.strip_suffix('.')?.parse().ok()?), link))
            });
        let record = record.map(|(_, record)| record.to_owned()).unwrap_or_default();
        Ok(Self { record, runs: runs.collect() })
    }

    /// All branches, with what was on its way into the database when the page went away.
    pub(super) fn branches(&self, stash: Option<&Stash>) -> Option<Branches> {
        let record = stash.map_or(&self.record, |stash| &stash.record);
        read(record, |id| {
            let stashed = stash.and_then(|stash| stash.link_of(id)).map(str::to_owned);
            let kept =
                || self.runs.iter().find(|(one, _)| *one == id).map(|(_, link)| link.clone());
            stashed.or_else(kept)
        })
    }

    /// What is written down of the visit.
    pub(super) fn written(self) -> Written {
        Written::of(self.record, self.runs)
    }
}

/// What writes changes of a visit down.
pub(super) fn transaction(visit: &str, changes: Changes) -> Transaction {
    let run_name = |id: BranchId| format!("{}{}.", runs_name(visit), id.0);
    let record =
        changes.record.map(|record| (record_name(visit), format!("{};{record}", now_ms())));
    let runs = changes.runs.into_iter().map(|(id, link)| (run_name(id), link));
    Transaction {
        puts: runs.chain(record).collect(),
        removals: changes.gone.into_iter().map(run_name).collect(),
    }
}

/// What removes a visit.
pub(super) fn removals(visit: &str) -> [String; 2] {
    [record_name(visit), runs_name(visit)]
}

/// The visits that are over, the latest first.
pub(super) async fn over(database: &Database, own: &str) -> Vec<Over> {
    let going_on = living::going_on().await.unwrap_or_default();
    let all = database.read(RECORDS).await.unwrap_or_default().into_iter();
    let mut over: Vec<Over> = Vec::new();
    for (visit, text) in all.filter(|(visit, _)| visit != own && !going_on.contains(visit)) {
        if let Some((at_ms, record)) = stamped(&text) {
            let at = over.partition_point(|later| later.at_ms > at_ms);
            over.insert(at, Over { visit, at_ms, record: record.to_owned() });
        }
    }
    over
}

/// Removes visits from the oldest on.
///
/// # Errors
/// Why nothing was removed.
pub(super) async fn remove(database: &Database, oldest: &[Over]) -> Result<(), Failure> {
    let removals = oldest.iter().flat_map(|one| removals(&one.visit)).collect();
    database.write(&Transaction { removals, puts: Vec::new() }).await
}

/// Those of the visits that are too many.
pub(super) fn too_many(over: &[Over]) -> &[Over] {
    over.get(EARLIER_MAX..).unwrap_or_default()
}

impl Over {
    /// What the page has to know of it; nothing if there is nothing in it, or nothing can be read.
    pub(super) fn told(&self) -> Option<EarlierVisit> {
        let glimpse = glimpse(&self.record).filter(|glimpse| glimpse.is_worth_resuming)?;
        Some(EarlierVisit {
            id: (&*self.visit).into(),
            title: glimpse.title.into(),
            n_branches: glimpse.n_branches,
            when: when(self.at_ms).into(),
        })
    }
}

/// A time as people write it: 3 Jul 2026, 14:05.
fn when(at_ms: u64) -> String {
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // An object takes every property.
        let _taken = Reflect::set(&options, &name.into(), &value.into());
    }
    #[allow(clippy::cast_precision_loss)]
    let at = Date::new(&(at_ms as f64).into());
    at.to_locale_string("en-GB", &options).into()
}

fn record_name(visit: &str) -> String {
    format!("{RECORDS}{visit}")
}

fn runs_name(visit: &str) -> String {
    format!("runs/{visit}/")
}

/// What the clock says, in milliseconds since 1970.
fn now_ms() -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let now = Date::now() as u64;
    now
}

/// A record with the time at which it was written.
fn stamped(text: &str) -> Option<(u64, &str)> {
    let (at_ms, record) = text.split_once(';')?;
    Some((at_ms.parse().ok()?, record))
}
