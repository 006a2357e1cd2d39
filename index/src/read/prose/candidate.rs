//! Places where a turn could begin: a label at the start of a line, in every style it is printed.
//!
//! `NAME: text` · `**Name:** text` · `Name (00:12): text` · `[00:12] Name: text` · `Name  0:00` and
//! `NAME:` alone on a line · `Q  text` · `Q - text` · `Mr. NAME. Text`. Nothing is decided here.

use super::clock::time;
use super::lines::Line;
use super::point::{has_capitals, point};
use super::shape::{self, Case};
use crate::read::vocabulary;
use crate::text::{Span, fold};

/// How a label is set apart from what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// A colon.
    Colon,
    /// A time of the recording beside it.
    Timed,
    /// Bold alone.
    Strong,
    /// A full stop, in the manner of printed journals.
    Point,
    /// A dash.
    Dash,
    /// `Q` or `A` and a space.
    Letter,
    /// `○` before it, in the minutes of Japanese and Korean parliaments.
    Circle,
}

/// A place where a turn could begin.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Index of the line.
    pub(super) line: usize,
    /// Where all that belongs to the label begins, its time and bullet included.
    pub(super) start: usize,
    /// The label as printed.
    pub(super) label: Span,
    /// Where the words begin: the end of the line, where the label stands alone on it.
    pub(super) text: usize,
    /// How it is set apart.
    pub(super) form: Form,
    /// Whether it is bold, by markup.
    pub(super) strong: bool,
    /// How it is written.
    pub(super) case: Case,
    /// The time beside it, in milliseconds.
    pub(super) start_ms: Option<u64>,
    /// Whether something stands in brackets behind the name.
    pub(super) bracketed: bool,
    /// The label, folded, brackets left out: what it is counted by.
    pub(super) key: String,
}

impl Candidate {
    /// Another voice without a label, marked by `>>`.
    pub(super) fn mark(text: &str, index: usize, line: &Line) -> Self {
        let words = line.span.of(text).trim_start().trim_start_matches(['>', ' ']);
        let at = line.span.end - words.len();
        Self {
            line: index,
            start: line.span.start,
            label: Span::new(at, at),
            text: at,
            form: Form::Dash,
            strong: false,
            case: Case::Title,
            start_ms: None,
            bracketed: false,
            key: String::new(),
        }
    }
}

/// The longest stretch at the start of a line in which a label is looked for.
pub(super) const REACH: usize = 200;

/// The candidate at the start of a line. `strong` are the stretches that markup sets in bold.
pub(super) fn at_line(text: &str, index: usize, line: &Line, strong: &[Span]) -> Option<Candidate> {
    let reach = floor(text, line.span.start + REACH.min(line.span.len()));
    let mut at = skip_signs(text, line.span.start, reach);
    let mut start_ms = None;
    if let Some((end, ms)) = time(&text[at..reach]) {
        start_ms = Some(ms);
        at = skip_signs(text, at + end, reach);
    }
    let found = circled(text, at, line.span.end)
        .or_else(|| bold(text, at, reach, strong))
        .or_else(|| letter(text, at, reach))
        .or_else(|| colon(text, at, reach))
        .or_else(|| beside_time(text, at, reach, line.span.end))
        .or_else(|| point(text, at, reach))
        .or_else(|| dash(text, at, reach))
        .or_else(|| start_ms.and_then(|_| rest_of_line(text, at, line.span.end)))?;
    finish(text, index, line, found, start_ms)
}

/// `○山田太郎君　…`, `○의장 홍길동  …`: behind the sign a name, then a wide gap.
fn circled(text: &str, at: usize, line_end: usize) -> Option<Found> {
    let rest = text[at..line_end].strip_prefix(['○', '◯', '〇'])?;
    let start = line_end - rest.len();
    let gap = rest.find(['\u{3000}', '\t']).or_else(|| rest.find("  "))?;
    let label = Span::new(start, start + gap).trimmed(text);
    (!label.is_empty()).then_some(Found {
        label,
        end: start + gap,
        form: Form::Circle,
        strong: false,
    })
}

