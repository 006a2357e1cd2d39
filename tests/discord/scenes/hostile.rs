//! Words that want to break out: mentions, Markdown, signs that are no words, too many of them.

use serde_json::Value;

use crate::stand_in::{Bot, Member, StandIn};

const WORDS: &[&str] = &[
    "@everyone",
    "@here China",
    "<@&1>",
    "<@123456789012345678> China",
    "<#123456789012345678>",
    "</quote:123456789012345678>",
    "```China```",
    "``` @everyone",
    "`@everyone",
    "**China** __Russia__ ~~NATO~~ ||spoiler||",
    "# heading\n> quote\n- list",
    "[China](https://example.org)",
    "https://example.org/@everyone",
    "🐟🐠🐡",
    "?!…—.,;",
    "\"glass half",
    "China AND (Russia",
    "speaker: from: to:",
    "-China",
    "*",
    "\\",
    "\\@everyone",
    "\u{200b}\u{200d}\u{feff}",
    "Chi\u{200b}na",
    "\u{202e}anihC\u{202c}",
    "الصين وروسيا",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    " ",
    "\u{0}China",
];

/// The longest text that a string option takes.
const LONGEST: usize = 6_000;

#[test]
fn no_query_breaks_out() {
    nothing_breaks_out_of("quote", "query");
}

#[test]
fn no_phrase_breaks_out() {
    nothing_breaks_out_of("who-said", "phrase");
}

#[test]
fn nothing_that_is_counted_listed_or_drawn_breaks_out() {
    nothing_breaks_out_of("mentions", "query");
    nothing_breaks_out_of("browse", "beginning");
    nothing_breaks_out_of("random", "query");
}

#[test]
fn the_longest_text_is_answered() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let words = "China ".repeat(LONGEST / 6);
    let distinct: String = (0..).map(|number| format!("w{number} ")).take(850).collect();
    for text in [words, distinct, "x".repeat(LONGEST), "@everyone ".repeat(LONGEST / 10)] {
        for (command, option) in [
            ("quote", "query"),
            ("who-said", "phrase"),
            ("mentions", "query"),
            ("browse", "beginning"),
            ("random", "query"),
        ] {
            let reply = ada.runs_with(command, option, &text).finally();
            reply.mentions_nobody();
            assert!(!reply.text().is_empty(), "{command}");
        }
    }
    still_answers(&ada);
}

#[test]
fn nothing_typed_into_autocomplete_breaks_it() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    for text in ["", "*", "@everyone", "\u{202e}", "🐟", &"x".repeat(LONGEST)] {
        // The stand-in checks the number of choices, their lengths, and that they come in time.
        ada.types(&format!("/quote query:China speaker:{text}"));
    }
}

#[test]
fn an_interaction_that_cannot_be_read_is_answered_privately() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let pending = ada.starts_altered("/quote query:China", |payload| {
        payload["locale"] = Value::Null;
    });
    let reply = pending.reply();
    reply.is_private().mentions_nobody();
    assert!(!reply.text().is_empty());
    still_answers(&ada);
}

#[track_caller]
fn nothing_breaks_out_of(command: &str, option: &str) {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    for text in WORDS {
        let reply = ada.runs_with(command, option, text).finally();
        reply.mentions_nobody();
        assert!(!reply.text().is_empty(), "{text:?} is met with silence");
    }
    still_answers(&ada);
}

#[track_caller]
fn still_answers(member: &Member) {
    let reply = member.runs("/quote query:China").finally();
    assert!(reply.card().author.contains("Jens Stoltenberg"), "{}", reply.text());
}
