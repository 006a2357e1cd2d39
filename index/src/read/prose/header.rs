//! What stands before the first turn: title, standfirst, dates, grade, and who is introduced.

use jiff::civil::Date;

use super::lines::lines;
use crate::read::dates;
use crate::read::vocabulary::VOCABULARY;
use crate::text::{fold, notes, words};
use crate::transcript::{Draft, Grade, Warning};

/// Lines looked at before the first turn; what stands further up is a page's menu.
const LINES: usize = 200;

/// Reads the lines before the first turn into the draft, without overwriting what the format knew.
pub(super) fn read(preamble: &str, first_line: u32, draft: &mut Draft) {
    let lines = lines(preamble);
    let mut titles: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| !line.blank).take(LINES) {
        let raw = line.span.of(preamble);
        let words = plain(raw);
        if words.is_empty() {
            continue;
        }
        draft.provenance.grade = draft.provenance.grade.or_else(|| grade(words));
        let dated = take_dates(raw, first_line + line.number - 1, draft);
        let bare = dated || is_key(words) || is_hour(words) || notes::is_note(words);
        if !bare && titles.len() < MOST_TITLES && is_heading(words) {
            titles.push(words.to_owned());
        }
        draft.introduction.push(words.to_owned());
    }
    let mut titles = without_letterhead(titles).into_iter();
    if draft.event.title.is_none() {
        draft.event.title = titles.next();
        if draft.event.date.is_none() {
            draft.event.date = draft.event.title.as_deref().and_then(only_date);
        }
    }
    let subtitle = titles.next().filter(|line| line.len() > 20 && !line.starts_with("http"));
    if draft.event.subtitle.is_none() {
        draft.event.subtitle = subtitle;
    }
}

/// Headings looked at for a title: a letterhead has three or four lines.
const MOST_TITLES: usize = 6;

/// Words that a title says what happened by.
pub(super) const HAPPENINGS: &[&str] = &[
    "remarks",
    "interview",
    "conference",
    "briefing",
    "speech",
    "statement",
    "hearing",
    "debate",
    "conversation",
    "address",
    "gaggle",
    "testimony",
    "evidence",
    "discussion",
    "dialogue",
    "keynote",
    "lecture",
    "panel",
];

/// Words of which a letterhead is made.
const HOUSES: &[&str] = &[
    "house",
    "office",
    "department",
    "ministry",
    "secretary",
    "committee",
    "council",
    "release",
    "bureau",
    "agency",
    "court",
    "university",
    "institute",
];

/// Headings from the first one that says what happened, where nothing but a letterhead of short lines
/// stands above it.
fn without_letterhead(titles: Vec<String>) -> Vec<String> {
    let has = |title: &String, list: &[&str]| {
        words(title).any(|span| list.contains(&&*fold::word(span.of(title))))
    };
    let happening = titles.iter().position(|title| has(title, HAPPENINGS)).unwrap_or(0);
    let is_head = |title: &String| has(title, HOUSES) && words(title).count() <= 6;
    let above = &titles[..happening];
    let head = !above.is_empty() && above.iter().all(is_head);
    if head { titles[happening..].to_vec() } else { titles }
}

/// The line without bullets, heading marks and emphasis.
fn plain(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['#', '•', '*', '|', '>', '-', '–', ' ', '\u{a0}']);
    line.trim_end_matches(['#', '*', '|', ' ', '\u{a0}'])
}

/// Takes the dates of a line. Whether nothing else stands on it.
fn take_dates(line: &str, number: u32, draft: &mut Draft) -> bool {
    let mut rest = line.to_owned();
    let mut from = 0;
    let mut any = false;
    for found in dates::dates(line) {
        let before = &line[from..found.span.start];
        from = found.span.end;
        any = true;
        rest = rest.replacen(found.span.of(line), " ", 1);
        if dates::says_updated(before) {
            draft.provenance.updated = draft.provenance.updated.or(found.at());
        } else if let Some(date) = found.date {
            set_date(draft, date);
        } else {
            let message = format!("date is ambiguous and was left out: {}", found.span.of(line));
            draft.warnings.push(Warning { line: number, message });
        }
    }
    any && words(&rest).filter(|span| span.len() > 1 && !is_date_word(span.of(&rest))).count() <= 2
}

fn set_date(draft: &mut Draft, date: Date) {
    draft.event.date = draft.event.date.or(Some(date));
}

fn only_date(title: &str) -> Option<Date> {
    dates::dates(title).into_iter().find_map(|found| found.date)
}

fn is_date_word(word: &str) -> bool {
    let word = fold::word(word);
    dates::says_updated(&word)
        || word.bytes().all(|byte| byte.is_ascii_digit())
        || word.ends_with("day")
        || matches!(&*word, "last" | "date" | "am" | "pm" | "on")
}

/// `Date: …`, `Location: …`: a key and what it says, no heading.
fn is_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once([':', '：']) else {
        return false;
    };
    VOCABULARY.keys.contains(&fold::key(key))
}

/// `1:06 P.M. EST`: nothing but a time of day.
pub(super) fn is_hour(line: &str) -> bool {
    let mut digits = false;
    let all = words(line).all(|span| {
        let word = fold::word(span.of(line));
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        digits |= number;
        number || ZONES.contains(&&*word)
    });
    digits && all && line.contains(':') && line.len() < 40
}

/// What stands beside a time of day.
const ZONES: &[&str] = &[
    "am", "pm", "a", "p", "m", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "utc",
    "gmt", "bst", "cet", "cest", "et", "ct", "mt", "pt", "local", "time", "end", "begin", "ends",
    "uhr", "h", "hrs", "hours", "aest", "aedt", "ist", "jst", "eet", "eest", "msk", "l", "at",
    "began", "ended", "z", "noon",
];

/// A heading is a line of words, not an address and not a sentence of speech.
fn is_heading(line: &str) -> bool {
    let count = words(line).count();
    (1..=40).contains(&count)
        && line.len() <= 300
        && line.contains(char::is_alphabetic)
        && !line.starts_with("http")
        && !line.starts_with('<')
        && !line.starts_with("[http")
}

/// The grade a line declares.
fn grade(line: &str) -> Option<Grade> {
    let key = fold::key(line);
    let says = |words: &str| key.contains(words);
    if says("check against delivery") || says("prepared for delivery") || says("as prepared") {
        return Some(Grade::CheckAgainstDelivery);
    }
    if says("as delivered") || says("verbatim transcript") {
        return Some(Grade::AsDelivered);
    }
    let machine = says("generated transcript")
        || says("automatically generated")
        || says("machine transcript")
        || says("auto generated")
        || says("transcribed by https otter ai");
    machine.then_some(Grade::Machine)
}
