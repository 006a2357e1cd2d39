//! How a reading is scored against its ground truth.
//!
//! A turn is hit when its first and last five words are the expected ones and its length is within
//! 15 % (at least two words). Free are case, accents, punctuation, markup and bracketed notes. One turn
//! over neighbouring turns of one named person is a hit for each. Speakers are judged over the hits; a
//! named turn that nobody spoke, or that holds another person's words, is a wrong name.

use std::fmt;

use onrecord_index::text::{fold, words};
use onrecord_index::transcript::{Kind, Transcript, Turn};
use serde_json::Value;

/// The figures of one file.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) hits: u32,
    pub(crate) given: u32,
    pub(crate) wanted: u32,
    pub(crate) right: u32,
    pub(crate) wrong: u32,
    pub(crate) title: bool,
    pub(crate) date: bool,
    pub(crate) degraded: bool,
    pub(crate) misses: Vec<String>,
}

impl Score {
    pub(crate) fn f1(&self) -> f64 {
        if self.given + self.wanted == 0 {
            return 1.0;
        }
        2.0 * f64::from(self.hits) / f64::from(self.given + self.wanted)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hits, given, wanted, right, wrong, title, date, .. } = self;
        write!(
            f,
            "F1 {:.3} turns {hits}/{wanted} (given {given}) right {right} wrong {wrong} title {title} date {date}",
            self.f1()
        )
    }
}

/// Words compared at each end of a turn.
const ENDS: usize = 5;

/// Scores a reading; none is a refusal, right for files in which nobody speaks.
pub(crate) fn score(transcript: Option<&Transcript>, truth: &Value) -> Score {
    let all = truth["turns"].as_array().expect("a list of turns");
    let mut lists = vec![all.clone()];
    for alternative in truth["alternatives"].as_array().into_iter().flatten() {
        lists.push(alternative_turns(all, alternative));
    }
    for turns in &mut lists {
        turns.retain(has_words);
    }
    let best = lists.iter().map(|turns| score_turns(transcript, turns, truth));
    let mut best = best
        .max_by(|a, b| a.f1().total_cmp(&b.f1()).then(b.wrong.cmp(&a.wrong)))
        .expect("at least one list");
    let title = transcript.and_then(|transcript| transcript.event.title.clone());
    let date = transcript.and_then(|transcript| transcript.event.date).map(|date| date.to_string());
    best.title = fits_field(truth, "title", title.as_deref());
    best.date = fits_field(truth, "date", date.as_deref());
    best
}

/// A turn of notes alone belongs to nobody.
fn has_words(turn: &Value) -> bool {
    ["first_words", "last_words"]
        .iter()
        .filter_map(|field| turn[*field].as_str())
        .any(|words| !tokens(&without_torn_notes(words)).is_empty())
}

fn alternative_turns(all: &[Value], alternative: &Value) -> Vec<Value> {
    let dropped = |index: usize| {
        alternative["drop"].as_array().into_iter().flatten().any(|range| {
            (range[0].as_u64().unwrap_or(0)..range[1].as_u64().unwrap_or(0))
                .contains(&(index as u64))
        })
    };
    let mut turns = Vec::new();
    for (index, turn) in all.iter().enumerate().filter(|(index, _)| !dropped(*index)) {
        match alternative["replace"][index.to_string()].as_array() {
            Some(other) => turns.extend(other.iter().cloned()),
            None => turns.push(turn.clone()),
        }
    }
    turns
}

