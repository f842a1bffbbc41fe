//! Long work that the page wants: ordered when it is wanted, withdrawn when it is not any more.

use yew::prelude::*;

use crate::model::{Dispatch, Work};
use crate::msg::Msg;
use crate::service::Client;

/// Has the page's job done beside it, and sends [`Msg::Hear`] of it.
#[hook]
pub(crate) fn use_long_work(work: Option<&Work>, dispatch: &Dispatch) {
    let client = use_mut_ref(|| {
        let dispatch = dispatch.clone();
        Client::new(move |news| dispatch.dispatch(Msg::Hear(news)))
    });
    let wanted = work.cloned();
    use_effect_with(work.and_then(Work::running), move |_number| {
        match wanted.and_then(|work| work.order()) {
            Some(order) => client.borrow_mut().order(order),
            None => client.borrow_mut().withdraw(),
        }
    });
}
