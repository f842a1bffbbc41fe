//! What a scenario's [actors](super::actors) do, each in the order of the script: the programs of an
//! exploration.
//!
//! There is no time: no timer runs out, a request that waits does so until it is served. What would
//! need time, or could go on for ever, is refused.

use super::actors::{Actor, FreeWrites};
use super::question::{Faults, Question};
pub(super) use super::refusal::MOST_REPLICAS;
use super::refusal::{MOST_PROGRAMS, Refusal};
use crate::clock::ReplicaId;
use crate::replica::canonical::Asked;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::Disk;
use crate::scenario::Scenario;
use crate::sorted::sorted_by_key;
use crate::world::action::{Action, SessionName};
use crate::world::setting::Setting;

/// One actor, and what it does, in order.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// The session of a client; none of an administrator.
    pub(super) client: Option<SessionName>,
    /// The replica at which all of it is done, if it is always the same.
    pub(super) home: Option<ReplicaId>,
    /// The numbers of its actions.
    pub(super) acts: Vec<u32>,
    /// Whether its actions are paid from the free writes.
    pub(super) is_free: bool,
}

/// Everything that is done in an exploration.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) setting: Setting,
    pub(super) asked: Asked,
    /// Those at each replica first, then those that wander.
    pub(super) programs: Vec<Program>,
    /// All actions, by number, each with its place in the script; the free writes have none.
    pub(super) acts: Vec<(Action, Option<u32>)>,
}

impl Plan {
    /// What a scenario's actors do, and what else there is by the question.
    pub(super) fn new(scenario: &Scenario, question: &Question) -> Result<Self, Refusal> {
        Refusal::of_question(question)?;
        Refusal::of_setting(&scenario.setting, question)?;
        let mut plan = Self {
            setting: scenario.setting.clone(),
            asked: Asked::default(),
            programs: Vec::new(),
            acts: Vec::new(),
        };
        if plan.setting.names.len() > MOST_REPLICAS {
            return Err(Refusal::Replicas { found: plan.setting.names.len() });
        }
        for (index, item) in scenario.script.iter().enumerate() {
            plan.add(index, &item.action)?;
        }
        if question.n_free_writes > 0 {
            plan.add_free_writes(question.n_free_writes);
        }
        let programs = std::mem::take(&mut plan.programs);
        plan.programs = sorted_by_key(programs.into_iter(), |program| program.home.is_none());
        let acts = &plan.acts;
        let firsts = plan.programs.iter().map(|program| acts[program.acts[0] as usize].1);
        let firsts = sorted_by_key(firsts, |first| first.unwrap_or(u32::MAX));
        if let Some(first) = firsts.get(MOST_PROGRAMS) {
            let index = first.map_or(0, |first| first as usize);
            return Err(Refusal::Programs { found: plan.programs.len(), index });
        }
        plan.asked = plan.asked(question);
        Ok(plan)
    }

    fn add(&mut self, index: usize, action: &Action) -> Result<(), Refusal> {
        if let Action::Skew { .. } = action {
            return Err(Refusal::Skew { index });
        }
        if let Some((actor, at)) = Actor::of(action) {
            let client = if let Actor::Client(session) = actor { Some(session) } else { None };
            self.push(index, action, client, at);
        }
        Ok(())
    }

    /// Adds an action to its actor's program. An administrator is one for each replica, and one for
    /// all who join.
    fn push(
        &mut self,
        index: usize,
        action: &Action,
        client: Option<SessionName>,
        at: Option<ReplicaId>,
    ) {
        let number = u32::try_from(self.acts.len()).expect("scripts are short");
        self.acts.push((action.clone(), u32::try_from(index).ok()));
        let is_same = |program: &&mut Program| {
            program.client == client && (client.is_some() || program.home == at)
        };
        match self.programs.iter_mut().find(is_same) {
            Some(program) => {
                program.acts.push(number);
                program.home = program.home.filter(|home| Some(*home) == at);
            }
            None => {
                let program = Program { client, home: at, acts: vec![number], is_free: false };
                self.programs.push(program);
            }
        }
    }

    fn add_free_writes(&mut self, n_writes: u32) {
        let writes = FreeWrites::beside(self.acts.iter().map(|(action, _)| action));
        for on in self.setting.replicas() {
            let mut acts = Vec::new();
            for n_before in 0..n_writes as usize {
                acts.push(u32::try_from(self.acts.len()).expect("scripts are short"));
                self.acts.push((writes.next(on, n_before), None));
            }
            let client = Some(writes.session(on));
            self.programs.push(Program { client, home: Some(on), acts, is_free: true });
        }
    }

    /// How many messages an action sends if all goes well.
    pub(super) fn sends(&self, act: u32) -> usize {
        match &self.acts[act as usize].0 {
            Action::Request { op, .. } if !op.is_read() => self.setting.names.len() - 1,
            _ => 0,
        }
    }

    /// Whether replicas that have nothing left to do influence nobody: nothing is sent on receipt, and
    /// nothing else can happen to them.
    pub(super) fn can_be_reduced(&self, question: &Question) -> bool {
        let at_home = self.programs.iter().all(|program| program.home.is_some());
        let acts = self.acts.iter().all(|(action, _)| matches!(action, Action::Request { .. }));
        let is_quiet = !self.setting.protocol.mistakes.has(Mistake::WaitsForPeers);
        let no_faults = question.faults == Faults::default() && question.n_free_writes == 0;
        at_home && acts && is_quiet && no_faults && question.asks.predicate().is_none()
    }

    /// What can be asked of the replicas in any schedule of this.
    fn asked(&self, question: &Question) -> Asked {
        let does = |what: fn(&Action) -> bool| self.acts.iter().any(|(action, _)| what(action));
        let repairs =
            question.faults.gossip > 0 || does(|action| matches!(action, Action::Gossip { .. }));
        let states = repairs
            || does(|action| {
                matches!(
                    action,
                    Action::Transfer { .. }
                        | Action::View { .. }
                        | Action::Join { .. }
                        | Action::Leave(_)
                        | Action::Restart { disk: Disk::Lose, .. }
                )
            });
        let metadata = Asked::uses_metadata(&self.setting.protocol);
        // Where clients stay at one replica, and replicas keep what they have, writes that become
        // ready together may take effect in any order but for who asks for that order itself.
        let brings = |action: &Action| matches!(action, Action::Request { seen: Some(_), .. });
        let is_plain = !states && !metadata && !does(brings);
        let stay = self.programs.iter().all(|program| program.home.is_some());
        let order = question.asks.predicate().is_some_and(|predicate| {
            predicate.uses().past && (predicate.orders_events() || !is_plain || !stay)
        });
        Asked { repairs, states, metadata, order }
    }

    /// Whether any replica loses its disk.
    pub(super) fn loses_disks(&self) -> bool {
        let loses = |action: &Action| matches!(action, Action::Restart { disk: Disk::Lose, .. });
        self.acts.iter().any(|(action, _)| loses(action))
    }
}
