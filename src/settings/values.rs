//! What a value may be. Each function says in its error what would be right; which setting it was,
//! what it said and where, is known to the layers.

use std::fmt;
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::str::FromStr;

use reqwest::Url;
use serde::de::{Deserialize, Deserializer, Error};
use tracing_subscriber::EnvFilter;

use super::Secret;

/// For whom the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people: a line each.
    Text,
    /// For programs: an object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        match value {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("text or json"),
        }
    }
}

/// How changes in a watched folder are found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMethod {
    /// The system says so.
    Events,
    /// By looking.
    Poll,
}

impl FromStr for WatchMethod {
    type Err = &'static str;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        match value {
            "events" => Ok(Self::Events),
            "poll" => Ok(Self::Poll),
            _ => Err("events or poll"),
        }
    }
}

/// Paths parted as in `PATH`; empty ones are none.
pub(super) fn folders<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<PathBuf>, D::Error> {
    let given = unless_empty(value)?.unwrap_or_default();
    Ok(std::env::split_paths(&given).filter(|path| !path.as_os_str().is_empty()).collect())
}

/// A whole number within bounds, of which the first is not 0.
pub(super) fn from_to<'de, D, const LEAST: u16, const MOST: u16>(
    value: D,
) -> Result<NonZeroU16, D::Error>
where
    D: Deserializer<'de>,
{
    let number = u64::deserialize(value).ok().and_then(|number| u16::try_from(number).ok());
    number
        .filter(|number| (LEAST..=MOST).contains(number))
        .and_then(NonZeroU16::new)
        .ok_or_else(|| D::Error::custom(format!("a whole number from {LEAST} to {MOST}")))
}

/// Anything that is written as a word.
pub(super) fn parsed<'de, D, T>(value: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    String::deserialize(value)?.parse().map_err(D::Error::custom)
}

pub(super) fn folder<'de, D: Deserializer<'de>>(value: D) -> Result<PathBuf, D::Error> {
    let given = unless_empty(value)?;
    given.map(PathBuf::from).ok_or_else(|| D::Error::custom("the path of a folder"))
}

/// A token is sent in a header: white space around it is a slip of the hand, inside it is an error.
pub(super) fn token<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Secret>, D::Error> {
    let Some(token) = unless_empty(value)? else { return Ok(None) };
    if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(Some(Secret::new(token)));
    }
    Err(D::Error::custom("a token as the developer portal gives it, in one piece"))
}

pub(super) fn public_key<'de, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<[u8; 32]>, D::Error> {
    let Some(digits) = unless_empty(value)? else { return Ok(None) };
    let key = bytes(&digits).ok_or_else(|| D::Error::custom("64 hexadecimal digits, or empty"))?;
    Ok(Some(key))
}

fn bytes(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(key)
}

/// Scheme, host and port; a path, a query or a password would be lost in silence.
pub(super) fn api_base<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let Some(given) = unless_empty(value)? else { return Ok(None) };
    let is_origin = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    };
    let url = Url::parse(&given).ok().filter(is_origin);
    let wanted = "scheme, host and port alone, as in https://proxy.example:8443, or empty";
    let url = url.ok_or_else(|| D::Error::custom(wanted))?;
    Ok(Some(url.as_str().trim_end_matches('/').to_owned()))
}

pub(super) fn guild_id<'de, D: Deserializer<'de>>(value: D) -> Result<Option<u64>, D::Error> {
    let Some(given) = unless_empty(value)? else { return Ok(None) };
    let id = given.parse().ok().filter(|id| *id != 0);
    id.map(Some).ok_or_else(|| D::Error::custom("the number that is a server's id, or empty"))
}

pub(super) fn log_level<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let wanted = "error, warn, info, debug or trace, or by part as in warn,onrecord=debug";
    let given = unless_empty(value)?.ok_or_else(|| D::Error::custom(wanted))?;
    EnvFilter::try_new(&given).map_err(|_| D::Error::custom(wanted))?;
    Ok(given)
}

/// A text without the white space around it; an empty one is none.
fn unless_empty<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let given = String::deserialize(value)?;
    let given = given.trim();
    Ok((!given.is_empty()).then(|| given.to_owned()))
}
