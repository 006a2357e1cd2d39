//! The end: SIGTERM, as systemd and Kubernetes send it, and worse.

use std::time::Duration;

use super::SECOND;
use crate::stand_in::{Bot, Route, StandIn};

/// How soon a bot that has nothing in hand ends.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn an_idle_bot_ends_when_it_is_asked_to() {
    let discord = StandIn::start();
    let bot = Bot::serve(&discord);
    let ended = bot.terminate();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.said);
    assert!(ended.took <= SOON, "it took {:?}", ended.took);
}

#[test]
fn an_answer_in_hand_is_delivered_before_the_end() {
    let discord = StandIn::start();
    let bot = Bot::serve(&discord);
    let gate = discord.holds(Route::Callback);
    let pending = discord.member("ada").starts("/quote query:China");
    discord.waits_for_requests(Route::Callback, 1);
    bot.asks_to_end();
    // The bot takes no more questions before it has delivered what it has in hand.
    discord.waits_for_farewell();
    bot.stays_for(SECOND);
    discord.lets(&gate);
    let ended = bot.ends();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.said);
    assert_eq!(pending.reply().card().author, "Jens Stoltenberg · NATO Secretary General");
}

#[test]
fn an_answer_that_is_being_acknowledged_is_waited_for() {
    let discord = StandIn::start();
    let bot = Bot::serve(&discord);
    let gate = discord.answers_slowly(Route::Callback);
    let pending = discord.member("ada").starts("/quote query:China");
    assert!(!pending.reply().text().is_empty());
    bot.asks_to_end();
    discord.waits_for_farewell();
    bot.stays_for(SECOND);
    discord.lets(&gate);
    let ended = bot.ends();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.said);
    assert_eq!(discord.requests_to(Route::Callback).len(), 1, "the answer was sent again");
}

#[test]
fn a_bot_that_was_killed_serves_again_when_it_is_started_again() {
    let discord = StandIn::start();
    drop(Bot::serve(&discord));
    let _bot = Bot::serve(&discord);
    let reply = discord.member("ada").runs("/quote query:China");
    assert_eq!(reply.finally().card().author, "Jens Stoltenberg · NATO Secretary General");
    assert_eq!(discord.identifies(), 2);
}
