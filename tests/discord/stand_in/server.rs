//! REST: takes a request, has it judged, lets it go wrong when a test wants that, and answers.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, State as Shares};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use axum::routing::any;
use serde_json::{Value, json};

use super::faults::Fault;
use super::listener::{Doors, Handle};
use super::routes::{self, Path, Route};
use super::rules::{Findings, Place};
use super::shared::{Request, Shared, State};
use super::{TOKEN, gateway, lifecycle, payload, rules, schema, twilight};

/// What a request is answered.
pub(super) struct Answer {
    status: u16,
    body: Body,
    retry_after: Option<String>,
    /// The broken rule that this answer is about.
    breach: Option<String>,
}

impl Answer {
    /// 204.
    pub(super) fn empty() -> Self {
        Self { status: 204, body: Body::empty(), retry_after: None, breach: None }
    }

    /// 200 with a body.
    pub(super) fn json(body: Value) -> Self {
        Self { status: 200, body: Body::from(body.to_string()), ..Self::empty() }
    }

    /// One of Discord's errors; the bot has done something it must not do.
    pub(super) fn refusal(status: u16, code: u32, message: &str) -> Self {
        let body = Body::from(json!({"code": code, "message": message}).to_string());
        Self { status, body, retry_after: None, breach: Some(format!("{code} {message}")) }
    }

    fn unauthorised() -> Self {
        let body = Body::from(json!({"code": 0, "message": "401: Unauthorized"}).to_string());
        Self { status: 401, body, ..Self::empty() }
    }

    fn response(self) -> Response {
        let mut response = Response::builder()
            .status(self.status)
            .header("Content-Type", "application/json")
            .header("X-RateLimit-Limit", "50")
            .header("X-RateLimit-Remaining", "49")
            .header("X-RateLimit-Reset-After", "1.000")
            .header("X-RateLimit-Bucket", "stand-in");
        if let Some(seconds) = self.retry_after {
            response = response.header("Retry-After", seconds).header("X-RateLimit-Scope", "user");
        }
        response.body(self.body).expect("all headers are plain text")
    }
}

/// Serves until it is dropped.
pub(super) async fn serve(doors: Doors, shared: Arc<Shared>) {
    let router = Router::new().route("/gw", any(gateway::enter)).fallback(request);
    let service = router.with_state(shared).into_make_service_with_connect_info::<Handle>();
    axum::serve(doors, service).await.expect("a listening socket goes on listening");
}

async fn request(
    Shares(shared): Shares<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Handle>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let found = routes::find(method.as_str(), uri.path());
    let (number, arrived) = shared.change(|state| {
        let arrived = state.now();
        let line = format!("{method} {}", uri.path());
        let route = found.as_ref().map(|(path, _)| path.route);
        state.requests.push(Request { route, line, at: arrived, status: None });
        (state.requests.len() - 1, arrived)
    });
    let answer = match found {
        Some((path, values)) => {
            let query = uri.query().unwrap_or("");
            let asked = Asked { path, values, query, headers, body, arrived };
            asked.dealt_with(&shared, &line).await
        }
        None => Answer::refusal(404, 0, "404: Not Found"),
    };
    shared.change(|state| {
        state.requests[number].status = Some(answer.status);
        if let Some(breach) = &answer.breach {
            state.breaches.push(format!("{method} {}: {breach}", uri.path()));
        }
    });
    answer.response()
}

/// A request to a known path.
struct Asked<'r> {
    path: &'static Path,
    values: Vec<&'r str>,
    query: &'r str,
    headers: HeaderMap,
    body: Bytes,
    arrived: Instant,
}

