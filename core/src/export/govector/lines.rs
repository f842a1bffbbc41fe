//! Places in lines.

/// The end of the line that holds a place; the end of the text if that comes first.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..);
    let length = rest.and_then(|rest| rest.iter().position(|byte| *byte == b'\n'));
    length.map_or(text.len(), |length| at + length)
}

/// The column of a place in a line, from 1, in characters.
pub(super) fn column(line: &str, offset: usize) -> usize {
    let before = line.char_indices().take_while(|(at, _)| *at < offset);
    before.count() + 1
}
