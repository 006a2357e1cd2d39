//! A bot of a few lines: requests written to the socket by the test itself.

use std::io::{self, Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::stand_in::{StandIn, TOKEN};

/// The answer to a request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Value,
}

/// Sends a request with the bot's token to a path below `/api/v10`.
pub(super) fn request(discord: &StandIn, method: &str, path: &str, body: &Value) -> Answer {
    let answer = attempt(discord, method, path, &format!("Bot {TOKEN}"), body);
    answer.expect("the stand-in answers")
}

/// Sends a request with any authorisation; fails when the connection does.
pub(super) fn attempt(
    discord: &StandIn,
    method: &str,
    path: &str,
    authorisation: &str,
    body: &Value,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(discord.address())?;
    let body = if body.is_null() { String::new() } else { body.to_string() };
    write!(
        stream,
        "{method} /api/v10{path} HTTP/1.1\r\nHost: stand-in\r\nConnection: close\r\n\
         Authorization: {authorisation}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok(Answer {
        status: status.ok_or(io::ErrorKind::InvalidData)?,
        head: head.to_lowercase(),
        body: serde_json::from_str(body).unwrap_or(Value::Null),
    })
}

/// A message body that breaks no rule.
pub(super) fn message(content: &str) -> Value {
    json!({"content": content, "allowed_mentions": {"parse": []}})
}

/// Registers one command, `/quote` with its query and its speaker.
pub(super) fn register(discord: &StandIn) {
    let commands = json!([{
        "name": "quote",
        "description": "Words on the record",
        "options": [
            {"type": 3, "name": "query", "description": "Words", "required": true},
            {"type": 3, "name": "speaker", "description": "Who", "autocomplete": true},
            {"type": 4, "name": "limit", "description": "How many"},
        ],
    }]);
    let path = format!("/applications/{}/commands", crate::stand_in::APPLICATION_ID);
    assert_eq!(request(discord, "PUT", &path, &commands).status, 200);
    let listed = request(discord, "GET", &path, &Value::Null);
    assert_eq!(listed.body[0]["name"], "quote");
}
