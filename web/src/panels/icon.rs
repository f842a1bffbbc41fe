//! The page's icons, as paths of its own: fonts differ.

use yew::prelude::*;

/// An icon by its name.
pub(super) fn icon(name: &str) -> Html {
    let path = match name {
        "start" => "M4 4h2v16H4zM20 4v16L8 12z",
        "back" => "M17 4v16L5 12z",
        "forward" => "M7 4v16l12-8z",
        "play" => "M6 3v18l15-9z",
        "pause" => "M5 4h5v16H5zM14 4h5v16h-5z",
        "end" => "M18 4h2v16h-2zM4 4v16l12-8z",
        "undo" => "M9 4L3 10l6 6v-4h5a4 4 0 0 1 0 8h-3v2.500h3a6.500 6.500 0 0 0 0-13H9z",
        "redo" => "M15 4l6 6l-6 6v-4h-5a4 4 0 0 0 0 8h3v2.500h-3a6.500 6.500 0 0 1 0-13h5z",
        "done" => "M9.500 15.500l9-9l2.500 2.500L9.500 20.500L3 14l2.500-2.500z",
        "wait" => "M6 2h12v4l-4.500 6l4.500 6v4H6v-4l4.500-6L6 6z",
        "alert" => "M8 1h8l7 7v8l-7 7H8l-7-7V8zM10.800 5v8.500h2.400V5zM10.800 16v2.800h2.400V16z",
        "erase" => {
            "M9 5h13v14H9L2 12zM12 8.500l2.500 3.500l-2.500 3.500h2.200l1.500-2.200l1.500 2.200h2.200L16.900 12l2.500-3.500h-2.200l-1.500 2.200l-1.500-2.200z"
        }
        "close" => "M5 3l7 7l7-7l2 2l-7 7l7 7l-2 2l-7-7l-7 7l-2-2l7-7l-7-7z",
        "fold" => "M15 4l2 2l-6 6l6 6l-2 2l-8-8z",
        "unfold" => "M9 4L7 6l6 6l-6 6l2 2l8-8z",
        "down" => "M4 8l2-2l6 6l6-6l2 2l-8 8z",
        "cut" => "M4 5l7 7l-7 7l2 2l6-6l6 6l2-2l-7-7l7-7l-2-2l-6 6l-6-6z",
        "pencil" => "M11 4h3v7h7v3h-7v7h-3v-7H4v-3h7z",
        "theme" => "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zM12 4.500v15a7.500 7.500 0 0 0 0-15z",
        _ => "M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20z",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={path.to_owned()} fill-rule="evenodd" />
        </svg>
    }
}
