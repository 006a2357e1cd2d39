//! Dates as people write them, in many languages. An ambiguous one is returned as such, never chosen.
//!
//! Takes a line of text and gives the dates in it with their places. Months are data
//! (`months.toml`); the order of day and month is read only from what cannot be read otherwise.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};

use crate::text::{Span, fold};

#[derive(serde::Deserialize)]
struct Table {
    months: Vec<Vec<String>>,
    joints: HashSet<String>,
    ordinals: HashSet<String>,
    updated: Vec<String>,
}

struct Names {
    months: HashMap<String, i8>,
    joints: HashSet<String>,
    ordinals: HashSet<String>,
    updated: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("months.toml"))
        .expect("the bundled table is checked by a test");
    let mut months = HashMap::new();
    for (month, names) in (1..).zip(&table.months) {
        months.extend(names.iter().map(|name| (name.clone(), month)));
    }
    Names { months, joints: table.joints, ordinals: table.ordinals, updated: table.updated }
});

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) span: Span,
    /// The day; none where `03/04/2021` could be two days.
    pub(crate) date: Option<Date>,
    /// A time of day that stands right behind it.
    pub(crate) time: Option<Time>,
}

impl Found {
    /// The day with its time, midnight where none stands.
    pub(crate) fn at(&self) -> Option<DateTime> {
        self.date.map(|date| date.to_datetime(self.time.unwrap_or(Time::midnight())))
    }
}

/// A number or a word with its place.
#[derive(Clone, Copy)]
struct Token<'t> {
    span: Span,
    text: &'t str,
}

impl Token<'_> {
    fn number(&self) -> Option<i16> {
        (self.text.len() <= 4).then(|| self.text.parse().ok()).flatten()
    }

    fn is_year(&self) -> bool {
        self.text.len() == 4 && self.number().is_some_and(|year| (1500..=2199).contains(&year))
    }

    fn day(&self) -> Option<i8> {
        let day = self.number().filter(|day| self.text.len() <= 2 && (1..=31).contains(day))?;
        i8::try_from(day).ok()
    }

    fn month(&self) -> Option<i8> {
        self.text.starts_with(char::is_alphabetic).then_some(())?;
        NAMES.months.get(fold::word(self.text).trim_end_matches('.')).copied()
    }
}

