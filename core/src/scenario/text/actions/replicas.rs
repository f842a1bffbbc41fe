//! Reads what is done to replicas: `restart A without disk`, `view A: A B`, `join D from A`,
//! `gossip B->C`, `snapshot A->D`, `skew B -10`.

use super::{Sentence, eat_unit};
use crate::clock::ReplicaId;
use crate::replica::protocol::Disk;
use crate::scenario::cursor::{Cursor, Stumble};
use crate::scenario::refs::Names;
use crate::world::action::Action;

impl Sentence<'_> {
    /// Reads the replica that a verb is about.
    pub(super) fn one(&mut self, part: &'static str) -> Result<ReplicaId, Stumble> {
        self.note(part);
        self.names.replica(&mut self.cursor)
    }

    /// Reads `A`, `A with disk` or `A without disk`.
    pub(super) fn restart(&mut self) -> Result<Action, Stumble> {
        let replica = self.one("restart")?;
        let end = self.cursor;
        if end.at_end() {
            return Ok(Action::Restart { replica, disk: Disk::Keep });
        }
        let disk = match self.word().as_str() {
            "with" => Disk::Keep,
            "without" => Disk::Lose,
            _ => return Err(end.expected("`without disk`, or the end of the line")),
        };
        let start = self.cursor;
        if self.word() != "disk" {
            return Err(start.expected("`disk`"));
        }
        Ok(Action::Restart { replica, disk })
    }

    /// Reads who is told, a colon, and the members.
    pub(super) fn view(&mut self) -> Result<Action, Stumble> {
        let on = self.one("on")?;
        self.cursor.skip_blanks();
        if !self.cursor.eat(":") {
            return Err(self.cursor.expected("a colon, then the members"));
        }
        self.note("view");
        let found = members(&mut self.cursor, self.names)?;
        Ok(Action::View { on, members: found.into_iter().map(|(_, member)| member).collect() })
    }

    /// Reads `D` or `D from A`.
    pub(super) fn join(&mut self) -> Result<Action, Stumble> {
        let replica = self.one("join")?;
        let end = self.cursor;
        if end.at_end() {
            return Ok(Action::Join { replica, from: None });
        }
        if self.word() != "from" {
            return Err(end.expected("`from` and a member, or the end of the line"));
        }
        Ok(Action::Join { replica, from: Some(self.one("from")?) })
    }

    /// Reads `B` or `B->C`.
    pub(super) fn gossip(&mut self) -> Result<Action, Stumble> {
        self.note("gossip");
        let mut ahead = self.cursor;
        let from = self.names.replica(&mut ahead)?;
        if ahead.at_end() {
            self.cursor = ahead;
            return Ok(Action::Gossip { from, with: None });
        }
        let link = self.names.link(&mut self.cursor)?;
        Ok(Action::Gossip { from: link.from, with: Some(link.to) })
    }

    /// Reads `A->D`.
    pub(super) fn transfer(&mut self) -> Result<Action, Stumble> {
        self.note("transfer");
        self.names.link(&mut self.cursor).map(|link| Action::Transfer { link })
    }

    /// Reads `B 10`, `B +10` or `B -10`.
    pub(super) fn skew(&mut self) -> Result<Action, Stumble> {
        let replica = self.one("skew")?;
        self.note("ms");
        let start = self.cursor;
        let is_behind = self.cursor.eat("-");
        if !is_behind {
            self.cursor.eat("+");
        }
        let digits = self.cursor.take_while(|c| c.is_ascii_digit());
        let signed = if is_behind { format!("-{digits}") } else { digits.to_owned() };
        let ms = signed.parse().map_err(|_| start.expected("milliseconds, as 10 or -10"))?;
        eat_unit(&mut self.cursor);
        Ok(Action::Skew { replica, ms })
    }

    fn word(&mut self) -> String {
        self.cursor.skip_blanks();
        self.cursor.word().to_ascii_lowercase()
    }
}

/// Reads members, each with its place, up to the end of the line; or `none`. A replica of that name
/// has a letter, and can stand between quotes.
pub(in crate::scenario::text) fn members<'a>(
    cursor: &mut Cursor<'a>,
    names: &Names<'_>,
) -> Result<Vec<(Cursor<'a>, ReplicaId)>, Stumble> {
    cursor.skip_blanks();
    let mut ahead = *cursor;
    if ahead.word().eq_ignore_ascii_case("none") && ahead.at_end() {
        *cursor = ahead;
        return Ok(Vec::new());
    }
    if cursor.at_end() {
        return Err(cursor.expected("the members, or `none`"));
    }
    let mut found = Vec::new();
    while !cursor.at_end() {
        cursor.skip_blanks();
        if found.is_empty() || !cursor.eat(",") {
            let start = *cursor;
            found.push((start, names.replica(cursor)?));
        }
    }
    Ok(found)
}
