//! What happened at one stop, in one or two sentences: the list, the live region, *Why*.

use causal_core::check::Finding;
use causal_core::history::Asked;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{Answer, Message, Write};
use causal_core::replica::rule::DiscardReason;
use causal_core::run::Run;
use causal_core::world::action::LinkChange;
use causal_core::world::event::{Event, EventId, EventKind, LossReason};
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

use causal_diagram::layout::Chart;
use causal_diagram::words::{changed, links_changed, replica_changed};

use super::requests::{answered, answered_late, rejected, request_waits};
use super::{carries, content, count, link, list, lost_why, violation};

/// The events of one stop in words, and the violations among them.
pub(crate) fn happening(
    (run, chart): (&Run, &Chart),
    events: &[&Event],
    found: &[&Finding],
) -> String {
    let mut sentences = vec![main_sentence(run, chart, events)];
    sentences.extend(events.iter().filter_map(|event| loses(chart, event.id)));
    sentences.extend(events.iter().filter_map(|event| conflict(event)));
    sentences.extend(events.iter().filter_map(|event| settled(run, event, events)));
    sentences.extend(found.iter().map(|finding| violation(finding, run)));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn main_sentence(run: &Run, chart: &Chart, events: &[&Event]) -> String {
    let setting = run.setting();
    let links = events.iter().filter_map(|event| link_changed(run, event));
    let links = links.collect::<Vec<_>>().join(" ");
    if !links.is_empty() {
        return links;
    }
    let Some(event) = events.iter().find(|event| !is_prelude(event)) else {
        return match events.first() {
            Some(event) => begun(event, chart, setting),
            None => "A timer runs out, and nothing comes of it.".to_owned(),
        };
    };
    let name = event.replica.map_or_else(String::new, |id| setting.name(id));
    match &event.kind {
        EventKind::Recorded { what, .. } => occurrence((run, chart), event, what, events),
        EventKind::Replied { answer, .. } if is_asked_in(event, events) => {
            asked(run, event).map_or_else(String::new, |asked| answered(&asked, &name, answer))
        }
        EventKind::Received { message, what: Message::Write(write) } => {
            received(&name, write, events, *message)
        }
        EventKind::Received { message, what: Message::Repair(write) } => {
            received(&name, write, events, *message)
        }
        EventKind::Received { message, what } => {
            received_other(chart, setting, (event.id, *message, what), events)
        }
        EventKind::Lost { message, what, why } => {
            let on = to(*message, setting);
            format!("Lost: {} to {on}; {}.", carries(what), lost_why(*why))
        }
        EventKind::Held { message } => {
            format!("{} is held on {}.", carried(run, event.id, *message), link(message.link))
        }
        EventKind::Released { message, .. } => {
            format!("{} is released on {}.", carried(run, event.id, *message), link(message.link))
        }
        EventKind::Duplicated { copy, what, .. } => {
            format!("{} to {} is on its way twice now.", carries(what), to(*copy, setting))
        }
        EventKind::LinksChanged { .. } | EventKind::Partitioned { .. } | EventKind::Healed => {
            links_changed(&event.kind)
        }
        EventKind::TimePassed => format!("Time passes, to {} ms.", event.at),
        EventKind::Noted { text } => format!("Note: {text}"),
        EventKind::Requested { .. }
        | EventKind::Replied { .. }
        | EventKind::LinkChanged { .. }
        | EventKind::Sent { .. } => String::new(),
    }
}

/// What a replica did.
fn occurrence(
    (run, chart): (&Run, &Chart),
    event: &Event,
    what: &Occurrence,
    events: &[&Event],
) -> String {
    let setting = run.setting();
    let name = event.replica.map_or_else(String::new, |id| setting.name(id));
    match what {
        Occurrence::Accepted { write, .. } => {
            accepted(asked(run, event).and_then(|asked| asked.client()), &name, write, events)
        }
        Occurrence::Parked { missing, .. } => {
            let is_right = setting.protocol.mistakes.is_empty();
            let until = if is_right { " until it has its state" } else { "" };
            let asked = asked(run, event);
            asked.map_or_else(String::new, |asked| request_waits(&asked, &name, missing, until))
        }
        // What is turned down stands behind the other sentences, whatever came before.
        Occurrence::Rejected { .. } => String::new(),
        Occurrence::Delivered { write, .. } => {
            format!("{} delivered at {name}: nothing is missing any more.", write.dot)
        }
        Occurrence::Discarded { write, .. } => {
            format!("{} leaves {name}'s inbox: it is known already.", write.dot)
        }
        Occurrence::Pruned { .. } => format!("{}.", replica_changed(event, setting)),
        Occurrence::Collected { .. }
        | Occurrence::Crashed
        | Occurrence::Restarted { .. }
        | Occurrence::ViewChanged { .. }
        | Occurrence::Joined { .. }
        | Occurrence::PeerDown { .. }
        | Occurrence::PeerUp { .. }
        | Occurrence::SkewSet { .. }
        | Occurrence::Erred { .. } => told(chart, event.id),
        Occurrence::Buffered { .. }
        | Occurrence::StateMerged { .. }
        | Occurrence::Conflict { .. } => String::new(),
    }
}

/// What the diagram says of an event.
fn told(chart: &Chart, event: EventId) -> String {
    chart.title_of(event).map_or_else(String::new, |title| format!("{title}."))
}

/// Who loses by an event, and why.
fn loses(chart: &Chart, event: EventId) -> Option<String> {
    let (_, why) = chart.loser_at(event)?;
    Some(format!("{why}."))
}

fn is_prelude(event: &Event) -> bool {
    matches!(event.kind, EventKind::Requested { .. } | EventKind::Sent { .. })
}

/// What begins and has led to nothing but messages yet.
fn begun(event: &Event, chart: &Chart, setting: &Setting) -> String {
    if chart.title_of(event.id).is_some() {
        return told(chart, event.id);
    }
    let name = event.replica.map_or_else(String::new, |id| setting.name(id));
    match &event.kind {
        EventKind::Requested { op, .. } => match op.key() {
            Some(key) => format!("{name} is asked about {key}."),
            None => format!("{name} is asked about everything."),
        },
        EventKind::Sent { message, what, .. } => {
            format!("{name} sends {} to {}.", carries(what), to(*message, setting))
        }
        _ => String::new(),
    }
}

/// The name of the write that a message carries that is on its way just before an event.
fn carried(run: &Run, event: EventId, message: MessageId) -> String {
    let before = run.moment(event.index());
    let envelope = before.messages.get(&message);
    envelope.map_or_else(|| message.to_string(), |envelope| carries(&envelope.what))
}

fn to(message: MessageId, setting: &Setting) -> String {
    setting.name(message.link.to)
}

fn accepted(client: Option<&str>, name: &str, write: &Write, events: &[&Event]) -> String {
    let (who, at) = match client {
        Some(client) => (client, format!(" at {name}")),
        None => (name, String::new()),
    };
    let what = match &write.value {
        Some(_) => format!("{who} writes {}{at}: {}.", content(write), write.dot),
        None => format!("{who} deletes {}{at}: {}.", write.key, write.dot),
    };
    let held = events.iter().filter_map(|event| match &event.kind {
        EventKind::Sent { message, held: true, .. } => Some(link(message.link)),
        _ => None,
    });
    let lost = events.iter().filter_map(|event| match &event.kind {
        EventKind::Lost { message, why: LossReason::Cut | LossReason::Chance, .. } => {
            Some(link(message.link))
        }
        _ => None,
    });
    let part = |verb: &str, links: Vec<String>| {
        if links.is_empty() { String::new() } else { format!(" {verb} on {}.", list(links)) }
    };
    format!("{what}{}{}", part("Held", held.collect()), part("Lost", lost.collect()))
}

/// Something that is no write has arrived: what it says, and what it led to.
fn received_other(
    chart: &Chart,
    setting: &Setting,
    (event, message, what): (EventId, MessageId, &Message),
    events: &[&Event],
) -> String {
    let (to, from) = (setting.name(message.link.to), setting.name(message.link.from));
    let sent = events.iter().filter_map(|event| match &event.kind {
        EventKind::Sent { what: Message::Repair(write), .. } => Some(write.dot.to_string()),
        EventKind::Sent { what: Message::State(_), .. } => Some("its whole state".to_owned()),
        _ => None,
    });
    let sent: Vec<String> = sent.collect();
    let merged = events.iter().find(|event| {
        matches!(event.kind, EventKind::Recorded { what: Occurrence::StateMerged { .. }, .. })
    });
    match what {
        Message::Vector { .. } if sent.is_empty() => told(chart, event),
        Message::Vector { .. } => {
            format!("{} {to} sends {}, missing there.", told(chart, event), list(sent))
        }
        Message::State(_) => merged.map_or_else(
            || {
                format!(
                    "The state of {from} arrives at {to}, which is no member and takes nothing over."
                )
            },
            |merged| told(chart, merged.id),
        ),
        Message::StateRequest { .. } => format!("{from} asks {to} for its state."),
        Message::NoState { .. } => format!("{to} hears that {from} has no state either."),
        Message::View { view, report } if report.is_farewell => {
            format!("{to} hears that {from} leaves, and that the members are {view}.")
        }
        Message::View { view, .. } => format!("{to} hears that the members are {view}."),
        Message::Acknowledgement(dot) => format!("{from} has {dot}, and {to} hears of it."),
        Message::Ping | Message::Pong => format!("{to} hears that {from} is there."),
        Message::Write(write) | Message::Repair(write) => {
            format!("{} arrives at {to}.", write.dot)
        }
    }
}

fn received(name: &str, write: &Write, events: &[&Event], message: MessageId) -> String {
    let dot = write.dot;
    let is_here = |event: &&&Event| event.kind.message() == Some(message);
    let fate = events.iter().filter(is_here).find_map(|event| match &event.kind {
        EventKind::Recorded { what: Occurrence::Buffered { missing, .. }, .. }
            if missing.is_empty() =>
        {
            Some(format!("{dot} arrives at {name}. Waits for ever."))
        }
        EventKind::Recorded { what: Occurrence::Buffered { missing, .. }, .. } => {
            Some(format!("{dot} arrives at {name}. Waits for {}.", list(missing)))
        }
        EventKind::Recorded { what: Occurrence::Delivered { .. }, .. } => {
            Some(format!("{dot} arrives at {name} and is delivered."))
        }
        EventKind::Recorded {
            what: Occurrence::Discarded { why: DiscardReason::Refused, .. },
            ..
        } => Some(format!("{dot} arrives at {name} and is refused.")),
        EventKind::Recorded { what: Occurrence::Discarded { why, .. }, .. } => {
            Some(format!("{dot} arrives again at {name}: {}.", super::reasons::discard_why(*why)))
        }
        _ => None,
    });
    fate.unwrap_or_else(|| format!("{dot} arrives at {name}."))
}

/// The request that an event stems from.
fn asked<'r>(run: &'r Run, event: &Event) -> Option<Asked<'r>> {
    Asked::at(run.history().get(event.cause?)?)
}

