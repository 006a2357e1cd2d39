//! A click changes the message it is on, or is answered beside it.

use serde_json::{Value, json};

use super::by_hand::{message, register, request};
use crate::stand_in::{Pending, StandIn};

fn answer(discord: &StandIn, pending: &Pending, body: &Value) -> u16 {
    request(discord, "POST", &pending.callback_path(), body).status
}

/// A message with one button, and who has asked for it.
fn with_a_button(discord: &StandIn, flags: u64) -> (crate::stand_in::Member, Pending) {
    register(discord);
    let ada = discord.member("ada");
    let pending = ada.starts("/quote query:China");
    let mut data = message("here");
    data["flags"] = json!(flags);
    data["components"] = json!([{"type": 1, "components": [
        {"type": 2, "style": 2, "label": "more", "custom_id": "1"},
    ]}]);
    assert_eq!(answer(discord, &pending, &json!({"type": 4, "data": data})), 204);
    (ada, pending)
}

#[test]
fn a_click_can_change_its_message_at_once_or_later() {
    let discord = StandIn::start();
    let (ada, pending) = with_a_button(&discord, 0);
    let first = pending.reply();
    let click = ada.starts_click(&first, "more", |_| {});
    assert_eq!(answer(&discord, &click, &json!({"type": 7, "data": message("changed")})), 204);
    assert_eq!(click.reply().text(), "changed\nmore");
    assert_eq!(first.now().text(), "changed\nmore", "what is left out of a change stays");
    let click = ada.starts_click(&first, "more", |_| {});
    assert_eq!(answer(&discord, &click, &json!({"type": 6})), 204);
    assert_eq!(first.now().text(), "changed\nmore", "nothing is seen of an announcement");
    let path = format!("{}/messages/@original", click.webhook_path());
    assert_eq!(request(&discord, "PATCH", &path, &message("again")).status, 200);
    assert_eq!(click.reply().finally().text(), "again\nmore");
}

#[test]
fn a_click_can_be_answered_beside_its_message() {
    let discord = StandIn::start();
    let (ada, pending) = with_a_button(&discord, 0);
    let first = pending.reply();
    let click = ada.starts_click(&first, "more", |_| {});
    assert_eq!(answer(&discord, &click, &json!({"type": 4, "data": message("beside")})), 204);
    assert_eq!((click.reply().text(), first.now().text()), ("beside".into(), first.text()));
}

#[test]
fn a_command_has_no_message_to_change_and_a_click_no_choices() {
    let discord = StandIn::start();
    register(&discord);
    let pending = discord.member("ada").starts("/quote query:China");
    assert_eq!(answer(&discord, &pending, &json!({"type": 7, "data": message("x")})), 400);
    discord.expects_breach("out of place");
    let (ada, pending) = with_a_button(&discord, 0);
    let click = ada.starts_click(&pending.reply(), "more", |_| {});
    assert_eq!(answer(&discord, &click, &json!({"type": 8, "data": {"choices": []}})), 400);
    discord.expects_breach("out of place");
}

#[test]
#[should_panic(expected = "grace cannot see it")]
fn what_is_shown_to_one_alone_cannot_be_clicked_by_another() {
    let discord = StandIn::start();
    let (_, pending) = with_a_button(&discord, 64);
    discord.member("grace").starts_click(&pending.reply(), "more", |_| {});
}
