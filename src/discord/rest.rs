//! Discord's REST API, as far as the bot needs it: two calls at the start, and the answers.
//!
//! Not serenity's client: its limiter holds every interaction back behind one another, keeps a
//! bucket for each for ever, and goes past a proxy. Discord does not count answers to interactions;
//! if it limits one all the same, it is tried once more after the time Discord asks for, when that
//! is in time. An interaction's token stands in the path of its answers, so that neither a path nor
//! an error with its address is ever logged.

use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::{Method, StatusCode, redirect};
use serde::{Deserialize, Serialize};
use serenity::all::{BotGateway, CreateCommand};

use super::decode::{Delivery, Ticket};
use super::encode::{EPHEMERAL, Message};
use super::error::Error;
use crate::settings::Secret;

/// Where Discord is. Discord: reference, "Base URL".
const DISCORD: &str = "https://discord.com";
const VERSION: &str = "/api/v10";

/// Discord: reference, "User Agent". The project has no public page to name.
const USER_AGENT: &str =
    concat!("DiscordBot (https://onrecord.invalid, ", env!("CARGO_PKG_VERSION"), ")");

/// An interaction is answered or given up. Discord: interactions/receiving-and-responding.
const FIRST_ANSWER: Duration = Duration::from_secs(3);
/// What follows a deferral is worth waiting for; the token lives for fifteen minutes.
const LATER_ANSWER: Duration = Duration::from_secs(60);
/// What the bot needs before it can serve.
const START: Duration = Duration::from_secs(30);

/// A request that has no answer by then has none.
const TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Before a request is sent again that met a failing server.
const PAUSE: Duration = Duration::from_millis(100);

/// Discord: topics/opcodes-and-status-codes, "Interaction has already been acknowledged".
const ALREADY_ACKNOWLEDGED: u64 = 40_060;

/// The client.
pub(super) struct Rest {
    http: reqwest::Client,
    origin: String,
    token: Secret,
}

/// Why an answer did not arrive.
#[derive(Debug)]
pub(super) enum Failure {
    /// Discord says no.
    Status {
        status: StatusCode,
        /// Discord's number and words, where it gives any.
        code: u64,
        message: String,
        /// When it may be tried again, if Discord says so.
        retry_after: Option<Duration>,
    },
    /// Nobody answers.
    Network(reqwest::Error),
}

/// The first answer to an interaction. Discord: interactions/receiving-and-responding,
/// "Interaction Callback Type".
#[derive(Serialize)]
struct Callback<D> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<D>,
}

const MESSAGE: u8 = 4;
const DEFERRED_MESSAGE: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;
const UPDATE: u8 = 7;
const AUTOCOMPLETE: u8 = 8;

/// Who will see what is announced.
#[derive(Serialize)]
struct Announcement {
    flags: u64,
}

#[derive(Serialize)]
struct Choices<'n> {
    choices: Vec<Choice<'n>>,
}

#[derive(Serialize)]
struct Choice<'n> {
    name: &'n str,
    value: &'n str,
}

/// A request that can be sent twice.
struct Call {
    method: Method,
    path: String,
    body: Option<Vec<u8>>,
    is_authorised: bool,
}

impl Rest {
    /// A client for Discord, or for what stands at another origin.
    pub(super) fn new(origin: Option<&str>, token: Secret) -> Result<Self, Error> {
        let origin = origin.unwrap_or(DISCORD).to_owned();
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            // The token goes where the settings say and nowhere else.
            .redirect(redirect::Policy::none())
            // Sending again is decided here, and a request is never sent a third time.
            .retry(reqwest::retry::never())
            .build();
        let unreachable = |error| Error::Unreachable { host: origin.clone(), reason: words(error) };
        let http = http.map_err(unreachable)?;
        Ok(Self { http, origin, token })
    }

    /// Where the gateway is, how many shards it recommends, how many sessions are left.
    pub(super) async fn gateway(&self) -> Result<BotGateway, Error> {
        let call = Call::new(Method::GET, "/gateway/bot".to_owned()).authorised();
        let body = self.needed("GET /gateway/bot", &call).await?;
        serde_json::from_slice(&body).map_err(|error| Error::Unreadable {
            what: "GET /gateway/bot",
            reason: error.to_string(),
        })
    }

