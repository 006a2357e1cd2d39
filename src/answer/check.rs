//! *Check quotes*: a verdict on every quotation in a text.

use onrecord_index::transcript::Scope;
use onrecord_index::verdict::{Claim, Verdict};

use super::quotations::quotations;
use super::{Answer, Desk, Refusal};

/// A text with quotations in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckRequest {
    /// A message, an article.
    pub text: String,
}

/// What became of the quotations of a text.
#[derive(Debug)]
pub struct Checked {
    /// One for each, in order.
    pub verdicts: Vec<Verdict>,
    /// Quotations beyond those that are checked at once.
    pub left_out: usize,
}

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &CheckRequest) -> Answer {
    let found = quotations(&request.text);
    let claims = found.found.iter().map(|words| Claim::new(words));
    let mut verdicts = Vec::new();
    for claim in claims.filter(|claim| !claim.is_empty()) {
        match desk.library.who_said(scope, &claim, None) {
            Ok(verdict) => verdicts.push(verdict),
            Err(error) => return Answer::Refusal(Refusal::Unusable(error)),
        }
    }
    if verdicts.is_empty() {
        return Answer::Refusal(Refusal::EmptyClaim);
    }
    Answer::Checked(Box::new(Checked { verdicts, left_out: found.left_out }))
}