fn fits_field(truth: &Value, field: &str, given: Option<&str>) -> bool {
    let optional = strings(&truth["optional"]).any(|name| name == field);
    let accepted = strings(&truth[&format!("{field}_accept")]).chain(truth[field].as_str());
    match given {
        None => truth[field].is_null() || optional,
        Some(given) => accepted.into_iter().any(|other| other == "*" || key(other) == key(given)),
    }
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn score_turns(transcript: Option<&Transcript>, wanted: &[Value], truth: &Value) -> Score {
    let given: Vec<&Turn> = transcript
        .iter()
        .flat_map(|transcript| &transcript.turns)
        .filter(|turn| turn.kind != Kind::Note && !tokens(&without_notes(&turn.text)).is_empty())
        .collect();
    let mut score = Score { degraded: truth["degraded"] == true, ..Score::default() };
    let matched = align(&given, wanted, truth);
    let mut hit = vec![false; wanted.len()];
    let mut used = vec![false; given.len()];
    for (turn, run) in &matched {
        used[*turn] = true;
        for at in run.clone() {
            hit[at] = true;
            score.hits += 1;
            judge(given[*turn], &wanted[at], truth, &mut score);
        }
    }
    let merged: usize = matched.iter().map(|(_, run)| run.len() - 1).sum();
    score.given = u32::try_from(given.len() + merged).unwrap();
    if wanted.is_empty() {
        score.given =
            u32::try_from(given.iter().filter(|turn| turn.speaker.is_some()).count()).unwrap();
    }
    let counted = wanted.iter().zip(&hit).filter(|(turn, hit)| **hit || turn["optional"] != true);
    score.wanted = u32::try_from(counted.count()).unwrap();
    for (turn, _) in wanted.iter().zip(&hit).filter(|(_, hit)| !**hit) {
        score.misses.push(format!(
            "missed {}: {} … {}",
            turn["label"], turn["first_words"], turn["last_words"]
        ));
    }
    let missed: Vec<&Value> =
        wanted.iter().zip(&hit).filter(|(_, hit)| !**hit).map(|(turn, _)| turn).collect();
    for (turn, _) in given.iter().zip(&used).filter(|(_, used)| !**used) {
        score.misses.push(format!(
            "added {:?}: {:.60}",
            turn.speaker,
            turn.text.replace('\n', " ")
        ));
        let theirs = missed.iter().any(|other| verdict(turn, other, truth) != Verdict::Wrong);
        if turn.speaker.is_some() && !score.degraded && !theirs {
            score.wrong += 1;
        }
    }
    score
}

fn judge(turn: &Turn, wanted: &Value, truth: &Value, score: &mut Score) {
    let verdict = verdict(turn, wanted, truth);
    match verdict {
        Verdict::Right => score.right += 1,
        Verdict::Wrong => score.wrong += 1,
        Verdict::Neither => {}
    }
    if verdict != Verdict::Right {
        score.misses.push(format!("{verdict:?}: {:?} for {}", turn.speaker, wanted["speaker"]));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    /// Unnamed, or a part of the right name.
    Neither,
    Wrong,
}

fn verdict(turn: &Turn, wanted: &Value, truth: &Value) -> Verdict {
    let speaker = wanted["speaker"].as_str().unwrap_or_default();
    let kind = truth["unnamed"][speaker].as_str();
    let accepted: Vec<&str> =
        strings(&truth["accept"][speaker]).chain(strings(&wanted["accept"])).collect();
    let Some(name) = turn.speaker.as_deref() else {
        let table = wanted["needs_table"] == true || truth["needs_table"] == true;
        let unnamed = kind.is_some() || (table && !turn.label.is_empty());
        return if unnamed { Verdict::Right } else { Verdict::Neither };
    };
    let own = kind.is_none().then_some(speaker);
    if own.into_iter().chain(accepted).any(|other| same_person(name, other)) {
        return Verdict::Right;
    }
    let surname = |name: &str| name_tokens(name).last().cloned();
    if kind.is_none() && name_tokens(name).len() == 1 && surname(name) == surname(speaker) {
        return Verdict::Neither;
    }
    Verdict::Wrong
}

/// Titles, middle names, initials and the order before a comma are free.
fn same_person(left: &str, right: &str) -> bool {
    let (left, right) = (name_tokens(left), name_tokens(right));
    let (Some((left_last, left_given)), Some((right_last, right_given))) =
        (left.split_last(), right.split_last())
    else {
        return false;
    };
    let initial =
        |a: &String, b: &String| a == b || (a.len().min(b.len()) == 1 && a[..1] == b[..1]);
    let mut sorted = (left.clone(), right.clone());
    sorted.0.sort();
    sorted.1.sort();
    sorted.0 == sorted.1
        || (left_last == right_last
            && matches!((left_given.first(), right_given.first()), (Some(a), Some(b)) if initial(a, b)))
}

fn name_tokens(name: &str) -> Vec<String> {
    const TITLES: &[&str] =
        &["mr", "mrs", "ms", "dr", "hon", "the", "chairman", "vice", "jr", "sr", "am", "mp"];
    tokens(&without_notes(name)).into_iter().filter(|word| !TITLES.contains(&&**word)).collect()
}

/// Pairs of a given turn and the run of expected ones that it hits, in order, as many as can be.
fn align(given: &[&Turn], wanted: &[Value], truth: &Value) -> Vec<(usize, std::ops::Range<usize>)> {
    let forms: Vec<_> = given.iter().map(|turn| forms(&turn.text)).collect();
    let runs: Vec<Vec<std::ops::Range<usize>>> =
        forms.iter().map(|forms| runs(forms, wanted, truth)).collect();
    let mut best = vec![vec![0_usize; wanted.len() + 1]; given.len() + 1];
    for turn in (0..given.len()).rev() {
        for at in (0..=wanted.len()).rev() {
            let skip = best[turn + 1][at].max(best[turn].get(at + 1).copied().unwrap_or(0));
            let taken = runs[turn].iter().filter(|run| run.start == at);
            best[turn][at] =
                taken.map(|run| run.len() + best[turn + 1][run.end]).fold(skip, usize::max);
        }
    }
    let (mut turn, mut at) = (0, 0);
    let mut pairs = Vec::new();
    while turn < given.len() && at <= wanted.len() {
        let run = runs[turn]
            .iter()
            .find(|run| run.start == at && best[turn][at] == run.len() + best[turn + 1][run.end]);
        match run {
            Some(run) => {
                pairs.push((turn, run.clone()));
                at = run.end;
                turn += 1;
            }
            None if best[turn][at] == best[turn + 1][at] => turn += 1,
            None => at += 1,
        }
    }
    pairs
}

fn runs(forms: &[Vec<String>; 2], wanted: &[Value], truth: &Value) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for start in (0..wanted.len()).filter(|start| starts(forms, &wanted[*start])) {
        for end in start..wanted.len() {
            let same = wanted[end]["speaker"] == wanted[start]["speaker"];
            let voice =
                truth["unnamed"][wanted[start]["speaker"].as_str().unwrap_or_default()] == "voice";
            if end > start && (!same || voice) {
                break;
            }
            if ends(forms, &wanted[end]) && is_as_long(forms, &wanted[start..=end]) {
                found.push(start..end + 1);
            }
        }
    }
    found
}

/// The words of a turn, with and without its notes.
fn forms(text: &str) -> [Vec<String>; 2] {
    let plain = without_links(text);
    [tokens(&plain), tokens(&without_notes(&plain))]
}

fn excerpts(turn: &Value, field: &str, others: &str) -> Vec<Vec<String>> {
    let texts = turn[field].as_str().into_iter().chain(strings(&turn[others]));
    texts
        .flat_map(|text| {
            let plain = without_links(text);
            [tokens(&plain), tokens(&without_torn_notes(&plain))]
        })
        .filter(|words| !words.is_empty())
        .collect()
}

fn starts(forms: &[Vec<String>; 2], turn: &Value) -> bool {
    excerpts(turn, "first_words", "first_alt").iter().any(|words| {
        let head = &words[..words.len().min(ENDS)];
        forms.iter().any(|form| form.starts_with(head))
    })
}

fn ends(forms: &[Vec<String>; 2], turn: &Value) -> bool {
    excerpts(turn, "last_words", "last_alt").iter().any(|words| {
        let tail = &words[words.len() - words.len().min(ENDS)..];
        forms.iter().any(|form| form.ends_with(tail))
    })
}

fn is_as_long(forms: &[Vec<String>; 2], run: &[Value]) -> bool {
    if run.iter().any(|turn| !turn["first_alt"].is_null() || !turn["last_alt"].is_null()) {
        return true;
    }
    let sum = |field: &str| run.iter().filter_map(|turn| turn[field].as_f64()).sum::<f64>();
    let (count, notes) = (sum("n_words"), sum("n_notes"));
    let free = (0.15 * count).max(2.0);
    let most = forms[0].len() as f64 * 1.02;
    let least = forms[1].len() as f64 * 0.93;
    // `n_words` counts by white space, words here are finer: `don't` and `well-known` can be two.
    least - free <= count && count - notes <= most + free
}

fn tokens(text: &str) -> Vec<String> {
    let plain = text.replace(['’', '\'', '`', '_'], "");
    words(&plain).map(|span| fold::word(span.of(&plain)).into_owned()).collect()
}

fn key(text: &str) -> String {
    tokens(text).join(" ")
}

/// `[text](address)` as its text.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        plain.push_str(&rest[..at]);
        plain.push(']');
        rest = &rest[at + 2..];
        rest = rest.find(')').map_or("", |end| &rest[end + 1..]);
    }
    plain.push_str(rest);
    plain
}

/// The text without what stands in brackets.
fn without_notes(text: &str) -> String {
    let mut depth = 0_usize;
    let kept = text.chars().map(|character| match character {
        '(' | '[' => {
            depth += 1;
            ' '
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            ' '
        }
        _ if depth > 0 => ' ',
        _ => character,
    });
    kept.collect()
}

/// The same for an excerpt, whose first or last bracket can be cut off.
fn without_torn_notes(text: &str) -> String {
    let close = text.find([')', ']']);
    let open = text.find(['(', '[']);
    let text = match (open, close) {
        (open, Some(close)) if open.is_none_or(|open| close < open) => &text[close + 1..],
        _ => text,
    };
    without_notes(text)
}
