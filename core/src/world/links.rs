//! How all links behave, at the price of those that were changed one by one: what is said of every
//! link, and groups that are apart, stand for themselves, however many replicas there are.
//!
//! The world and the moments of its history keep this, and both change it by the same events.

mod groups;
#[cfg(test)]
mod tests;

use super::action::LinkChange;
use super::event::EventKind;
use super::network::{LinkId, LinkSetting, LinkState};
use super::setting::Setting;
use crate::clock::ReplicaId;
use crate::paged_map::PagedMap;
use crate::replica::protocol::Time;
use groups::Groups;

/// How every link between so many replicas behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    n_replicas: u16,
    latency_ms: Layer<(Time, Time)>,
    loss_permille: Layer<u16>,
    duplicate_permille: Layer<u16>,
    fifo: Layer<bool>,
    states: States,
}

impl Links {
    /// As they are before anything has happened.
    #[must_use]
    pub fn of(setting: &Setting) -> Self {
        let LinkSetting { latency_ms, loss_permille, duplicate_permille, fifo, state } =
            setting.default_link;
        let mut links = Self {
            n_replicas: setting.n_replicas(),
            latency_ms: Layer::new(latency_ms),
            loss_permille: Layer::new(loss_permille),
            duplicate_permille: Layer::new(duplicate_permille),
            fifo: Layer::new(fifo),
            states: States::new(state),
        };
        setting.links.iter().for_each(|(link, setting)| links.set(*link, *setting));
        links
    }

    /// How a link behaves; nothing if there is no such link.
    #[must_use]
    pub fn get(&self, link: LinkId) -> Option<LinkSetting> {
        let exists = link.from != link.to && link.from.max(link.to).0 < self.n_replicas;
        exists.then(|| LinkSetting {
            latency_ms: self.latency_ms.get(link),
            loss_permille: self.loss_permille.get(link),
            duplicate_permille: self.duplicate_permille.get(link),
            fifo: self.fifo.get(link),
            state: self.states.get(link),
        })
    }

    /// Every link, in order of sender and receiver.
    pub fn ids(&self) -> impl Iterator<Item = LinkId> + use<> {
        let n_replicas = self.n_replicas;
        let replicas = move || (0..n_replicas).map(ReplicaId);
        let pairs = replicas().flat_map(move |from| replicas().map(move |to| LinkId { from, to }));
        pairs.filter(|link| link.from != link.to)
    }

    /// Every link with how it behaves, in that order.
    pub fn iter(&self) -> impl Iterator<Item = (LinkId, LinkSetting)> + '_ {
        self.ids().filter_map(|link| self.get(link).map(|setting| (link, setting)))
    }

    /// Follows what happened; what is not about links changes nothing here.
    pub fn follow(&mut self, kind: &EventKind) {
        match kind {
            EventKind::LinkChanged { link, setting } => self.set(*link, *setting),
            EventKind::LinksChanged { change } => self.set_all(*change),
            EventKind::Partitioned { groups, .. } => {
                self.states.part(&Groups::new(groups, self.n_replicas));
            }
            EventKind::Healed => self.states.heal(),
            _ => {}
        }
    }

    fn set(&mut self, link: LinkId, setting: LinkSetting) {
        self.latency_ms.set(link, setting.latency_ms);
        self.loss_permille.set(link, setting.loss_permille);
        self.duplicate_permille.set(link, setting.duplicate_permille);
        self.fifo.set(link, setting.fifo);
        self.states.set(link, setting.state);
    }

    fn set_all(&mut self, change: LinkChange) {
        match change {
            LinkChange::State(state) => self.states = States::new(state),
            LinkChange::Latency(least, most) => self.latency_ms = Layer::new((least, most)),
            LinkChange::Loss(permille) => self.loss_permille = Layer::new(permille),
            LinkChange::Duplicate(permille) => self.duplicate_permille = Layer::new(permille),
            LinkChange::Fifo(fifo) => self.fifo = Layer::new(fifo),
        }
    }
}

/// One property of all links: one value, and those of the links that have another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Layer<T> {
    all: T,
    others: PagedMap<LinkId, T>,
}

impl<T: Copy + PartialEq> Layer<T> {
    fn new(all: T) -> Self {
        Self { all, others: PagedMap::new() }
    }

    fn get(&self, link: LinkId) -> T {
        self.others.get(&link).copied().unwrap_or(self.all)
    }

    fn set(&mut self, link: LinkId, value: T) {
        if value == self.all {
            self.others.remove(&link);
        } else {
            self.others.insert(link, value);
        }
    }
}

/// Which links carry messages. What was said of a link alone counts first, then whether a
/// partition cuts it, then whether the end of one has opened it, then what was said of all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct States {
    all: LinkState,
    /// Links between these are open, whatever was said of all.
    opened: Groups,
    /// Links between these are cut.
    cut: Groups,
    others: PagedMap<LinkId, LinkState>,
}

impl States {
    fn new(all: LinkState) -> Self {
        Self { all, opened: Groups::ONE, cut: Groups::ONE, others: PagedMap::new() }
    }

    fn get(&self, link: LinkId) -> LinkState {
        self.others.get(&link).copied().unwrap_or_else(|| self.of_many(link))
    }

    fn of_many(&self, link: LinkId) -> LinkState {
        if self.cut.separate(link) {
            LinkState::Cut
        } else if self.opened.separate(link) {
            LinkState::Up
        } else {
            self.all
        }
    }

    fn set(&mut self, link: LinkId, state: LinkState) {
        if state == self.of_many(link) {
            self.others.remove(&link);
        } else {
            self.others.insert(link, state);
        }
    }

    fn part(&mut self, groups: &Groups) {
        self.others.retain(|link, _| !groups.separate(*link));
        self.cut.refine(groups);
    }

    /// Whatever is cut is open.
    fn heal(&mut self) {
        let cut = std::mem::replace(&mut self.cut, Groups::ONE);
        match self.all {
            LinkState::Held => self.opened.refine(&cut),
            LinkState::Up | LinkState::Cut => {
                (self.all, self.opened) = (LinkState::Up, Groups::ONE);
            }
        }
        let others = std::mem::take(&mut self.others).into_entries();
        others.for_each(|(link, state)| match state {
            LinkState::Cut => self.set(link, LinkState::Up),
            LinkState::Up | LinkState::Held => self.set(link, state),
        });
    }
}
