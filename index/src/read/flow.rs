//! Running text made of marked-up pieces: blocks as paragraphs, line breaks, bold stretches and
//! headings. Web pages and word processors both come to this; what a label is: [`super::prose`].

use crate::text::Span;

/// The text so far.
#[derive(Default)]
pub(super) struct Flow {
    /// The words, of which every paragraph is a stretch.
    pub(super) text: String,
    /// What is bold, in order.
    pub(super) strong: Vec<Span>,
    /// What is a heading, in order.
    pub(super) headings: Vec<Span>,
    /// Whether the last space that was pushed is one into which another collapses.
    collapses: bool,
}

impl Flow {
    /// Words with white space as a browser shows it (CSS Text 3, section 4.1.1): a run of blanks, tabs
    /// and line ends is one space, and every other kind of space is one of its own, so that a link to
    /// the words is never told that two spaces are one.
    pub(super) fn push_words(&mut self, words: &str) {
        for character in words.chars() {
            if character.is_whitespace() {
                self.push_space(character.is_ascii_whitespace());
            } else if character != '\u{ad}' && character != '\u{200b}' {
                self.text.push(character);
            }
        }
    }

    /// A space, but for one at the start of a line and one that collapses into the last.
    fn push_space(&mut self, collapses: bool) {
        let is_merged = collapses && self.collapses && self.text.ends_with(' ');
        if !(is_merged || self.text.is_empty() || self.text.ends_with('\n')) {
            self.text.push(' ');
            self.collapses = collapses;
        }
    }

    /// Two spaces, where a page shows something between words that is not read: nothing that stands on
    /// both sides is found on it as one stretch.
    pub(super) fn push_gap(&mut self) {
        self.trim_spaces();
        self.push_space(false);
        self.push_space(true);
    }

    /// Words whose white space counts.
    pub(super) fn push_pre(&mut self, words: &str) {
        self.text.push_str(&words.replace("\r\n", "\n").replace('\r', "\n"));
    }

    /// A new line of the same paragraph.
    pub(super) fn push_break(&mut self) {
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A new paragraph.
    pub(super) fn end_block(&mut self) {
        self.trim_spaces();
        while !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// What was pushed from `start` on is bold.
    pub(super) fn end_strong(&mut self, start: usize) {
        let span = Span::new(start, self.text.len()).trimmed(&self.text);
        if span.is_empty() {
            return;
        }
        // `<b>JANE</b><b> ROE:</b>` and `<b><strong>…` are one stretch.
        match self.strong.last_mut() {
            Some(last) if joins(&self.text, *last, span) => {
                last.start = last.start.min(span.start);
                last.end = last.end.max(span.end);
            }
            _ => self.strong.push(span),
        }
    }

    /// What was pushed from `start` on is a heading, and ends here.
    pub(super) fn end_heading(&mut self, start: usize) {
        let span = Span::new(start, self.text.len()).trimmed(&self.text);
        if !span.is_empty() {
            self.headings.push(span);
        }
        self.end_block();
    }

    /// Without white space at its end.
    pub(super) fn finish(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        for spans in [&mut self.strong, &mut self.headings] {
            spans.retain(|span| span.start < end);
            spans.iter_mut().for_each(|span| span.end = span.end.min(end));
        }
    }

    fn trim_spaces(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
    }
}

/// Whether nothing but blanks of one line stands between two bold stretches.
fn joins(text: &str, last: Span, next: Span) -> bool {
    let between = &text[last.end..next.start.max(last.end)];
    between.trim().is_empty() && !between.contains('\n')
}
