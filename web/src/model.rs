//! What the page knows. Nothing here touches a browser: [`Model::update`](crate::update) is a pure
//! function of a model and a message, tested natively.
//!
//! # For the diagram
//! The page renders `<Diagram layout={Rc<Layout>} stop={usize} selection={Option<Selection>}
//! focus={Option<EventId>} cone={Option<Rc<Cone>>} dispatch={Dispatch} />` from `crate::diagram`, and calls
//! `Layout::of(&Run, &[Finding]) -> Layout` once for each run. Cheap props only: `Layout` derives `Eq`, so that
//! two `Rc`s of one run compare by pointer. What happened at or after stop `stop` lies beyond
//! `run.stops()[stop].n_events` events; the layout knows the stops.
//!
//! * A click on a mark or an arrow: `dispatch.dispatch(Msg::Select(…))`. A write's mark (● `A1`)
//!   selects its `Accepted` event, any other mark its own event, an arrow its message.
//!   A click on the ground: `Msg::Deselect`. A second click on what is selected: `Msg::ShowSheet`.
//! * [`Selection::dot`], [`Selection::message`] and [`Selection::replica`] find what a selection is
//!   about; a selected write has a cone (`HappensBefore::up_to`), a selected message does not.
//! * `focus` is the event that the keyboard is on (a ring around its mark); it is always the
//!   leading event of a [`Row`]: `Accepted`, `Replied`, `Received`, `Delivered` out of an
//!   inbox, `Lost`, `Held`, `Released`, `Duplicated`, `LinkChanged`, … The drawing is
//!   `aria-hidden`; keys and names live in the list beside it.

mod account;
mod branches;
mod clients;
mod condition;
mod continuation;
pub(crate) mod draft;
mod goals;
mod interface;
mod next;
mod notice;
mod place;
mod reason;
mod remedy;
mod replica_card;
mod rows;
mod search;
mod selection;
mod setup;
mod visit;
mod waiting_card;
mod waiting_request;
mod work;

use std::rc::Rc;

use causal_core::check::Finding;
use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Causation, Cone, HappensBefore, Moment};
use causal_core::paged_vec::PagedVec;
use causal_core::run::{Run, Stop, StopKind};
use causal_core::scenario::{Scenario, limits};
use causal_core::world::event::EventId;
use causal_diagram::layout::Layout;
use yew::functional::UseReducerDispatcher;

use crate::service::JobNumber;

pub use account::Account;
pub use branches::{BRANCHES_MAX, Branch, BranchId, BranchRun, Branches, NAME_CHARS};
pub use clients::AnswerLine;
pub use condition::{CHIPS, Condition, Until};
pub use continuation::Continuation;
pub use draft::{CLIENT_CHARS, Draft, DraftError, KEY_CHARS, VALUE_CHARS};
pub use goals::{GoalLine, Goals};
pub use interface::{Dialog, Filter, InterfaceState, Menu, Opening, SheetTab, Side, Tab, Theme};
pub use notice::Unread;
pub use notice::{Notice, Offer};
pub use place::{Origin, Place};
pub use reason::Reason;
pub use remedy::{Help, Remedy};
pub use replica_card::{KeyLine, LeftOut, ReplicaCard};
pub use rows::{Direction, Mark, Row, Rows};
pub use search::{Extra, SearchDraft};
pub use selection::Selection;
pub use setup::Setup;
pub use visit::{EarlierVisit, KeepingNews};
pub use waiting_card::{Waiting, WaitingCard};
pub use work::{About, Work, WorkState};

/// How components tell the page what its visitor wants.
pub type Dispatch = UseReducerDispatcher<Model>;

