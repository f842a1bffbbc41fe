//! What is said at once: few enough words to listen to.

/// How many words are said at once at most.
const WORDS_AT_ONCE: usize = 15;
/// How the sentence begins that says what went wrong.
const WRONG: &str = "Violation";

/// Whether a text is short enough to be said at once.
pub(crate) fn is_brief(text: &str) -> bool {
    spaces(text).count() < WORDS_AT_ONCE
}

/// What is said of some sentences: all if they are few words, otherwise what went wrong, otherwise the
/// last. News go before all, and a sentence that is too long alone is cut.
pub(crate) fn brief(text: &str, news: Option<String>) -> String {
    let sentences = sentences(text);
    let wrong = sentences.iter().find(|sentence| sentence.starts_with(WRONG)).copied();
    let Some(news) = news else {
        let most = wrong.or(sentences.last().copied()).unwrap_or(text);
        let said = if is_brief(text) { text } else { without_reason(most) };
        return cut(said);
    };
    for said in [text, wrong.unwrap_or_default()] {
        let both = [said, " ", &news].concat();
        if !said.is_empty() && is_brief(&both) {
            return both;
        }
    }
    news
}

/// A sentence that is too long without why it is so, where the reason stands behind a colon.
fn without_reason(sentence: &str) -> &str {
    match sentence.rsplit_once(": ") {
        Some((fact, _)) if fact != WRONG && !is_brief(sentence) => fact,
        _ => sentence,
    }
}

/// As much of the beginning of a text as can be said at once.
pub(crate) fn cut(text: &str) -> String {
    match spaces(text).nth(WORDS_AT_ONCE - 1) {
        Some(end) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

fn sentences(text: &str) -> Vec<&str> {
    let mut begin = 0;
    let mut found = Vec::new();
    for end in spaces(text).filter(|at| text[..*at].ends_with('.')).chain([text.len()]) {
        found.push(&text[begin..end]);
        begin = (end + 1).min(text.len());
    }
    found
}

/// Where the words of a text part.
fn spaces(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at)
}
