//! From an interaction to its answer: at once where the index is quick, announced and sent later
//! where it is not, and always something.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use onrecord_index::transcript::Scope;
use serde_json::Value;
use serenity::all::Interaction;
use tokio::time::{timeout, timeout_at};

use super::decode::{Ticket, decode};
use super::encode::{Message, encode};
use super::limits;
use super::paging;
use super::pool::{Pool, Unanswered};
use super::rest::{Failure, Rest};
use crate::answer::{Answer, Desk, Refusal, Request};
use crate::card::{self, Asked};
use crate::locale::{Arg, Locale};

/// What is being typed is answered by then or not at all; Discord gives up after 3 s.
const NAMES_WITHIN: Duration = Duration::from_millis(2_500);

/// An announced answer that is not ready by then is given up, so that nothing "thinks" for ever.
const LONGEST: Duration = Duration::from_secs(60);

/// Answers interactions.
pub(super) struct Replies {
    pub(super) pool: Pool,
    pub(super) rest: Arc<Rest>,
    pub(super) scope: Scope,
    /// After this time an answer is announced.
    pub(super) answer_within: Duration,
}

impl Replies {
    /// Answers an interaction.
    pub(super) async fn reply(&self, interaction: &Interaction) {
        let Some(ticket) = Ticket::of(interaction) else { return };
        match decode(interaction) {
            Ok(request) if ticket.is_typing => self.offer_names(&ticket, request).await,
            Ok(request) => self.answer(&ticket, request).await,
            Err(_) => self.say(&ticket, "reply-unknown").await,
        }
    }

    /// Answers an interaction that serenity could not read: whoever asked is told.
    pub(super) async fn reply_to_unreadable(&self, raw: &Value) {
        tracing::warn!("Discord sent an interaction in a form that cannot be read");
        match Ticket::of_raw(raw) {
            Some(ticket) if ticket.is_typing => self.offer(&ticket, &[]).await,
            Some(ticket) => self.say(&ticket, "reply-unreadable").await,
            None => {}
        }
    }

    async fn answer(&self, ticket: &Ticket, request: Request) {
        let mut message = Box::pin(self.message(ticket, request));
        let at_once = (ticket.received + self.answer_within).into();
        match timeout_at(at_once, &mut message).await {
            Ok(message) => self.answer_at_once(ticket, &message).await,
            Err(_) => self.answer_later(ticket, message).await,
        }
        tracing::debug!(took_ms = ticket.received.elapsed().as_millis(), "answered");
    }

    async fn answer_at_once(&self, ticket: &Ticket, message: &Message) {
        match self.rest.answer(ticket, message).await {
            Err(failure) if failure.is_about_the_body() => {
                lost("answer", &failure);
                self.say(ticket, Unanswered::Broken.message()).await;
            }
            sent => note(sent, "answer"),
        }
    }

    /// Announces an answer, then puts it there. Whether an announcement is private is fixed with it,
    /// and most answers are public: one for the asker alone takes its place.
    async fn answer_later(
        &self,
        ticket: &Ticket,
        message: Pin<Box<impl Future<Output = Message>>>,
    ) {
        if let Err(failure) = self.rest.defer(ticket).await {
            return lost("announcement", &failure);
        }
        let message = timeout(LONGEST, message).await;
        let message = message.unwrap_or_else(|_| sentence(ticket, Unanswered::Busy.message()));
        if message.is_private() {
            return self.answer_privately(ticket, &message).await;
        }
        match self.rest.edit(ticket, &message).await {
            Err(failure) if failure.is_about_the_body() => {
                lost("late answer", &failure);
                let broken = sentence(ticket, Unanswered::Broken.message());
                self.answer_privately(ticket, &broken).await;
            }
            sent => note(sent, "late answer"),
        }
    }

    /// The announcement goes first: a message that follows it would take its place, for all to see.
    async fn answer_privately(&self, ticket: &Ticket, message: &Message) {
        note(self.rest.delete(ticket).await, "end of an announcement");
        note(self.rest.follow_up(ticket, message).await, "late private answer");
    }

    async fn message(&self, ticket: &Ticket, request: Request) -> Message {
        let (scope, code) = (self.scope.clone(), ticket.locale.clone());
        let message = self.pool.run(move |desk| laid_out(desk, &scope, &request, &code)).await;
        message.unwrap_or_else(|unanswered| sentence(ticket, unanswered.message()))
    }

    async fn offer_names(&self, ticket: &Ticket, request: Request) {
        let scope = self.scope.clone();
        let names = self.pool.run(move |desk| match desk.answer(&scope, &request) {
            Answer::Speakers(names) => names,
            _ => Vec::new(),
        });
        let names = timeout_at((ticket.received + NAMES_WITHIN).into(), names).await;
        let names = names.ok().and_then(Result::ok).unwrap_or_default();
        self.offer(ticket, &that_fit(names)).await;
    }

    async fn offer(&self, ticket: &Ticket, names: &[String]) {
        note(self.rest.offer(ticket, names).await, "list of names");
    }

    async fn say(&self, ticket: &Ticket, id: &str) {
        note(self.rest.answer(ticket, &sentence(ticket, id)).await, "sentence");
    }
}

/// Looks a request up and lays the answer out.
fn laid_out(desk: &Desk, scope: &Scope, request: &Request, code: &str) -> Message {
    let answer = desk.answer(scope, request);
    if let Answer::Refusal(Refusal::Unusable(error)) = &answer {
        tracing::error!(%error, "the index cannot be asked");
    }
    let locale = Locale::of(code);
    let asked = Asked { request, is_sample: desk.is_sample };
    let mut card = card::of(&answer, asked, &locale);
    if let Some(page) = paging::next(&answer, request) {
        card.suggestions.push(locale.text("reply-goes-on", &[("page", Arg::Number(page))]));
    }
    encode(&card, &locale)
}

fn sentence(ticket: &Ticket, id: &str) -> Message {
    Message::private(&Locale::of(&ticket.locale).text(id, &[]))
}

/// Names that can be offered: a longer one is left out, because what is cut names nobody.
fn that_fit(names: Vec<String>) -> Vec<String> {
    let fits = |name: &String| (1..=limits::CHOICE).contains(&limits::length(name));
    names.into_iter().filter(fits).take(limits::CHOICES).collect()
}

fn note(sent: Result<(), Failure>, what: &str) {
    if let Err(failure) = sent {
        lost(what, &failure);
    }
}

fn lost(what: &str, failure: &Failure) {
    tracing::warn!(%failure, "Discord did not take the {what}");
}

#[cfg(test)]
mod tests;
