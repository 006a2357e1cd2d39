//! Dates as people write them: `2021`, `Mar 2021`, `3rd March 2007`, `2021-03-23`.

use jiff::civil::{Date, date};

/// The first and the last day that a date as written can mean. None when it is no date, or when it
/// could be two (03/04/2021).
pub fn parse(written: &str) -> Option<(Date, Date)> {
    let words: Vec<String> = written
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "of").collect();
    match words[..] {
        [y] => whole_year(year(y)?),
        [m, y] if month_name(m).is_some() => whole_month(year(y)?, month_name(m)?),
        [y, m] => whole_month(year(y)?, month_name(m).or_else(|| month_number(m))?),
        [y, m, d] if year(y).is_some() => {
            one_day(year(y)?, month_name(m).or_else(|| month_number(m))?, day(d)?)
        }
        [d, m, y] if month_name(m).is_some() => one_day(year(y)?, month_name(m)?, day(d)?),
        [m, d, y] if month_name(m).is_some() => one_day(year(y)?, month_name(m)?, day(d)?),
        [a, b, y] => numeric(a, b, year(y)?),
        _ => None,
    }
}

/// `23/03/2021` and `03/23/2021` say which is the month; `03/04/2021` does not.
fn numeric(a: &str, b: &str, y: i16) -> Option<(Date, Date)> {
    match (month_number(a), day(a)?, month_number(b), day(b)?) {
        (Some(m), d, Some(_), other) if d == other => one_day(y, m, d),
        (Some(_), _, Some(_), _) => None,
        (None, d, Some(m), _) | (Some(m), _, None, d) => one_day(y, m, d),
        (None, ..) => None,
    }
}

fn year(word: &str) -> Option<i16> {
    let four = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    four.then(|| word.parse().ok())?
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let day: i8 = digits.parse().ok()?;
    (matches!(ending, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
}

fn month_number(word: &str) -> Option<i8> {
    word.parse().ok().filter(|month| (1..=12).contains(month) && word.len() <= 2)
}

fn month_name(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let matches =
        |name: &&str| name.starts_with(word) || (word == "sept" && **name == *"september");
    let at = NAMES.iter().position(|name| word.len() >= 3 && matches(name))?;
    i8::try_from(at + 1).ok()
}

fn whole_year(y: i16) -> Option<(Date, Date)> {
    Some((date(y, 1, 1), date(y, 12, 31)))
}

fn whole_month(y: i16, m: i8) -> Option<(Date, Date)> {
    let first = Date::new(y, m, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn one_day(y: i16, m: i8, d: i8) -> Option<(Date, Date)> {
    let day = Date::new(y, m, d).ok()?;
    Some((day, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_search_4_a_date_means_its_first_to_its_last_day() {
        for (written, from, to) in [
            ("2021", "2021-01-01", "2021-12-31"),
            ("Apr 2019", "2019-04-01", "2019-04-30"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("3rd March 2007", "2007-03-03", "2007-03-03"),
            ("March 3, 2007", "2007-03-03", "2007-03-03"),
            ("23 Mar. 2021", "2021-03-23", "2021-03-23"),
            ("Sept 2001", "2001-09-01", "2001-09-30"),
            ("23/03/2021", "2021-03-23", "2021-03-23"),
            ("03/23/2021", "2021-03-23", "2021-03-23"),
            ("2021-3-5", "2021-03-05", "2021-03-05"),
        ] {
            let (first, last) = parse(written).expect(written);
            assert_eq!(
                (first.to_string(), last.to_string()),
                (from.into(), to.into()),
                "{written}"
            );
        }
    }

    #[test]
    fn a_date_that_could_be_two_is_none() {
        for written in ["03/04/2021", "yesterday", "31 Feb 2020", "20211", "", "ma 2020"] {
            assert_eq!(parse(written), None, "{written}");
        }
    }
}
