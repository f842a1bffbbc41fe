//! Scenarios coming in: from a link, a file, or the clipboard. What cannot be opened changes
//! nothing, and stays where it was typed.

use std::rc::Rc;

use causal_core::run::Problem;
use causal_core::scenario::{Scenario, text};

use crate::codec::{self, Opened};
use crate::example;
use crate::model::{Desk, Dialog, Model, Notice, Offer, Opening, draft};
use crate::words;

impl Model {
    /// The page as it opens: with what the address bar asks for, otherwise with the example.
    #[must_use]
    pub fn opening(fragment: &str) -> Self {
        if fragment.is_empty() {
            return Self { inviting: true, ..Self::of(example::message_from_the_future()) };
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

    fn of_opened(opened: Opened) -> Self {
        let next = Self::of(opened.scenario);
        let now = next.run.history().short_digest();
        match opened.expected {
            Some((digest, engine)) if digest != now => {
                let sentence = format!(
                    "Made with engine {engine}. The end state differs from what the sender saw. \
                     Shown: today's engine."
                );
                Self { notice: Some(Notice::alert(sentence)), ..next }
            }
            _ => next,
        }
    }

    /// The page with another scenario; the furniture stays where it is.
    fn replaced_by(&self, next: Self) -> Self {
        let drafts = draft::fitted(&self.drafts, next.drafts.len());
        let desk = Desk {
            dialog: None,
            link_menu: None,
            opening: Opening::default(),
            ..self.desk.clone()
        };
        // The address bar must not go on saying what has been left.
        let address = self.address.as_ref().map(|_| Rc::from(""));
        Self { desk, drafts, address, speed: self.speed, ..next }
    }

    pub(super) fn open(&self, text: &str) -> Self {
        match codec::read(text) {
            Ok(opened) => {
                let mut next = self.replaced_by(Self::of_opened(opened));
                next.point_out(text);
                let title = next.run.scenario().title.clone();
                let title = if title.is_empty() { "A run".to_owned() } else { title };
                next.saying(format!("{title} is open."))
            }
            Err(sentence) => {
                let sentence: Rc<str> = sentence.into();
                let mut next = self.saying(Rc::clone(&sentence));
                next.desk.opening = Opening { text: text.into(), error: Some(sentence) };
                next.desk.dialog = Some(Dialog::Open);
                next
            }
        }
    }

    /// An action of a text that cannot happen is named by its line too.
    fn point_out(&mut self, text: &str) {
        if let (Some(Problem::Action { index, .. }), Some(notice)) =
            (self.run.problem(), &mut self.notice)
            && let Some((line, _)) = text::place_of_action(text, *index)
        {
            notice.text = format!("Line {line}: {}", notice.text).into();
        }
    }

    pub(super) fn type_opening(&self, text: String) -> Option<Self> {
        let opening = Opening { text: text.into(), error: None };
        (opening != self.desk.opening).then(|| {
            let mut next = self.copy();
            next.desk.opening = opening;
            next
        })
    }

    /// The address bar was changed by hand, or by going back.
    pub(super) fn follow(&self, fragment: &str) -> Option<Self> {
        if fragment.is_empty() || self.address.as_deref() == Some(fragment) {
            // Back from a link that could not be opened.
            let is_back = self.notice.as_ref().is_some_and(|notice| notice.kept.is_some());
            return is_back.then(|| Self { notice: None, ..self.copy() });
        }
        Some(match codec::read_link(fragment) {
            Ok(opened) => {
                let next = self.replaced_by(Self::of_opened(opened));
                Self { address: Some(fragment.into()), ..next }
            }
            Err(sentence) => {
                let notice = Notice::alert(sentence);
                let notice = Some(Notice { kept: Some(fragment.into()), ..notice });
                Self { notice, ..self.copy() }
            }
        })
    }

    pub(super) fn start_empty(&self) -> Self {
        let empty = self.replaced_by(Self::of(Scenario::default()));
        empty.saying(words::NO_WRITES)
    }

    pub(super) fn load_example(&self) -> Self {
        let example = Self::of(example::message_from_the_future());
        let next = self.replaced_by(Self { inviting: true, ..example });
        let title = next.run.scenario().title.clone();
        next.saying(format!("{title} is open."))
    }

    /// What could not be opened goes into the field, where it can be repaired.
    pub(super) fn repair(&self) -> Option<Self> {
        let notice = self.notice.as_ref()?;
        let text = notice.kept.clone()?;
        let mut next = self.copy();
        next.desk.opening = Opening { text, error: Some(Rc::clone(&notice.text)) };
        next.desk.dialog = Some(Dialog::Open);
        next.notice = None;
        Some(next)
    }

    pub(super) fn refuse_file(&self) -> Self {
        let mut next = self.saying(words::FILE_REFUSED);
        next.desk.opening.error = Some(words::FILE_REFUSED.into());
        next.desk.dialog = Some(Dialog::Open);
        next
    }
}
