//! Words in little room: how wide they are, cut to a width, and broken into lines.

/// How many columns words take where every letter is as wide as any other; ideographs and most
/// pictures take two.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The text in at most so many columns, with a mark at the end if that is not all of it.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut kept = first_columns(text, most.saturating_sub(1)).trim_end().to_owned();
    kept.push('…');
    kept
}

/// The longest beginning that takes no more columns.
fn first_columns(text: &str, most: usize) -> &str {
    let mut taken = 0;
    let too_wide = text.char_indices().find(|(_, c)| {
        taken += width(*c);
        taken > most
    });
    &text[..too_wide.map_or(text.len(), |(at, _)| at)]
}

/// The text in lines of at most so many columns, broken at spaces where that is possible; what is
/// more than the last line holds is cut.
#[must_use]
pub fn in_lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if lines.len() + 1 >= most {
            lines.push(cut(rest, width));
            break;
        }
        let (line, after) = first_line(rest, width);
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    lines
}

fn first_line(text: &str, width: usize) -> (&str, &str) {
    let fits = first_columns(text, width);
    if fits.len() == text.len() || text[fits.len()..].starts_with(' ') {
        return text.split_at(fits.len());
    }
    text.split_at(fits.rfind(' ').unwrap_or(fits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_the_last_is_cut() {
        assert_eq!(in_lines("Alice crashes", 18, 3), ["Alice crashes"]);
        assert_eq!(in_lines("every link is held now", 10, 3), ["every link", "is held", "now"]);
        assert_eq!(in_lines("one two three four", 5, 2), ["one", "two…"]);
        assert_eq!(in_lines("incomprehensible", 6, 9), ["incomp", "rehens", "ible"]);
        assert!(in_lines("", 6, 9).is_empty());
    }

    #[test]
    fn wide_letters_take_two_columns_and_marks_none() {
        assert_eq!(columns("東京 A"), 6);
        assert_eq!(columns("e\u{301}"), 1);
        assert_eq!(cut("東京都", 5), "東京…");
        assert_eq!(cut("Alice", 5), "Alice");
    }
}