/// The dates of a line, in order.
pub(crate) fn dates(line: &str) -> Vec<Found> {
    let tokens = tokens(line);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match written(line, &tokens[at..]).or_else(|| numeric(line, &tokens[at..])) {
            Some((used, mut date)) => {
                date.time = time_after(line, &tokens[at + used..], date.span.end);
                found.push(date);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the line says that its date is that of a change to the page.
pub(crate) fn says_updated(line: &str) -> bool {
    let key = fold::key(line);
    NAMES.updated.iter().any(|words| {
        key.strip_prefix(words.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Runs of digits and runs of letters; a line is cut at what no heading needs.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for (at, character) in line.char_indices().take(2_000) {
        let digit = character.is_ascii_digit();
        if !digit && !character.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&character) {
            continue;
        }
        let end = at + character.len_utf8();
        match tokens.last_mut() {
            Some(last)
                if last.span.end == at
                    && digit == last.text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                last.span.end = end;
                last.text = last.span.of(line);
            }
            _ => {
                let span = Span::new(at, end);
                tokens.push(Token { span, text: span.of(line) });
            }
        }
    }
    tokens
}

/// A date with its month as a word, `23 Mar. 2021`, `March 23rd, 2021`, `8 de febrero de 2006`.
fn written(line: &str, tokens: &[Token<'_>]) -> Option<(usize, Found)> {
    let first = tokens.first()?;
    if let Some(day) = first.day() {
        let month_at = skip(tokens, 1, |token| {
            NAMES.joints.contains(&*fold::word(token.text)) || NAMES.ordinals.contains(token.text)
        });
        let month = close(line, tokens, month_at)?.month()?;
        let year_at = skip(tokens, month_at + 1, |token| NAMES.joints.contains(token.text));
        let year = close(line, tokens, year_at).filter(|token| token.is_year())?.number()?;
        return found(tokens, year_at, Date::new(year, month, day).ok()?);
    }
    if let Some(month) = first.month() {
        let day = close(line, tokens, 1)?.day()?;
        let year_at = skip(tokens, 2, |token| {
            NAMES.ordinals.contains(token.text) || NAMES.joints.contains(token.text)
        });
        let year = close(line, tokens, year_at).filter(|token| token.is_year())?.number()?;
        return found(tokens, year_at, Date::new(year, month, day).ok()?);
    }
    if first.is_year() {
        // Hungarian order, `2021. március 23.`
        let month = close(line, tokens, 1)?.month()?;
        let day = close(line, tokens, 2)?.day()?;
        return found(tokens, 2, Date::new(first.number()?, month, day).ok()?);
    }
    None
}

/// A date in numbers alone: `2021-03-23`, `23.03.2021`, `23/03/2021`, `2021年3月23日`.
fn numeric(line: &str, tokens: &[Token<'_>]) -> Option<(usize, Found)> {
    let [first, second, third, ..] = tokens else {
        return cjk(line, tokens);
    };
    let glue = |left: &Token<'_>, right: &Token<'_>| &line[left.span.end..right.span.start];
    let sign = glue(first, second);
    if sign != glue(second, third) || !matches!(sign, "-" | "/" | "." | ". ") {
        return cjk(line, tokens);
    }
    // A version or an address goes on.
    let mut after = line[third.span.end..].chars();
    let goes_on = after.next() == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
    if goes_on || line[..first.span.start].ends_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    if first.is_year() {
        let date = Date::new(first.number()?, second.day()?, third.day()?).ok()?;
        return found(tokens, 2, date);
    }
    let (one, two) = (first.day()?, second.day()?);
    let year = match third.text.len() {
        4 => third.is_year().then(|| third.number())??,
        2 if sign == "/" => 2000 + third.number()?,
        _ => return None,
    };
    let span = Span::new(first.span.start, third.span.end);
    let date = match (one, two) {
        // Points are written where days come first.
        _ if sign.starts_with('.') || one > 12 || one == two => Date::new(year, two, one).ok()?,
        _ if two > 12 => Date::new(year, one, two).ok()?,
        _ => {
            return Some((3, Found { span, date: None, time: None }));
        }
    };
    found(tokens, 2, date)
}

/// `2021年3月23日` and `2021년 3월 23일`: the signs name what each number is.
fn cjk(line: &str, tokens: &[Token<'_>]) -> Option<(usize, Found)> {
    let year = tokens.first().filter(|token| token.is_year())?;
    if !line[year.span.end..].trim_start().starts_with(['年', '년']) {
        return None;
    }
    let numbers: Vec<_> =
        (0..tokens.len().min(6)).filter(|at| tokens[*at].number().is_some()).take(3).collect();
    let [_, month, day] = numbers[..] else {
        return None;
    };
    let date = Date::new(year.number()?, tokens[month].day()?, tokens[day].day()?).ok()?;
    found(tokens, day, date)
}

fn found(tokens: &[Token<'_>], last: usize, date: Date) -> Option<(usize, Found)> {
    let span = Span::new(tokens[0].span.start, tokens[last].span.end);
    Some((last + 1, Found { span, date: Some(date), time: None }))
}

fn skip(tokens: &[Token<'_>], from: usize, skipped: impl Fn(&Token<'_>) -> bool) -> usize {
    (from..tokens.len().min(from + 3)).find(|at| !skipped(&tokens[*at])).unwrap_or(from)
}

/// The token at `at`, if only a little punctuation parts it from the one before.
fn close<'a, 't>(line: &str, tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    let token = tokens.get(at)?;
    let gap = &line[tokens[at - 1].span.end..token.span.start];
    let small = gap.len() <= 3
        && gap.chars().all(|c| matches!(c, ' ' | '.' | ',' | '-' | '\u{a0}' | '’' | '\''));
    small.then_some(token)
}

/// `12:07` within a few characters behind a date.
fn time_after(line: &str, tokens: &[Token<'_>], end: usize) -> Option<Time> {
    let [hour, minute, ..] = tokens else {
        return None;
    };
    let near = hour.span.start - end <= 5 && &line[hour.span.end..minute.span.start] == ":";
    let (hour, minute) = near.then_some(()).and(hour.day().or(Some(0)).zip(minute.number()))?;
    Time::new(hour, i8::try_from(minute).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_is_read_in_the_order_its_language_writes_it() {
        let day = Some(date(2021, 3, 23));
        for line in [
            "  • 23 Mar. 2021 -",
            "Tuesday, March 23, 2021",
            "March 23rd, 2021",
            "the 23rd of March, 2021",
            "23 mars 2021",
            "23. März 2021",
            "23 de marzo de 2021",
            "23. marca 2021",
            "23 марта 2021 г.",
            "2021-03-23",
            "2021/3/23",
            "23/03/2021",
            "03/23/2021",
            "23.03.2021",
            "23. 3. 2021",
            "2021年3月23日",
            "2021년 3월 23일",
            "2021. márc 23",
        ] {
            let found = dates(line);
            if line.contains("márc") {
                assert!(found.is_empty(), "an unlisted abbreviation is no month: {line}");
                continue;
            }
            assert_eq!(found.first().map(|found| found.date), Some(day), "{line}");
        }
    }

    #[test]
    fn a_date_that_could_be_two_days_is_none() {
        for line in ["03/04/2021", "7/5/12"] {
            assert_eq!(dates(line)[0].date, None, "{line}");
        }
        for line in ["1.2.3", "24/7", "9/11", "version 10.1.2021.5", "3-4", "May I ask 20 people"] {
            assert!(dates(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_time_behind_a_date_belongs_to_it() {
        let found = dates("Last updated: 23 Mar. 2021 12:07");
        assert_eq!(found[0].at(), Some(date(2021, 3, 23).at(12, 7, 0, 0)));
        assert!(says_updated("Last updated: 23 Mar. 2021 12:07"));
        assert!(!says_updated("23 Mar. 2021"));
    }
}
