//! Time: the cursor moves, and nothing else changes.

use causal_core::run::StopKind;

use crate::model::{Model, Offer, Origin, SPEEDS_MS};
use crate::msg::Timing;

impl Model {
    pub(super) fn pass_time(&self, timing: Timing) -> Option<Self> {
        match timing {
            Timing::Step => self.go(self.stop + 1),
            Timing::StepBack => self.go(self.stop.saturating_sub(1)),
            Timing::StepAction => self.go(self.next_action()?),
            Timing::StepBackAction => self.go(self.action_before(self.stop)?),
            Timing::Seek(stop) => self.go(stop),
            Timing::SeekEvent(event) => self.go(self.stop_of(event)),
            Timing::Start => self.go(0),
            Timing::End => self.go(self.last_stop()),
            Timing::NextMark => self.go(self.marks().find(|stop| *stop > self.stop)?),
            Timing::PreviousMark => self.go(self.marks().rfind(|stop| *stop < self.stop)?),
            Timing::TogglePlay => Some(self.toggle_play()),
            Timing::Tick => self.tick(),
            Timing::Slower => self.at_speed(self.speed.checked_sub(1)?),
            Timing::Faster => self.at_speed(self.speed + 1),
            Timing::Undo => self.go(self.last_action()? - 1),
            Timing::Redo => self.go(self.settled_after(self.next_action()?)),
        }
    }

    /// The cursor goes to a stop by hand; playing ends.
    fn go(&self, stop: usize) -> Option<Self> {
        let stop = stop.min(self.last_stop());
        if stop == self.stop && !self.playing {
            return None;
        }
        let mut next = Self { playing: false, ..self.at(stop) };
        // Who has gone somewhere in a run has a place in it that no button brings back.
        next.origin = Origin::Elsewhere;
        next.notice = next.notice.filter(|notice| !notice.is_passing);
        if self.inviting {
            // The button that was pressed goes away; the keyboard goes on with what happened.
            next.focus = next.rows.at(stop).map(|row| row.event);
        }
        let sentence =
            next.rows.at(stop).map_or_else(|| "The start.".into(), |row| row.text.clone());
        Some(next.saying(sentence))
    }

    fn toggle_play(&self) -> Self {
        let from = if !self.playing && self.stop == self.last_stop() { 0 } else { self.stop };
        Self { playing: !self.playing && self.last_stop() > 0, ..self.at(from) }
    }

    /// Playing moves on by one stop; it pauses at marks and at the end.
    fn tick(&self) -> Option<Self> {
        if !self.playing {
            return None;
        }
        let next = self.at(self.stop + 1);
        let row = next.rows.at(next.stop);
        let is_marked = row.is_some_and(|row| row.mark.is_some());
        let playing = !is_marked && next.stop < next.last_stop();
        let is_quick = SPEEDS_MS[self.speed] < 500;
        let said = match row {
            Some(row) if !playing || !is_quick => row.text.clone(),
            _ => next.said.clone(),
        };
        Some(Self { playing, said, ..next })
    }

    fn at_speed(&self, speed: usize) -> Option<Self> {
        (speed < SPEEDS_MS.len()).then(|| Self { speed, ..self.copy() })
    }

    fn marks(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.rows.iter().filter(|row| row.mark.is_some()).map(|row| row.stop)
    }

    fn is_action(&self, stop: usize) -> bool {
        matches!(self.run.stops()[stop].kind, StopKind::Action(_))
    }

    /// Whether there is something to undo: an action, or that another run was left.
    pub(crate) fn can_undo(&self) -> bool {
        self.offers(Offer::Undo) || self.last_action().is_some()
    }

    /// Whether there is something to redo.
    pub(crate) fn can_redo(&self) -> bool {
        self.offers(Offer::Redo) || self.next_action().is_some()
    }

    fn offers(&self, offer: Offer) -> bool {
        self.notice.as_ref().is_some_and(|notice| notice.offer == Some(offer))
    }

    /// The stop of the last action that has been done at the cursor.
    pub(crate) fn last_action(&self) -> Option<usize> {
        (1..=self.stop).rev().find(|stop| self.is_action(*stop))
    }

    /// The stop of the first action that has not been done at the cursor.
    pub(crate) fn next_action(&self) -> Option<usize> {
        (self.stop + 1..=self.last_stop()).find(|stop| self.is_action(*stop))
    }

    fn action_before(&self, stop: usize) -> Option<usize> {
        (0..stop).rev().find(|stop| *stop == 0 || self.is_action(*stop))
    }

    /// The last stop at the instant of an action: where acting puts the cursor.
    fn settled_after(&self, action: usize) -> usize {
        let instant = self.run.stops()[action].at;
        let after = action + 1..=self.last_stop();
        let at_once = after
            .take_while(|stop| !self.is_action(*stop) && self.run.stops()[*stop].at <= instant);
        at_once.last().unwrap_or(action)
    }
}
