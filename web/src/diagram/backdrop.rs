//! What has come to its end at the cursor: arrows, waits, marks and notes.
//!
//! Each kind is a list in the order of ending, cut into chunks. Moving the cursor changes how many
//! of a list show, and so only the chunk at the edge is drawn anew, however long the run is.

use std::rc::Rc;

use causal_diagram::layout::{Format, Layout};
use yew::prelude::*;

use super::pieces;
use crate::memo::memo_of;

/// How many things a chunk holds: few enough to draw at every step, enough to have few chunks.
const CHUNK: usize = 32;

/// Which list a chunk is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Arrows,
    Waits,
    Causes,
    Marks,
    Notes,
}

/// The part of a list that shows.
pub(super) fn shown(kind: Kind, layout: &Rc<Layout>, format: Format, position: usize) -> Html {
    let n_shown = match kind {
        Kind::Arrows => layout.n_ended_messages_at(position),
        Kind::Waits => layout.n_ended_waits_at(position),
        Kind::Causes => layout.n_causes_at(position),
        Kind::Marks => layout.chart.n_marks_at(position),
        Kind::Notes => layout.chart.notes.partition_point(|note| note.event.index() < position),
    };
    html! {
        <g class="chunks">
            for number in 0..n_shown.div_ceil(CHUNK) {
                {
                    memo_of(number, chunk, ChunkProps {
                        layout: Rc::clone(layout),
                        format,
                        kind,
                        number,
                        n_shown: (n_shown - number * CHUNK).min(CHUNK),
                    })
                }
            }
        </g>
    }
}

/// What a chunk depends on.
#[derive(PartialEq, Debug)]
struct ChunkProps {
    layout: Rc<Layout>,
    format: Format,
    kind: Kind,
    number: usize,
    n_shown: usize,
}

/// Some of a list.
fn chunk(props: &ChunkProps) -> Html {
    let first = props.number * CHUNK;
    let range = first..first + props.n_shown;
    let (layout, format) = (&*props.layout, props.format);
    html! {
        <g class="chunk">
            for index in range {
                {
                    match props.kind {
                        Kind::Arrows => {
                            pieces::ended_message(layout, format, layout.ended_messages[index])
                        }
                        Kind::Waits => {
                            pieces::ended_wait(layout, format, layout.ended_waits[index])
                        }
                        Kind::Causes => pieces::cause(layout, format, index),
                        Kind::Marks => pieces::mark(layout, format, index),
                        Kind::Notes => pieces::note(layout, format, index),
                    }
                }
            }
        </g>
    }
}
