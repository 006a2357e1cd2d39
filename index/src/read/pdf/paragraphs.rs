//! Lines → paragraphs: what stood on a page becomes running text.
//!
//! A paragraph ends where the distance grows, where a line ends early although the next word had
//! found room in it, and where the indent says so. Running heads, page numbers and numbers down the
//! margin are no part of the text, and a paragraph goes on over the end of a page.

use std::collections::{HashMap, HashSet};

use super::lines::Line;
use crate::read::margin;

/// The text of a document, its paragraphs parted by an empty line.
pub(super) fn text(mut lines: Vec<Line>, pages: usize) -> String {
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
    }
    without_furniture(&mut lines, pages);
    without_numbers(&mut lines);
    let hyphens = Hyphens::of(&lines);
    let edges: Vec<(f64, f64)> = (0..lines.len()).map(|at| column(&lines, at)).collect();
    let spacing = spacing(&lines);
    let mut text = String::new();
    let mut first = 0;
    for at in 0..lines.len() {
        let begins = at == 0 || begins(&lines, &edges, &spacing, first, at);
        if begins {
            first = at;
            if at > 0 {
                text.push_str("\n\n");
            }
        }
        append(&mut text, &lines[at].text, begins, &hyphens);
    }
    text.push('\n');
    text
}

/// Adds a line to its paragraph. A word that was parted at the end of a line is one word again.
fn append(text: &mut String, line: &str, begins: bool, hyphens: &Hyphens) {
    if begins {
        text.push_str(line);
        return;
    }
    if text.ends_with('\u{ad}') {
        text.pop();
        text.push_str(line);
        return;
    }
    let head = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let tail = line.split(char::is_whitespace).next().unwrap_or_default();
    match head.strip_suffix(HYPHENS) {
        // A dash of two signs may end in the middle.
        Some(_) if tail.starts_with(HYPHENS) => {}
        Some(beginning) if beginning.ends_with(char::is_alphanumeric) => {
            if !tail.starts_with(char::is_alphanumeric) {
                text.push(' ');
            } else if !hyphens.keeps(beginning, tail) {
                let hyphen = text.chars().next_back().map_or(0, char::len_utf8);
                text.truncate(text.len() - hyphen);
            }
        }
        _ => text.push(' '),
    }
    text.push_str(line);
}

/// Signs that part a word at the end of a line, and that stand within words.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// Of the lines so many must end in a hyphen for words to be parted in the document at all: one that
/// is not set that way has a hyphen at one end in some hundred.
const PARTING: usize = 40;

/// What a document tells of its hyphens.
struct Hyphens {
    /// Words that stand whole within a line.
    known: HashSet<String>,
    /// Whether it parts words at the end of a line.
    parts_words: bool,
}

impl Hyphens {
    fn of(lines: &[Line]) -> Self {
        let inner = |line: &Line| {
            let mut words: Vec<String> = line.text.split_whitespace().map(bare).collect();
            words.pop();
            words.into_iter().skip(1).collect::<Vec<_>>()
        };
        let known: HashSet<String> = lines.iter().flat_map(inner).collect();
        let ending = lines.iter().filter(|line| line.text.ends_with(HYPHENS)).count();
        Self { known, parts_words: ending * PARTING > lines.len() }
    }

