//! Acting at the cursor. What is typed is never lost by a refusal; acting in the past keeps the old
//! future as a branch.

use std::rc::Rc;

use causal_core::replica::mistakes::Mistake;
use causal_core::replica::protocol::Sessions;
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::scenario::{Scenario, limits};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::event::EventId;
use causal_core::world::network::{LinkState, MessageId};

use crate::choices::Choice;
use crate::model::{Continuation, Mark, Model, Notice, Origin, Remedy};
use crate::msg::{MessageAction, Msg};
use crate::words;

impl Model {
    /// Does something at the cursor.
    pub(super) fn act(&self, action: Action) -> Self {
        let about = match &action {
            Action::Release(MessageRef::Id(id))
            | Action::Hold(MessageRef::Id(id))
            | Action::Drop(MessageRef::Id(id))
            | Action::Duplicate(MessageRef::Id(id)) => Some(*id),
            _ => None,
        };
        if self.run.script().len() - self.n_actions_ahead() >= limits::ACTIONS {
            return self.refusing(words::TOO_MANY_ACTIONS);
        }
        match self.run.act(self.stop, action) {
            Ok(acted) => self.go_on(&acted.into(), about),
            Err(problem) => self.refusing(&words::refusal(&problem)),
        }
    }

    fn refusing(&self, sentence: &str) -> Self {
        // The notice is read out itself, and the sentence must not be heard twice.
        let notice = Some(Notice::refusal(sentence));
        let mut next = Self { notice, playing: false, ..self.saying("") };
        next.interface.menu = None;
        next
    }

    /// Shows what came of something that was done at the cursor, perhaps to a message.
    pub(super) fn go_on(&self, next: &Continuation, about: Option<MessageId>) -> Self {
        let Continuation { run, stop, n_left_behind } = next;
        let n_before = self.stop.min(*stop);
        let branches = if *n_left_behind > 0 || self.furthest > self.stop {
            self.kept().grown(run, self.stop)
        } else {
            self.kept()
        };
        let mut next = self.showing(Rc::clone(run), *stop);
        next.playing = false;
        next.origin = Origin::Elsewhere;
        next.notice = run.problem().map(Notice::of_problem);
        let mut next = next.among(branches);
        next.focus = next.became(about, n_before);
        next.interface.menu = None;
        let sentence = next.what_happened_since(n_before);
        next.saying(sentence)
    }

    /// What happened after a stop: what went wrong, otherwise as much of what came last as can be
    /// said at once.
    fn what_happened_since(&self, n_before: usize) -> Rc<str> {
        let news = || self.rows.until(self.stop).rev().take_while(|row| row.stop > n_before);
        if let Some(wrong) = news().find(|row| row.mark == Some(Mark::Violation)) {
            return Rc::clone(&wrong.text);
        }
        // That time has passed is worth the words only if nothing else has happened.
        let is_somewhere = news().any(|row| row.replica.is_some());
        let mut spoken = String::new();
        for row in news().filter(|row| !is_somewhere || row.replica.is_some()) {
            let longer = format!("{} {spoken}", row.text);
            if !spoken.is_empty() && !words::is_brief(&longer) {
                break;
            }
            spoken = longer;
        }
        spoken.trim_end().into()
    }

    /// What the thing acted on has become: the last row about it, otherwise what happened last.
    fn became(&self, about: Option<MessageId>, n_before: usize) -> Option<EventId> {
        let so_far = || self.rows.until(self.stop).rev();
        let same = so_far().find(|row| about.is_some() && row.message == about);
        let first_new = so_far().take_while(|row| row.stop > n_before).last();
        same.or(first_new).or_else(|| so_far().next()).map(|row| row.event)
    }