/// Whether what an event stems from is among these too.
fn is_asked_in(event: &Event, events: &[&Event]) -> bool {
    events.iter().any(|other| Some(other.id) == event.cause)
}

/// A request is turned down, or one that has waited is answered.
fn settled(run: &Run, event: &Event, events: &[&Event]) -> Option<String> {
    let name = event.replica.map(|id| run.setting().name(id))?;
    match &event.kind {
        EventKind::Recorded { what: Occurrence::Rejected { why, .. }, .. } => {
            Some(rejected(&asked(run, event)?, &name, *why))
        }
        EventKind::Replied { answer: Answer::Unavailable(_), .. } => None,
        EventKind::Replied { answer, .. } if !is_asked_in(event, events) => {
            Some(answered_late(&asked(run, event)?, answer))
        }
        _ => None,
    }
}

fn conflict(event: &Event) -> Option<String> {
    let EventKind::Recorded { what: Occurrence::Conflict { key, siblings }, .. } = &event.kind
    else {
        return None;
    };
    Some(format!("{key} has {} here now.", count(siblings.len(), "value", "values side by side")))
}

/// What is different about a link from here on, if that is what happened.
fn link_changed(run: &Run, event: &Event) -> Option<String> {
    let EventKind::LinkChanged { link: id, setting: now } = event.kind else { return None };
    let before = run.moment(event.id.index()).links.get(id)?;
    let (least, most) = now.latency_ms;
    let parts = [
        LinkChange::State(now.state),
        LinkChange::Latency(least, most),
        LinkChange::Loss(now.loss_permille),
        LinkChange::Duplicate(now.duplicate_permille),
        LinkChange::Fifo(now.fifo),
    ];
    let is_new = |change: &LinkChange| change.applied_to(before) != before;
    let parts = parts.into_iter().filter(is_new).map(|change| changed(&link(id), change));
    Some(parts.collect::<Vec<_>>().join(" "))
}
