//! What stands between turns and is not speech: closing signs, hours, rules, page numbers, headings.

use super::header;
use crate::read::vocabulary::VOCABULARY;
use crate::text::{Span, fold, words};

/// The paragraphs without furniture. Behind a closing sign nothing is speech any more.
pub(super) fn without(text: &str, paragraphs: Vec<Span>, last_turn: bool) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for paragraph in paragraphs {
        let words = paragraph.of(text).trim();
        if closes(words) {
            break;
        }
        if last_turn && !kept.is_empty() && is_footer(words) {
            break;
        }
        if is_rule(words) || header::is_hour(words) || is_page_number(words) {
            continue;
        }
        kept.push(paragraph);
    }
    while kept.len() > 1 && kept.last().is_some_and(|last| is_heading(last.of(text).trim())) {
        kept.pop();
    }
    kept
}

/// A heading behind which nobody speaks: `## Attendees`, `## References`.
pub(super) fn closes_section(heading: &str) -> bool {
    let key = fold::key(heading.trim_start_matches('#'));
    VOCABULARY.keys.contains(&key)
        && !matches!(
            &*key,
            "introduction" | "questions and answers" | "q a" | "conclusion" | "conclusions"
        )
}

/// `END`, `-30-`, `###`, `(Ends)`, `END 3:22 P.M. EDT`.
fn closes(paragraph: &str) -> bool {
    let key = fold::key(paragraph);
    if paragraph.len() > 60 {
        return false;
    }
    let said = matches!(
        &*key,
        "end"
            | "ends"
            | "ende"
            | "fin"
            | "fine"
            | "konec"
            | "end of transcript"
            | "end transcript"
            | "end of recording"
            | "30"
            | "transcript ends"
            | "the end"
            | "end of audio"
            | "end of document"
    );
    let capitals = paragraph.starts_with("END ") && header::is_hour(paragraph);
    (said && !paragraph.ends_with(['?', '!', ',']))
        || capitals
        || matches!(paragraph, "###" | "# # #" | "* * * END * * *")
}

/// What publishers put under the last words.
fn is_footer(paragraph: &str) -> bool {
    let key = fold::key(paragraph);
    let starts =
        ["©", "copyright ", "(c) "].iter().any(|sign| paragraph.to_lowercase().starts_with(sign));
    let says = [
        "all rights reserved",
        "this transcript was",
        "transcribed by",
        "for more information",
        "media contact",
        "press office",
        "related links",
        "share this",
        "back to top",
        "last updated",
        "print this page",
        "this copy is for your",
    ];
    let short = paragraph.len() < 300;
    short && (starts || says.iter().any(|words| key.starts_with(words)))
}

/// `---`, `* * *`, `_____`.
fn is_rule(paragraph: &str) -> bool {
    !paragraph.contains(char::is_alphanumeric)
}

fn is_page_number(paragraph: &str) -> bool {
    let key = fold::key(paragraph);
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match key.split(' ').collect::<Vec<_>>()[..] {
        [word] => number(word) && word.len() <= 4 && !paragraph.contains(['.', '?', '!']),
        ["page", word] | ["page", word, "of", _] => number(word),
        _ => false,
    }
}

/// A short line before the next label that ends no sentence and is written as headings are.
fn is_heading(paragraph: &str) -> bool {
    if paragraph.contains('\n')
        || paragraph.ends_with(|c: char| c.is_ascii_punctuation() || "…”’»—–".contains(c))
    {
        return false;
    }
    let list: Vec<&str> = words(paragraph).map(|span| span.of(paragraph)).collect();
    let capital = |word: &&str| !word.starts_with(char::is_lowercase) || word.len() <= 3;
    (2..=8).contains(&list.len())
        && list.iter().all(capital)
        && list.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_hours_are_no_speech_and_end_it() {
        for words in ["END", "(Ends)", "END 3:22 P.M. EDT", "###", "-30-"] {
            assert!(closes(words), "{words}");
        }
        for words in ["The end is near.", "End of story, then?", "In the end, yes."] {
            assert!(!closes(words), "{words}");
        }
        assert!(header::is_hour("1:06 P.M. EST") && !header::is_hour("At 10:30 we met"));
        assert!(is_page_number("Page 3 of 12") && is_page_number("17") && !is_page_number("17."));
        assert!(is_heading("Deneb Testnets") && !is_heading("We have cyber threats"));
    }
}