/// Everything that the page shows is computed from this. Cloning costs a few pointers.
#[derive(Clone, Debug)]
pub struct Model {
    /// The run on show.
    pub run: Rc<Run>,
    /// The cursor: an index into `run.stops()`.
    pub stop: usize,
    /// The furthest stop of `run` that has been looked at.
    pub furthest: usize,
    /// What everything looks like at the cursor.
    pub moment: Rc<Moment>,
    /// The replicas' cards at the cursor.
    pub cards: Rc<Vec<Rc<ReplicaCard>>>,
    /// The drawing of `run`.
    pub layout: Rc<Layout>,
    /// One sentence for each stop of `run`.
    pub rows: Rc<Rows>,
    /// Every violation of causal delivery in `run`.
    pub findings: Rc<PagedVec<Finding>>,
    /// Where the three come from.
    pub account: Rc<Account>,
    /// What was last pointed at.
    pub selection: Option<Selection>,
    /// The writes around the selected one at the cursor, if a write is selected.
    pub cone: Option<Rc<Cone>>,
    /// What the keyboard is on in the main view.
    pub focus: Option<EventId>,
    /// All runs that are kept; the one on show among them.
    pub branches: Rc<Branches>,
    /// Whether the cursor moves by itself.
    pub playing: bool,
    /// Which of [`SPEEDS_MS`] it moves at.
    pub speed: usize,
    /// What is being typed at each replica.
    pub drafts: Rc<Vec<Draft>>,
    /// Which panels, tabs and dialogs are open.
    pub interface: InterfaceState,
    /// What is done beside the page, or what came of it.
    pub work: Option<Work>,
    /// The number of the last job.
    pub n_jobs: JobNumber,
    /// What the visitor has to be told.
    pub notice: Option<Notice>,
    /// What the visitor has to know of what is kept here; it stays until it is put away.
    pub warning: Option<Rc<str>>,
    /// The last thing said by the live region.
    pub said: Rc<str>,
    /// Which goals of the run have been told of, a bit for each.
    pub goals_told: u32,
    /// What the address bar shows after `#`, once something has been shared.
    pub address: Option<Rc<str>>,
    /// Whether this is the first screen, untouched: one button pulses.
    pub inviting: bool,
    /// Who could bring the run on show again.
    pub origin: Origin,
    /// The page before the run on show came, as long as nothing has been done since.
    pub before: Option<Rc<Self>>,
    /// Earlier visits that can be resumed, the latest first.
    pub earlier: Rc<Vec<EarlierVisit>>,
    /// Which of them is wanted.
    pub wanted: Option<Rc<str>>,
}

/// How long each stop shows while playing, slowest first, in milliseconds.
pub const SPEEDS_MS: [u32; 5] = [2_400, 1_200, 600, 300, 150];
/// The speed that the page starts with.
pub const USUAL_SPEED: usize = 2;

impl Model {
    /// The page with a scenario on it, at the stop that the scenario asks for.
    #[must_use]
    pub fn of(scenario: Scenario) -> Self {
        let run = Run::with_limit(scenario, limits::STEPS_IN_PAGE);
        let n_replicas = run.setting().names.len();
        let stop = run.opening_stop();
        let moment = Rc::new(run.moment_at(stop));
        let account = Rc::new(Account::of(Rc::new(run)));
        let run = Rc::clone(&account.run);
        let notice = run.problem().map(Notice::of_problem);
        let cards = replica_card::replica_cards(&run, &moment, &account.findings, &[]);
        let origin = Origin::of_untouched(&run);
        let mut page = Self {
            branches: Rc::new(Branches::new(Rc::clone(&run), Place::default())),
            run,
            stop,
            furthest: stop,
            moment,
            cards,
            layout: Rc::clone(&account.layout),
            rows: Rc::clone(&account.rows),
            findings: Rc::clone(&account.findings),
            account,
            selection: None,
            cone: None,
            focus: None,
            playing: false,
            speed: USUAL_SPEED,
            drafts: Rc::new(vec![Draft::default(); n_replicas]),
            interface: InterfaceState::default(),
            work: None,
            n_jobs: 0,
            notice,
            warning: None,
            said: Rc::from(""),
            goals_told: 0,
            address: None,
            inviting: false,
            origin,
            before: None,
            earlier: Rc::default(),
            wanted: None,
        };
        // What is so when a run is opened is no news.
        page.goal_news();
        page
    }

    /// The same page once more: one copy of the code that copies, for all who change a part.
    #[inline(never)]
    #[must_use]
    pub(crate) fn copy(&self) -> Self {
        self.clone()
    }

    /// The same page with another run on it, at one of its stops.
    #[must_use]
    pub fn showing(&self, run: Rc<Run>, stop: usize) -> Self {
        let account = Rc::new(self.account.grown(Rc::clone(&run)));
        let mut next = self.copy();
        next.drafts = draft::fitted(&self.drafts, run.setting().names.len());
        next.selection = self.selection.filter(|selection| selection.exists_in(run.history()));
        next.focus = self.focus.filter(|event| event.index() < run.history().len());
        next.layout = Rc::clone(&account.layout);
        next.rows = Rc::clone(&account.rows);
        next.findings = Rc::clone(&account.findings);
        next.account = account;
        next.run = run;
        next.furthest = 0;
        next.interface.forget_replicas_beyond(next.run.setting().n_replicas());
        next.at(stop)
    }