/// `[00:12] Jane Roe` with nothing behind it: behind a time a name needs no sign.
fn rest_of_line(text: &str, at: usize, end: usize) -> Option<Found> {
    let label = Span::new(at, end).trimmed(text);
    let words = label.of(text);
    let ends = words.ends_with(['.', '?', '!', ',', ';', '…']);
    let short = (1..=60).contains(&words.len()) && !ends;
    short.then_some(Found { label, end, form: Form::Timed, strong: false })
}

/// What a style found: the label, the end of all that belongs to it, and how it is set apart.
pub(super) struct Found {
    pub(super) label: Span,
    pub(super) end: usize,
    pub(super) form: Form,
    pub(super) strong: bool,
}

fn finish(
    text: &str,
    index: usize,
    line: &Line,
    found: Found,
    before: Option<u64>,
) -> Option<Candidate> {
    // A time behind the label is its own; one before it may stand before every line alike.
    let (label, mut start_ms) = without_time(text, found.label);
    let mut end = found.end;
    if found.form != Form::Letter
        && let Some((after, ms)) = time(text[end..line.span.end].trim_start())
    {
        let skipped = line.span.end - end - text[end..line.span.end].trim_start().len();
        start_ms = start_ms.or(Some(ms));
        end += skipped + after;
        end += sign_len(&text[end..line.span.end]);
    }
    let start_ms = start_ms.or(before);
    let label = without_counter(text, unwrapped(text, label));
    let case = shape::case(label.of(text))?;
    let bare = shape::without_brackets(label.of(text));
    let form = if start_ms.is_some() && !matches!(found.form, Form::Strong | Form::Circle) {
        Form::Timed
    } else {
        found.form
    };
    let rest = &text[end..line.span.end];
    let text_at = end + (rest.len() - rest.trim_start().len());
    Some(Candidate {
        line: index,
        start: line.span.start,
        label,
        text: text_at,
        form,
        strong: found.strong,
        case,
        start_ms,
        bracketed: bare.len() < label.len(),
        key: fold::key(&bare),
    })
}

/// The colon after a time or a closing mark.
fn sign_len(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    match trimmed.chars().next() {
        Some(sign @ (':' | '：')) => rest.len() - trimmed.len() + sign.len_utf8(),
        _ => 0,
    }
}

/// `Name:` within the reach; a colon between digits is a time's.
fn colon(text: &str, at: usize, reach: usize) -> Option<Found> {
    let rest = &text[at..reach];
    for (offset, sign) in rest.match_indices([':', '：']) {
        let before = rest[..offset].chars().next_back();
        let after = rest[offset + sign.len()..].chars().next();
        let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digits(before) && digits(after) {
            continue;
        }
        if rest[offset..].starts_with("://") {
            return None;
        }
        if in_brackets(&rest[..offset]) {
            continue;
        }
        let label = Span::new(at, at + offset).trimmed(text);
        let end = at + offset + sign.len();
        return Some(Found { label, end, form: Form::Colon, strong: false });
    }
    None
}

fn in_brackets(before: &str) -> bool {
    before.matches(['(', '[']).count() > before.matches([')', ']']).count()
}

/// `**Name:** text`, `**Name** [6:35](…): text`, and bold that markup outside the text marks.
fn bold(text: &str, at: usize, reach: usize, strong: &[Span]) -> Option<Found> {
    let rest = &text[at..reach];
    let (inner, mut end) = match ["**", "__", "*", "_"].iter().find(|mark| rest.starts_with(**mark))
    {
        Some(mark) => {
            let inside = &rest[mark.len()..];
            let close = inside.find(mark).filter(|close| *close > 0)?;
            let inner = Span::new(at + mark.len(), at + mark.len() + close);
            (inner, inner.end + mark.len())
        }
        None => {
            let index = strong.partition_point(|span| span.end <= at);
            let span = strong.get(index).filter(|span| span.start <= at && span.end > at)?;
            let inner = Span::new(at, span.end.min(reach));
            // Bold that runs on past its label is a bold paragraph, not a label.
            if inner.of(text).contains('\n') {
                return None;
            }
            (inner, inner.end)
        }
    };
    let words = inner.of(text);
    if let Some(colon) = words.find([':', '：']) {
        let inside_time =
            words[..colon].ends_with(|c: char| c.is_ascii_digit()) && in_brackets(&words[..colon]);
        if !inside_time {
            let sign = words[colon..].chars().next().map_or(1, char::len_utf8);
            let label = Span::new(inner.start, inner.start + colon).trimmed(text);
            let end = if words[colon + sign..].trim().is_empty() {
                end
            } else {
                inner.start + colon + sign
            };
            return Some(Found { label, end, form: Form::Colon, strong: true });
        }
    }
    let label = inner.trimmed(text);
    let mut form = Form::Strong;
    let sign = sign_len(&text[end..reach]);
    if sign > 0 {
        form = Form::Colon;
        end += sign;
    }
    Some(Found { label, end, form, strong: true })
}

