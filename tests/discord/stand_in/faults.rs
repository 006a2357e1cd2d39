//! What goes wrong on purpose: armed by a test for the next request to a route.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::routes::Route;

/// One thing that goes wrong once.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// 429: come back after this time.
    RateLimited(Duration),
    /// This status, with the body of a proxy that knows no JSON.
    Status(u16),
    /// The connection is reset without an answer.
    Reset,
    /// The request is dealt with only when the test lets it.
    Held(Gate),
    /// The request is dealt with at once, but the second half of the answer comes only when the
    /// test lets it.
    SlowAnswer(Gate),
}

/// What holds a request back until it is opened.
#[derive(Debug, Clone)]
pub(crate) struct Gate(Arc<Semaphore>);

impl Gate {
    pub(super) fn closed() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    pub(super) fn open(&self) {
        self.0.close();
    }

    /// Waits until the gate is open.
    pub(super) async fn passed(&self) {
        // Nobody ever adds a permit: the wait ends when the semaphore is closed.
        let _ = self.0.acquire().await;
    }
}

/// The faults that wait for their request.
#[derive(Debug, Default)]
pub(super) struct Faults(VecDeque<(Route, Fault)>);

impl Faults {
    pub(super) fn arm(&mut self, route: Route, fault: Fault) {
        self.0.push_back((route, fault));
    }

    /// The first fault armed for this route, which is then spent.
    pub(super) fn take(&mut self, route: Route) -> Option<Fault> {
        let at = self.0.iter().position(|(armed, _)| *armed == route)?;
        self.0.remove(at).map(|(_, fault)| fault)
    }
}