    pub(super) fn action_of(&self, msg: Msg) -> Option<Action> {
        let link = |links, change| Some(Action::Link { links, change });
        match msg {
            Msg::Release(id) => Some(Action::Release(MessageRef::Id(id))),
            Msg::Hold(id) => Some(Action::Hold(MessageRef::Id(id))),
            Msg::DropMessage(id) => Some(Action::Drop(MessageRef::Id(id))),
            Msg::Duplicate(id) => Some(Action::Duplicate(MessageRef::Id(id))),
            Msg::ToggleLink(id) => {
                let state = match self.moment.links.get(id)?.state {
                    LinkState::Up => LinkState::Held,
                    LinkState::Held | LinkState::Cut => LinkState::Up,
                };
                link(LinkSelector::One(id), LinkChange::State(state))
            }
            Msg::SetLink(id, state) => link(LinkSelector::One(id), LinkChange::State(state)),
            Msg::SetAllLinks(state) => link(LinkSelector::All, LinkChange::State(state)),
            Msg::Delay(id, ms) => {
                link(id.map_or(LinkSelector::All, LinkSelector::One), LinkChange::Latency(ms, ms))
            }
            Msg::Machine(action) => Some(action),
            Msg::Pass(ms) => Some(Action::Wait { ms }),
            _ => None,
        }
    }

    pub(super) fn do_to_focus(&self, action: MessageAction) -> Self {
        match self.message_at_hand(action) {
            Some(message) => {
                let of_the_run = self.action_of(action.on(message));
                of_the_run.map_or_else(|| self.copy(), |action| self.act(action))
            }
            None => self.saying("There is no message here to do that to."),
        }
    }

    /// The message that the keyboard is on, or the selected one, or the one that what the keyboard
    /// is on waits for.
    fn message_at_hand(&self, action: MessageAction) -> Option<MessageId> {
        let travelling = |id: &MessageId| self.moment.messages.contains_key(id);
        let row = self.focus.and_then(|event| self.rows.of_event(event));
        let selected = self.selection.and_then(|selected| selected.message(self.run.history()));
        let direct = row.and_then(|row| row.message).filter(travelling);
        let carried = || {
            let dot = row.filter(|row| row.is_write)?.dot?;
            let mut on_links = self.moment.messages.values().filter(|one| one.carries(dot));
            let wants_held = action == MessageAction::Release;
            on_links
                .clone()
                .find(|one| one.held == wants_held)
                .or(on_links.next())
                .map(|one| one.id)
        };
        let waited_for = || match self.waiting_since(row?.event)?.help.as_ref()?.remedy {
            Remedy::Release(message) => Some(message),
            _ => None,
        };
        direct.or_else(carried).or_else(waited_for).or(selected.filter(travelling))
    }

    pub(super) fn choose_rule(&self, name: &str) -> Option<Self> {
        let rule = DeliveryRule::named(name)?;
        self.rerun(|scenario| scenario.setting.protocol.delivery = rule)
    }

    pub(super) fn choose_sessions(&self, name: &str) -> Option<Self> {
        let all = [Sessions::Off, Sessions::Wait, Sessions::Reject];
        let policy = all.into_iter().find(|policy| words::sessions(*policy).0 == name)?;
        self.rerun(|scenario| scenario.setting.protocol.sessions = policy)
    }

    pub(super) fn choose(&self, name: &str, word: &str) -> Option<Self> {
        let options = Choice::named(name)?.options;
        let option = options.iter().find(|option| option.word == word)?;
        self.rerun(|scenario| (option.set)(&mut scenario.setting.protocol))
    }

    pub(super) fn choose_mistake(&self, mistake: Mistake, is_made: bool) -> Option<Self> {
        self.rerun(|scenario| {
            scenario.setting.protocol.mistakes.set(mistake, is_made);
        })
    }

    /// The same actions once more from the start under another setting.
    pub(super) fn rerun(&self, change: impl FnOnce(&mut Scenario)) -> Option<Self> {
        let mut scenario = self.run.scenario();
        change(&mut scenario);
        if scenario.setting == *self.run.setting() {
            return None;
        }
        let run = Rc::new(Run::with_limit(scenario, limits::STEPS_IN_PAGE));
        // Who was at the end sees the end.
        let is_at_end = self.stop == self.last_stop();
        let stop = if is_at_end { run.stops().len() - 1 } else { self.stop };
        let mut next = self.vary(&run, stop);
        let chosen = super::naming::difference(self.run.setting(), next.run.setting());
        next.said = format!("Chosen: {chosen}.").into();
        Some(next)
    }
}
