//! What visitors can do, in their words. [`Model::update`](crate::update) says what comes of it.

use std::rc::Rc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::replica::mistakes::Mistake;
use causal_core::replica::protocol::{Disk, Time};
use causal_core::world::action::Action;
use causal_core::world::event::EventId;
use causal_core::world::network::{LinkId, LinkState, MessageId};

use crate::codec::Opened;
use crate::model::{
    BranchId, Continuation, Dialog, Direction, Filter, KeepingNews, Menu, Offer, Remedy, Selection,
    SheetTab, Side, Tab, Theme, Unread, Until,
};
use crate::service::JobNews;

/// One thing that a visitor, or the clock, does to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The cursor moves in time, or its speed changes.
    Time(Timing),

    // Looking.
    /// Something is selected, and explained in *Why*.
    Select(Selection),
    /// Point at a write.
    SelectWrite(Dot),
    /// Nothing is selected any more.
    Deselect,
    /// The keyboard is on this event in the main view.
    Focus(EventId),
    /// The keyboard moves in the main view.
    Move(Direction),
    /// The diagram or the list is shown.
    ShowTab(Tab),
    /// What the list shows.
    ChooseFilter(Filter),
    /// Fold a panel away, or unfold it.
    ToggleSide(Side),
    /// Show a tab of the phone's sheet.
    ShowSheet(SheetTab),
    /// Pull the phone's sheet up, or push it down.
    ToggleSheet,
    /// Shows everything on a replica's card, or only the newest again.
    ToggleWholeCard(ReplicaId),
    /// Open a menu, or close it.
    ToggleMenu(Menu),
    /// Close a menu, if it is the one that is open.
    CloseMenu(Menu),
    /// The page becomes light or dark.
    ChooseTheme(Theme),

    // Acting.
    /// Type into a replica's key field.
    TypeKey(ReplicaId, String),
    /// Type into a replica's value field.
    TypeValue(ReplicaId, String),
    /// Type the name of the client that acts at a replica.
    TypeClient(ReplicaId, String),
    /// Write what is typed at a replica.
    Write(ReplicaId),
    /// Delete a key at a replica.
    Delete(ReplicaId, Rc<str>),
    /// Read the typed key at a replica.
    Read(ReplicaId),
    /// Let a message go.
    Release(MessageId),
    /// A message on its way is stopped.
    Hold(MessageId),
    /// A message on its way is lost.
    DropMessage(MessageId),
    /// A message on its way gets a copy.
    Duplicate(MessageId),
    /// Do it to the message that the keyboard is on, or that what it is on waits for.
    Do(MessageAction),
    /// Open → held → open; a cut link heals.
    ToggleLink(LinkId),
    /// Change whether a link carries messages.
    SetLink(LinkId, LinkState),
    /// Change whether every link carries messages.
    SetAllLinks(LinkState),
    /// How long messages sent from now on take on a link, or on every link.
    Delay(Option<LinkId>, Time),
    /// Play by another delivery rule: the same actions from the start.
    ChooseRule(String),
    /// Choose something else about the protocol: the menu's name, and the word chosen.
    Choose(&'static str, String),
    /// Let the replicas make a mistake from now on, or no more.
    ChooseMistake(Mistake, bool),
    /// Do something to a replica as a machine.
    Machine(Action),
    /// Let virtual time pass, in milliseconds.
    Pass(Time),
    /// Show what a script has done at the cursor.
    GoOn(Continuation),
    /// Whether replicas serve sessions only what they have seen.
    ChooseSessions(String),

    // Replicas.
    /// How many replicas there are to be, as the menu says it.
    ChooseNumber(String),
    /// Type what a replica is to be called, by its index.
    TypeName(usize, String),
    /// The run is played again by the replicas that are chosen.
    SetUp,
    /// A run with nothing in it, of the replicas that are chosen.
    SetUpAfresh,

    // Branches.
    /// Another branch is shown.
    ShowBranch(BranchId),
    /// Give a branch another name.
    RenameBranch(BranchId, String),
    /// A branch is deleted.
    DeleteBranch(BranchId),
    /// Take up what a notice offers.
    TakeUp(Offer),
    /// An earlier visit is wanted back, by the name under which it is kept.
    Resume(Rc<str>),
    /// Something is told of what the browser keeps.
    HearOfKeeping(KeepingNews),

    // Scenarios coming and going.
    /// A dialog opens.
    OpenDialog(Dialog),
    /// The dialog that is open closes.
    CloseDialog,
    /// The run has been shared under this fragment; the address bar follows.
    Shared(Rc<str>),
    /// Type the condition that is asked for, or take a chip.
    TypeCondition(String),
    /// To the next stop at which something is so.
    RunUntil(Until),
    /// Type or paste into the field of what to open.
    TypeOpening(String),
    /// Open a link, JSON or text.
    Open(String),
    /// Open what a file of this name holds.
    OpenFile(String, String),
    /// Something is told of long work beside the page.
    Hear(JobNews),
    /// Long work is cancelled, or what came of it has been read.
    PutWorkAway,
    /// A script shows a run.
    Load(Box<Opened>),
    /// The address bar changed to this fragment.
    Follow(String),
    /// A run of the reader's own, with nothing in it.
    StartEmpty,
    /// The run that the page starts with.
    LoadExample,
    /// Repair what could not be opened, in the field where it can be edited.
    Repair,
    /// The file could not be read.
    FileRefused(Unread),
    /// The notice is closed.
    Dismiss,
    /// What was told of keeping has been read.
    DismissWarning,
}

