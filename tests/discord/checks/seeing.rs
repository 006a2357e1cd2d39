//! The eyes of the tests: what counts as a mention, and what Markdown hides.

use crate::stand_in::{mention_in, unmarked};

#[test]
fn a_mention_is_seen_unless_it_is_escaped_or_code() {
    for shown in ["@everyone", "a @here", "<@1>", "<@&1>", "<#1>", r"\\@everyone", "```a```<@1>"] {
        assert!(mention_in(shown).is_some(), "{shown}");
    }
    for harmless in [
        "```\na ``b` <@1>\n```",
        r"\@everyone",
        r"\<@1>",
        "`@everyone`",
        "mail@example.org",
        "1 < 2",
        "</quote:1>",
    ] {
        assert_eq!(mention_in(harmless), None, "{harmless}");
    }
}

#[test]
fn escapes_and_bold_are_taken_off_and_nothing_else() {
    for (markdown, plain) in [
        (r"the **world's** GDP\.", "the world's GDP."),
        (r"S\-400 \*not bold\*", "S-400 *not bold*"),
        (r"\*\***bold**", "**bold"),
        ("one * alone", "one * alone"),
    ] {
        assert_eq!(unmarked(markdown), plain);
    }
}
