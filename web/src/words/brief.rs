//! What is said at once: few enough words to listen to.

/// How many words are said at once at most.
const WORDS_AT_ONCE: usize = 15;

/// The most important of some sentences, in their order: before all a piece of news, then what went
/// wrong, then what came last. A sentence that is too long alone is cut.
pub(crate) fn brief(text: &str, news: Option<&str>) -> String {
    let mut room = WORDS_AT_ONCE.saturating_sub(news.map_or(0, n_words));
    let sentences: Vec<&str> = text.split_inclusive(". ").collect();
    let mut is_said = vec![false; sentences.len()];
    let wrong = sentences.iter().position(|sentence| sentence.starts_with("Violation"));
    for at in wrong.into_iter().chain((0..sentences.len()).rev()) {
        if is_said[at] {
            continue;
        }
        let Some(left) = room.checked_sub(n_words(sentences[at])) else { break };
        (room, is_said[at]) = (left, true);
    }
    let said = sentences.iter().zip(&is_said).filter(|one| *one.1).map(|one| one.0.trim_end());
    let said: Vec<&str> = said.chain(news).collect();
    if said.is_empty() { cut(text) } else { said.join(" ") }
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn cut(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(WORDS_AT_ONCE).collect();
    let is_all = words.len() == n_words(text);
    words.join(" ") + if is_all { "" } else { "…" }
}
