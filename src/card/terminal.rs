//! A card on a terminal: plain for a pipe, coloured for a person.

use anstyle::{AnsiColor, Style};

use super::{Card, Entry, Link, More, Run, Table};

/// How the parts of a card look.
struct Look {
    mark: (String, String),
    strong: Style,
    faint: Style,
}

/// Columns of a plain card, and of a coloured one on a wider terminal: longer lines read badly.
pub const COLUMNS: usize = 100;

/// Without colour: what matched stands between asterisks.
pub fn plain(card: &Card) -> String {
    let mark = ("*".to_owned(), "*".to_owned());
    laid_out(card, &Look { mark, strong: Style::new(), faint: Style::new() }, COLUMNS)
}

/// With colour, for a terminal of so many columns.
pub fn coloured(card: &Card, columns: usize) -> String {
    let marked = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    let mark = (marked.render().to_string(), marked.render_reset().to_string());
    let look = Look { mark, strong: Style::new().bold(), faint: Style::new().dimmed() };
    laid_out(card, &look, columns.min(COLUMNS))
}

fn laid_out(card: &Card, look: &Look, columns: usize) -> String {
    let mut out = Lines { text: String::new(), columns };
    if let Some(headline) = &card.headline {
        out.styled(look.strong, headline);
    }
    for (label, runs) in &card.comparison {
        out.quoted(&format!("{label}  "), &marked(runs, look));
    }
    for entry in &card.entries {
        out.gap();
        self::entry(&mut out, entry, look);
    }
    for line in &card.lines {
        out.gap();
        out.styled(Style::new(), &said(&line.words));
        links(&mut out, &line.links);
    }
    if let Some(table) = &card.table {
        out.gap();
        self::table(&mut out, table, look);
    }
    if let Some(paste) = &card.paste {
        out.gap();
        out.raw(paste);
    }
    if !card.suggestions.is_empty() {
        out.gap();
    }
    for suggestion in &card.suggestions {
        out.styled(Style::new(), suggestion);
    }
    if !card.footer.is_empty() {
        out.gap();
        out.styled(look.faint, &card.footer);
    }
    out.text
}

fn entry(out: &mut Lines, entry: &Entry, look: &Look) {
    out.styled(look.strong, &entry.speaker);
    out.quoted("> ", &marked(&entry.words, look));
    out.styled(look.faint, &entry.extent);
    if !entry.source.is_empty() {
        out.styled(Style::new(), &entry.source);
    }
    links(out, &entry.links);
    if let Some(More { said, query }) = &entry.more {
        // Nor is a query, which is there to be typed.
        out.unbroken(look.faint, &format!("{said}: {query}"));
    }
}

/// An address is never broken: it is there to be opened.
fn links(out: &mut Lines, links: &[Link]) {
    for link in links {
        out.raw(&format!("{}: {}", link.label, link.url));
    }
}

/// A row is never broken: a list is read by its columns.
fn table(out: &mut Lines, table: &Table, look: &Look) {
    let mut lines = table.aligned();
    if let Some(names) = lines.next() {
        out.unbroken(look.faint, &names);
    }
    lines.for_each(|row| out.raw(&row));
}

/// Words without marks.
fn said(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The words with their marks, each word of a marked run for itself, so that a mark never runs on
/// over a line's end.
fn marked(runs: &[Run], look: &Look) -> String {
    let (open, close) = &look.mark;
    let mut text = String::new();
    for run in runs {
        let clean = printable(&run.text);
        if !run.marked {
            text.push_str(&clean);
        } else if open == close {
            text.push_str(&format!("{open}{clean}{close}"));
        } else {
            let words: Vec<String> =
                clean.split(' ').map(|word| format!("{open}{word}{close}")).collect();
            text.push_str(&words.join(" "));
        }
    }
    text
}

/// Without control characters: a transcript must not be able to move a terminal's cursor.
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

struct Lines {
    text: String,
    columns: usize,
}

impl Lines {
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn raw(&mut self, line: &str) {
        self.unbroken(Style::new(), line);
    }

    fn unbroken(&mut self, style: Style, line: &str) {
        self.text.push_str(&format!("{style}{}{style:#}\n", printable(line)));
    }

    fn styled(&mut self, style: Style, text: &str) {
        let clean = printable(text);
        for line in textwrap::wrap(&clean, self.columns) {
            self.text.push_str(&format!("{style}{line}{style:#}\n"));
        }
    }

    /// Paragraphs behind a prefix on every line; `text` holds marks already.
    fn quoted(&mut self, prefix: &str, text: &str) {
        for paragraph in text.lines() {
            if paragraph.trim().is_empty() {
                self.text.push_str(&format!("{}\n", prefix.trim_end()));
                continue;
            }
            let options = textwrap::Options::new(self.columns)
                .break_words(false)
                .initial_indent(prefix)
                .subsequent_indent(prefix);
            for line in textwrap::wrap(paragraph, options) {
                self.text.push_str(&line);
                self.text.push('\n');
            }
        }
    }
}
