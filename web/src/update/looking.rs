//! Looking: selection and the keyboard's place in the main view.

use causal_core::clock::Dot;
use causal_core::history::Cone;
use causal_core::world::event::EventId;

use crate::model::{Direction, Mark, Model, Row, Selection, SheetTab};

impl Model {
    pub(super) fn select(&self, selection: Selection) -> Option<Self> {
        if self.selection == Some(selection) || !selection.exists_in(self.run.history()) {
            return None;
        }
        let mut next = self.selecting(Some(selection));
        if let Selection::Event(event) = selection {
            next.focus = self.rows.of_event(event).map(|row| row.event);
        }
        next.interface.sheet = SheetTab::Why;
        Some(next)
    }

    pub(super) fn select_write(&self, dot: Dot) -> Option<Self> {
        self.select(Selection::of_write(self.run.history(), dot)?)
    }

    pub(super) fn deselect(&self) -> Option<Self> {
        self.selection.map(|_| self.selecting(None))
    }

    pub(super) fn focus_on(&self, event: EventId) -> Option<Self> {
        let row = self.rows.of_event(event)?;
        (self.focus != Some(row.event)).then(|| Self { focus: Some(row.event), ..self.copy() })
    }

    /// The row that the keyboard is on, or would be on first.
    #[must_use]
    pub fn focused_row(&self) -> Option<&Row> {
        let focused = self.focus.and_then(|event| self.rows.of_event(event));
        focused.or_else(|| self.rows.at(self.stop)).or_else(|| self.rows.iter().next())
    }

    pub(super) fn move_focus(&self, direction: Direction) -> Option<Self> {
        let here = self.focused_row()?;
        let is_first_move = self.focus.is_none();
        let there = self.target(here, direction).unwrap_or(here);
        if self.focus == Some(there.event) {
            return None;
        }
        let there = if is_first_move && !is_jump(direction) { here } else { there };
        Some(Self { focus: Some(there.event), ..self.copy() })
    }

    fn target(&self, here: &Row, direction: Direction) -> Option<&Row> {
        let rows = || self.rows.iter();
        match direction {
            Direction::Before => {
                self.rows.until(here.stop - 1).rfind(|row| row.replica == here.replica)
            }
            Direction::After => self.rows.after(here.stop).find(|row| row.replica == here.replica),
            Direction::RowBefore => self.rows.until(here.stop - 1).next_back(),
            Direction::RowAfter => self.rows.after(here.stop).next(),
            Direction::Above => self.beside(here, -1),
            Direction::Below => self.beside(here, 1),
            Direction::First => rows().next(),
            Direction::Last => rows().next_back(),
            Direction::OtherEnd if here.is_write => {
                rows().find(|row| row.dot == here.dot && !row.is_write)
            }
            Direction::OtherEnd => {
                here.dot.and_then(|dot| rows().find(|row| row.is_write && row.dot == Some(dot)))
            }
            Direction::Past => self.along(here, |cone| &cone.past),
            Direction::Future => self.along(here, |cone| &cone.future),
            Direction::Concurrent => self.along(here, |cone| &cone.concurrent),
            Direction::Wait => self.next_marked(here, Mark::Wait),
            Direction::Violation => self.next_marked(here, Mark::Violation),
        }
    }

    /// The row nearest in time on the next replica that has any.
    fn beside(&self, here: &Row, step: i32) -> Option<&Row> {
        let n_replicas = i32::try_from(self.cards.len()).ok()?;
        let start =
            here.replica.map_or(if step > 0 { -1 } else { n_replicas }, |id| i32::from(id.0));
        let mut at = start + step;
        while (0..n_replicas).contains(&at) {
            let there =
                self.rows.iter().filter(|row| row.replica.is_some_and(|id| i32::from(id.0) == at));
            if let Some(row) = there.min_by_key(|row| row.stop.abs_diff(here.stop)) {
                return Some(row);
            }
            at += step;
        }
        None
    }

    /// The next write of a part of the cone: of the selected write, otherwise of this one.
    fn along(&self, here: &Row, part: impl Fn(&Cone) -> &Vec<Dot>) -> Option<&Row> {
        let selected = self.selection.and_then(|selected| selected.write(self.run.history()));
        let cone = self.cone_of(selected.or(here.dot)?);
        let row_of = |dot: &Dot| self.rows.iter().find(|row| row.is_write && row.dot == Some(*dot));
        let writes: Vec<&Row> = part(&cone).iter().filter_map(row_of).collect();
        let next = writes.iter().find(|row| row.stop > here.stop).or(writes.first());
        next.copied()
    }

    fn next_marked(&self, here: &Row, mark: Mark) -> Option<&Row> {
        let marked = || self.rows.iter().filter(|row| row.mark == Some(mark));
        self.rows.after(here.stop).find(|row| row.mark == Some(mark)).or_else(|| marked().next())
    }
}

fn is_jump(direction: Direction) -> bool {
    !matches!(
        direction,
        Direction::Before | Direction::After | Direction::RowBefore | Direction::RowAfter
    )
}