    /// Whether the hyphen between the end of a line and the beginning of the next belongs to the
    /// word: "long-term" keeps it, "har-bour" does not.
    fn keeps(&self, head: &str, tail: &str) -> bool {
        let hyphenated = bare(&format!("{head}-{tail}"));
        let joined = bare(&format!("{head}{tail}"));
        let parted = head.ends_with(char::is_alphabetic) && tail.starts_with(char::is_lowercase);
        if !parted || self.known.contains(&hyphenated) {
            return true;
        }
        if self.known.contains(&joined) {
            return false;
        }
        let both_are_words = self.known.contains(&bare(head)) && self.known.contains(&bare(tail));
        !self.parts_words || head.contains(HYPHENS) || both_are_words
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Lines at the edge of a page that count as its furniture, at most.
const EDGE: usize = 3;

/// Leaves out running heads and feet, and page numbers.
fn without_furniture(lines: &mut Vec<Line>, pages: usize) {
    let mut by_page: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        by_page.entry(line.page).or_default().push(at);
    }
    let mut edges: Vec<usize> = Vec::new();
    for on_page in by_page.values_mut() {
        on_page.sort_by(|one, other| lines[*one].y.total_cmp(&lines[*other].y));
        let (top, bottom) = (on_page.iter().take(EDGE), on_page.iter().rev().take(EDGE));
        let distinct: HashSet<usize> = top.chain(bottom).copied().collect();
        edges.extend(distinct);
    }
    let mut repeated: HashMap<(String, i64), HashSet<usize>> = HashMap::new();
    for at in &edges {
        for place in places(&lines[*at]) {
            repeated.entry(place).or_default().insert(lines[*at].page);
        }
    }
    // A short answer may stand at the edge of two pages by chance.
    let least = if pages == 2 { 2 } else { 3 };
    let is_furniture = |line: &Line| {
        let times = |place| repeated.get(&place).map_or(0, HashSet::len);
        let times = places(line).into_iter().map(times).max().unwrap_or(0);
        is_page_number(&pattern(&line.text)) || (times >= least && 2 * times >= pages)
    };
    let mut gone: HashSet<usize> =
        edges.into_iter().filter(|at| pages > 1 && is_furniture(&lines[*at])).collect();
    gone.extend(stamps(lines, pages));
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// Lines that stand at one and the same height of nearly every page, wherever that is. A line of speech
/// that is lost is worse than a stamp that stays.
fn stamps(lines: &[Line], pages: usize) -> impl Iterator<Item = usize> {
    /// Words of one at least, and pages: a short answer may stand twice at one height.
    const LEAST: usize = 4;
    let mut places: HashMap<(String, i64), Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if line.text.split(' ').count() >= LEAST {
            let height = (line.y / 2.0).round() as i64;
            places.entry((pattern(&line.text), height)).or_default().push(at);
        }
    }
    let on_most =
        move |places: &Vec<usize>| places.len() >= LEAST && places.len() * 10 >= pages * 9;
    places.into_values().filter(on_most).flatten()
}

/// What a running head has in common with that of another page: its pattern and its height, to some
/// points, wherever those are counted from.
fn places(line: &Line) -> [(String, i64); 2] {
    const POINTS: f64 = 6.0;
    let height = |shift: f64| ((line.y + shift) / POINTS).floor() as i64;
    // Heights of the second kind are told from those of the first by their sign.
    [(pattern(&line.text), height(0.0)), (pattern(&line.text), -1 - height(POINTS / 2.0))]
}

/// A line with every number as one sign.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.to_lowercase().chars() {
        match character {
            _ if character.is_ascii_digit() && pattern.ends_with('#') => {}
            _ if character.is_ascii_digit() => pattern.push('#'),
            _ => pattern.push(character),
        }
    }
    pattern
}

