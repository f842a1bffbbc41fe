//! What comes of each message: a pure function of the model, in files by what the message is about.

mod acting;
mod arranging;
mod asking;
mod branching;
mod keeping;
mod leaving;
mod looking;
mod naming;
mod opening;
mod setting_up;
mod timing;
mod until;
mod working;

use std::rc::Rc;

use yew::functional::Reducible;

use crate::model::{InterfaceState, Model};
use crate::msg::Msg;

impl Reducible for Model {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        // The same `Rc` means that nothing is rendered.
        self.update(msg).map_or(self, Rc::new)
    }
}

impl Model {
    /// What the page knows after a message; `None` if that is what it knew before.
    #[must_use]
    pub fn update(&self, msg: Msg) -> Option<Self> {
        self.answer(msg).map(|next| self.with_undo_settled(self.announcing(next)))
    }

    /// What is new is said in few words; a goal that has come true before anything else.
    fn announcing(&self, mut next: Self) -> Self {
        let is_elsewhere = !Rc::ptr_eq(&self.moment, &next.moment);
        let news = if is_elsewhere { next.goal_news() } else { None };
        if news.is_some() || !Rc::ptr_eq(&self.said, &next.said) {
            next.said = crate::words::brief(&next.said, news).into();
        }
        next
    }

    fn answer(&self, msg: Msg) -> Option<Self> {
        match msg {
            Msg::Time(timing) => self.swap_by(timing).or_else(|| self.pass_time(timing)),
            Msg::Select(selection) => self.select(selection),
            Msg::SelectWrite(dot) => self.select_write(dot),
            Msg::Deselect => self.deselect(),
            Msg::Focus(event) => self.focus_on(event),
            Msg::Move(direction) => self.move_focus(direction),
            Msg::ShowTab(_)
            | Msg::ChooseFilter(_)
            | Msg::ToggleSide(_)
            | Msg::ShowSheet(_)
            | Msg::ToggleSheet
            | Msg::ToggleMenu(_)
            | Msg::CloseMenu(_)
            | Msg::ChooseTheme(_)
            | Msg::OpenDialog(_)
            | Msg::CloseDialog => self.arrange(msg),
            Msg::ToggleWholeCard(replica) => Some(self.toggle_whole_card(replica)),
            Msg::TypeKey(replica, text) => self.type_key(replica, &text),
            Msg::TypeValue(replica, text) => self.type_value(replica, &text),
            Msg::TypeClient(replica, text) => self.type_client(replica, &text),
            Msg::Delete(replica, key) => Some(self.delete(replica, &key)),
            Msg::Write(replica) => Some(self.write(replica)),
            Msg::Read(replica) => Some(self.read(replica)),
            Msg::Release(_)
            | Msg::Hold(_)
            | Msg::DropMessage(_)
            | Msg::Duplicate(_)
            | Msg::ToggleLink(_)
            | Msg::SetLink(..)
            | Msg::SetAllLinks(_)
            | Msg::Machine(_)
            | Msg::Pass(_)
            | Msg::Delay(..) => self.action_of(msg).map(|action| self.act(action)),
            Msg::GoOn(next) => Some(self.go_on(&next, None)),
            Msg::Do(action) => Some(self.do_to_focus(action)),
            Msg::ChooseRule(name) => self.choose_rule(&name),
            Msg::Choose(name, word) => self.choose(name, &word),
            Msg::ChooseSessions(name) => self.choose_sessions(&name),
            Msg::ChooseMistake(mistake, is_made) => self.choose_mistake(mistake, is_made),
            Msg::ChooseNumber(number) => self.choose_number(&number),
            Msg::TypeName(index, text) => self.type_name(index, &text),
            Msg::SetUp => Some(self.set_up()),
            Msg::SetUpAfresh => Some(self.set_up_afresh()),
            Msg::ShowBranch(id) => self.show_branch(id),
            Msg::RenameBranch(id, name) => Some(self.rename_branch(id, &name)),
            Msg::DeleteBranch(id) => self.delete_branch(id),
            Msg::TakeUp(offer) => self.take_up(offer),
            Msg::Resume(visit) => self.resume(&visit),
            Msg::HearOfKeeping(news) => Some(self.hear_of_keeping(&news)),
            Msg::Shared(fragment) => Some(Self { address: Some(fragment), ..self.copy() }),
            Msg::TypeCondition(text) => self.type_condition(&text),
            Msg::RunUntil(until) => self.run_until(until),
            Msg::TypeOpening(text) => self.type_opening(text),
            Msg::Open(text) => Some(self.open(None, text)),
            Msg::OpenFile(name, text) => Some(self.open(Some(name.into()), text)),
            Msg::Hear(news) => self.hear(news),
            Msg::PutWorkAway => self.put_work_away(),
            Msg::Load(opened) => Some(self.load(*opened)),
            Msg::Follow(fragment) => self.follow(&fragment),
            Msg::StartEmpty => Some(self.start_empty()),
            Msg::LoadExample => Some(self.load_example()),
            Msg::Repair => self.repair(),
            Msg::FileRefused(why) => Some(self.refuse_file(why)),
            Msg::DismissWarning => {
                self.warning.is_some().then(|| Self { warning: None, ..self.copy() })
            }
            Msg::Dismiss => self.notice.is_some().then(|| Self { notice: None, ..self.copy() }),
        }
    }

    /// The same page with something said by the live region.
    fn saying(&self, sentence: impl Into<Rc<str>>) -> Self {
        Self { said: sentence.into(), ..self.copy() }
    }

    fn with_interface(&self, change: impl FnOnce(&mut InterfaceState)) -> Option<Self> {
        let mut interface = self.interface.clone();
        change(&mut interface);
        (interface != self.interface).then(|| Self { interface, ..self.copy() })
    }
}
