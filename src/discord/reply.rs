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

use super::click::Click;
use super::controls;
use super::custom_id::Seal;
use super::decode::{Delivery, Ticket, decode};
use super::encode::{Message, encode};
use super::limits;
use super::pool::{Pool, Unanswered};
use super::rest::{Failure, Rest};
use crate::answer::{Answer, Desk, Refusal, Request};
use crate::card::{self, Asked};
use crate::locale::Locale;

/// What is being typed is answered by then or not at all; Discord gives up after 3 s.
const NAMES_WITHIN: Duration = Duration::from_millis(2_500);

/// An announced answer that is not ready by then is given up, so that nothing "thinks" for ever.
const LONGEST: Duration = Duration::from_secs(60);

/// Answers interactions.
pub(super) struct Replies {
    pub(super) pool: Pool,
    pub(super) rest: Arc<Rest>,
    /// What every question and every click may see.
    pub(super) scope: Scope,
    pub(super) seal: Seal,
    /// After this time an answer is announced.
    pub(super) answer_within: Duration,
}

impl Replies {
    /// Answers an interaction.
    pub(super) async fn reply(&self, interaction: &Interaction) {
        let Some(ticket) = Ticket::of(interaction) else { return };
        match decode(interaction, &self.seal) {
            Ok((request, _)) if ticket.is_typing => self.offer_names(&ticket, request).await,
            Ok((request, delivery)) => self.answer(&ticket, request, delivery).await,
            Err(unreadable) => self.say(&ticket, unreadable.message()).await,
        }
    }

    /// Answers an interaction that serenity could not read: a click all the same, because what it
    /// takes stands in the custom id; whoever asked anything else is told.
    pub(super) async fn reply_to_unreadable(&self, raw: &Value) {
        tracing::warn!("Discord sent an interaction in a form that cannot be read");
        let Some(ticket) = Ticket::of_raw(raw) else { return };
        if ticket.is_typing {
            return self.offer(&ticket, &[]).await;
        }
        match Click::of_raw(raw).map(|click| click.request(&self.seal)) {
            Some(Ok((request, delivery))) => self.answer(&ticket, request, delivery).await,
            Some(Err(unreadable)) => self.say(&ticket, unreadable.message()).await,
            None => self.say(&ticket, "reply-unreadable").await,
        }
    }

    async fn answer(&self, ticket: &Ticket, request: Request, delivery: Delivery) {
        let mut message = Box::pin(self.message(ticket, request, delivery));
        let at_once = (ticket.received + self.answer_within).into();
        match timeout_at(at_once, &mut message).await {
            Ok(message) => self.answer_at_once(ticket, &message, delivery).await,
            Err(_) => self.answer_later(ticket, message, delivery).await,
        }
        tracing::debug!(took_ms = ticket.received.elapsed().as_millis(), "answered");
    }

    async fn answer_at_once(&self, ticket: &Ticket, message: &Message, delivery: Delivery) {
        let sent = match delivery {
            // That there is nothing to show is no reason to take away what all can see.
            Delivery::InPlace if !message.is_private() => self.rest.update(ticket, message).await,
            _ => self.rest.answer(ticket, message).await,
        };
        match sent {
            Err(failure) if failure.is_about_the_body() => {
                lost("answer", &failure);
                self.say(ticket, Unanswered::Broken.message()).await;
            }
            sent => note(sent, "answer"),
        }
    }

    /// Announces an answer, then puts it there. Who sees it is fixed with the announcement, and most
    /// answers are for all: one for the asker alone is given beside it.
    async fn answer_later(&self, ticket: &Ticket, message: Later<'_>, delivery: Delivery) {
        if let Err(failure) = self.rest.defer(ticket, delivery).await {
            return lost("announcement", &failure);
        }
        let message = timeout(LONGEST, message).await;
        let message = message.unwrap_or_else(|_| sentence(ticket, Unanswered::Busy.message()));
        if message.is_private() && delivery != Delivery::Private {
            return self.answer_beside(ticket, &message, delivery).await;
        }
        match self.rest.edit(ticket, &message).await {
            Err(failure) if failure.is_about_the_body() => {
                lost("late answer", &failure);
                let broken = sentence(ticket, Unanswered::Broken.message());
                self.answer_beside(ticket, &broken, delivery).await;
            }
            sent => note(sent, "late answer"),
        }
    }

    /// The announcement goes first: a message that follows it would take its place, for all to see.
    /// Where a message was to change there is none to be seen, and the message stays.
    async fn answer_beside(&self, ticket: &Ticket, message: &Message, delivery: Delivery) {
        if delivery != Delivery::InPlace {
            note(self.rest.delete(ticket).await, "end of an announcement");
        }
        note(self.rest.follow_up(ticket, message).await, "late private answer");
    }

    async fn message(&self, ticket: &Ticket, request: Request, delivery: Delivery) -> Message {
        let (scope, seal) = (self.scope.clone(), self.seal.clone());
        let code = ticket.locale.clone();
        let message =
            self.pool.run(move |desk| laid_out(desk, &scope, &request, (&seal, &code))).await;
        let message = message.unwrap_or_else(|unanswered| sentence(ticket, unanswered.message()));
        if delivery == Delivery::Private { message.for_one() } else { message }
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

/// An answer that is still being looked up.
type Later<'r> = Pin<Box<dyn Future<Output = Message> + Send + 'r>>;

/// Looks a request up and lays the answer out, with what can be clicked below it.
fn laid_out(desk: &Desk, scope: &Scope, request: &Request, (seal, code): (&Seal, &str)) -> Message {
    let answer = desk.answer(scope, request);
    if let Answer::Refusal(Refusal::Unusable(error)) = &answer {
        tracing::error!(%error, "the index cannot be asked");
    }
    let locale = Locale::of(code);
    let asked = Asked { request, is_sample: desk.is_sample };
    let mut card = card::of(&answer, asked, &locale);
    let controls = controls::below(&card, (request, &answer), seal, &locale);
    card.suggestions.extend(controls.hint);
    encode(&card, &locale).with(controls.rows)
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
