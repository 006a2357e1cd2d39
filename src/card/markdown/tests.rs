//! What is live in Discord is not any more, and the words stay the words.

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
        (&[("rise of ", false), ("China", true), (", and", false)][..], "> rise of **China**, and"),
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
    for sign in ["\\", "*", "_", "~~", "||", "`", "[", "<#", "</", "<:", "<a:", "<t:", "<id:", "<x"]
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
        "*", "**", "_", "~~", "||", "`", "```", "\\", "# ", "-# ", "> ", ">>> ", "- ", "+ ", "1. ",
        "[", "](", ")", "http", "://", "s://a", "<", "@", "!", "&", "1", ">", "everyone", "HERE",
        "here", "#", ":", "a", "t:1", "/", " ", "\n", "\u{200b}", "\u{202e}", "\u{2069}", "é", "x",
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
