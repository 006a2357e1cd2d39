//! What is sent, and in which order, when the index is slow. Quick answers are played end to end in
//! `tests/discord/`.

use std::sync::mpsc;

use axum::Router;
use axum::extract::{Request as HttpRequest, State};
use onrecord_index::Library;
use onrecord_index::import::collect;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::transcript::Collection;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::*;
use crate::answer::{QuoteRequest, WhoSaidRequest};
use crate::discord::custom_id;
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

/// How soon an answer is expected on a busy machine.
const SOON: Duration = Duration::from_secs(60);

fn replies(origin: &str, answer_within: Duration) -> Replies {
    let library = Library::in_memory(&[]).expect("an empty library");
    replies_of(library, origin, answer_within)
}

fn replies_of(library: Library, origin: &str, answer_within: Duration) -> Replies {
    let settings = Settings::load(None, std::iter::empty()).expect("the defaults will do");
    let desk = Desk { library, is_sample: false, quote: settings.quote };
    let rest = Rest::new(Some(origin), Secret::new("bot".into())).expect("a client");
    Replies {
        pool: Pool::new(desk, 1),
        rest: Arc::new(rest),
        scope: Scope::public(),
        seal: Seal::of(&Secret::new("bot".into())),
        answer_within,
    }
}

fn ticket() -> Ticket {
    let raw = json!({"id": "1", "application_id": "2", "token": "hush", "locale": "en-US"});
    Ticket::of_raw(&raw).expect("it can be answered")
}

/// What Discord is sent for a request whose worker is held until the answer is announced.
async fn sent_late(request: Request, delivery: Delivery) -> Vec<(String, Value)> {
    let (origin, mut told) = discord().await;
    let replies = replies(&origin, Duration::from_millis(20));
    let (release, held) = mpsc::channel::<()>();
    let ticket = ticket();
    let reply = async { replies.answer(&ticket, request, delivery).await };
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
    let sent = sent_late(Request::WhoSaid(request), Delivery::New).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 5})));
    assert_eq!(sent[1].0, "PATCH /api/v10/webhooks/2/hush/messages/@original");
    assert_eq!(sent[1].1["allowed_mentions"], json!({"parse": []}));
    assert_eq!(sent.len(), 2);
}

#[tokio::test]
async fn a_private_answer_takes_the_place_of_a_public_announcement() {
    let request = QuoteRequest { query: "China".into(), ..QuoteRequest::default() };
    let sent = sent_late(Request::Quote(request), Delivery::New).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 5})));
    assert_eq!(sent[1].0, "DELETE /api/v10/webhooks/2/hush/messages/@original");
    assert_eq!(sent[2].0, "POST /api/v10/webhooks/2/hush");
    assert_eq!(sent[2].1["flags"], 64);
    assert_eq!(sent[2].1["allowed_mentions"], json!({"parse": []}));
    assert_eq!(sent.len(), 3);
}

#[tokio::test]
async fn what_is_for_the_clicker_alone_is_announced_so() {
    let request = WhoSaidRequest { phrase: "a glass half full".into(), speaker: None };
    let sent = sent_late(Request::WhoSaid(request), Delivery::Private).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 5, "data": {"flags": 64}})));
    assert_eq!(sent[1].0, "PATCH /api/v10/webhooks/2/hush/messages/@original");
    assert_eq!(sent[1].1.get("flags"), None);
    assert_eq!(sent.len(), 2);
}

#[tokio::test]
async fn a_message_that_was_clicked_stands_until_what_it_becomes_is_there() {
    let request = WhoSaidRequest { phrase: "a glass half full".into(), speaker: None };
    let sent = sent_late(Request::WhoSaid(request), Delivery::InPlace).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 6})));
    assert_eq!(sent[1].0, "PATCH /api/v10/webhooks/2/hush/messages/@original");
    // Named even where there are none: what an edit leaves out stays.
    assert_eq!(sent[1].1["components"], json!([]));
    assert_eq!(sent.len(), 2);
}

#[tokio::test]
async fn a_page_with_nothing_on_it_takes_nothing_away() {
    let request = QuoteRequest { query: "China".into(), ..QuoteRequest::default() };
    let sent = sent_late(Request::Quote(request), Delivery::InPlace).await;
    assert_eq!(sent[0], (CALLBACK.to_owned(), json!({"type": 6})));
    assert_eq!(sent[1].0, "POST /api/v10/webhooks/2/hush");
    assert_eq!(sent[1].1["flags"], 64);
    assert_eq!(sent.len(), 2);
}

#[tokio::test]
async fn nothing_found_at_once_takes_nothing_away_either() {
    let (origin, mut told) = discord().await;
    let request = QuoteRequest { query: "China".into(), ..QuoteRequest::default() };
    replies(&origin, SOON).answer(&ticket(), Request::Quote(request), Delivery::InPlace).await;
    let (what, body) = told.recv().await.expect("an answer");
    assert_eq!(what, CALLBACK);
    assert_eq!((&body["type"], &body["data"]["flags"]), (&json!(4), &json!(64)));
}

#[tokio::test]
async fn a_click_sees_no_more_than_the_server_it_comes_from() {
    let path = std::path::Path::new("talk.txt");
    let text = b"JANE ROE: It rains in the north.\n\nJOHN POE: Thank you very much.\n".to_vec();
    let source = Source::from_bytes(path, text).expect("it is text");
    let transcripts = collect(source, None, &People::none()).expect("it is read");
    let turn = transcripts[0].turns[0].id.clone();
    let library = Library::in_memory(&transcripts).expect("an index");
    let here = Scope::of([Collection::named("another-server")]);
    for (scope, has_it) in [(Scope::public(), true), (here, false)] {
        let (origin, mut told) = discord().await;
        let replies = Replies { scope, ..replies_of(library.clone(), &origin, SOON) };
        for id in [turn.clone(), turn.short()] {
            let id = replies.seal.write(&custom_id::State::Context(id)).expect("it is short");
            let raw = json!({
                "type": 3, "id": "1", "application_id": "2", "token": "hush", "locale": "en-US",
                "data": {"custom_id": id, "component_type": 2},
            });
            replies.reply_to_unreadable(&raw).await;
            let (what, body) = told.recv().await.expect("an answer");
            assert_eq!((what.as_str(), &body["data"]["flags"]), (CALLBACK, &json!(64)));
            assert_eq!(body.to_string().contains("It rains in the north"), has_it, "{body}");
            assert_eq!(body.to_string().contains("There is no turn"), !has_it, "{body}");
        }
    }
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
