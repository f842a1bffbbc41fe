//! The help: what this is, and the keys.

use yew::prelude::*;

use super::dialog::DialogFrame;
use crate::diagram::legend;
use crate::model::Dispatch;

/// The keys, by where they work.
const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Anywhere",
        &[
            ("F6 · Shift+F6", "next · previous region"),
            ("Ctrl+Z · Ctrl+Shift+Z", "undo · redo: back · forward over your actions"),
            ("?", "this help"),
        ],
    ),
    (
        "In the main view: move",
        &[
            ("← →", "event before · after on this replica"),
            ("↑ ↓", "nearest event on the next replica"),
            ("Home End", "first · last event"),
            ("M", "other end of this message"),
            ("P F C", "next in the past · future · concurrent"),
            ("W V", "next wait · violation"),
            (", .", "step back · forward (with Shift: by action)"),
            ("Space", "play · pause"),
            ("[ ]", "previous · next mark"),
            ("0", "to the start"),
            ("T", "run until …"),
            ("Esc", "select nothing"),
        ],
    ),
    (
        "In the main view: act",
        &[
            ("Enter", "select, and go to what can be done"),
            ("R H D U", "release · hold · drop · duplicate the message"),
            ("1 2 3", "to the key field of the replica"),
        ],
    ),
    (
        "Elsewhere",
        &[
            ("Enter", "in a field: write"),
            ("Esc", "in a field: back to the main view"),
            ("← → Enter", "on the links: move · hold or open"),
            ("Shift+F10", "on a link: its menu"),
        ],
    ),
];

/// What the help shows.
#[derive(Debug)]
pub(crate) struct HelpProps {
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The dialog with the keys and what the signs mean.
pub(crate) fn help(props: &HelpProps) -> Html {
    html! {
        <DialogFrame title="Help" testid="help-dialog" open={props.open}
            dispatch={props.dispatch.clone()}>
            <p>
                { "Each replica keeps its own copy. A write is sent to the others; a message that \
                   arrives before something it builds on waits in the inbox. Press a link to hold \
                   it, press anything to see why it is as it is." }
            </p>
            <div class="help__legend" data-testid="help-legend">{ legend(&()) }</div>
            for (place, keys) in KEYS {
                <h3>{ place }</h3>
                <dl class="keys">
                    for (key, meaning) in keys {
                        <div><dt><kbd>{ *key }</kbd></dt><dd>{ *meaning }</dd></div>
                    }
                </dl>
            }
        </DialogFrame>
    }
}