    /// Makes these the application's commands, everywhere or in one server. The same list again
    /// changes nothing.
    pub(super) async fn register(
        &self,
        application: u64,
        guild: Option<u64>,
        commands: &[CreateCommand],
    ) -> Result<(), Error> {
        let place = guild.map_or_else(String::new, |guild| format!("/guilds/{guild}"));
        let path = format!("/applications/{application}{place}/commands");
        let call = Call::new(Method::PUT, path).authorised().with(commands);
        self.needed("the registration of the commands", &call).await.map(drop)
    }

    /// Answers at once.
    pub(super) async fn answer(&self, to: &Ticket, message: &Message) -> Result<(), Failure> {
        self.callback(to, Callback { kind: MESSAGE, data: Some(message) }).await
    }

    /// Puts the answer into the message that was clicked.
    pub(super) async fn update(&self, to: &Ticket, message: &Message) -> Result<(), Failure> {
        self.callback(to, Callback { kind: UPDATE, data: Some(message.as_edit()) }).await
    }

    /// Says that an answer follows. Of one that goes into a message that was clicked nothing is seen
    /// till then.
    pub(super) async fn defer(&self, to: &Ticket, delivery: Delivery) -> Result<(), Failure> {
        let (kind, data) = match delivery {
            Delivery::New => (DEFERRED_MESSAGE, None),
            Delivery::Private => (DEFERRED_MESSAGE, Some(Announcement { flags: EPHEMERAL })),
            Delivery::InPlace => (DEFERRED_UPDATE, None),
        };
        self.callback(to, Callback { kind, data }).await
    }

    /// Offers names for what is being typed.
    pub(super) async fn offer(&self, to: &Ticket, names: &[String]) -> Result<(), Failure> {
        let choices = names.iter().map(|name| Choice { name, value: name }).collect();
        self.callback(to, Callback { kind: AUTOCOMPLETE, data: Some(Choices { choices }) }).await
    }

    /// Puts the answer where one was announced.
    pub(super) async fn edit(&self, to: &Ticket, message: &Message) -> Result<(), Failure> {
        let call = Call::new(Method::PATCH, original(to)).with(&message.as_edit());
        self.sent(&call, Instant::now() + LATER_ANSWER).await.map(drop)
    }

    /// Takes the announcement back.
    pub(super) async fn delete(&self, to: &Ticket) -> Result<(), Failure> {
        let call = Call::new(Method::DELETE, original(to));
        self.sent(&call, Instant::now() + LATER_ANSWER).await.map(drop)
    }

    /// Says something after the first answer.
    pub(super) async fn follow_up(&self, to: &Ticket, message: &Message) -> Result<(), Failure> {
        let path = format!("/webhooks/{}/{}", to.application, to.token.expose());
        let call = Call::new(Method::POST, path).with(message);
        self.sent(&call, Instant::now() + LATER_ANSWER).await.map(drop)
    }