/// `Q  text`, `Q. text`: one letter, in the manner of press offices.
fn letter(text: &str, at: usize, reach: usize) -> Option<Found> {
    let rest = &text[at..reach];
    let mark = rest.chars().next().filter(|mark| matches!(mark, 'Q' | 'A'))?;
    let point = usize::from(rest[1..].starts_with('.'));
    let after = &rest[1 + point..];
    let gap = after.len() - after.trim_start_matches([' ', '\t', '\u{a0}']).len();
    // `A` begins sentences as well: only a gap that no sentence has, or a point, sets it apart.
    let apart = match mark {
        'Q' => gap >= 1,
        _ => gap >= 2 || after.starts_with('\t') || (point == 1 && gap == 1),
    };
    let next = after[gap..].chars().next();
    let sign = |next: char| matches!(next, ':' | '-' | '–' | '—' | '&' | '+');
    if !apart || next.is_none_or(sign) || (point == 1 && next.is_some_and(char::is_lowercase)) {
        return None;
    }
    let label = Span::new(at, at + 1);
    Some(Found { label, end: at + 1 + point, form: Form::Letter, strong: false })
}

/// `Name  0:00` and `Name (00:12)`, alone on a line or with words behind.
fn beside_time(text: &str, at: usize, reach: usize, line_end: usize) -> Option<Found> {
    let rest = &text[at..reach];
    let digit = rest.find(|c: char| c.is_ascii_digit()).filter(|digit| *digit > 0)?;
    let opened = rest[..digit].ends_with(['(', '[', '<']);
    let start = digit - usize::from(opened);
    let (end, _) = time(&rest[start..])?;
    let label = Span::new(at, at + start).trimmed(text);
    let after = at + start + end;
    let alone = text[after..line_end].trim().is_empty();
    let gap = text[label.end..at + start].len() >= 2;
    (!label.is_empty() && (alone || opened || gap)).then_some(Found {
        label,
        end: after,
        form: Form::Timed,
        strong: false,
    })
}

/// `Q - text`, `NAME – text`: only voices and capitals, for in sentences dashes stand anywhere.
fn dash(text: &str, at: usize, reach: usize) -> Option<Found> {
    let rest = &text[at..reach];
    let (offset, sign) = [" – ", " — ", " - ", " -- "]
        .iter()
        .filter_map(|sign| Some((rest.find(sign)?, sign)))
        .min()?;
    let label = Span::new(at, at + offset).trimmed(text);
    let key = fold::key(label.of(text));
    let voice = vocabulary::is_questioner(&key);
    let capitals =
        shape::case(label.of(text)) == Some(Case::Capitals) && has_capitals(label.of(text));
    (voice || capitals).then_some(Found {
        label,
        end: at + offset + sign.len(),
        form: Form::Dash,
        strong: false,
    })
}

/// Past spaces, bullets, quotation signs of Markdown, and the `>>` of captions.
fn skip_signs(text: &str, at: usize, reach: usize) -> usize {
    let mut rest = text[at..reach].trim_start();
    for sign in ["- **", "* **", "• "] {
        if rest.starts_with(sign) {
            rest = &rest[rest.find(' ').map_or(0, |space| space + 1)..];
        }
    }
    rest = rest.trim_start_matches(['>', '\u{200b}', '\u{feff}']).trim_start();
    reach - rest.len()
}

/// A label without a time at its end, `Name (00:12)`.
fn without_time(text: &str, label: Span) -> (Span, Option<u64>) {
    let words = label.of(text);
    let Some(start) = words.rfind(['(', '[']) else {
        return (label, None);
    };
    match time(&words[start..]) {
        Some((end, ms)) if start + end == words.len() && start > 0 => {
            (Span::new(label.start, label.start + start).trimmed(text), Some(ms))
        }
        _ => (label, None),
    }
}

