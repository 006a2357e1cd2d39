//! Times of a recording beside labels and before lines: `0:12`, `[00:01:02]`, `(01:02.500)`.

/// A time of a recording at the start of `rest`: its length with brackets, a link behind it and a
/// dash, and the milliseconds.
pub(in crate::read) fn time(rest: &str) -> Option<(usize, u64)> {
    let open = rest.starts_with(['[', '(', '<']);
    let body = &rest[usize::from(open)..];
    let digits_end =
        body.find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c))).unwrap_or(body.len());
    let clock = body[..digits_end].trim_end_matches([':', '.', ',']);
    let ms = milliseconds(clock)?;
    let mut end = usize::from(open) + clock.len();
    if open {
        let close = rest[end..].find([']', ')', '>'])?;
        // A range, `[00:12 --> 00:15]`, is its start; anything else in the bracket is no time.
        if rest[end..end + close].contains(char::is_alphabetic) {
            return None;
        }
        end += close + 1;
        if rest[end..].starts_with('(') {
            end += rest[end..].find(')')? + 1;
        }
    } else if rest[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some((end, ms))
}

/// `mm:ss`, `hh:mm:ss` with or without fractions.
pub(in crate::read) fn milliseconds(clock: &str) -> Option<u64> {
    let mut total = 0_u64;
    let mut parts = 0;
    for part in clock.split(':') {
        let (whole, fraction) = part.split_once(['.', ',']).unwrap_or((part, ""));
        if whole.is_empty() || whole.len() > 3 || (parts > 0 && whole.len() != 2) {
            return None;
        }
        total = total * 60 + whole.parse::<u64>().ok()? * 1000;
        total += format!("{fraction:0<3}").get(..3)?.parse::<u64>().ok()?;
        parts += 1;
    }
    (2..=3).contains(&parts).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_with_and_without_hours() {
        assert_eq!(milliseconds("1:02"), Some(62_000));
        assert_eq!(milliseconds("01:00:02.5"), Some(3_602_500));
        assert_eq!(milliseconds("1:2"), None);
        assert_eq!(milliseconds("12"), None);
    }
}
