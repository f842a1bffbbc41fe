//! Scenarios coming in: from a link, a file, or the clipboard. What cannot be opened changes
//! nothing, and stays where it was typed.

use std::rc::Rc;

use causal_core::export::govector;
use causal_core::run::Problem;
use causal_core::scenario::{Scenario, limits, text};

use super::naming;
use crate::codec::{self, Opened};
use crate::example;
use crate::model::{Dialog, Model, Notice, Offer, Opening, Origin, Unread};
use crate::words;

impl Model {
    /// The page as it opens: with what the address bar asks for, otherwise with the example.
    #[must_use]
    pub fn opening(fragment: &str) -> Self {
        if fragment.is_empty() {
            return Self::of_example();
        }
        match codec::read_link(fragment) {
            Ok(opened) => Self { address: Some(fragment.into()), ..Self::of_opened(opened) },
            Err(sentence) => {
                let notice = Notice::alert(sentence).offering(Offer::LoadExample);
                let notice = Some(Notice { kept: Some(fragment.into()), ..notice });
                Self { notice, ..Self::of(Scenario::default()) }
            }
        }
    }

    /// The page with the example on it, untouched.
    pub(super) fn of_example() -> Self {
        let mut page = Self::of(example::message_from_the_future());
        (page.inviting, page.origin) = (true, Origin::Button);
        page
    }

    fn of_opened(opened: Opened) -> Self {
        let next = Self::of(opened.scenario);
        let now = next.run.history().short_digest();
        let short =
            matches!(next.run.problem(), Some(Problem::TooLong { .. } | Problem::TooLarge { .. }));
        match opened.expected {
            // What is too long for the page has another end here, and its notice says so.
            Some((digest, engine)) if digest != now && !short => {
                let sentence = words::differs(engine);
                Self { notice: Some(Notice::alert(sentence)), ..next }
            }
            _ => next,
        }
    }

    /// What was pasted, dropped, or chosen as a file with a name: a link, JSON or text, or the log of
    /// another system.
    pub(super) fn open(&self, name: Option<Rc<str>>, given: String) -> Self {
        if given.trim().is_empty() {
            return self.complaining_about(given, words::NO_CONTENT.to_owned());
        }
        match codec::read(&given) {
            Ok(opened) => self.show(Self::of_opened(opened).pointing_into(&given)),
            Err(_) if govector::is_log(&given) => self.read_log(name, given),
            Err(_) if codec::is_something_else(&given) => {
                let mut next = self.complaining_about(given, words::NOTHING_KNOWN.to_owned());
                next.interface.opening.needs_example = true;
                next
            }
            Err(sentence) => self.complaining_about(given, sentence),
        }
    }

    /// A run that a script hands over.
    pub(super) fn load(&self, opened: Opened) -> Self {
        let mut page = Self::of_opened(opened);
        page.origin = Origin::Script;
        self.show(page)
    }

    /// The page with a run that was handed over: another page with nothing but it.
    fn show(&self, other: Self) -> Self {
        let called = naming::of_run(&other.run);
        let title = other.run.title().to_owned();
        let title = if title.is_empty() { "A run".to_owned() } else { title };
        let mut next = self.leave_for(other, &called);
        next.said = format!("{title} is open.").into();
        next
    }

    /// An action of a text that cannot happen is named by its line too.
    fn pointing_into(mut self, given: &str) -> Self {
        let place = match self.run.problem() {
            Some(Problem::Action { index, .. }) => text::place_of_action(given, *index),
            _ => None,
        };
        if let (Some((line, _)), Some(notice)) = (place, &mut self.notice) {
            notice.text = format!("Line {line}: {}", notice.text).into();
        }
        self
    }

    fn complaining_about(&self, text: String, sentence: String) -> Self {
        let sentence: Rc<str> = sentence.into();
        // What is longer than any scenario would only make the field slow.
        let opening = match text.len() > limits::SCENARIO_BYTES {
            true => self.interface.opening.clone(),
            false => of_text(text),
        };
        let error = Some(Rc::clone(&sentence));
        let opening = Opening { error, needs_example: false, ..opening };
        self.with_opening(opening).saying("").without_outcome()
    }

    /// What came of a job before is not said beside what is wrong now.
    fn without_outcome(mut self) -> Self {
        self.work = self.work.filter(|work| work.running().is_some());
        self
    }

    fn with_opening(&self, opening: Opening) -> Self {
        let mut next = self.copy();
        next.interface.opening = opening;
        next.interface.dialog = Some(Dialog::Open);
        next
    }

    pub(super) fn type_opening(&self, text: String) -> Option<Self> {
        let opening = of_text(text);
        (opening != self.interface.opening).then(|| {
            let mut next = self.copy();
            next.interface.opening = opening;
            next
        })
    }

    /// The address bar was changed by hand, or by going back: what was shown under this address comes
    /// back as it was left.
    pub(super) fn follow(&self, fragment: &str) -> Option<Self> {
        let address =
            |address: &Option<Rc<str>>| address.as_deref().unwrap_or_default() == fragment;
        if address(&self.address) {
            return self.back_from_bad_link();
        }
        let left =
            self.branches.tabs().iter().filter(|branch| {
                branch.id != self.branches.shown() && address(&branch.place.address)
            });
        if let Some(branch) = left.max_by_key(|branch| branch.turn) {
            return self.show_branch(branch.id);
        }
        if fragment.is_empty() {
            return self.back_from_bad_link();
        }
        Some(match codec::read_link(fragment) {
            Ok(opened) => {
                let mut page = Self::of_opened(opened);
                page.address = Some(fragment.into());
                self.show(page)
            }
            Err(sentence) => {
                let mut next = self.copy();
                let kept = Some(fragment.into());
                next.notice = Some(Notice { kept, ..Notice::alert(sentence) });
                next.before = None;
                next
            }
        })
    }

    fn back_from_bad_link(&self) -> Option<Self> {
        let is_back = self.notice.as_ref().is_some_and(|notice| notice.kept.is_some());
        is_back.then(|| Self { notice: None, ..self.copy() })
    }

    pub(super) fn start_empty(&self) -> Self {
        let empty = Self::of(Scenario::default());
        let mut next = self.leave_for(empty, words::EMPTY_PLAYGROUND);
        next.said = words::NO_WRITES.into();
        next
    }

    pub(super) fn load_example(&self) -> Self {
        self.show(Self::of_example())
    }

    /// What could not be opened goes into the field, where it can be repaired.
    pub(super) fn repair(&self) -> Option<Self> {
        let notice = self.notice.as_ref()?;
        let text = notice.kept.clone()?;
        let error = Some(Rc::clone(&notice.text));
        let next = self.with_opening(Opening { text, error, needs_example: false });
        Some(Self { notice: None, ..next })
    }

    pub(super) fn refuse_file(&self, why: Unread) -> Self {
        let sentence: Rc<str> = words::unread(why).into();
        let mut next = self.saying("").without_outcome();
        next.interface.opening.error = Some(sentence);
        next.interface.opening.needs_example = false;
        next.interface.dialog = Some(Dialog::Open);
        next
    }
}

/// The field with a text that nothing is known of.
fn of_text(text: String) -> Opening {
    Opening { text: text.into(), ..Opening::default() }
}
