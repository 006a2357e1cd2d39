//! Prose: a text in which turns begin with printed labels. Shared by every format that is text in
//! the end: plain text, Markdown, HTML, word processors, and text inside XML.
//!
//! Takes the text and what markup said of it (bold, headings) and gives a [`Draft`] of turns by
//! label. [`candidate`] finds places where a turn could begin, [`evidence`] weighs which of them
//! are labels, [`header`] reads what stands before the first. Who a label is: [`crate::speaker`].

mod alone;
mod candidate;
mod clock;
mod evidence;
mod furniture;
mod glued;
mod header;
mod lines;
mod point;
mod shape;
#[cfg(test)]
mod styles;

use std::collections::HashSet;

use candidate::Candidate;
pub(super) use clock::{milliseconds, time as candidate_time};
use lines::Line;
pub(super) use point::printed_label;

use super::flow::Flow;
use crate::text::Span;
use crate::transcript::{Draft, DraftTurn, Label, Warning};

/// Where a label of the text stands.
pub(super) struct LabelPlace {
    /// Where all that belongs to it begins.
    pub(super) start: usize,
    /// The label as printed.
    pub(super) label: Span,
    /// Where the words behind it begin.
    pub(super) text: usize,
}

/// A text with what its markup says.
pub(super) struct Prose<'t> {
    /// The text, of which every paragraph will be a stretch.
    pub(super) text: &'t str,
    /// What is set in bold, in order.
    pub(super) strong: &'t [Span],
    /// What is a heading by markup, in order.
    pub(super) headings: &'t [Span],
    /// Whether `>>` at the start of a line marks another voice, as captioners write it.
    pub(super) marked: bool,
    /// Whether most lines begin with a time of the recording.
    pub(super) timed: bool,
    /// Whether most letters are small, so that a line in capitals stands out.
    mixed: bool,
    /// What every page of it repeats.
    marks: furniture::PageMarks,
}

impl<'t> Prose<'t> {
    /// A text without markup.
    pub(super) fn plain(text: &'t str) -> Self {
        Self::marked_up(text, &[], &[])
    }

    /// A text with what markup outside it says.
    pub(super) fn marked_up(text: &'t str, strong: &'t [Span], headings: &'t [Span]) -> Self {
        Self {
            text,
            strong,
            headings,
            marked: text.contains("\n>>"),
            timed: times_stand_before_lines(text),
            mixed: is_mixed(text),
            marks: furniture::PageMarks::of(text),
        }
    }

    /// The text of a page or of a word processor.
    pub(super) fn of(flow: &'t Flow) -> Self {
        Self::marked_up(&flow.text, &flow.strong, &flow.headings)
    }

    /// The text of captions: one cue a paragraph.
    pub(super) fn captions(text: &'t str) -> Self {
        Self { marked: text.contains(">>"), ..Self::plain(text) }
    }

    /// Reads the turns into a draft that already holds what the format knew of the document. The
    /// draft has no turns when nobody speaks in the text.
    pub(super) fn read_into(&self, draft: &mut Draft) {
        self.read_behind(0, draft);
    }

    /// The same for a text whose first `body` bytes the format has read already.
    pub(super) fn read_behind(&self, body: usize, draft: &mut Draft) {
        let lines = lines::lines(self.text);
        let labels = self.weighed(&lines, body, &introduced(&draft.introduction));
        let labels = self.with_marks(&lines, labels);
        let begin = labels.first().map_or(self.text.len(), |first| first.start);
        header::read(&self.text[body..begin], line_at(&lines, body), draft);
        let ends = labels.iter().skip(1).map(|next| next.start).chain([self.text.len()]);
        for (label, end) in labels.iter().zip(ends) {
            self.add_turn(&lines, label, end, draft);
        }
    }

    /// The labels of the text alone.
    pub(super) fn labels(&self) -> Vec<LabelPlace> {
        let lines = lines::lines(self.text);
        places(self.weighed(&lines, 0, &HashSet::new()))
    }

