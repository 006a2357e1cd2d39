//! One interaction is answered once, in time, and then edited for a quarter of an hour.

use std::time::Duration;

use serde_json::{Value, json};

use super::by_hand::{message, register, request};
use crate::stand_in::{Pending, Place, StandIn};

const FOUR_SECONDS: Duration = Duration::from_secs(4);
const SIXTEEN_MINUTES: Duration = Duration::from_secs(16 * 60);

fn answer(discord: &StandIn, pending: &Pending, kind: u64, data: &Value) -> (u16, Value) {
    let body = json!({"type": kind, "data": data});
    let answer = request(discord, "POST", &pending.callback_path(), &body);
    (answer.status, answer.body["code"].clone())
}

fn asked(discord: &StandIn) -> Pending {
    register(discord);
    discord.member("ada").starts("/quote query:China limit:2")
}

fn original(pending: &Pending) -> String {
    format!("{}/messages/@original", pending.webhook_path())
}

#[test]
fn an_interaction_is_answered_once() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    assert_eq!(answer(&discord, &pending, 4, &message("first")).0, 204);
    assert_eq!(answer(&discord, &pending, 4, &message("second")), (400, json!(40060)));
    discord.expects_breach("40060");
    assert_eq!(pending.reply().text(), "first");
}

#[test]
fn an_answer_after_three_seconds_is_too_late() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    discord.time_passes(FOUR_SECONDS);
    assert_eq!(answer(&discord, &pending, 4, &message("late")), (404, json!(10062)));
    discord.expects_breach("10062");
}

#[test]
fn a_token_dies_after_fifteen_minutes() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    assert_eq!(answer(&discord, &pending, 4, &message("in time")).0, 204);
    discord.time_passes(SIXTEEN_MINUTES);
    let edit = request(&discord, "PATCH", &original(&pending), &message("late"));
    assert_eq!((edit.status, &edit.body["code"]), (401, &json!(50027)));
    discord.expects_breach("50027");
}

#[test]
fn a_deferral_is_followed_by_an_edit_and_an_edit_cannot_be_private() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    assert_eq!(answer(&discord, &pending, 5, &json!({"flags": 64})).0, 204);
    let first = pending.reply();
    first.is_private();
    let mut edit = message("thought over");
    edit["flags"] = json!(64);
    assert_eq!(request(&discord, "PATCH", &original(&pending), &edit).status, 400);
    discord.expects_breach("flags");
    let edit = message("thought over");
    assert_eq!(request(&discord, "PATCH", &original(&pending), &edit).status, 200);
    assert_eq!(first.finally().text(), "thought over");
}

#[test]
fn nothing_can_be_edited_before_there_is_an_answer() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    let edit = request(&discord, "PATCH", &original(&pending), &message("early"));
    assert_eq!(edit.body["code"], json!(10015));
    discord.expects_breach("10015");
}

#[test]
fn an_answer_can_be_read_back_and_taken_away() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    let path = format!("{}?with_response=true", pending.callback_path());
    let made = request(&discord, "POST", &path, &json!({"type": 4, "data": message("here")}));
    assert_eq!(made.body["resource"]["message"]["content"], "here");
    let read = request(&discord, "GET", &original(&pending), &Value::Null);
    assert_eq!(read.body["content"], "here");
    assert_eq!(request(&discord, "DELETE", &original(&pending), &Value::Null).status, 204);
    let gone = request(&discord, "GET", &original(&pending), &Value::Null);
    assert_eq!(gone.body["code"], json!(10008));
    discord.expects_breach("10008");
}

#[test]
fn a_user_install_has_five_follow_ups() {
    let discord = StandIn::start();
    register(&discord);
    let ada = discord.member("ada").at(Place::ServerByUserInstall);
    let pending = ada.starts("/quote query:China");
    assert_eq!(answer(&discord, &pending, 4, &message("first")).0, 204);
    for number in 1..=5 {
        let follow_up = message(&number.to_string());
        assert_eq!(request(&discord, "POST", &pending.webhook_path(), &follow_up).status, 200);
    }
    let sixth = request(&discord, "POST", &pending.webhook_path(), &message("6"));
    assert_eq!(sixth.body["code"], json!(40094));
    discord.expects_breach("40094");
    assert_eq!(pending.reply().follow_ups(), ["1", "2", "3", "4", "5"]);
}

#[test]
fn a_command_is_not_answered_with_choices() {
    let discord = StandIn::start();
    let pending = asked(&discord);
    assert_eq!(answer(&discord, &pending, 8, &json!({"choices": []})).0, 400);
    discord.expects_breach("out of place");
}
