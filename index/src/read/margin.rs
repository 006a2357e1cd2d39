//! Numbers down the margin, as courts and inquiries print them: each page counts its lines.

use std::borrow::Cow;

/// Lines that must be numbered before numbers are believed to be a margin.
const LEAST: usize = 10;

/// The text without the numbers before its lines; as it is where most lines have none that count on.
pub(super) fn without_numbers(text: &str) -> Cow<'_, str> {
    if !are_numbered(text.lines()) {
        return Cow::Borrowed(text);
    }
    let bare = text.lines().map(|line| match numbered(line) {
        // A gap is left where the number stood: it is layout, and a label may begin behind it.
        Some((_, rest)) => rest,
        None => line,
    });
    Cow::Owned(bare.collect::<Vec<_>>().join("\n"))
}

/// Whether most of these lines have a number in the margin that counts on.
pub(super) fn are_numbered<'l>(lines: impl Iterator<Item = &'l str>) -> bool {
    let (mut all, mut counted, mut last) = (0, 0, 0);
    for line in lines.filter(|line| !line.trim().is_empty()) {
        all += 1;
        if let Some((number, _)) = numbered(line) {
            counted += usize::from(number == last + 1 || number == 1);
            last = number;
        }
    }
    counted >= LEAST && counted * 5 >= all * 4
}

/// The number before a line, and what stands behind it.
pub(super) fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    // A page has some 25 lines, at most 60.
    let number = line[..end].parse().ok().filter(|number| (1..=60).contains(number))?;
    let rest = &line[end..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_the_lines_of_pages_are_left_out_and_others_are_words() {
        let page: String = (1..=12).map(|n| format!("{n:2}      word {n}\n")).collect();
        let bare = without_numbers(&format!("{page}{page}")).into_owned();
        assert_eq!(bare.lines().filter(|line| line.trim() == "word 7").count(), 2, "{bare}");
        let list = "1 apple\n2 pears\nand a sentence about them\n";
        assert_eq!(without_numbers(list), list);
    }
}
