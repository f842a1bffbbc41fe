//! Reads the lines above the actions: the setting, the title, the notes.

mod links;
mod protocol;

use super::parts::checked;
use crate::scenario::checks::{
    Known, check_members, check_names, check_notes, check_times, check_title,
};
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::error::Reason;
use crate::scenario::model::Scenario;
use crate::scenario::refs::Names;
use crate::scenario::starts::Starts;
use crate::scenario::words::SETTINGS;
use crate::steps::Steps;
use crate::world::network::LinkSetting;
use crate::world::setting::Setting;
use links::link_setting;
use protocol::{ARROWS, is_gossip_setting, read_protocol_field};

/// The header while it is read.
pub(super) struct Header<'s> {
    scenario: Scenario,
    names: Names<'s>,
    starts: Starts,
    replicas_max: usize,
    /// Each word once.
    given: Vec<&'static str>,
}

impl<'s> Header<'s> {
    /// Nothing read yet: everything is as it is by default.
    pub(super) fn new(replicas_max: usize, steps: &'s Steps) -> Self {
        let scenario = Scenario::default();
        let names = Names::new(&scenario.setting.names, steps);
        let starts = Starts::default();
        Self { scenario, names, starts, replicas_max, given: Vec::new() }
    }

    /// The setting so far.
    pub(super) fn setting(&self) -> (&Setting, &Names<'s>) {
        (&self.scenario.setting, &self.names)
    }

    /// The scenario without its script.
    pub(super) fn into_scenario(mut self) -> Scenario {
        self.scenario.setting.links = self.starts.into_links(self.names.steps());
        self.scenario
    }

    /// Reads a line, if it is one of the header's.
    pub(super) fn line(
        &mut self,
        mut cursor: Cursor<'_>,
        is_before_actions: bool,
    ) -> Result<bool, ParseError> {
        let start = cursor;
        let Some(word) = header_word(&mut cursor) else {
            return Ok(false);
        };
        if !is_before_actions {
            return Err(start.parse_error(Reason::WrongOrder { what: word, before: "the actions" }));
        }
        self.check_order(word).map_err(|reason| start.parse_error(reason))?;
        cursor.skip_blanks();
        self.field(word, &mut cursor)?;
        cursor.expect_end()?;
        if !self.is_given(word) {
            self.given.push(word);
        }
        Ok(true)
    }

    /// Whether a line above begins with a word.
    fn is_given(&self, word: &str) -> bool {
        self.names.steps().count(self.given.len());
        self.given.contains(&word)
    }

    fn check_order(&self, what: &'static str) -> Result<(), Reason> {
        let may_repeat = what == "notes" || what == "link";
        if !may_repeat && self.is_given(what) {
            return Err(Reason::twice(what));
        }
        if (what == "replicas" || what == "links") && self.is_given("link") {
            return Err(Reason::WrongOrder { what, before: "the first `link`" });
        }
        if what == "replicas" && self.is_given("members") {
            return Err(Reason::WrongOrder { what, before: "`members`" });
        }
        Ok(())
    }

    fn field(&mut self, word: &'static str, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let start = *cursor;
        let setting = &mut self.scenario.setting;
        match word {
            "title" => self.title(cursor)?,
            "notes" => self.notes(cursor)?,
            "seed" => setting.seed = cursor.number("a whole number")?,
            "replicas" => self.replicas(cursor)?,
            "members" => self.members(cursor)?,
            "links" => setting.default_link = link_setting(LinkSetting::default(), cursor)?,
            "link" => self.link(cursor)?,
            "open at" => {
                let stop = cursor.number("the number of a stop")?;
                let stop = u32::try_from(stop).map_err(|_| start.expected("a smaller number"))?;
                self.scenario.open_at = Some(stop);
            }
            _ => {
                read_protocol_field(&mut setting.protocol, word, cursor)?;
                return checked(start, check_times(&setting.protocol));
            }
        }
        Ok(())
    }

    fn title(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let start = *cursor;
        self.scenario.title = cursor.text()?.unwrap_or_default();
        checked(start, check_title(&self.scenario.title, self.names.steps()))
    }

    fn notes(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let start = *cursor;
        let line = cursor.text()?.unwrap_or_default();
        if self.is_given("notes") {
            self.scenario.notes.push('\n');
        }
        self.scenario.notes.push_str(&line);
        checked(start, check_notes(&self.scenario.notes))
    }

    fn replicas(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let mut names = Vec::new();
        let mut places = Vec::new();
        while !cursor.at_end() {
            cursor.skip_blanks();
            if cursor.eat(",") {
                continue;
            }
            let start = *cursor;
            let name = match cursor.quoted()? {
                Some(name) => name,
                None => {
                    cursor.take_while(|c| !c.is_whitespace() && c != ',' && c != '"').to_owned()
                }
            };
            names.push(name);
            places.push(start);
        }
        check_names(&names, self.replicas_max, self.names.steps()).map_err(|(index, reason)| {
            places.get(index).copied().unwrap_or(*cursor).parse_error(reason)
        })?;
        self.names = Names::new(&names, self.names.steps());
        self.scenario.setting.names = names;
        Ok(())
    }

    fn members(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let (places, members): (Vec<_>, Vec<_>) = self.names.members(cursor)?.into_iter().unzip();
        let known = Known { setting: &self.scenario.setting, steps: self.names.steps() };
        check_members(known, &members).map_err(|(index, reason)| {
            places.get(index).copied().unwrap_or(*cursor).parse_error(reason)
        })?;
        self.scenario.setting.view = Some(members);
        Ok(())
    }

    fn link(&mut self, cursor: &mut Cursor<'_>) -> Result<(), ParseError> {
        let start = *cursor;
        let link = self.names.link(cursor)?;
        let at_start = link_setting(self.scenario.setting.default_link, cursor)?;
        if !self.starts.add(link, at_start, self.names.steps()) {
            return Err(start.parse_error(Reason::twice(&format!("link {link}"))));
        }
        Ok(())
    }
}

/// Reads the first word, if it is one of the header's.
fn header_word(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let mut ahead = *cursor;
    let word = ahead.word();
    let name = if word.eq_ignore_ascii_case("open") {
        ahead.skip_blanks();
        let is_at = ahead.word().eq_ignore_ascii_case("at");
        let mut behind = ahead;
        behind.skip_blanks();
        let is_name = behind.rest().starts_with(ARROWS);
        if is_at && !is_name { "open at" } else { "" }
    } else {
        word
    };
    if name.eq_ignore_ascii_case("gossip") && !is_gossip_setting(ahead) {
        return None;
    }
    let known = SETTINGS.into_iter().find(|known| known.eq_ignore_ascii_case(name))?;
    // `title: …` and `title@A: …` are requests to a replica or of a client of that name.
    if ahead.rest().starts_with([':', '@']) {
        return None;
    }
    *cursor = ahead;
    Some(known)
}
