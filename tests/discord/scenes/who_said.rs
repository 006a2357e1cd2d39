//! `/who-said`: words that were said, and words that were not.

use super::{DISCORD_WAITS, quotes_the_record};
use crate::stand_in::{Bot, StandIn};

/// Verdicts are about the record: these words appear in none of them.
const ABOUT_TRUTH: [&str; 5] = ["true", "false", "fake", "lie", "lied"];

#[test]
fn words_that_were_said_are_given_back_with_who_said_them() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let reply = discord.member("ada").runs(r#"/who-said phrase:"glass half full""#);
    assert_eq!(reply.callback_type(), 4, "not deferred");
    reply.is_public().came_within(DISCORD_WAITS).mentions_nobody();
    let text = reply.plain();
    assert!(text.contains("Antony Blinken"), "{text}");
    assert!(text.contains("glass half full"), "{text}");
    quotes_the_record(&reply);
    let links = reply.links();
    assert!(links.iter().any(|link| link.contains("#:~:text=")), "{links:?}");
}

#[test]
fn words_that_nobody_said_are_answered_too() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    let reply = ada.runs("/who-said phrase:the moon is made of green cheese").finally();
    reply.mentions_nobody();
    assert!(!reply.text().is_empty());
    // The nearest miss may be shown, in its own words.
    quotes_the_record(&reply);
}

#[test]
fn a_verdict_is_about_the_record_and_not_about_truth() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    for line in ["/who-said phrase:the moon is made of green cheese", "/who-said phrase:half empty"]
    {
        let text = ada.runs(line).finally().plain().to_lowercase();
        // "About the record, not about truth" names the thing that no verdict judges.
        for word in text.split(|character: char| !character.is_alphanumeric()) {
            assert!(!ABOUT_TRUTH.contains(&word), "{line} says `{word}`: {text}");
        }
    }
}

#[test]
fn a_speaker_is_offered_here_as_well() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let offered = discord.member("ada").types("/who-said phrase:glass half full speaker:bli");
    assert!(offered.names.iter().any(|name| name.contains("Antony Blinken")), "{offered:?}");
}
