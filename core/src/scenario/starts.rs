//! How links start, while they are read.

use litemap::LiteMap;

use crate::clock::ReplicaId;
use crate::steps::Steps;
use crate::world::network::{LinkId, LinkSetting};

/// The links so far, a row for each sender: one that is put among others moves those of its row.
#[derive(Debug, Default)]
pub(super) struct Starts {
    rows: Vec<LiteMap<ReplicaId, LinkSetting>>,
}

impl Starts {
    /// Takes in how a link between replicas that exist starts; whether that is told for the first time.
    pub(super) fn add(&mut self, link: LinkId, at_start: LinkSetting, steps: &Steps) -> bool {
        let from = link.from.index();
        if self.rows.len() <= from {
            steps.count(from + 1 - self.rows.len());
            self.rows.resize_with(from + 1, LiteMap::new);
        }
        let row = &mut self.rows[from];
        let is_last = row.last().is_none_or(|(to, _)| *to < link.to);
        steps.count(if is_last { 1 } else { row.len() });
        row.insert(link.to, at_start).is_none()
    }

    /// All of them in order.
    pub(super) fn into_links(self, steps: &Steps) -> LiteMap<LinkId, LinkSetting> {
        let mut links = LiteMap::new();
        for (from, row) in self.rows.into_iter().enumerate() {
            steps.count(row.len() + 1);
            for (to, at_start) in row {
                let from = ReplicaId::from_index(from).expect("the row of a sender");
                links.insert(LinkId { from, to }, at_start);
            }
        }
        links
    }
}
