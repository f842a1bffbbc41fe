//! JSON on many lines, for people: fields stay in their order.

/// A JSON text with each field and each entry on a line of its own.
pub(super) fn indented(json: &str) -> String {
    let mut text = String::with_capacity(json.len() * 2);
    let (mut depth, mut is_string, mut is_escaped) = (0, false, false);
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        if is_string {
            text.push(character);
            is_string = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
            continue;
        }
        match character {
            '{' | '[' if matches!(characters.peek(), Some('}' | ']')) => {
                text.push(character);
                text.extend(characters.next());
            }
            '{' | '[' => {
                depth += 1;
                text.push(character);
                new_line(&mut text, depth);
            }
            '}' | ']' => {
                depth -= 1;
                new_line(&mut text, depth);
                text.push(character);
            }
            ',' => {
                text.push(character);
                new_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            _ => {
                is_string = character == '"';
                text.push(character);
            }
        }
    }
    text.push('\n');
    text
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_texts_stays_as_it_is() {
        let json = r#"{"a":["\\",{"b,{":"\"]:"}],"c":[],"d":{},"e":-1}"#;
        let expected = "{\n  \"a\": [\n    \"\\\\\",\n    {\n      \"b,{\": \"\\\"]:\"\n    }\n  ],\n  \
                        \"c\": [],\n  \"d\": {},\n  \"e\": -1\n}\n";
        assert_eq!(indented(json), expected);
    }
}