    /// The same page with the cursor elsewhere; beyond the end is the end.
    #[must_use]
    pub fn at(&self, stop: usize) -> Self {
        let mut next = self.copy();
        next.stop = stop.min(self.last_stop());
        next.furthest = self.furthest.max(next.stop);
        next.moment = Rc::new(next.run.moment_at(next.stop));
        next.cards = next.cards_here();
        next.inviting = false;
        next.with_cone()
    }

    /// The cards at the cursor, whole where that was asked for.
    pub(crate) fn cards_here(&self) -> Rc<Vec<Rc<ReplicaCard>>> {
        let whole = &self.interface.whole_cards;
        replica_card::replica_cards(&self.run, &self.moment, &self.findings, whole)
    }

    /// The same page with the cone of what is selected now.
    fn with_cone(self) -> Self {
        let write = self.selection.and_then(|selected| selected.write(self.run.history()));
        Self { cone: write.map(|dot| Rc::new(self.cone_of(dot))), ..self }
    }

    /// The same page with something else selected, or nothing.
    #[must_use]
    pub fn selecting(&self, selection: Option<Selection>) -> Self {
        Self { selection, ..self.copy() }.with_cone()
    }

    /// The writes around a write, of those made so far.
    #[must_use]
    pub fn cone_of(&self, dot: Dot) -> Cone {
        let causation = Causation::of(&self.run.setting().protocol);
        let mut judge = HappensBefore::new(causation);
        let so_far = self.run.history().events().iter().take(self.moment.position);
        so_far.for_each(|event| judge.observe(event));
        judge.cone(dot)
    }

    /// All branches, with the place where the one on show is now.
    #[must_use]
    pub fn kept(&self) -> Branches {
        self.branches.with_shown(&self.run, self.place())
    }

    /// The last stop of the run on show.
    #[must_use]
    pub fn last_stop(&self) -> usize {
        self.run.stops().len() - 1
    }

    /// The stop under the cursor.
    #[must_use]
    pub fn here(&self) -> Stop {
        self.run.stops()[self.stop]
    }

    /// How many of the visitor's actions lie after the cursor.
    #[must_use]
    pub fn n_actions_ahead(&self) -> usize {
        let ahead = self.run.stops().from(self.stop + 1);
        ahead.filter(|stop| matches!(stop.kind, StopKind::Action(_))).count()
    }

    /// Whether something lies ahead that would be lost by acting here: actions, or what has been
    /// looked at. What nobody has seen yet simply happens otherwise.
    #[must_use]
    pub fn is_in_the_past(&self) -> bool {
        self.n_actions_ahead() > 0 || self.furthest > self.stop
    }

    /// The first stop at which an event has happened.
    #[must_use]
    pub fn stop_of(&self, event: EventId) -> usize {
        let before = self.run.stops().partition_point(|stop| stop.n_events <= event.index());
        before.min(self.last_stop())
    }

    /// Whether an event has happened at the cursor.
    #[must_use]
    pub fn has_happened(&self, event: EventId) -> bool {
        event.index() < self.moment.position
    }

    /// The violations that have happened at the cursor.
    pub fn findings_so_far(&self) -> impl Iterator<Item = &Finding> + '_ {
        self.findings.iter().filter(|finding| self.has_happened(finding.event))
    }

    /// The replica at which the last stop happened: its card says what is new.
    #[must_use]
    pub fn changed(&self) -> Option<ReplicaId> {
        self.rows.at(self.stop).and_then(|row| row.replica)
    }

    /// The branches' names, for their tabs.
    #[must_use]
    pub fn tabs(&self) -> Rc<Vec<(BranchId, Rc<str>)>> {
        let tabs = self.branches.tabs().iter();
        Rc::new(tabs.map(|branch| (branch.id, Rc::clone(&branch.name))).collect())
    }

    /// A replica's name in the scenario, or its letter.
    #[must_use]
    pub fn name(&self, replica: ReplicaId) -> String {
        self.run.setting().name(replica)
    }
}
