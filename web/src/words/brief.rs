//! What is said at once: few enough words to listen to.

/// How many words are said at once at most.
const WORDS_AT_ONCE: usize = 15;

/// Whether a text is short enough to be said at once.
pub(crate) fn is_brief(text: &str) -> bool {
    n_words(text) <= WORDS_AT_ONCE
}

/// What is said of some sentences: all if they are few words, otherwise what went wrong, otherwise the
/// last. News go before all, and a sentence that is too long alone is cut.
pub(crate) fn brief(text: &str, news: Option<String>) -> String {
    let Some(news) = news else { return shortened(text) };
    let wrong = text.find(WRONG).map_or("", |at| first_sentence(&text[at..]));
    let all = [text, wrong].map(|said| format!("{said} {news}"));
    all.into_iter().find(|said| is_brief(said)).unwrap_or(news).trim_start().to_owned()
}

fn shortened(text: &str) -> String {
    if is_brief(text) {
        return text.to_owned();
    }
    let wrong = text.find(WRONG).map(|at| first_sentence(&text[at..]));
    // What comes last is what it led to.
    let last = text.rfind(". ").map(|end| text[end + 1..].trim_start());
    let one = wrong.or(last).unwrap_or(text);
    if is_brief(one) { one.to_owned() } else { without_reason(one).unwrap_or_else(|| cut(one)) }
}

/// What is the case without why it is, where the reason stands behind a colon.
fn without_reason(text: &str) -> Option<String> {
    let fact = text.rsplit_once(": ").map(|(fact, _)| fact).filter(|fact| *fact != WRONG)?;
    is_brief(fact).then(|| format!("{fact}."))
}

/// How what went wrong begins.
const WRONG: &str = "Violation";

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The beginning of a text that is too long to be said.
pub(crate) fn cut(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(WORDS_AT_ONCE).collect();
    words.join(" ") + "…"
}
