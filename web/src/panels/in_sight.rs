//! Which items of a long list are in the document: those in sight, and a margin. The room of the
//! others is kept free before and after them.

use std::ops::Range;

use web_sys::Element;
use yew::prelude::*;

/// How many items are in the document at most.
const MOST: usize = 80;
/// By how many the first of them moves at a time.
const PACE: usize = 20;
/// How much room is kept for an item that is not in the document, in pixels.
const HEIGHT_PX: usize = 37;

/// The part of a list that is in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    /// What has to be in it: changes of this move it, and nothing else does but scrolling.
    anchors: [Option<usize>; 2],
    first: usize,
}

impl Part {
    /// The same part, moved if what has changed would not be in it. The second anchor counts most.
    fn with(self, anchors: [Option<usize>; 2], n_items: usize) -> Self {
        let news = anchors.iter().zip(self.anchors).filter(|(now, before)| **now != *before);
        let first = news.filter_map(|(now, _)| *now).fold(self.first, |first, at| {
            if (first..first + MOST).contains(&at) { first } else { centred(at) }
        });
        Self { anchors, first: first.min(last_first(n_items)) }
    }
}

/// The first item of a part with an item in its middle.
fn centred(at: usize) -> usize {
    at.saturating_sub(MOST / 2) / PACE * PACE
}

fn last_first(n_items: usize) -> usize {
    n_items.saturating_sub(MOST).next_multiple_of(PACE)
}

/// Which items of a list are in the document, and what to do when the list is scrolled. The anchors
/// are positions that come into the document when they change.
#[hook]
pub(crate) fn use_items_in_sight(
    list: &NodeRef,
    n_items: usize,
    anchors: [Option<usize>; 2],
) -> (Range<usize>, Callback<Event>) {
    let known = use_state_eq(|| Part { anchors: [None; 2], first: 0 });
    let part = known.with(anchors, n_items);
    {
        let known = known.setter();
        use_effect_with(part, move |part| known.set(*part));
    }
    let onscroll = {
        let (list, known) = (list.clone(), known.setter());
        Callback::from(move |_: Event| {
            let Some(list) = list.cast::<Element>() else { return };
            let first = centred(item_in_the_middle(&list, part.first, n_items));
            if first.abs_diff(part.first) >= PACE {
                known.set(Part { first: first.min(last_first(n_items)), ..part });
            }
        })
    };
    (part.first..(part.first + MOST).min(n_items), onscroll)
}

/// Which item is in the middle of what is in sight, about: exactly if it is in the document.
fn item_in_the_middle(list: &Element, first: usize, n_items: usize) -> usize {
    let items = list.query_selector_all(":scope > [aria-posinset]").ok();
    let n_drawn = items.as_ref().map_or(0, |items| items.length() as usize);
    let middle = list.scroll_top().max(0) as usize + list.client_height().max(0) as usize / 2;
    let before = first * HEIGHT_PX;
    let after = n_items.saturating_sub(first + n_drawn) * HEIGHT_PX;
    let drawn = (list.scroll_height().max(0) as usize).saturating_sub(before + after).max(1);
    let at = if middle < before {
        middle / HEIGHT_PX
    } else if middle < before + drawn {
        first + (middle - before) * n_drawn / drawn
    } else {
        first + n_drawn + (middle - before - drawn) / HEIGHT_PX
    };
    at.min(n_items.saturating_sub(1))
}

/// Room in the place of items that are not in the document.
pub(crate) fn room(key: &'static str, n_items: usize) -> Html {
    let style = format!("height: {}px", n_items * HEIGHT_PX);
    html! { <li {key} class="room" role="presentation" aria-hidden="true" {style}></li> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_is_in_the_document_and_what_is_in_it_does_not_move() {
        let part = Part { anchors: [None; 2], first: 0 }.with([Some(500), None], 1000);
        assert!((part.first..part.first + MOST).contains(&500));
        let same = part.with([Some(510), None], 1000);
        assert_eq!(same.first, part.first);
        let focused = same.with([Some(510), Some(3)], 1000);
        assert_eq!(focused.first, 0);
        // Scrolling has moved it, and nothing else has changed.
        let scrolled = Part { first: 700, ..focused };
        assert_eq!(scrolled.with([Some(510), Some(3)], 1000).first, 700);
    }

    #[test]
    fn the_last_items_are_reached_and_short_lists_are_whole() {
        let part = Part { anchors: [None; 2], first: 0 };
        let last = part.with([Some(999), None], 1000);
        assert!(last.first + MOST >= 1000 && last.first <= 999);
        assert_eq!(part.with([Some(30), None], 60).first, 0);
    }
}
