//! The lines of a text with their places, and what kind of line each is.

use crate::text::Span;

/// One line, without its break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// From 1.
    pub(super) number: u32,
    /// Whether nothing stands on it.
    pub(super) blank: bool,
}

/// The lines of a text, in order.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let span = Span::new(start, start + line.len());
        lines.push(Line { span, number, blank: is_blank(line) });
        start = span.end + 1;
    }
    lines
}

/// Blank, whatever kind of space stands on it.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}