    /// Bold labels with a colon at the start of a paragraph, believed without further evidence: for
    /// text inside a block whose speaker is known otherwise.
    pub(super) fn bold_labels(&self) -> Vec<LabelPlace> {
        let lines = lines::lines(self.text);
        let bold =
            |candidate: &Candidate| candidate.strong && candidate.form == candidate::Form::Colon;
        places(self.candidates(&lines, 0).into_iter().filter(bold).collect())
    }

    /// Reads what stands before `begin` into the draft: title, dates, who is introduced.
    pub(super) fn read_front(&self, begin: usize, draft: &mut Draft) {
        header::read(&self.text[..begin], 1, draft);
    }

    /// A turn of a speaker whom the format knows, from a stretch of the text.
    pub(super) fn add_stretch(&self, label: &Label, start: usize, end: usize, draft: &mut Draft) {
        let lines = lines::lines(self.text);
        let Some(index) = lines.iter().rposition(|line| line.span.start <= start) else { return };
        let paragraphs = self.paragraphs(&lines, index, start, end);
        if !paragraphs.is_empty() {
            draft.turns.push(DraftTurn {
                label: label.clone(),
                paragraphs: paragraphs.iter().map(|span| span.of(self.text).to_owned()).collect(),
                ..DraftTurn::default()
            });
        }
    }

    fn weighed(&self, lines: &[Line], body: usize, introduced: &HashSet<String>) -> Vec<Candidate> {
        let labels = evidence::weigh(self.text, lines, self.candidates(lines, body), introduced);
        let labels = glued::look_again(self.text, lines, body, labels);
        if labels.len() < 2 {
            alone::labels(self.text, lines, body, &[self.strong, self.headings]).unwrap_or(labels)
        } else {
            labels
        }
    }

    fn candidates(&self, lines: &[Line], body: usize) -> Vec<Candidate> {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| {
                line.span.start >= body && !line.blank && !self.is_heading(line.span)
            })
            .filter_map(|(index, line)| candidate::at_line(self.text, index, line, self.strong))
            .collect()
    }

    /// Another voice begins at `>>`, even where it has no label: it is not the one before.
    fn with_marks(&self, lines: &[Line], mut labels: Vec<Candidate>) -> Vec<Candidate> {
        let Some(first) = labels.first().map(|label| label.line).filter(|_| self.marked) else {
            return labels;
        };
        let labelled: HashSet<usize> = labels.iter().map(|label| label.line).collect();
        for (index, line) in lines.iter().enumerate().skip(first) {
            if !labelled.contains(&index) && line.span.of(self.text).trim_start().starts_with(">>")
            {
                labels.push(Candidate::mark(self.text, index, line));
            }
        }
        labels.sort_by_key(|label| label.start);
        labels
    }

    /// The length of a time at the start of a line, where such times stand before most lines.
    fn time_before(&self, line: &Line, from: usize) -> Option<usize> {
        if !self.timed || from != line.span.start {
            return None;
        }
        let words = line.span.of(self.text);
        let indent = words.len() - words.trim_start().len();
        let (length, _) = clock::time(&words[indent..])?;
        let behind = &words[indent + length..];
        Some(
            indent
                + length
                + (behind.len() - behind.trim_start_matches([' ', '\t', '-', '–']).len()),
        )
    }

    fn in_heading(&self, line: Span) -> bool {
        let index = self.headings.partition_point(|heading| heading.end <= line.start);
        self.headings.get(index).is_some_and(|heading| heading.overlaps(line))
    }

    fn is_heading(&self, line: Span) -> bool {
        line.of(self.text).trim_start().starts_with('#') || self.in_heading(line)
    }

    fn add_turn(&self, lines: &[Line], label: &Candidate, end: usize, draft: &mut Draft) {
        let paragraphs = self.paragraphs(lines, label.line, label.text, end);
        let printed = label.label.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let line = lines[label.line].number;
        if paragraphs.is_empty() {
            if !printed.is_empty() {
                let message = format!("nothing is said behind the label {printed:?}");
                draft.warnings.push(Warning { line, message });
            }
            return;
        }
        draft.turns.push(DraftTurn {
            label: Label::printed(printed),
            paragraphs: paragraphs.iter().map(|span| span.of(self.text).to_owned()).collect(),
            line,
            start_ms: label.start_ms,
            ..DraftTurn::default()
        });
    }

    /// The paragraphs from the end of a label to `end`: runs of lines that are not blank, as they
    /// stand, without headings and page furniture. White space is cut at the turn's ends alone, so
    /// that paragraphs joined by an empty line are what the source has.
    fn paragraphs(&self, lines: &[Line], first: usize, start: usize, end: usize) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open = false;
        for line in lines[first..].iter().take_while(|line| line.span.start < end) {
            let mut from = line.span.start.max(start.min(line.span.end));
            if from == line.span.start && self.is_heading(line.span) {
                if furniture::closes_section(line.span.of(self.text)) {
                    break;
                }
                open = false;
                continue;
            }
            if let Some(skipped) = self.time_before(line, from) {
                from += skipped;
                open = false;
            }
            let span = Span::new(from, line.span.end.min(end).max(from));
            let words = span.of(self.text);
            if words.trim().is_empty()
                || self.marks.has_line(words)
                || self.mixed && !open && furniture::announces(words)
            {
                open = false;
                continue;
            }
            match spans.last_mut() {
                Some(last) if open => last.end = span.end,
                _ => spans.push(span),
            }
            open = true;
        }
        let mut spans = furniture::without(self.text, spans, end == self.text.len());
        if let Some(first) = spans.first_mut() {
            *first = Span::new(first.start, first.end).trimmed_start(self.text);
        }
        if let Some(last) = spans.last_mut() {
            let words = self.marks.without_tail(last.of(self.text));
            last.end = last.start + words.trim_end().len();
        }
        spans
    }
}

