//! What has come to its end at the cursor: arrows, waits, marks and notes, as far as they are in
//! sight.
//!
//! Columns are drawn in blocks, each kind of thing in the block in which it ends. Moving the cursor
//! changes how much of a block shows, and so only the block at the edge is drawn anew.

use std::ops::Range;
use std::rc::Rc;

use causal_diagram::layout::{Format, Layout};
use yew::prelude::*;

use super::pieces;
use super::window::{BLOCK, Sight};
use crate::memo::memo_of;

/// Which things of a block are drawn: what lies lower comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Arrows,
    Waits,
    Causes,
    Marks,
    Notes,
}

/// The things of one kind that are in sight and have ended.
pub(super) fn shown(kind: Kind, layout: &Rc<Layout>, sight: &Sight) -> Html {
    html! {
        <g class="chunks">
            for number in sight.blocks() {
                {
                    memo_of(number, block, BlockProps {
                        layout: Rc::clone(layout),
                        format: sight.format,
                        kind,
                        events: so_far(layout, sight, number),
                    })
                }
            }
        </g>
    }
}

/// The events of a block that have happened.
fn so_far(layout: &Layout, sight: &Sight, block: usize) -> Range<usize> {
    let Range { start, end } = layout.chart.events_of(block * BLOCK..(block + 1) * BLOCK);
    start.min(sight.position)..end.min(sight.position)
}

/// What a block depends on.
#[derive(PartialEq, Debug)]
struct BlockProps {
    layout: Rc<Layout>,
    format: Format,
    kind: Kind,
    events: Range<usize>,
}

/// The things of one kind in one block.
fn block(props: &BlockProps) -> Html {
    let BlockProps { layout, format, kind, events } = props;
    let (layout, chart, format) = (&**layout, &layout.chart, *format);
    let range = match kind {
        Kind::Arrows => chart.ended_messages_in(events),
        Kind::Waits => chart.ended_waits_in(events),
        Kind::Causes => chart.alarms_in(events),
        Kind::Marks => chart.marks_in(events),
        Kind::Notes => chart.notes_in(events),
    };
    html! {
        <g class="chunk">
            for index in range {
                {
                    match kind {
                        Kind::Arrows => {
                            pieces::ended_message(layout, format, chart.ended_messages[index])
                        }
                        Kind::Waits => pieces::ended_wait(layout, format, chart.ended_waits[index]),
                        Kind::Causes => pieces::cause(layout, format, index),
                        Kind::Marks => pieces::mark(layout, format, index),
                        Kind::Notes => pieces::note(layout, format, index),
                    }
                }
            }
        </g>
    }
}
