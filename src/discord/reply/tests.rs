//! What is sent, and in which order, when the index is slow. Quick answers are played end to end in
//! `tests/discord/`.

use std::sync::mpsc;

use axum::Router;
use axum::extract::{Request as HttpRequest, State};
use onrecord_index::Library;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::*;
use crate::answer::{QuoteRequest, WhoSaidRequest};
use crate::settings::{Secret, Settings};

/// Takes everything and tells method, path and body.
async fn discord() -> (String, UnboundedReceiver<(String, Value)>) {
    let (tell, told) = unbounded_channel();
    let app = Router::new().fallback(take).with_state(tell);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (origin, told)
}

async fn take(State(tell): State<UnboundedSender<(String, Value)>>, request: HttpRequest) {
    let what = format!("{} {}", request.method(), request.uri().path());
    let body = axum::body::to_bytes(request.into_body(), 1_000_000).await.expect("a short body");
    tell.send((what, serde_json::from_slice(&body).unwrap_or_default())).expect("a test listens");
}

fn replies(origin: &str, answer_within: Duration) -> Replies {
    let settings = Settings::load(None, std::iter::empty()).expect("the defaults will do");
    let library = Library::in_memory(&[]).expect("an empty library");
    let desk = Desk { library, is_sample: false, quote: settings.quote };
    let rest = Rest::new(Some(origin), Secret::new("bot".into())).expect("a client");
    Replies {
        pool: Pool::new(desk, 1),
        rest: Arc::new(rest),
        scope: Scope::public(),
        answer_within,
    }
}

fn ticket() -> Ticket {
    let raw = json!({"id": "1", "application_id": "2", "token": "hush", "locale": "en-US"});
    Ticket::of_raw(&raw).expect("it can be answered")
}

/// What Discord is sent for a request whose worker is held until the answer is announced.
async fn sent_late(request: Request) -> Vec<(String, Value)> {
    let (origin, mut told) = discord().await;
    let replies = replies(&origin, Duration::from_millis(20));
    let (release, held) = mpsc::channel::<()>();
    let ticket = ticket();
    let reply = async { replies.answer(&ticket, request).await };
    let hold = replies.pool.run(move |_| held.recv().is_ok());
    let first = async {
        let first = told.recv().await.expect("an announcement");
        release.send(()).expect("the worker waits for it");
        first
    };
    let (_, (), first) = tokio::join!(hold, reply, first);
    let mut sent = vec![first];
    while let Ok(more) = told.try_recv() {
        sent.push(more);
    }
    sent
}

const CALLBACK: &str = "POST /api/v10/interactions/1/hush/callback";

#[tokio::test]
async fn an_answer_that_takes_its_time_is_announced_and_then_put_there() {
    let request = WhoSaidRequest { phrase: "a glass half full".into(), speaker: None };
    let sent = sent_late(Request::WhoSaid(request)).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 5})));
    assert_eq!(sent[1].0, "PATCH /api/v10/webhooks/2/hush/messages/@original");
    assert_eq!(sent[1].1["allowed_mentions"], json!({"parse": []}));
    assert_eq!(sent.len(), 2);
}

#[tokio::test]
async fn a_private_answer_takes_the_place_of_a_public_announcement() {
    let request = QuoteRequest { query: "China".into(), ..QuoteRequest::default() };
    let sent = sent_late(Request::Quote(request)).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 5})));
    assert_eq!(sent[1].0, "DELETE /api/v10/webhooks/2/hush/messages/@original");
    assert_eq!(sent[2].0, "POST /api/v10/webhooks/2/hush");
    assert_eq!(sent[2].1["flags"], 64);
    assert_eq!(sent[2].1["allowed_mentions"], json!({"parse": []}));
    assert_eq!(sent.len(), 3);
}

#[tokio::test]
async fn what_the_bot_itself_has_to_say_is_for_the_asker_alone() {
    let (origin, mut told) = discord().await;
    let replies = replies(&origin, Duration::from_secs(2));
    let ticket = ticket();
    replies.say(&ticket, Unanswered::Broken.message()).await;
    let (what, body) = told.recv().await.expect("an answer");
    assert_eq!(what, CALLBACK);
    assert_eq!((&body["type"], &body["data"]["flags"]), (&json!(4), &json!(64)));
}

#[test]
fn a_name_too_long_is_left_out_and_never_cut() {
    let names = |lengths: &[usize]| lengths.iter().map(|n| "n".repeat(*n)).collect::<Vec<_>>();
    assert_eq!(that_fit(names(&[3, 101, 100, 0])), names(&[3, 100]));
    assert_eq!(that_fit(names(&[5; 30])).len(), 25);
}
