//! What stands between turns and is not speech: closing signs, hours, rules, page numbers, headings.

use std::collections::{HashMap, HashSet};

use super::header;
use crate::read::vocabulary::VOCABULARY;
use crate::text::{Span, fold, words};

/// Marks that a page repeats: short stretches with numbers, the same on page after page.
pub(super) struct PageMarks {
    /// The letters of whole lines.
    lines: HashSet<String>,
    /// Dates in numbers that stand at the ends of sentences again and again.
    dates: Vec<String>,
}

/// How often a mark stands at least: a page more than chance.
const REPEATED: usize = 3;

impl PageMarks {
    /// The marks of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut lines: HashMap<String, usize> = HashMap::new();
        for line in text.lines().map(str::trim).filter(|line| (2..=48).contains(&line.len())) {
            // A name and a time are a label, not a mark.
            let clock = line.rsplit(' ').next().and_then(super::milliseconds).is_some();
            if let Some(letters) = without_digits(line).filter(|_| !clock) {
                *lines.entry(letters).or_insert(0) += 1;
            }
        }
        let mut dates: HashMap<&str, usize> = HashMap::new();
        let digits = |c: char| c.is_ascii_digit() || c == '/';
        for run in
            text.split(|c| !digits(c)).filter(|run| run.len() >= 6 && run.matches('/').count() == 2)
        {
            *dates.entry(run).or_insert(0) += 1;
        }
        Self {
            lines: lines
                .into_iter()
                .filter(|(_, count)| *count >= REPEATED)
                .map(|(line, _)| line)
                .collect(),
            dates: dates
                .into_iter()
                .filter(|(_, count)| *count >= REPEATED)
                .map(|(date, _)| date.to_owned())
                .collect(),
        }
    }

    /// Whether a line is a mark of the page. A line of nothing but a number or a time is judged
    /// elsewhere: `1960` can be an answer.
    pub(super) fn has_line(&self, line: &str) -> bool {
        let line = line.trim();
        if !self.lines.is_empty() && line.chars().filter(|c| c.is_alphanumeric()).count() == 1 {
            // One sign alone on a line is a speck or a number of the page.
            return !line.ends_with(['?', '!']);
        }
        self.is_mark(line)
    }

    fn is_mark(&self, line: &str) -> bool {
        line.len() <= 48
            && without_digits(line).is_some_and(|letters| self.lines.contains(&letters))
    }

    /// The words without a closing sign or a mark behind their last sentence.
    pub(super) fn without_tail<'t>(&self, words: &'t str) -> &'t str {
        let words = self.without_date(words).trim_end();
        let Some(end) = words
            .rfind(['.', '?', '!', '…'])
            .map(|at| at + words[at..].chars().next().map_or(1, char::len_utf8))
        else {
            return words;
        };
        let tail = words[end..].trim();
        let closing =
            matches!(tail, "ends" | "ENDS" | "END" | "[ends]" | "[ENDS]" | "(ends)" | "###");
        let number = !self.lines.is_empty() && tail.bytes().all(|byte| byte.is_ascii_digit());
        if closing || (!tail.is_empty() && (number || self.is_mark(tail))) {
            &words[..end]
        } else {
            words
        }
    }

    /// The words without a mark that was glued to their end.
    fn without_date<'t>(&self, words: &'t str) -> &'t str {
        self.dates
            .iter()
            .find_map(|date| words.trim_end().strip_suffix(date.as_str()))
            .unwrap_or(words)
    }
}

/// The letters of a line, where it has more digits than a sentence would.
fn without_digits(line: &str) -> Option<String> {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let letters: String =
        line.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    (digits >= 4 && !letters.is_empty() && letters.len() <= digits * 3).then_some(letters)
}

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

/// A heading in capitals that announces the next part of a sitting: `STATEMENT OF HON. JANE ROE`.
pub(super) fn announces(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 200
        && words(line).count() >= 3
        && !line.contains(char::is_lowercase)
        && words(line).any(|span| header::HAPPENINGS.contains(&&*fold::word(span.of(line))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_every_page_is_no_speech() {
        let text = "a\n16/ 10/ 96 15: 13 Pg: 4\nb\n16/10/96 15:13 Pg: 5\nc\n16/10/96 15:13 Pg: 16\nd it was.5/24/83\ne so.5/24/83 f f.5/24/83\nIn 1960.\n";
        let marks = PageMarks::of(text);
        assert!(marks.has_line("16/10/96 15: 13 Pg: 9") && !marks.has_line("In 1960."));
        assert_eq!(marks.without_tail("it was.5/24/83"), "it was.");
        assert_eq!(marks.without_tail("it was... 16/10/96 15: 13 Pg: 7"), "it was...");
        assert_eq!(marks.without_tail("on many occasions. ends"), "on many occasions.");
        assert_eq!(marks.without_tail("So it ends"), "So it ends");
        assert_eq!(marks.without_tail("Sure. I"), "Sure. I");
    }

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
