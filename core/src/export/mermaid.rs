//! A run as a Mermaid `sequenceDiagram`, which GitHub and many wikis draw.
//!
//! ```text
//! sequenceDiagram
//!     participant A as Alice
//!     participant B as Bob
//!     Note over A: A1 lost = wallet
//!     A->>B: A1
//!     Note over B: delivers A1
//! ```
//!
//! Mermaid's arrows are level: one stands where its message arrives, and says no more than that it
//! does; whether anything takes effect by it is told by a note. A note says what is written,
//! what waits for what, what is delivered. A lost message is an arrow with a cross at its end, and
//! one that never arrived is a dotted one at the end of the diagram. Requests, accepted answers and
//! sendings are left out: there is nothing to see that the rest does not show.
//!
//! GitHub draws no diagram of more than 50,000 characters; this one is as long as its history.

mod escape;

use std::fmt::Write as _;

use litemap::LiteMap;

use crate::clock::ReplicaId;
use crate::history::{History, event_in_words};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Answer, Write};
use crate::world::event::{Event, EventKind};
use crate::world::network::{LinkId, LinkState, MessageId};
use crate::world::setting::Setting;
use escape::escaped;

/// Writes a history as a sequence diagram. Lines end in LF.
#[must_use]
pub fn write(history: &History, setting: &Setting) -> String {
    let mut diagram = Diagram {
        text: "sequenceDiagram\n".to_owned(),
        everybody: everybody(setting),
        under_way: LiteMap::new(),
        changed: Vec::new(),
    };
    for replica in setting.replicas() {
        let name = escaped(&setting.name(replica));
        diagram.line(&format!("participant {} as {name}", id(replica)));
    }
    history.events().iter().for_each(|event| diagram.take(event));
    diagram.end();
    diagram.text
}

/// A participant's id: its letter. Several letters could be one of Mermaid's own words.
fn id(replica: ReplicaId) -> String {
    let letters = replica.to_string();
    if letters.len() == 1 { letters } else { format!("{letters}_") }
}

/// What a note that concerns nobody in particular stands over.
fn everybody(setting: &Setting) -> Option<String> {
    let last = setting.replicas().last()?;
    let first = ReplicaId(0);
    Some(if last == first { id(first) } else { format!("{},{}", id(first), id(last)) })
}

/// The text so far, and what is not yet in it.
struct Diagram {
    text: String,
    everybody: Option<String>,
    /// What has left and not arrived, by message, with its label.
    under_way: LiteMap<MessageId, String>,
    /// The links that have just changed; said in one note.
    changed: Vec<(LinkId, LinkState)>,
}

impl Diagram {
    fn take(&mut self, event: &Event) {
        match &event.kind {
            EventKind::LinkChanged { link, setting, .. } => {
                self.changed.push((*link, setting.state));
                return;
            }
            EventKind::Released { .. } | EventKind::Held { .. } | EventKind::TimePassed => return,
            _ => self.say_changes(),
        }
        match &event.kind {
            EventKind::Sent { .. } | EventKind::Duplicated { .. } => {
                let message = event.kind.message();
                self.under_way.extend(message.map(|message| (message, label(event))));
            }
            EventKind::Received { .. } => self.arrow("->>", event),
            EventKind::Lost { .. } => self.arrow("-x", event),
            EventKind::Requested { .. }
            | EventKind::Replied { answer: Answer::Accepted(_) | Answer::Unavailable(_), .. } => {}
            _ => self.note_event(event),
        }
    }

    fn arrow(&mut self, arrow: &str, event: &Event) {
        let Some(message) = event.kind.message() else { return };
        self.under_way.remove(&message);
        self.line(&arrow_line(message, arrow, &label(event)));
    }

    fn note_event(&mut self, event: &Event) {
        let text = match &event.kind {
            EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. } => written(write),
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
                format!("delivers {}", write.dot)
            }
            EventKind::Noted { text, .. } => text.to_string(),
            _ => event_in_words(event),
        };
        let over = event.replica.map(id).or_else(|| self.everybody.clone());
        self.note(over, &text);
    }

    fn note(&mut self, over: Option<String>, text: &str) {
        if let Some(over) = over {
            self.line(&format!("Note over {over}: {}", escaped(text)));
        }
    }

    /// One note for links that changed at once, by what they are now.
    fn say_changes(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        for (state, are) in
            [(LinkState::Up, "up"), (LinkState::Held, "held"), (LinkState::Cut, "cut")]
        {
            let links = changed.iter().filter(|(_, now)| *now == state);
            let names: Vec<String> =
                links.map(|(link, _)| format!("{} to {}", link.from, link.to)).collect();
            if !names.is_empty() {
                self.note(self.everybody.clone(), &format!("{are} ({})", names.join(", ")));
            }
        }
    }

    fn end(&mut self) {
        self.say_changes();
        for (message, label) in std::mem::take(&mut self.under_way).iter() {
            let label = format!("{label} has not arrived");
            self.line(&arrow_line(*message, "--)", &label));
        }
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "    {line}").expect("a string takes all");
    }
}

fn arrow_line(message: MessageId, arrow: &str, label: &str) -> String {
    let LinkId { from, to } = message.link;
    format!("{}{arrow}{}: {}", id(from), id(to), escaped(label))
}

/// What a message carries, in a word or two.
fn label(event: &Event) -> String {
    match (event.kind.write(), &event.kind) {
        (Some(write), EventKind::Lost { .. }) => format!("{} is lost", write.dot),
        (Some(write), _) => write.dot.to_string(),
        (None, _) => event_in_words(event),
    }
}

fn written(write: &Write) -> String {
    match &write.value {
        Some(value) => format!("{} {} = {value}", write.dot, write.key),
        None => format!("{} deletes {}", write.dot, write.key),
    }
}