impl Span {
    /// The same stretch without white space at its start.
    fn trimmed_start(self, text: &str) -> Span {
        let words = self.of(text);
        Span::new(self.end - words.trim_start().len(), self.end)
    }
}

/// More small letters than capitals at the beginning, as everywhere but in captions.
fn is_mixed(text: &str) -> bool {
    let letters = text.chars().take(20_000).filter(|character| character.is_alphabetic());
    let (mut small, mut large) = (0, 0);
    for letter in letters {
        small += usize::from(letter.is_lowercase());
        large += usize::from(letter.is_uppercase());
    }
    small > large
}

/// Half of the lines or more begin with a time.
fn times_stand_before_lines(text: &str) -> bool {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty()).take(2_000);
    let (mut all, mut timed) = (0, 0);
    for line in lines {
        all += 1;
        timed += usize::from(clock::time(line).is_some());
    }
    timed >= 4 && timed * 2 >= all
}

fn places(labels: Vec<Candidate>) -> Vec<LabelPlace> {
    let place =
        |label: Candidate| LabelPlace { start: label.start, label: label.label, text: label.text };
    labels.into_iter().map(place).collect()
}

/// The number of the line in which a place stands.
fn line_at(lines: &[Line], at: usize) -> u32 {
    lines.iter().rfind(|line| line.span.start <= at).map_or(1, |line| line.number)
}

/// Words by which the front matter names people, folded, and with `=` before them their initials.
fn introduced(introduction: &[String]) -> HashSet<String> {
    let mut known: HashSet<String> = HashSet::new();
    for line in introduction {
        let names: Vec<String> = evidence::capitalised(line).collect();
        if (2..=4).contains(&names.len()) {
            let initials: String = names.iter().filter_map(|name| name.chars().next()).collect();
            known.insert(format!("={initials}"));
        }
        known.extend(names);
    }
    known
}
