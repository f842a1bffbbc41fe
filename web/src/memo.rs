//! Pictures that are drawn anew only when what they show has changed.
//!
//! A yew component of its own would do the same, and each brings four kilobytes of machinery. Here
//! one component serves every picture that needs no state: it keeps a function and what to draw.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use yew::html::ImplicitClone;
use yew::prelude::*;
use yew::virtual_dom::Key;

/// A picture: how to draw it, and of what.
struct Picture<P> {
    draw: fn(&P) -> Html,
    of: P,
}

/// A picture of something.
trait AnyPicture {
    fn draw(&self) -> Html;
    fn is_same(&self, other: &dyn AnyPicture) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<P: PartialEq + 'static> AnyPicture for Picture<P> {
    fn draw(&self) -> Html {
        (self.draw)(&self.of)
    }

    fn is_same(&self, other: &dyn AnyPicture) -> bool {
        // Equal addresses of different functions mean equal code: then the pictures are the same.
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| std::ptr::fn_addr_eq(self.draw, other.draw) && self.of == other.of)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Something large that is made anew whenever it changes: two are the same if they are one.
#[derive(Debug)]
pub(crate) struct PtrEq<T>(Rc<T>);

impl<T> Clone for PtrEq<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> From<&Rc<T>> for PtrEq<T> {
    fn from(shared: &Rc<T>) -> Self {
        Self(Rc::clone(shared))
    }
}

impl<T> PartialEq for PtrEq<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for PtrEq<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[derive(Clone)]
struct Shared(Rc<dyn AnyPicture>);

impl ImplicitClone for Shared {}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Picture")
    }
}

#[derive(Properties, PartialEq, Debug)]
struct MemoProps {
    picture: Shared,
}

#[component]
fn Memo(props: &MemoProps) -> Html {
    props.picture.0.draw()
}

/// Draws something, and again only when it has changed.
pub(crate) fn memo<P: PartialEq + 'static>(draw: fn(&P) -> Html, of: P) -> Html {
    shared(None, Shared(Rc::new(Picture { draw, of })))
}

/// The same for one of several, which keeps its place by its key.
pub(crate) fn memo_of<P: PartialEq + 'static>(
    key: impl Into<Key>,
    draw: fn(&P) -> Html,
    of: P,
) -> Html {
    shared(Some(key.into()), Shared(Rc::new(Picture { draw, of })))
}

fn shared(key: Option<Key>, picture: Shared) -> Html {
    match key {
        Some(key) => html! { <Memo {key} {picture} /> },
        None => html! { <Memo {picture} /> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(_: &u8) -> Html {
        html! { <b /> }
    }

    fn other(n: &u8) -> Html {
        html! { <i>{ *n }</i> }
    }

    #[test]
    fn a_picture_is_the_same_if_function_and_subject_are() {
        let of = |draw: fn(&u8) -> Html, of| Shared(Rc::new(Picture { draw, of }));
        assert_eq!(of(one, 1), of(one, 1));
        assert_ne!(of(one, 1), of(one, 2));
        assert_ne!(of(one, 1), of(other, 1));
        let text =
            Shared(Rc::new(Picture { draw: |_: &String| Html::default(), of: String::new() }));
        assert_ne!(of(one, 1), text);
    }
}
