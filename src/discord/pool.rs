//! The one bounded pool in which the index is asked, away from the threads that talk to Discord.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::answer::Desk;

/// Questions that may wait for each worker. The index answers in milliseconds: a longer queue is a
/// storm, and whoever is at its end is better told so at once.
const WAITING_FOR_EACH: usize = 64;

/// A desk with so many workers at it.
pub(super) struct Pool {
    desk: Desk,
    workers: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// Why there is no answer, other than the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unanswered {
    /// Too many are asking.
    Busy,
    /// Whoever looked it up has broken down.
    Broken,
}

impl Unanswered {
    /// The id of what is said then.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Busy => "reply-busy",
            Self::Broken => "reply-broken",
        }
    }
}

impl Pool {
    pub(super) fn new(desk: Desk, workers: usize) -> Self {
        let places = Arc::new(Semaphore::new(workers * (1 + WAITING_FOR_EACH)));
        Self { desk, workers: Arc::new(Semaphore::new(workers)), places }
    }

    /// Has something done at the desk. Who gives up waiting frees no worker: the work goes on.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Unanswered::Busy)?;
        let worker = Arc::clone(&self.workers).acquire_owned().await.expect("it is never closed");
        let desk = self.desk.clone();
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&desk);
            drop((worker, place));
            done
        });
        done.await.map_err(|_| {
            // The panic itself has been written by the hook; what was asked is not ours to log.
            tracing::error!("a question broke its worker; the asker was told, and the bot goes on");
            Unanswered::Broken
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::settings::Settings;

    fn pool(workers: usize) -> Pool {
        let library = onrecord_index::Library::in_memory(&[]).expect("an empty library");
        let settings = Settings::load(None, std::iter::empty()).expect("the defaults will do");
        Pool::new(Desk { library, is_sample: false, quote: settings.quote }, workers)
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_and_the_next_question_is_answered() {
        let pool = pool(1);
        assert_eq!(pool.run(|_| -> u8 { panic!("on purpose") }).await, Err(Unanswered::Broken));
        assert_eq!(pool.run(|_| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn no_more_work_at_once_than_there_are_workers_and_no_endless_queue() {
        let pool = Arc::new(pool(1));
        let (release, held) = mpsc::channel::<()>();
        let first = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(move |_| held.recv()).await.is_ok() }
        });
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..WAITING_FOR_EACH {
            let pool = Arc::clone(&pool);
            waiting.spawn(async move { pool.run(|_| ()).await });
        }
        while pool.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(pool.run(|_| ()).await, Err(Unanswered::Busy));
        release.send(()).expect("the first one waits for it");
        assert!(first.await.expect("no panic"));
        while let Some(done) = waiting.join_next().await {
            assert_eq!(done.expect("no panic"), Ok(()));
        }
    }
}