    async fn callback<D: Serialize>(&self, to: &Ticket, body: Callback<D>) -> Result<(), Failure> {
        let path = format!("/interactions/{}/{}/callback", to.id, to.token.expose());
        let call = Call::new(Method::POST, path).with(&body);
        match self.sent(&call, to.received + FIRST_ANSWER).await {
            // The first try had arrived after all.
            Err(Failure::Status { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
            done => done.map(drop),
        }
    }

    /// A request that the bot cannot start without.
    async fn needed(&self, what: &'static str, call: &Call) -> Result<Vec<u8>, Error> {
        let sent = self.sent(call, Instant::now() + START).await;
        sent.map_err(|failure| failure.into_error(what, &self.origin))
    }

    /// Sends, and once more where that can help and is in time.
    async fn sent(&self, call: &Call, until: Instant) -> Result<Vec<u8>, Failure> {
        let first = self.send(call).await;
        let Some(pause) = first.as_ref().err().and_then(Failure::pause) else { return first };
        if Instant::now() + pause >= until {
            return first;
        }
        tokio::time::sleep(pause).await;
        self.send(call).await
    }

    async fn send(&self, call: &Call) -> Result<Vec<u8>, Failure> {
        let url = format!("{}{VERSION}{}", self.origin, call.path);
        let mut request = self.http.request(call.method.clone(), url);
        if call.is_authorised {
            let mut token = HeaderValue::try_from(format!("Bot {}", self.token.expose()))
                .expect("the settings take no token that is no header");
            token.set_sensitive(true);
            request = request.header(AUTHORIZATION, token);
        }
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let network = |error: reqwest::Error| Failure::Network(error.without_url());
        let answer = request.send().await.map_err(network)?;
        let status = answer.status();
        let header = answer.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok());
        let header = header.and_then(|after| after.parse().ok());
        let body = answer.bytes().await;
        if status.is_success() {
            // Discord has taken it, whether or not we hear the end of what it says.
            return Ok(body.map(|body| body.to_vec()).unwrap_or_default());
        }
        let said: Said =
            body.ok().and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default();
        // The body is more exact than the header, which is in whole seconds.
        let seconds = said.retry_after.or(header);
        let retry_after = seconds.and_then(|after| Duration::try_from_secs_f64(after).ok());
        Err(Failure::Status { status, code: said.code, message: said.message, retry_after })
    }
}

/// What Discord says of a failure. Discord: reference, "Error Messages"; topics/rate-limits.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
    retry_after: Option<f64>,
}

impl Call {
    fn new(method: Method, path: String) -> Self {
        Self { method, path, body: None, is_authorised: false }
    }

    fn authorised(self) -> Self {
        Self { is_authorised: true, ..self }
    }

    fn with(self, body: &(impl Serialize + ?Sized)) -> Self {
        let body = serde_json::to_vec(body).expect("our bodies are JSON");
        Self { body: Some(body), ..self }
    }
}

fn original(to: &Ticket) -> String {
    format!("/webhooks/{}/{}/messages/@original", to.application, to.token.expose())
}

impl Failure {
    /// Whether Discord does not like what is said, rather than when or to whom.
    pub(super) fn is_about_the_body(&self) -> bool {
        matches!(self, Self::Status { status, .. } if *status == StatusCode::BAD_REQUEST)
    }

    /// How long to wait before it is sent once more, if that can help.
    fn pause(&self) -> Option<Duration> {
        match self {
            Self::Status { status, retry_after, .. } => match *status {
                StatusCode::TOO_MANY_REQUESTS => Some(retry_after.unwrap_or(PAUSE)),
                status => status.is_server_error().then_some(PAUSE),
            },
            // A request that was not answered in time may have been heard.
            Self::Network(error) if error.is_timeout() || certificate(error).is_some() => None,
            Self::Network(_) => Some(PAUSE),
        }
    }

    fn into_error(self, what: &'static str, host: &str) -> Error {
        match self {
            Self::Status { status: StatusCode::UNAUTHORIZED, .. } => Error::TokenRefused,
            Self::Status { status, message, .. } => {
                let reason = if message.is_empty() { message } else { format!(": {message}") };
                Error::Refused { what, status: status.as_u16(), reason }
            }
            Self::Network(error) => match certificate(&error) {
                Some(reason) => Error::Certificate { host: host.to_owned(), reason },
                None => Error::Unreachable { host: host.to_owned(), reason: words(error) },
            },
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status { status, code, message, .. } => {
                write!(f, "status {}, code {code} {message:?}", status.as_u16())
            }
            Self::Network(error) => f.write_str(&innermost(error)),
        }
    }
}

/// What the TLS library says of a certificate, if that is what is wrong. OpenSSL, Security
/// Framework and SChannel have no type for it, but all of them have the word.
fn certificate(error: &reqwest::Error) -> Option<String> {
    let reason = innermost(error);
    reason.to_lowercase().contains("certificate").then_some(reason)
}

fn words(error: reqwest::Error) -> String {
    innermost(&error.without_url())
}

/// The cause of all causes: what is above it only says that a request failed.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
