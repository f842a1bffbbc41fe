//! How far the reading of a log is, told while it is read.

/// How many times one phase is told of, at most.
const TOLD: usize = 100;

/// How far the reading of a log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How many lines or events have been passed.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// What is being done with a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its lines are read.
    Reading,
    /// The clocks of its events are judged.
    Judging,
}

/// Who is told, and when next: about a hundred times a phase, however long that is.
pub(super) struct Watch<'w> {
    tell: &'w mut dyn FnMut(Progress),
    now: Progress,
    /// At how many it is told next.
    next: usize,
}

impl<'w> Watch<'w> {
    pub(super) fn new(tell: &'w mut dyn FnMut(Progress)) -> Self {
        Self { tell, now: Progress { phase: Phase::Reading, done: 0, of: 0 }, next: 0 }
    }

    /// Something begins that has so many lines or events.
    pub(super) fn begin(&mut self, phase: Phase, of: usize) {
        self.now = Progress { phase, done: 0, of };
        self.next = 0;
        self.passed(0);
    }

    /// So many have been passed.
    pub(super) fn passed(&mut self, done: usize) {
        self.now.done = done;
        if done >= self.next {
            self.next = done + self.now.of.div_ceil(TOLD).max(1);
            (self.tell)(self.now);
        }
    }

    /// One more has been passed.
    pub(super) fn one_more(&mut self) {
        self.passed(self.now.done + 1);
    }
}
