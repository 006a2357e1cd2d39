//! Text for Discord: the one function that makes any text inert, and the layout of quoted words.
//!
//! Nothing is ever replaced or left out: [`escape`] only puts backslashes and characters without
//! width between the characters it is given, so that the words stay the words. What is live to
//! Discord: support.discord.com, "Markdown Text 101", and reference, "Message Formatting".
//!
//! A backslash is enough wherever only the client reads. Mentions are read by the server as well,
//! which knows no backslash: there a zero-width space parts the sign from the name.

use super::Run;

/// Makes any text inert: no emphasis, code, spoiler, heading, list, block quote, link, mention,
/// emoji or timestamp comes out of it. Line breaks stay.
pub fn escape(text: &str) -> String {
    weave(text, &insertions(text), &[])
}

/// A text to be copied, as it stands, in a block of letters of one width. Nothing in it is live
/// there but the end of the block: a third backtick in a row is parted from the second by a character
/// without width. Directions of writing end with their line.
pub fn code_block(text: &str) -> String {
    let mut found = Vec::new();
    let mut bidi = Directions::default();
    let mut backticks = 0;
    for (at, sign) in text.char_indices() {
        if matches!(sign, '\n' | '\r') {
            bidi.close(at, &mut found);
        }
        bidi.read(sign);
        backticks = if sign == '`' { backticks + 1 } else { 0 };
        if backticks == 3 {
            found.push((at, ZERO_WIDTH));
            backticks = 1;
        }
    }
    bidi.close(text.len(), &mut found);
    format!("```\n{}\n```", weave(text, &found, &[]))
}

/// Words in one block quote, what is marked in bold.
pub fn block_quote(runs: &[Run]) -> String {
    let quoted: Vec<String> = bold(runs).split('\n').map(|line| format!("> {line}")).collect();
    quoted.join("\n")
}

/// Words with what is marked in bold, as they stand in running text.
pub fn bold(runs: &[Run]) -> String {
    // Escaped as one text: what is live can begin in one run and end in the next.
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    weave(&text, &insertions(&text), &bold_marks(&text, runs))
}