/// `Q12 Chair`, `Anf. 3 JANE ROE (S)`: committees number their questions, parliaments their speeches.
fn without_counter(text: &str, label: Span) -> Span {
    let words = label.of(text);
    let Some((first, rest)) = words.split_once(char::is_whitespace) else { return label };
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let rest = match first.strip_prefix('Q') {
        Some(number) if digits(number) => rest,
        _ if fold::key(first) == "anf" => match rest.trim_start().split_once(char::is_whitespace) {
            Some((number, rest)) if digits(number) => rest,
            _ => return label,
        },
        _ => return label,
    };
    Span::new(label.end - rest.trim_start().len(), label.end)
}

/// `[Name]` and `<Name>` without what is around the whole.
fn unwrapped(text: &str, label: Span) -> Span {
    let words = label.of(text);
    let whole = [("[", "]"), ("<", ">"), ("**", "**")].iter().any(|(open, close)| {
        words.len() > open.len() * 2
            && words.starts_with(open)
            && words.ends_with(close)
            && !words[open.len()..words.len() - close.len()].contains(['[', ']', '<', '>'])
    });
    if !whole {
        return label;
    }
    let mark = if words.starts_with("**") { 2 } else { 1 };
    Span::new(label.start + mark, label.end - mark).trimmed(text)
}

/// The nearest character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn found(line: &str) -> Option<(&str, &str, Form)> {
        let all = lines(line);
        let candidate = at_line(line, 0, &all[0], &[])?;
        Some((candidate.label.of(line), &line[candidate.text..], candidate.form))
    }

    #[test]
    fn a_label_is_found_in_every_style() {
        for (line, label, text, form) in [
            ("JANE ROE: Yes.", "JANE ROE", "Yes.", Form::Colon),
            ("  **Jane Roe:** Yes.", "Jane Roe", "Yes.", Form::Colon),
            ("**Jane Roe**: Yes.", "Jane Roe", "Yes.", Form::Colon),
            ("**Jane Roe:** [00:01:02] Yes.", "Jane Roe", "Yes.", Form::Timed),
            ("**Jane** [6:35](https://e.org/?t=395s): Yes.", "Jane", "Yes.", Form::Strong),
            ("[00:01:02] Jane Roe: Yes.", "Jane Roe", "Yes.", Form::Timed),
            ("0:00 Jane Roe  00:12", "Jane Roe", "", Form::Timed),
            ("Jane Roe  00:12", "Jane Roe", "", Form::Timed),
            ("Jane Roe (00:12):", "Jane Roe", "", Form::Timed),
            ("Jane Roe: 00:01:02", "Jane Roe", "", Form::Timed),
            ("Jane Roe (JR): Yes.", "Jane Roe (JR)", "Yes.", Form::Colon),
            ("[Jane Roe]: Yes.", "Jane Roe", "Yes.", Form::Colon),
            (">> JANE ROE: Yes.", "JANE ROE", "Yes.", Form::Colon),
            ("Q    Yes?", "Q", "Yes?", Form::Letter),
            ("Q. Yes?", "Q", "Yes?", Form::Letter),
            ("A. Yes.", "A", "Yes.", Form::Letter),
            ("[00:12] Jane Roe", "Jane Roe", "", Form::Timed),
            ("Q - Yes?", "Q", "Yes?", Form::Dash),
            ("Mr. ROE. I rise today.", "Mr. ROE", "I rise today.", Form::Point),
            ("Mr. ROE of Ohio. I rise.", "Mr. ROE of Ohio", "I rise.", Form::Point),
            (
                "The PRESIDING OFFICER (Mr. Roe). Without",
                "The PRESIDING OFFICER (Mr. Roe)",
                "Without",
                Form::Point,
            ),
            (
                "El señor ROE (Presidente).- Gracias",
                "El señor ROE (Presidente)",
                "Gracias",
                Form::Point,
            ),
            ("王小明：謝謝", "王小明", "謝謝", Form::Colon),
        ] {
            assert_eq!(found(line), Some((label, text, form)), "{line}");
        }
    }

    #[test]
    fn a_sentence_is_no_label() {
        for line in [
            "So let me say this: we agree.",
            "https://example.org/a: b",
            "At 10:30 we met.",
            "A friend said so.",
            "Mr. Roe said it. We agree.",
            "The meeting is at 12:30",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