/// A number alone, "Page 3 of 10", "- 3 -".
fn is_page_number(pattern: &str) -> bool {
    let words = pattern.split(|c: char| c.is_whitespace() || "-–—|/.()[]".contains(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.contains(&"#")
        && words.iter().all(|word| ["#", "page", "of", "p", "pg", "seite", "von"].contains(word))
}

/// Leaves out numbers down the margin, as courts print them.
fn without_numbers(lines: &mut [Line]) {
    if !margin::are_numbered(lines.iter().map(|line| line.text.as_str())) {
        return;
    }
    for line in lines {
        let Some((_, rest)) = margin::numbered(&line.text) else { continue };
        line.text = rest.trim_start().to_owned();
        line.words.remove(0);
        line.left = line.words.first().map_or(line.right, |(left, _)| *left);
    }
}

/// Left and right edge of the column in which a line stands: of lines that lie over and under it.
fn column(lines: &[Line], at: usize) -> (f64, f64) {
    let line = &lines[at];
    // Enough to see a page, and no more for a page that is made to be looked at for long.
    const NEAR: usize = 80;
    let near = &lines[at.saturating_sub(NEAR)..(at + NEAR).min(lines.len())];
    let overlaps = |other: &&Line| {
        let shared = other.right.min(line.right) - other.left.max(line.left);
        other.page == line.page && shared > 0.5 * (line.right - line.left)
    };
    near.iter().filter(overlaps).fold((line.left, line.right), |(left, right), other| {
        (left.min(other.left), right.max(other.right))
    })
}

/// The commonest distance of two lines on each page, in sizes of a line.
fn spacing(lines: &[Line]) -> HashMap<usize, f64> {
    let mut steps: HashMap<usize, HashMap<i64, usize>> = HashMap::new();
    for pair in lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
        let step = (pair[1].y - pair[0].y) / pair[1].size;
        if (0.8..4.0).contains(&step) {
            let tenth = (step * 10.0).round() as i64;
            *steps.entry(pair[0].page).or_default().entry(tenth).or_default() += 1;
        }
    }
    let commonest = |steps: HashMap<i64, usize>| {
        let best = steps.into_iter().max_by_key(|(step, times)| (*times, -step));
        best.map_or(1.2, |(step, _)| step as f64 / 10.0)
    };
    steps.into_iter().map(|(page, steps)| (page, commonest(steps))).collect()
}

/// How much larger than usual the distance before a paragraph is.
const WIDER: f64 = 1.3;

/// An indent, in sizes of a line.
const INDENT: f64 = 0.8;

/// Whether a paragraph begins with the line `at`, after one that began with the line `first`.
fn begins(
    lines: &[Line],
    edges: &[(f64, f64)],
    spacing: &HashMap<usize, f64>,
    first: usize,
    at: usize,
) -> bool {
    let (before, line) = (&lines[at - 1], &lines[at]);
    let size = line.size;
    if (before.size - size).abs() > 0.15 * size.max(before.size) {
        return true;
    }
    let down = line.y - before.y;
    let usual = spacing.get(&line.page).copied().unwrap_or(1.2);
    if line.page == before.page && down > WIDER * usual * size {
        return true;
    }
    // The next word had found room: the line was ended on purpose.
    let word = line.words.first().map_or(0.0, |(left, right)| right - left);
    if before.right + 0.3 * size + word < edges[at - 1].1 - 0.4 * size {
        return true;
    }
    // In another column, or on another page, nothing is known of indents but those of the column.
    if line.page != before.page || down <= 0.0 {
        return line.left > edges[at].0 + INDENT * size && before.text.ends_with(['.', '?', '!']);
    }
    let (deeper, indent) = (lines[first].left + INDENT * size, INDENT * size);
    let is_second = at - first == 1;
    let indented = line.left > before.left + indent;
    let hangs = !is_second && before.left > deeper && line.left < before.left - indent;
    (indented && !is_second) || hangs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a page, each `(left, right, y, text)`, in signs of ten points.
    fn page(page: usize, lines: &[(f64, f64, f64, &str)]) -> Vec<Line> {
        let line = |&(left, right, y, text): &(f64, f64, f64, &str)| {
            let first = text.split(' ').next().unwrap_or_default().len() as f64;
            let words = vec![(left, left + 5.0 * first)];
            let text = text.to_owned();
            Line { page, left, right, y, size: 10.0, text, words }
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_paragraph_ends_where_the_next_word_had_found_room() {
        let lines = page(
            1,
            &[
                (70.0, 500.0, 100.0, "ROE: The harbour was dredged in spring and the"),
                (70.0, 150.0, 112.0, "boats came back."),
                (70.0, 498.0, 124.0, "POE: Thank you for that, and for the long letter"),
                (70.0, 495.0, 136.0, "that you wrote."),
            ],
        );
        assert_eq!(
            text(lines, 1),
            "ROE: The harbour was dredged in spring and the boats came back.\n\n\
             POE: Thank you for that, and for the long letter that you wrote.\n"
        );
    }

    #[test]
    fn indents_and_hanging_labels_begin_paragraphs() {
        let indented = page(
            1,
            &[
                (90.0, 500.0, 100.0, "One begins here and is long"),
                (70.0, 500.0, 112.0, "and goes on to the very end."),
                (90.0, 500.0, 124.0, "Two begins here and is long"),
                (70.0, 500.0, 136.0, "and goes on."),
            ],
        );
        assert_eq!(text(indented, 1).matches("\n\n").count(), 1);
        let hanging = page(
            1,
            &[
                (70.0, 500.0, 100.0, "ROE: One begins here and is long"),
                (110.0, 500.0, 112.0, "and goes on to the very end."),
                (70.0, 500.0, 124.0, "POE: Two begins here and is long"),
                (110.0, 500.0, 136.0, "and goes on."),
            ],
        );
        assert_eq!(text(hanging, 1).matches("\n\n").count(), 1);
    }

    #[test]
    fn a_paragraph_goes_on_over_running_heads_and_page_numbers() {
        let bodies = ["the harbour and the boats", "and all of the nets that", "lay on the pier"];
        let mut lines = Vec::new();
        for (number, body) in (1..).zip(bodies) {
            let (head, foot) = (format!("Minutes, part {number}"), format!("- {number} -"));
            let of_page = [
                (200.0, 300.0, 20.0, head.as_str()),
                (70.0, 500.0, 100.0, body),
                (250.0, 260.0, 700.0, foot.as_str()),
            ];
            lines.extend(page(number, &of_page));
        }
        assert_eq!(text(lines, 3), format!("{}\n", bodies.join(" ")));
    }

    #[test]
    fn a_short_answer_at_the_edge_of_some_pages_is_no_running_head() {
        let mut lines = Vec::new();
        for (number, height) in [(1, 690.0), (2, 660.0), (3, 690.0), (4, 500.0)] {
            let words = format!("ROE: This is what page {number} of the minutes has to say of it");
            let of_page = [
                (
                    70.0,
                    500.0,
                    100.0,
                    "Q. Was it so on the other days as well, and on those before?",
                ),
                (70.0, 500.0, 112.0, words.as_str()),
                (70.0, 130.0, height, "A. Yes, sir."),
            ];
            lines.extend(page(number, &of_page[number % 2..]));
        }
        let text = text(lines, 4);
        assert_eq!(text.matches("A. Yes, sir.").count(), 4, "{text}");
        assert_eq!(text.matches("Q. Was it so").count(), 2, "{text}");
    }

    #[test]
    fn a_word_parted_at_the_end_of_a_line_is_one_word_again() {
        let lines = page(
            1,
            &[
                (70.0, 500.0, 100.0, "a long-term plan for the har-"),
                (70.0, 500.0, 112.0, "bour and another long-"),
                (70.0, 500.0, 124.0, "term plan of soft\u{ad}"),
                (70.0, 500.0, 136.0, "ness for the S-"),
                (70.0, 500.0, 148.0, "300."),
            ],
        );
        let expected = "a long-term plan for the harbour and another long-term plan of softness for \
                        the S-300.\n";
        assert_eq!(text(lines, 1), expected);
    }

    #[test]
    fn where_no_words_are_parted_a_hyphen_at_the_end_of_a_line_is_the_words_own() {
        let mut set: Vec<(f64, f64, f64, &str)> =
            (0..60).map(|at| (70.0, 500.0, 12.0 * f64::from(at), "and the boats and")).collect();
        set[30].3 = "talks with the inter-";
        set[31].3 = "agency group";
        assert!(text(page(1, &set), 1).contains("the inter-agency group"));
    }
}
