//! One message body for each rule, which breaks that rule.

use serde_json::{Value, json};

use crate::stand_in::rules::{self, Findings, Place};

/// The parts of a message: a body that is otherwise in order.
fn with(parts: &Value) -> Value {
    let mut body = json!({"allowed_mentions": {"parse": []}});
    for (key, value) in parts.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    body
}

#[track_caller]
fn breaks(body: &Value, place: Place, about: &str) {
    let mut findings = Findings::default();
    rules::message(body, place, &mut findings);
    let told = findings.0.iter().any(|finding| format!("{finding:?}").contains(about));
    assert!(told, "{about}: {:?} in {body}", findings.0);
}

#[track_caller]
fn callback_breaks(body: &Value, about: &str) {
    let findings = rules::callback(body);
    let told = findings.0.iter().any(|finding| format!("{finding:?}").contains(about));
    assert!(told, "{about}: {:?} in {body}", findings.0);
}

#[track_caller]
fn keeps(parts: &Value) {
    let body = json!({"type": 4, "data": with(parts)});
    let findings = rules::callback(&body);
    assert!(findings.0.is_empty(), "{:?} in {body}", findings.0);
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 2, "label": id, "custom_id": id})
}

fn link(label: &str) -> Value {
    json!({"type": 2, "style": 5, "label": label, "url": "https://example.org/"})
}

fn select(id: &str) -> Value {
    json!({"type": 3, "custom_id": id, "options": [{"label": "one", "value": "1"}]})
}

fn row(parts: &[Value]) -> Value {
    json!({"type": 1, "components": parts})
}

fn display(text: &str) -> Value {
    json!({"type": 10, "content": text})
}

const V2: u64 = 1 << 15;

#[test]
fn an_ordinary_answer_breaks_nothing() {
    keeps(&json!({
        "flags": 64,
        "embeds": [{"author": {"name": "a"}, "description": "b", "fields": [], "footer": null}],
        "components": [row(&[link("there"), button("next")]), row(&[select("more")])],
    }));
    keeps(&json!({"flags": V2, "components": [
        {"type": 17, "components": [display("words"), {"type": 14}, row(&[link("there")])]},
        {"type": 9, "components": [display("words")], "accessory": button("next")},
    ]}));
}

#[test]
fn nobody_is_pinged() {
    for (mentions, about) in [
        (Value::Null, "absent"),
        (json!({}), "parse"),
        (json!({"parse": ["users"]}), "parse"),
        (json!({"parse": [], "users": ["1"]}), "users"),
        (json!({"parse": [], "roles": ["1"]}), "roles"),
        (json!({"parse": [], "replied_user": true}), "replied_user"),
    ] {
        let body = json!({"content": "hello", "allowed_mentions": mentions});
        for place in [Place::Callback, Place::Edit { components_v2: false }, Place::FollowUp] {
            breaks(&body, place, about);
        }
    }
}

#[test]
fn embeds_are_counted_together() {
    let long = json!({"description": "x".repeat(3_001)});
    breaks(&with(&json!({"embeds": [long, long]})), Place::Callback, "6002 characters");
}

#[test]
fn a_field_of_an_embed_has_a_name_and_a_value() {
    for (name, value, about) in [("", "x", "fields[0].name"), ("x", "", "fields[0].value")] {
        let embed = json!({"fields": [{"name": name, "value": value}]});
        breaks(&with(&json!({"embeds": [embed]})), Place::Callback, about);
    }
}

#[test]
fn rows_hold_buttons_or_one_select() {
    let six: Vec<Value> = (0..6).map(|id| button(&id.to_string())).collect();
    for (row_of, about) in [
        (vec![button("a"), select("b")], "1 buttons and 1 selects"),
        (vec![select("a"), select("b")], "0 buttons and 2 selects"),
        (six, "6 buttons"),
        (vec![], "0 buttons"),
    ] {
        breaks(&with(&json!({"components": [row(&row_of)]})), Place::Callback, about);
    }
    let rows: Vec<Value> = (0..6).map(|id| row(&[button(&id.to_string())])).collect();
    breaks(&with(&json!({"components": rows})), Place::Callback, "6 rows");
}

#[test]
fn buttons_lead_somewhere_or_do_something() {
    for (part, about) in [
        (json!({"style": 5, "url": "https://example.org/", "custom_id": "a"}), "no custom id"),
        (json!({"style": 5}), "has an address"),
        (json!({"style": 5, "url": "example.org"}), "no address for a button"),
        (json!({"style": 5, "url": format!("https://{}", "x".repeat(505))}), "513 characters"),
        (json!({"style": 1, "custom_id": "a", "url": "https://example.org/"}), "only a link"),
        (json!({"style": 1}), "custom_id"),
        (json!({"style": 1, "custom_id": "x".repeat(101)}), "101 characters"),
        (json!({"style": 9, "custom_id": "a"}), "no style"),
        (json!({"style": 1, "custom_id": "a", "label": "x".repeat(81)}), "81 characters"),
        (json!({"style": 1, "custom_id": "a", "label": null}), "a label or an emoji"),
        (json!({"style": 1, "custom_id": "a", "colour": "red"}), "unknown field"),
    ] {
        let mut button = json!({"type": 2, "label": "go"});
        for (key, value) in part.as_object().into_iter().flatten() {
            button[key] = value.clone();
        }
        breaks(&with(&json!({"components": [row(&[button])]})), Place::Callback, about);
    }
}

