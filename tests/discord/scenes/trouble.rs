//! Discord is slow, busy or broken while an answer is delivered.

use std::time::Duration;

use crate::stand_in::{Bot, Fault, Route, StandIn};

#[test]
fn a_limited_answer_comes_once_more_after_the_time_that_was_asked_for() {
    let wait = Duration::from_millis(400);
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.goes_wrong(Route::Callback, Fault::RateLimited(wait));
    let reply = discord.member("ada").runs("/quote query:China");
    assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
    let tries = discord.requests_to(Route::Callback);
    assert_eq!(tries.len(), 2);
    assert!(tries[1] - tries[0] >= wait, "tried again after {:?}", tries[1] - tries[0]);
}

#[test]
fn an_answer_that_meets_a_failing_discord_is_tried_once_more() {
    for status in [500, 502] {
        let discord = StandIn::start();
        let _bot = Bot::serve(&discord);
        discord.goes_wrong(Route::Callback, Fault::Status(status));
        let reply = discord.member("ada").runs("/quote query:China");
        assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
        assert_eq!(discord.requests_to(Route::Callback).len(), 2, "{status}");
    }
}

#[test]
fn a_bot_whose_answer_is_refused_twice_goes_on_serving() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let ada = discord.member("ada");
    discord.goes_wrong(Route::Callback, Fault::Status(500));
    discord.goes_wrong(Route::Callback, Fault::Status(500));
    let _lost = ada.starts("/quote query:China");
    discord.waits_for_requests(Route::Callback, 2);
    let reply = ada.runs("/quote query:China");
    assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
    assert_eq!(discord.requests_to(Route::Callback).len(), 3, "tried once more, and no oftener");
}

#[test]
fn one_slow_answer_does_not_hold_up_another() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    let gate = discord.holds(Route::Callback);
    let held = discord.member("ada").starts("/quote query:China");
    discord.waits_for_requests(Route::Callback, 1);
    let other = discord.member("grace").runs("/quote query:Russia");
    assert!(!other.text().is_empty());
    discord.lets(&gate);
    assert!(!held.reply().text().is_empty());
}
