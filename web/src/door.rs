//! Where the page's second module comes in: what the page exports to it. It speaks for scripts, so
//! that they act through the same door as visitors, [`Msg`], and the page shows what they do.
//!
//! Each function reads the page's model, or sends it a message and says at once what came of it.
//! `web/playground.d.ts` documents what scripts are given; this is the part behind it.

use std::cell::RefCell;
use std::rc::Rc;

use causal_core::run::Run;
use js_sys::{Array, Error, Function};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::browser::page_address;
use crate::codec;
use crate::model::{Model, Msg};

thread_local! {
    static PAGE: RefCell<Option<UseReducerHandle<Model>>> = const { RefCell::new(None) };
    /// The link of the run that was spoken of last.
    static LINK: RefCell<Option<(Rc<Run>, Rc<str>)>> = const { RefCell::new(None) };
    static WATCH: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Opens the page to the other module, and tells it when the run or the position has changed.
#[hook]
pub(crate) fn use_door(model: &UseReducerHandle<Model>) {
    // A handle keeps every state that was read through it; that of the last rendering keeps few.
    PAGE.set(Some(model.clone()));
    let place = Rc::as_ptr(&model.run) as usize;
    use_effect_with((place, model.stop), |_| {
        if let Some(watch) = WATCH.with_borrow(Clone::clone) {
            // It has nothing to say, and catches what scripts throw.
            let _told = watch.call0(&JsValue::UNDEFINED);
        }
    });
}

/// The page as it is now.
fn page() -> Result<UseReducerHandle<Model>, JsValue> {
    PAGE.with_borrow(Clone::clone).ok_or_else(|| error("The page is not there yet."))
}

fn error(sentence: &str) -> JsValue {
    Error::new(sentence).into()
}

/// The run on show as a link, the position, and how many events have happened there.
///
/// # Errors
/// That there is no page.
pub fn present() -> Result<Array, JsValue> {
    let page = page()?;
    let known = LINK.with_borrow(|last| {
        last.as_ref().filter(|(of, _)| Rc::ptr_eq(of, &page.run)).map(|(_, link)| Rc::clone(link))
    });
    let link = known.unwrap_or_else(|| {
        let link: Rc<str> = codec::plain_link(page.run.scenario()).into();
        LINK.set(Some((Rc::clone(&page.run), Rc::clone(&link))));
        link
    });
    Ok(Array::of3(&(*link).into(), &page.stop.into(), &page.here().n_events.into()))
}

/// Shows the run of a link.
///
/// # Errors
/// What is wrong with the link.
pub fn show(link: &str) -> Result<(), JsValue> {
    let opened = codec::read_link(link).map_err(|sentence| error(&sentence))?;
    page()?.dispatch(Msg::Load(Box::new(opened)));
    Ok(())
}

/// Does at the present position what the script of a link does.
///
/// # Errors
/// Why it cannot happen; nothing has changed then.
pub fn perform(link: &str) -> Result<(), JsValue> {
    let deed = codec::read_link(link).map_err(|sentence| error(&sentence))?.scenario;
    let page = page()?;
    let before = Rc::clone(&page.run);
    page.dispatch(Msg::Act(deed.script.into_iter().map(|item| item.action).collect()));
    // Read through the handle, the page is as it is now.
    match &page.notice {
        Some(notice) if Rc::ptr_eq(&page.run, &before) => Err(error(&notice.text)),
        _ => Ok(()),
    }
}

/// Goes to a position, and gives the one that was reached; beyond the end is the end.
///
/// # Errors
/// That there is no page.
pub fn seek(position: usize) -> Result<usize, JsValue> {
    let page = page()?;
    page.dispatch(Msg::Seek(position));
    Ok(page.stop)
}

/// The address of the run on show at the present position.
///
/// # Errors
/// That there is no page.
pub fn address() -> Result<String, JsValue> {
    let page = page()?;
    Ok(format!("{}#{}", page_address(), codec::fragment(&page.run, page.stop)))
}

/// Calls a function from now on whenever the run or the position has changed.
pub fn watch(callback: Function) {
    WATCH.set(Some(callback));
}
