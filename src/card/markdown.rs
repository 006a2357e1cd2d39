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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn runs(parts: &[(&str, bool)]) -> Vec<Run> {
        parts.iter().map(|(text, marked)| Run { text: (*text).into(), marked: *marked }).collect()
    }

    #[test]
    fn prose_stays_prose() {
        for text in [
            "So the main thing is that, as long as we stand together, it's fine. (Laughter.)",
            "The two-per-cent pledge – made in 2014 – stands at 1.5% today; 3 < 5 > 2.",
            "It began at 12:30:00: “we don't try to ignore it”, he said/wrote…",
            "Mail a@example.org, $5.5 & more + 2 - 1 = #1!",
        ] {
            assert_eq!(escape(text), text);
        }
    }

    #[test]
    fn what_is_live_is_not_any_more() {
        for (text, inert) in [
            ("**a** __b__ ~~c~~ ||d||", r"\*\*a\*\* \_\_b\_\_ \~\~c\~\~ \|\|d\|\|"),
            ("```a```", r"\`\`\`a\`\`\`"),
            ("# a\n ## b\n-# c", "\\# a\n \\## b\n\\-# c"),
            ("> a\n>>> b", "\\> a\n\\>>> b"),
            ("- a\n+ b\n2021. c\n1) d", "\\- a\n\\+ b\n2021\\. c\n1\\) d"),
            ("[a](https://b.org)", r"\[a](https:\//b.org)"),
            ("[We] agree", r"\[We] agree"),
            ("<@1> <@&2>", "\\<@\u{200b}1> \\<@\u{200b}&2>"),
            ("<#1> </quote:1> <t:1:R>", r"\<#1> \</quote:1> \<t:1:R>"),
            ("@everyone @Here", "@\u{200b}everyone @\u{200b}Here"),
            (":fire: <a:b:1>", r"\:fire: \<a\:b:1>"),
            (r"\@everyone \\", "\\\\@\u{200b}everyone \\\\\\\\"),
            ("\u{202e}a\nb", "\u{202e}a\u{202c}\nb"),
        ] {
            assert_eq!(escape(text), inert);
        }
    }

    #[test]
    fn marked_words_are_bold_and_spaces_are_not() {
        for (parts, laid_out) in [
            (
                &[("rise of ", false), ("China", true), (", and", false)][..],
                "> rise of **China**, and",
            ),
            (&[("a", false), (" b ", true), ("c", false)], "> a **b** c"),
            (&[("a", true), ("b", true)], "> **ab**"),
            (&[("a ", true), ("b", true)], "> **a** **b**"),
            (&[("a", false), (" \n", true), ("b", false)], "> a \n> b"),
            (&[("a\n\nb", true)], "> **a**\n> \n> **b**"),
            (&[("*a\\", true), ("*", false)], "> **\\*a\\\\**\\*"),
            (&[("20", true), (". Done", false)], "> **20**\\. Done"),
            (&[("@every", true), ("one", false)], "> **@\u{200b}every**one"),
            (&[], "> "),
        ] {
            assert_eq!(block_quote(&runs(parts)), laid_out);
        }
    }

    #[test]
    fn what_stands_in_a_code_block_stays_in_it() {
        for (text, block) in [
            ("**a** <@1>\n> b", "```\n**a** <@1>\n> b\n```"),
            ("a ``` b", "```\na ``\u{200b}` b\n```"),
            ("`````", "```\n``\u{200b}``\u{200b}`\n```"),
            ("\u{202e}a\nb", "```\n\u{202e}a\u{202c}\nb\n```"),
        ] {
            assert_eq!(code_block(text), block);
        }
    }

    /// What a reader has who takes away backslashes before signs, the marks of bold, and characters
    /// without width.
    fn read(laid_out: &str) -> String {
        let mut read = String::new();
        let mut signs = laid_out.chars().peekable();
        while let Some(sign) = signs.next() {
            match (sign, signs.peek()) {
                ('\\', Some(next)) if !next.is_alphanumeric() && !next.is_whitespace() => {
                    read.extend(signs.next());
                }
                // Every star of the text is escaped, so that these are ours.
                ('*', Some('*')) => _ = signs.next(),
                _ => read.push(sign),
            }
        }
        without_width(&read)
    }

    fn without_width(text: &str) -> String {
        let zero_width = ['\u{200b}', '\u{202c}', '\u{2069}'];
        text.chars().filter(|sign| !zero_width.contains(sign)).collect()
    }

    /// Another and simpler reading of Discord's rules: what is live in a line, if anything.
    fn live(line: &str) -> Option<String> {
        for mention in ["@everyone", "@here", "<@0", "<@1", "<@!", "<@&", "://"] {
            if line.to_lowercase().contains(mention) {
                return Some(format!("{mention} in {line:?}"));
            }
        }
        // Escaped signs cannot be live: each becomes a letter.
        let mut plain = String::new();
        let mut signs = line.chars();
        while let Some(sign) = signs.next() {
            plain.push(if sign == '\\' { signs.next().map_or('\\', |_| 'x') } else { sign });
        }
        for sign in
            ["\\", "*", "_", "~~", "||", "`", "[", "<#", "</", "<:", "<a:", "<t:", "<id:", "<x"]
        {
            if plain.contains(sign) {
                return Some(format!("{sign} in {line:?}"));
            }
        }
        let begin = plain.trim_start();
        for block in ["# ", "## ", "### ", "-# ", "> ", ">>> ", "- ", "+ "] {
            if format!("{begin} ").starts_with(block) {
                return Some(format!("{block} in {line:?}"));
            }
        }
        let digits = begin.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let numbered = digits.len() < begin.len() && format!("{digits} ").starts_with(". ");
        numbered.then(|| format!("a list in {line:?}"))
    }

    /// Texts made of what is dangerous, and a little prose.
    fn dangerous() -> impl Strategy<Value = String> {
        let parts = prop::sample::select(vec![
            "*", "**", "_", "~~", "||", "`", "```", "\\", "# ", "-# ", "> ", ">>> ", "- ", "+ ",
            "1. ", "[", "](", ")", "http", "://", "s://a", "<", "@", "!", "&", "1", ">",
            "everyone", "HERE", "here", "#", ":", "a", "t:1", "/", " ", "\n", "\u{200b}",
            "\u{202e}", "\u{2069}", "é", "x",
        ]);
        prop::collection::vec(parts, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn nothing_dangerous_is_live_and_the_words_are_the_words(text in dangerous()) {
            let escaped = escape(&text);
            for line in escaped.split('\n') {
                prop_assert_eq!(live(line), None);
            }
            prop_assert_eq!(read(&escaped), without_width(&text));
        }

        #[test]
        fn a_code_block_ends_where_it_ends_and_keeps_its_words(text in dangerous()) {
            let block = code_block(&text);
            let inner = block.strip_prefix("```\n").and_then(|rest| rest.strip_suffix("\n```"));
            let inner = inner.expect("it stands in its fence");
            prop_assert!(!inner.contains("```"), "{}", inner);
            prop_assert_eq!(without_width(inner), without_width(&text));
        }

        #[test]
        fn any_text_can_be_read_back(text in any::<String>()) {
            prop_assert_eq!(read(&escape(&text)), without_width(&text));
        }

        #[test]
        fn every_line_of_a_quote_is_quoted_and_bold_is_closed(
            parts in prop::collection::vec((dangerous(), any::<bool>()), 0..6),
        ) {
            let runs: Vec<Run> =
                parts.iter().map(|(text, marked)| Run { text: text.clone(), marked: *marked }).collect();
            let text: String = parts.iter().map(|(text, _)| text.as_str()).collect();
            let quoted = block_quote(&runs);
            let lines: Option<Vec<&str>> =
                quoted.split('\n').map(|line| line.strip_prefix("> ")).collect();
            let lines = lines.expect("every line is quoted");
            for line in &lines {
                let ours = line.replace("\\\\", "x").replace("\\*", "x");
                prop_assert_eq!(ours.matches("**").count() % 2, 0, "{}", line);
                prop_assert!(!ours.contains("***") , "{}", line);
            }
            prop_assert_eq!(read(&lines.join("\n")), without_width(&text));
        }
    }
}
