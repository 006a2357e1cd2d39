//! `/quote` in a server, in direct messages, and while it is being typed.

use super::{DISCORD_WAITS, quotes_the_record};
use crate::stand_in::{Bot, Place, StandIn};

#[test]
fn quote_is_answered_at_once_and_pings_nobody() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let reply = discord.member("ada").runs("/quote query:China");
    assert_eq!(reply.callback_type(), 4, "not deferred");
    reply.is_public().came_within(DISCORD_WAITS).mentions_nobody();
    assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
}

#[test]
fn every_quoted_line_stands_in_the_record() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    for line in
        ["/quote query:China limit:5", "/quote query:China sort:oldest", "/quote query:Russia"]
    {
        let reply = ada.runs(line).finally();
        assert!(!reply.quoted_lines().is_empty(), "{line} quotes nothing: {}", reply.text());
        quotes_the_record(&reply);
    }
}

#[test]
fn quote_links_to_the_very_words() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let reply = discord.member("ada").runs("/quote query:China").finally();
    let links = reply.links();
    assert!(links.iter().any(|link| link.contains("#:~:text=")), "{links:?}");
}

#[test]
fn a_speaker_is_offered_by_the_beginning_of_the_name() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let offered = discord.member("ada").types("/quote query:China speaker:sto");
    assert!(offered.names.iter().any(|name| name.contains("Jens Stoltenberg")), "{offered:?}");
    assert!(offered.took <= DISCORD_WAITS, "{offered:?}");
}

#[test]
fn a_speaker_who_is_offered_can_be_asked_for() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let reply = discord.member("ada").runs("/quote query:Russia speaker:Antony Blinken").finally();
    assert!(reply.card().author.contains("Antony Blinken"), "{}", reply.text());
}

#[test]
fn nothing_found_is_said_privately_and_kindly() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let reply = discord.member("ada").runs("/quote query:xylophone").finally();
    reply.is_private().mentions_nobody();
    assert!(reply.plain().contains("xylophone"), "{}", reply.text());
    assert!(reply.quoted_lines().is_empty(), "{}", reply.text());
}

#[test]
fn quote_is_answered_wherever_it_is_installed() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    for place in [Place::DirectMessage, Place::ServerByUserInstall] {
        let reply = discord.member("ada").at(place).runs("/quote query:China").finally();
        assert!(reply.card().author.contains("Jens Stoltenberg"), "{place:?}: {}", reply.text());
    }
}