#[test]
fn a_custom_id_stands_once_in_a_message() {
    let rows = [row(&[button("same")]), row(&[select("same")])];
    breaks(&with(&json!({"components": rows})), Place::Callback, "`same` stands there twice");
    let twice = json!({"type": 3, "custom_id": "a", "options": [
        {"label": "one", "value": "1"}, {"label": "two", "value": "1"},
    ]});
    breaks(&with(&json!({"components": [row(&[twice])]})), Place::Callback, "twice");
}

#[test]
fn a_menu_has_a_few_short_options() {
    let option = |label: &str| json!({"label": label, "value": label});
    let many: Vec<Value> = (0..26).map(|number| option(&number.to_string())).collect();
    let long = "x".repeat(101);
    for (options, about) in [
        (json!([]), "0 options"),
        (json!(many), "26 options"),
        (json!([{"label": "", "value": "a"}]), "options[0].label"),
        (json!([{"label": long, "value": "a"}]), "options[0].label"),
        (json!([{"label": "a", "value": long}]), "options[0].value"),
        (json!([{"label": "a", "value": "a", "description": long}]), "options[0].description"),
    ] {
        let menu = json!({"type": 3, "custom_id": "a", "options": options});
        breaks(&with(&json!({"components": [row(&[menu])]})), Place::Callback, about);
    }
    let mut menu = select("a");
    menu["placeholder"] = json!("x".repeat(151));
    breaks(&with(&json!({"components": [row(&[menu])]})), Place::Callback, "placeholder");
}

#[test]
fn components_v2_stand_alone_and_are_counted() {
    let many: Vec<Value> = (0..41).map(|_| display("x")).collect();
    let container = |parts: &[Value]| json!([{"type": 17, "components": parts}]);
    let long = display(&"x".repeat(2_001));
    let wide = display(&"字".repeat(3_400));
    for (parts, about) in [
        (json!({"flags": V2, "content": "x", "components": [display("x")]}), "content"),
        (json!({"flags": V2, "embeds": [{"title": "x"}], "components": [display("x")]}), "embeds"),
        (json!({"components": [display("x")]}), "without the flag"),
        (json!({"flags": V2, "components": container(&many)}), "42 components"),
        (json!({"flags": V2, "components": [long, long]}), "4002 characters"),
        (json!({"flags": V2, "components": [wide]}), "10212 bytes"),
        (json!({"flags": V2, "components": [{"type": 4, "custom_id": "a"}]}), "no component"),
    ] {
        breaks(&with(&parts), Place::Callback, about);
    }
    let edit = with(&json!({"content": "x"}));
    breaks(&edit, Place::Edit { components_v2: true }, "not together");
}

#[test]
fn flags_are_those_of_the_place() {
    let private = with(&json!({"content": "x", "flags": 64}));
    breaks(&private, Place::Edit { components_v2: false }, "64 is not allowed here");
    breaks(&with(&json!({"content": "x", "flags": 2})), Place::Callback, "2 is not allowed here");
    callback_breaks(&json!({"type": 7, "data": private}), "64 is not allowed here");
    callback_breaks(&json!({"type": 5, "data": {"flags": 68}}), "may only be ephemeral");
}

#[test]
fn unknown_fields_are_noticed() {
    for parts in [
        json!({"content": "x", "ephemeral": true}),
        json!({"embeds": [{"text": "x"}]}),
        json!({"embeds": [{"author": {"title": "x"}}]}),
        json!({"embeds": [{"fields": [{"name": "a", "value": "b", "in_line": true}]}]}),
        json!({"components": [{"type": 1, "parts": [], "components": [button("a")]}]}),
    ] {
        breaks(&with(&parts), Place::Callback, "unknown field");
    }
    callback_breaks(&json!({"type": 6, "flags": 64}), "unknown field");
    callback_breaks(&json!({"type": 5, "data": {"content": "x"}}), "unknown field");
}

#[test]
fn an_answer_says_something_and_links_are_links() {
    breaks(&with(&json!({"embeds": []})), Place::Callback, "empty message");
    let embed = json!({"title": "x", "url": "nato.int"});
    breaks(&with(&json!({"embeds": [embed]})), Place::Callback, "no http or https address");
    callback_breaks(&json!({"type": 4}), "carries its message");
    callback_breaks(&json!({"type": 3}), "no callback type");
    callback_breaks(&json!([]), "an object");
}

#[test]
fn choices_offered_are_few_and_short() {
    let choice = json!({"name": "a", "value": "a"});
    let many = vec![choice; 26];
    for (choices, about) in [
        (json!(many), "26 choices"),
        (json!([{"name": "", "value": "a"}]), "choices[0].name"),
        (json!([{"name": "x".repeat(101), "value": "a"}]), "101 characters"),
        (json!([{"name": "a", "value": ""}]), "choices[0].value"),
        (json!([{"name": "a", "value": "x".repeat(101)}]), "101 characters"),
        (json!([{"name": "a", "value": null}]), "neither text nor number"),
        (json!([{"name": "a", "value": "a", "label": "a"}]), "unknown field"),
        (Value::Null, "carries its choices"),
    ] {
        callback_breaks(&json!({"type": 8, "data": {"choices": choices}}), about);
    }
}

#[test]
fn a_modal_has_a_title_an_id_and_a_few_parts() {
    let parts = json!([row(&[])]);
    for (data, about) in [
        (json!({"title": "x".repeat(46), "custom_id": "a", "components": parts}), "46 characters"),
        (json!({"title": "a", "custom_id": "", "components": parts}), "custom_id"),
        (json!({"title": "a", "custom_id": "a", "components": []}), "0 parts"),
        (Value::Null, "carries its modal"),
    ] {
        callback_breaks(&json!({"type": 9, "data": data}), about);
    }
}
