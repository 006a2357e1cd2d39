//! Words by which labels are told from sentences, and offices and voices from people.
//!
//! Data alone, in `vocabulary.toml`; [`crate::speaker`] reads the same lists, so that what is a
//! label and who it is are decided by one vocabulary.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold;

type Words = HashSet<String>;

/// The lists of `vocabulary.toml`, folded.
#[derive(serde::Deserialize)]
pub(crate) struct Vocabulary {
    pub(crate) questioners: Words,
    pub(crate) voices: Words,
    pub(crate) voice_starts: Words,
    pub(crate) chairs: Words,
    pub(crate) honorifics: Words,
    pub(crate) offices: Words,
    pub(crate) surnames_too: Words,
    pub(crate) hearing: Words,
    pub(crate) office_joints: Words,
    pub(crate) particles: Words,
    pub(crate) suffixes: Words,
    pub(crate) discourse: Words,
    pub(crate) keys: Words,
    pub(crate) sentence_words: Words,
}

pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary: Vocabulary = toml::from_str(include_str!("vocabulary.toml"))
        .expect("the bundled vocabulary is checked by a test");
    let Vocabulary { questioners, voices, chairs, keys, .. } = &mut vocabulary;
    for list in [questioners, voices, chairs, keys] {
        *list = list.iter().map(|words| fold::key(words)).collect();
    }
    vocabulary
});

/// Whether a label, folded, is somebody who asks and is not named: `q`, `reporter 2`.
pub(crate) fn is_questioner(key: &str) -> bool {
    VOCABULARY.questioners.contains(without_number(without_article(key)))
}

/// Whether a label, folded, is a voice that is no person: `speaker 1`, `several hon members`.
pub(crate) fn is_voice(key: &str) -> bool {
    let bare = without_number(without_article(key));
    VOCABULARY.voices.contains(bare)
        || bare.split(' ').next().is_some_and(|first| VOCABULARY.voice_starts.contains(first))
        || (key.len() <= 3 && key.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a label, folded, is whoever leads through the event.
pub(crate) fn is_chair(key: &str) -> bool {
    VOCABULARY.chairs.contains(key) || VOCABULARY.chairs.contains(without_article(key))
}

/// `the chair` → `chair`.
pub(crate) fn without_article(key: &str) -> &str {
    ["the ", "an ", "le ", "la ", "der ", "die ", "el "]
        .iter()
        .find_map(|article| key.strip_prefix(article))
        .unwrap_or(key)
}

/// `speaker 12`, `speaker_12`, `spk a` and `student b` without what counts them.
fn without_number(key: &str) -> &str {
    let counted = |last: &str| {
        last.bytes().all(|byte| byte.is_ascii_digit()) || (last.len() == 1 && last != "q")
    };
    match key.rsplit_once(' ') {
        Some((rest, last)) if counted(last) => rest,
        _ => key.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_told_from_a_person_by_words_and_numbers() {
        for key in ["q", "question", "the reporter", "reporter 2", "journalist", "audience member"]
        {
            assert!(is_questioner(key), "{key}");
        }
        for key in ["speaker 1", "speaker 11", "unidentified male", "several hon members", "a"] {
            assert!(is_voice(key), "{key}");
        }
        for key in ["jane roe", "president", "mr speaker", "roe"] {
            assert!(!is_questioner(key) && !is_voice(key), "{key}");
        }
        assert!(is_chair("the chair") && is_chair("mr speaker") && !is_chair("jane roe"));
    }
}
