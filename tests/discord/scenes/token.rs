//! The door: a token that is refused, an address that is not Discord's, a certificate nobody knows.

use std::time::Duration;

use super::DISCORD_WAITS;
use crate::stand_in::{Bot, StandIn, TOKEN};

/// "Within seconds."
const DISCORD_WAITSS: Duration = Duration::from_secs(10);

#[test]
fn a_token_refused_by_rest_ends_the_bot() {
    let discord = StandIn::builder().refuse_token().start();
    let ended = Bot::try_serve(&discord);
    assert!(!ended.status.success());
    assert!(ended.took <= DISCORD_WAITSS, "it took {:?}", ended.took);
    names_the_setting(&ended.said);
    assert_eq!(discord.refusals() + discord.identifies(), 1, "asked more than once");
}

#[test]
fn a_token_refused_at_the_gateway_ends_the_bot() {
    let discord = StandIn::builder().refuse_token_at_gateway().start();
    let ended = Bot::try_serve(&discord);
    assert!(!ended.status.success());
    assert!(ended.took <= DISCORD_WAITSS, "it took {:?}", ended.took);
    names_the_setting(&ended.said);
    assert_eq!(discord.identifies(), 1, "asked more than once");
}

#[test]
fn a_bot_without_a_token_asks_nobody() {
    let discord = StandIn::start();
    let ended = Bot::of(&discord).without("DISCORD_TOKEN").fail();
    assert!(!ended.status.success());
    names_the_setting(&ended.said);
    assert_eq!(discord.requests(), 0);
}

#[test]
fn this_machine_is_no_discord_unless_the_settings_say_so() {
    let discord = StandIn::start();
    let ended = Bot::of(&discord).without("ONRECORD__DISCORD__ALLOW_LOOPBACK").fail();
    assert!(!ended.status.success());
    assert!(ended.said.contains("allow_loopback"), "{}", ended.said);
    assert!(!ended.said.contains(TOKEN));
    assert_eq!(discord.requests(), 0, "something was sent");
}

#[test]
fn an_authority_of_the_house_is_trusted_when_it_is_named() {
    let discord = StandIn::builder().tls().start();
    let _bot = Bot::of(&discord).trusting_the_authority().serve();
    let reply = discord.member("ada").runs("/quote query:China");
    reply.came_within(DISCORD_WAITS);
    assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
}

#[test]
fn an_unknown_authority_ends_the_bot() {
    let discord = StandIn::builder().tls().start();
    let ended = Bot::try_serve(&discord);
    assert!(!ended.status.success());
    assert!(ended.said.to_lowercase().contains("certificate"), "{}", ended.said);
    assert!(!ended.said.contains(TOKEN));
    assert_eq!(discord.requests(), 0, "something was sent");
}

#[track_caller]
fn names_the_setting(said: &str) {
    let named = said.contains("DISCORD_TOKEN") || said.contains("discord.token");
    assert!(named, "the setting is not named: {said}");
    assert!(!said.contains(TOKEN), "the token is printed");
}
