//! *Check quotes* in the menu of a message: a verdict on each quotation in it, for the asker alone.

use super::{DISCORD_WAITS, quotes_the_record};
use crate::stand_in::{Bot, StandIn};

/// The command as people see it.
const CHECK_QUOTES: &str = "Check quotes";

#[test]
fn every_quotation_of_a_message_gets_its_verdict_privately() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    // The second is altered: the record says 50%.
    let message = "He said “we are 50% of the world's GDP”, then \"we're 60% of the world's military \
                   might\".\n> it is often easy to take good things for granted\nand “the moon is \
                   made of green cheese”. @everyone";
    let reply = discord.member("ada").picks(CHECK_QUOTES, message);
    reply.is_private().came_within(DISCORD_WAITS).mentions_nobody();
    let text = reply.plain();
    for line in [
        "4 quotations checked",
        "1. VERBATIM · Jens Stoltenberg",
        "2. ALTERED MEANING: the record says “50%”, the quote says “60%” · Jens Stoltenberg",
        "3. VERBATIM · Antony Blinken",
        "4. NOT FOUND HERE",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let numbered =
        |line: &&str| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(". ");
    assert_eq!(text.lines().filter(numbered).count(), 4, "a line each: {text}");
    assert_eq!(reply.links().iter().filter(|link| link.contains("#:~:text=")).count(), 3);
    quotes_the_record(&reply);
}

#[test]
fn a_message_without_marks_is_checked_as_a_whole_and_one_without_words_is_said_to_be_so() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let text = ada.picks(CHECK_QUOTES, "walk and chew gum at the same time").plain();
    assert!(text.contains("1 quotation checked") && text.contains("1. VERBATIM"), "{text}");
    let reply = ada.picks(CHECK_QUOTES, "👍 !!");
    assert!(!reply.is_private().mentions_nobody().plain().is_empty());
}

#[test]
fn a_message_full_of_quotations_and_marks_stays_within_bounds() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let many = "“the **rest** of [China](https://example.org) <@1>” ".repeat(30);
    let reply = discord.member("ada").picks(CHECK_QUOTES, &many);
    reply.is_private().mentions_nobody();
    assert!(reply.plain().contains("22 quotations more were not checked"), "{}", reply.plain());
}
