//! Requests that no bot of ours sends, and things that go wrong on purpose.

use std::io;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::by_hand::{attempt, message, register, request};
use crate::stand_in::{Fault, Route, StandIn, TOKEN};

#[test]
fn an_unknown_path_is_a_breach() {
    let discord = StandIn::start();
    assert_eq!(request(&discord, "GET", "/channels/1/messages", &Value::Null).status, 404);
    discord.expects_breach("404");
}

#[test]
fn a_request_without_the_token_is_a_breach() {
    let discord = StandIn::start();
    for authorisation in ["", TOKEN, "Bot of somebody else"] {
        let answer = attempt(&discord, "GET", "/users/@me", authorisation, &Value::Null);
        assert_eq!(answer.expect("an answer").status, 401, "{authorisation}");
        discord.expects_breach("token");
    }
    assert_eq!(discord.refusals(), 3);
}

#[test]
fn the_gateway_needs_no_token_and_is_on_the_same_port() {
    let discord = StandIn::start();
    let answer = attempt(&discord, "GET", "/gateway", "", &Value::Null).expect("an answer");
    assert_eq!(answer.body["url"], format!("ws://{}/gw", discord.address()));
}

#[test]
fn a_limit_names_its_time_and_holds_once() {
    let discord = StandIn::start();
    discord.goes_wrong(Route::Me, Fault::RateLimited(Duration::from_millis(1200)));
    let limited = request(&discord, "GET", "/users/@me", &Value::Null);
    assert_eq!((limited.status, &limited.body["retry_after"]), (429, &json!(1.2)));
    assert!(limited.head.contains("retry-after: 2"), "{}", limited.head);
    let free = request(&discord, "GET", "/users/@me", &Value::Null);
    assert_eq!(free.status, 200);
    assert!(free.head.contains("x-ratelimit-remaining"), "{}", free.head);
}

#[test]
fn a_fault_of_discord_has_no_effect_on_the_interaction() {
    let discord = StandIn::start();
    register(&discord);
    let pending = discord.member("ada").starts("/quote query:China");
    discord.goes_wrong(Route::Callback, Fault::Status(502));
    let body = json!({"type": 4, "data": message("here")});
    assert_eq!(request(&discord, "POST", &pending.callback_path(), &body).status, 502);
    assert_eq!(request(&discord, "POST", &pending.callback_path(), &body).status, 204);
}

#[test]
fn a_reset_connection_gives_no_answer() {
    let discord = StandIn::start();
    discord.goes_wrong(Route::Me, Fault::Reset);
    let broken = attempt(&discord, "GET", "/users/@me", &format!("Bot {TOKEN}"), &Value::Null);
    let kind = broken.expect_err("no answer").kind();
    assert!(
        matches!(kind, io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof),
        "{kind}"
    );
}

#[test]
fn what_is_held_is_answered_when_it_is_let_through() {
    let discord = StandIn::start();
    for gate in [discord.holds(Route::Me), discord.answers_slowly(Route::Me)] {
        thread::scope(|scope| {
            let held = scope.spawn(|| request(&discord, "GET", "/users/@me", &Value::Null));
            discord.waits_for_requests(Route::Me, 1);
            assert!(!held.is_finished());
            discord.lets(&gate);
            assert_eq!(held.join().expect("an answer").status, 200);
        });
    }
}

#[test]
#[should_panic(expected = "1 rules of Discord broken")]
fn a_breach_fails_the_test_in_the_end() {
    let discord = StandIn::start();
    request(&discord, "GET", "/nowhere", &Value::Null);
}