impl Asked<'_> {
    async fn dealt_with(&self, shared: &Shared, line: &Handle) -> Answer {
        if self.path.token
            && let Some(refusal) = shared.read(|state| self.unauthorised(state))
        {
            return refusal;
        }
        let body = match self.judged(shared) {
            Ok(body) => body,
            Err(refusal) => return refusal,
        };
        match shared.change(|state| state.faults.take(self.path.route)) {
            Some(Fault::RateLimited(wait)) => {
                let seconds = wait.as_secs_f64();
                let message = "You are being rate limited.";
                let body = json!({"message": message, "retry_after": seconds, "global": false});
                // The header is in whole seconds, the body more exact.
                let retry_after = Some(seconds.ceil().to_string());
                return Answer { status: 429, retry_after, ..Answer::json(body) };
            }
            Some(Fault::Status(status)) => {
                return Answer { status, body: Body::from("upstream error"), ..Answer::empty() };
            }
            Some(Fault::Reset) => line.reset(),
            Some(Fault::Held(gate)) => gate.passed().await,
            Some(Fault::SlowAnswer(gate)) => {
                line.stop_half_way();
                let line = line.clone();
                tokio::spawn(async move {
                    gate.passed().await;
                    line.go_on();
                });
            }
            None => {}
        }
        shared.change(|state| self.done(state, &body))
    }

    fn unauthorised(&self, state: &State) -> Option<Answer> {
        let given = self.headers.get("authorization").and_then(|value| value.to_str().ok());
        if state.refuses.by_rest {
            return Some(Answer::unauthorised());
        }
        if given.and_then(|given| given.strip_prefix("Bot ")) != Some(TOKEN) {
            let breach = Some("the request does not carry the bot's token".to_owned());
            return Some(Answer { breach, ..Answer::unauthorised() });
        }
        None
    }

    /// The body, when it keeps all rules of its form.
    fn judged(&self, shared: &Shared) -> Result<Value, Answer> {
        if !matches!(self.path.method, "POST" | "PUT" | "PATCH") {
            return Ok(Value::Null);
        }
        let kind = self.headers.get("content-type").and_then(|value| value.to_str().ok());
        if kind != Some("application/json") {
            let what = format!("the stand-in reads JSON bodies only, this is {kind:?}");
            return Err(Answer::refusal(400, 50035, &what));
        }
        let body: Value = serde_json::from_slice(&self.body)
            .map_err(|_| Answer::refusal(400, 50109, "The request body contains invalid JSON."))?;
        let findings = self.findings(shared, &body);
        if findings.0.is_empty() {
            return Ok(body);
        }
        let breach = Some(format!("{:?} in {body}", findings.0));
        Err(Answer { status: 400, breach, ..Answer::json(findings.form_errors()) })
    }

    fn findings(&self, shared: &Shared, body: &Value) -> Findings {
        let v2 =
            |message: &Value| message["flags"].as_u64().unwrap_or(0) & rules::COMPONENTS_V2 != 0;
        let mut findings = Findings::default();
        match self.path.route {
            Route::Register | Route::RegisterInGuild => {
                findings = rules::commands(body);
                twilight::commands(body, &mut findings);
            }
            Route::Callback => {
                findings = rules::callback(body);
                if matches!(body["type"].as_u64(), Some(4 | 7)) {
                    twilight::message(&body["data"], v2(&body["data"]), &mut findings);
                }
            }
            Route::EditOriginal => {
                let components_v2 = shared.read(|state| self.edits_v2(state));
                rules::message(body, Place::Edit { components_v2 }, &mut findings);
                twilight::message(body, components_v2 || v2(body), &mut findings);
            }
            Route::FollowUp => {
                rules::message(body, Place::FollowUp, &mut findings);
                twilight::message(body, v2(body), &mut findings);
            }
            _ => {}
        }
        schema::check(self.path.method, self.path.template, body, &mut findings);
        findings
    }

    fn edits_v2(&self, state: &State) -> bool {
        let exchange = state.exchanges.iter().find(|exchange| exchange.token == self.values[1]);
        exchange.and_then(|exchange| exchange.original.as_ref()).is_some_and(|kept| kept.is_v2())
    }

    /// What the request does, once nothing is in its way.
    fn done(&self, state: &mut State, body: &Value) -> Answer {
        let (values, now) = (&self.values, self.arrived);
        let outcome = match self.path.route {
            Route::Gateway => Ok(Answer::json(json!({"url": super::gateway_url(state)}))),
            Route::GatewayBot => Ok(Answer::json(json!({
                "url": super::gateway_url(state),
                "shards": 1,
                "session_start_limit": {
                    "total": 1000, "remaining": 999, "reset_after": 14_400_000,
                    "max_concurrency": 1,
                },
            }))),
            Route::Me => Ok(Answer::json(payload::bot_user())),
            Route::Application => Ok(Answer::json(payload::application())),
            Route::Commands => Ok(Answer::json(json!(state.commands.clone().unwrap_or_default()))),
            Route::GuildCommands => {
                let known = state.guild_commands.iter().find(|(guild, _)| guild == values[1]);
                let known = known.map_or(&[][..], |(_, commands)| commands);
                Ok(Answer::json(json!(known)))
            }
            Route::Register => {
                let commands = body.as_array().map_or(&[][..], Vec::as_slice);
                let commands = payload::registered(state, commands, None);
                state.commands = Some(commands.clone());
                Ok(Answer::json(json!(commands)))
            }
            Route::RegisterInGuild => {
                let commands = body.as_array().map_or(&[][..], Vec::as_slice);
                let commands = payload::registered(state, commands, Some(values[1]));
                state.guild_commands.retain(|(guild, _)| guild != values[1]);
                state.guild_commands.push((values[1].to_owned(), commands.clone()));
                Ok(Answer::json(json!(commands)))
            }
            Route::Callback => {
                let with_response = self.query.contains("with_response=true");
                let ids = (values[0], values[1]);
                Ok(lifecycle::callback(state, ids, body, now, with_response))
            }
            Route::Original => lifecycle::original(state, values[1], now),
            Route::EditOriginal => lifecycle::edit(state, values[1], body, now),
            Route::DeleteOriginal => lifecycle::delete(state, values[1], now),
            Route::FollowUp => lifecycle::follow_up(state, values[1], body, now),
        };
        outcome.unwrap_or_else(|refusal| refusal)
    }
}
