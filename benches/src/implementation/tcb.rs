//! tcb 0.1, the best published crate for this: its two delivery algorithms, called directly,
//! without its threads and sockets. Both hand deliveries to a channel, which is emptied after each
//! receipt. Causal stability is not tracked.

use std::sync::Arc;

use crossbeam::{Receiver, Sender, unbounded};
use tcb::configuration::middleware_configuration::{Batching, Configuration};
use tcb::graph::middleware::dot::Dot;
use tcb::graph::middleware::graph::GRAPH;
use tcb::graph::middleware::message_types::ClientMessage;
use tcb::graph::structs::message::Message;
use tcb::vv::middleware::version_vector::VV;
use tcb::vv::structs::messages::{Message as VvMessage, MiddlewareClient};
use tcb::vv::structs::version_vector::VersionVector;

use super::{Implementation, Outcome, Run, payload};
use crate::store::{Payload, Store};
use crate::trace::{Made, Order};

/// The dependency graph: messages name their direct predecessors.
pub(crate) struct TcbGraph;

/// The list with version vectors.
pub(crate) struct TcbVv;

impl Implementation for TcbGraph {
    fn name(&self) -> &'static str {
        "tcb 0.1 graph"
    }

    fn note(&self) -> &'static str {
        "more: hands out copies of payload and context through a channel, payload in bytes; \
         less: its messages carry direct predecessors only, which we compute for it"
    }

    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let message = |position: &usize| graph_message(&trace[*position], *position);
        let messages: Vec<Message> = arrival.iter().map(message).collect();
        let n = usize::from(n_authors);
        Box::new(move || {
            let (client, deliveries): (Sender<_>, Receiver<_>) = unbounded();
            let mut graph = GRAPH::new(n, n + 1, client, configuration());
            let mut store = Store::default();
            for message in messages {
                graph.receive(message);
                while let Ok(message) = deliveries.try_recv() {
                    if let ClientMessage::Delivery { payload, .. } = message {
                        store.deliver(Payload::from_bytes(&payload));
                    }
                }
            }
            Outcome { store, checks: None, leftovers: Box::new((graph, deliveries)) }
        })
    }
}

impl Implementation for TcbVv {
    fn name(&self) -> &'static str {
        "tcb 0.1 vv"
    }

    fn note(&self) -> &'static str {
        "more: copies as above; less: needs FIFO links, so only two of the orders"
    }

    fn can(&self, order: Order) -> bool {
        matches!(order, Order::AsMade | Order::FifoBlocks)
    }

    fn is_quadratic(&self) -> bool {
        true
    }

    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let n = usize::from(n_authors);
        let message = |position: &usize| vv_message(n + 1, &trace[*position], *position);
        let messages: Vec<(usize, VvMessage)> = arrival.iter().map(message).collect();
        Box::new(move || {
            let (client, deliveries): (Sender<_>, Receiver<_>) = unbounded();
            let mut list = VV::new(n + 1, n, client, configuration());
            let mut store = Store::default();
            for (author, message) in messages {
                list.receive(author, message);
                while let Ok(delivered) = deliveries.try_recv() {
                    if let MiddlewareClient::DELIVER { message, .. } = delivered {
                        store.deliver(Payload::from_bytes(&message.payload));
                    }
                }
            }
            Outcome { store, checks: None, leftovers: Box::new((list.DQ, deliveries)) }
        })
    }
}

fn graph_message(made: &Made, position: usize) -> Message {
    let dot =
        |dot: &causal_core::clock::Dot| Dot::new(dot.actor.replica.index(), dot.counter as usize);
    let context = made.direct.iter().map(dot).collect();
    Message::new(payload(made, position).to_bytes(), dot(&made.dot), context)
}

fn vv_message(n_replicas: usize, made: &Made, position: usize) -> (usize, VvMessage) {
    let mut vector = VersionVector::new(n_replicas);
    for (actor, counter) in made.deps.iter() {
        vector[actor.replica.index()] = counter as usize;
    }
    let author = made.dot.actor.replica.index();
    vector[author] = made.dot.counter as usize;
    (author, VvMessage::new(position, payload(made, position).to_bytes(), vector))
}

fn configuration() -> Arc<Configuration> {
    let batching = Batching { size: 0, message_number: 0, lower_timeout: 0, upper_timeout: 0 };
    Arc::new(Configuration {
        thread_stack_size: 0,
        middleware_thread_stack_size: 0,
        stream_sender_timeout: 0,
        track_causal_stability: false,
        batching,
    })
}