/// Something to put in before the byte with this number.
type Insertion = (usize, &'static str);

const BACKSLASH: &str = "\\";
const ZERO_WIDTH: &str = "\u{200b}";
const BOLD: &str = "**";

/// A text with what is put into it. Where both put something, the escapes come last, because they
/// belong to the character that follows; a closing mark therefore stands before them.
fn weave(text: &str, escapes: &[Insertion], marks: &[Insertion]) -> String {
    let mut woven = String::with_capacity(text.len() + 2 * (escapes.len() + marks.len()));
    let (mut escapes, mut marks) = (escapes.iter().peekable(), marks.iter().peekable());
    let mut done = 0;
    let mut next = || {
        let at_mark = marks.peek().map_or(usize::MAX, |(at, _)| *at);
        let at_escape = escapes.peek().map_or(usize::MAX, |(at, _)| *at);
        if at_mark <= at_escape { marks.next() } else { escapes.next() }
    };
    while let Some((at, put)) = next() {
        woven.push_str(&text[done..*at]);
        woven.push_str(put);
        done = *at;
    }
    woven.push_str(&text[done..]);
    woven
}

/// Where bold begins and ends: line by line, and never at a space, where Discord shows the stars.
fn bold_marks(text: &str, runs: &[Run]) -> Vec<Insertion> {
    let mut marks: Vec<Insertion> = Vec::new();
    let mut start = 0;
    for run in runs {
        let end = start + run.text.len();
        let mut line_start = start;
        for line in text[start..end].split_inclusive('\n').filter(|_| run.marked) {
            let from = line_start + line.len() - line.trim_start().len();
            let to = line_start + line.trim_end().len();
            line_start += line.len();
            if from >= to {
                continue;
            }
            // Two marked runs side by side are one: `**a****b**` would not be bold.
            match marks.last() {
                Some((end, _)) if *end == from => _ = marks.pop(),
                _ => marks.push((from, BOLD)),
            }
            marks.push((to, BOLD));
        }
        start = end;
    }
    marks
}

/// What has to be put into a text to make it inert.
fn insertions(text: &str) -> Vec<Insertion> {
    let mut found = Vec::new();
    let mut line_start = true;
    let mut bidi = Directions::default();
    for (at, sign) in text.char_indices() {
        let after = &text[at + sign.len_utf8()..];
        if matches!(sign, '\n' | '\r') {
            bidi.close(at, &mut found);
        }
        bidi.read(sign);
        if is_live(sign, after) || line_start && opens_a_block(sign, after) {
            found.push((at, BACKSLASH));
        }
        if line_start && sign.is_ascii_digit() {
            found.extend(list_number(text, at));
        }
        if let Some(shift) = link_or_mention(sign, after) {
            found.push((at + sign.len_utf8(), shift));
        }
        // Blanks before a block do not take it away.
        line_start = matches!(sign, '\n' | '\r') || line_start && sign.is_whitespace();
    }
    bidi.close(text.len(), &mut found);
    found
}

/// Whether a sign is live wherever it stands, in front of what follows it.
fn is_live(sign: char, after: &str) -> bool {
    match sign {
        '\\' | '*' | '_' | '~' | '|' | '`' | '[' => true,
        // `<@1>`, `<#1>`, `</quote:1>`, `<:name:1>`, `<t:1:R>`, `<id:guide>`, `<https://…>`; but
        // "a < b" is prose.
        '<' => after.starts_with(|next: char| !next.is_whitespace()),
        ':' => names_an_emoji(after),
        _ => false,
    }
}

/// `:fire:` is drawn as a picture; `12:30:00` is the time.
fn names_an_emoji(after: &str) -> bool {
    let is_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '+');
    let name = &after[..after.find(|sign| !is_name(sign)).unwrap_or(after.len())];
    after[name.len()..].starts_with(':') && !name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Headings, small print, quotes and lists, at the beginning of a line.
fn opens_a_block(sign: char, after: &str) -> bool {
    let stands_alone = after.is_empty() || after.starts_with(char::is_whitespace);
    match sign {
        '#' | '>' => true,
        '-' => stands_alone || after.starts_with('#'),
        '+' => stands_alone,
        _ => false,
    }
}

/// `2021. It began` at the beginning of a line would be number 2021 of a list.
fn list_number(text: &str, at: usize) -> Option<Insertion> {
    let digits = text[at..].find(|sign: char| !sign.is_ascii_digit())?;
    let after = text[at + digits..].strip_prefix(['.', ')'])?;
    let is_list = after.is_empty() || after.starts_with(char::is_whitespace);
    is_list.then_some((at + digits, BACKSLASH))
}

/// What parts a sign from its address or name: the client links `https://`, the server pings.
fn link_or_mention(sign: char, after: &str) -> Option<&'static str> {
    let everybody =
        |name: &str| after.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    match sign {
        ':' if after.starts_with("//") => Some(BACKSLASH),
        '@' if everybody("everyone") || everybody("here") => Some(ZERO_WIDTH),
        '@' if after
            .starts_with(|next: char| matches!(next, '&' | '!') || next.is_ascii_digit()) =>
        {
            Some(ZERO_WIDTH)
        }
        _ => None,
    }
}

/// Directions of writing that a text opens: what it leaves open would turn round the words of ours
/// that follow. Unicode: Annex 9, "Explicit Directional Overrides".
#[derive(Default)]
struct Directions {
    /// What closes them, the last opened last.
    open: Vec<&'static str>,
}

const POP_EMBEDDING: &str = "\u{202c}";
const POP_ISOLATE: &str = "\u{2069}";

impl Directions {
    fn read(&mut self, sign: char) {
        match sign {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => self.open.push(POP_EMBEDDING),
            '\u{2066}'..='\u{2068}' => self.open.push(POP_ISOLATE),
            '\u{202c}' if self.open.last() == Some(&POP_EMBEDDING) => _ = self.open.pop(),
            '\u{2069}' => {
                if let Some(isolate) = self.open.iter().rposition(|open| *open == POP_ISOLATE) {
                    self.open.truncate(isolate);
                }
            }
            _ => {}
        }
    }

    /// A line ends, and with it every direction.
    fn close(&mut self, at: usize, found: &mut Vec<Insertion>) {
        found.extend(self.open.drain(..).rev().map(|close| (at, close)));
    }
}

#[cfg(test)]
mod tests;
