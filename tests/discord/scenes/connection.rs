//! The gateway's connection is lost, and found again.

use std::time::Duration;

use crate::stand_in::{Bot, StandIn};

#[test]
fn a_cut_connection_is_resumed() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.cuts_the_connection();
    discord.waits_for_resumes(1);
    is_answered(&discord);
    assert_eq!(discord.identifies(), 1);
}

#[test]
fn a_closed_connection_is_resumed() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    // 4000: an unknown error, after which Discord wants to be tried again.
    discord.closes_with(4000);
    discord.waits_for_resumes(1);
    is_answered(&discord);
    assert_eq!(discord.identifies(), 1);
}

#[test]
fn what_is_asked_while_the_connection_is_cut_is_answered_after_it() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.cuts_the_connection();
    let reply = discord.member("ada").runs("/quote query:China");
    assert_eq!(reply.finally().card().author, "Jens Stoltenberg · NATO Secretary General");
    assert_eq!(discord.resumes(), 1);
}

#[test]
fn a_bot_that_is_asked_to_reconnect_resumes() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.asks_to_reconnect();
    discord.waits_for_resumes(1);
    is_answered(&discord);
    assert_eq!(discord.identifies(), 1);
}

#[test]
fn a_void_session_that_may_be_resumed_is_resumed() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.voids_the_session(true);
    discord.waits_for_resumes(1);
    is_answered(&discord);
}

#[test]
fn a_void_session_is_followed_by_a_new_one() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.voids_the_session(false);
    discord.waits_for_identifies(2);
    is_answered(&discord);
    assert_eq!(discord.resumes(), 0);
}

#[test]
fn the_heart_beats() {
    let discord = StandIn::builder().heartbeat(Duration::from_millis(200)).start();
    let _bot = Bot::serve(&discord);
    discord.waits_for_heartbeats(3);
    assert_eq!((discord.identifies(), discord.resumes()), (1, 0));
}

#[track_caller]
fn is_answered(discord: &StandIn) {
    let reply = discord.member("ada").runs("/quote query:China").finally();
    assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
}
