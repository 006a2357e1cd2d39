//! `/who-said`: the verdict on a quotation.

use onrecord_index::transcript::Scope;
use onrecord_index::verdict::Claim;

use super::{Answer, Desk, Refusal};

/// What is asked of `/who-said`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhoSaidRequest {
    /// The words.
    pub phrase: String,
    /// Who is said to have said them.
    pub speaker: Option<String>,
}

pub(super) fn answer(desk: &Desk, scope: &Scope, request: &WhoSaidRequest) -> Answer {
    let claim = Claim::new(&request.phrase);
    if claim.is_empty() {
        return Answer::Refusal(Refusal::EmptyClaim);
    }
    match desk.library.who_said(scope, &claim, request.speaker.as_deref()) {
        Ok(verdict) => Answer::Verdict(Box::new(verdict)),
        Err(error) => Answer::Refusal(Refusal::Unusable(error)),
    }
}