/// Where the cursor goes in time, by hand or by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// The page goes one stop forward.
    Step,
    /// The page goes one stop back.
    StepBack,
    /// Forward to the next action.
    StepAction,
    /// Back to the action before.
    StepBackAction,
    /// The page goes to a stop, by its number.
    Seek(usize),
    /// To the first stop at which an event has happened.
    SeekEvent(EventId),
    /// The page goes to where nothing has happened yet.
    Start,
    /// The page goes to the last stop.
    End,
    /// To the next stop with a mark: a wait or a violation.
    NextMark,
    /// To the stop with a mark before this one.
    PreviousMark,
    /// Play if paused, pause if playing.
    TogglePlay,
    /// The clock of playing has ticked.
    Tick,
    /// The run plays slower from now on.
    Slower,
    /// The run plays faster from now on.
    Faster,
    /// Before the last action.
    Undo,
    /// After the next action.
    Redo,
}

/// What can be done to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageAction {
    /// The message is let go.
    Release,
    /// The message is stopped on its way.
    Hold,
    /// The message is lost.
    Drop,
    /// The message gets a copy.
    Duplicate,
}

impl MessageAction {
    /// The message for a certain message.
    #[must_use]
    pub fn on(self, message: MessageId) -> Msg {
        match self {
            Self::Release => Msg::Release(message),
            Self::Hold => Msg::Hold(message),
            Self::Drop => Msg::DropMessage(message),
            Self::Duplicate => Msg::Duplicate(message),
        }
    }
}

impl From<Remedy> for Msg {
    fn from(remedy: Remedy) -> Self {
        match remedy {
            Remedy::Release(message) => Self::Release(message),
            Remedy::Await(event) => Self::Time(Timing::SeekEvent(event)),
            Remedy::Show(selection) => Self::Select(selection),
            Remedy::Gossip { from, with } => {
                Self::Machine(Action::Gossip { from, with: Some(with) })
            }
            Remedy::Snapshot(link) => Self::Machine(Action::Transfer { link }),
            Remedy::Restart(replica) => {
                Self::Machine(Action::Restart { replica, disk: Disk::Keep })
            }
            Remedy::Heal(link) => Self::SetLink(link, LinkState::Up),
            Remedy::Join { replica, from } => {
                Self::Machine(Action::Join { replica, from: Some(from) })
            }
        }
    }
}
