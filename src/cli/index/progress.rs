//! How far an import is, on one line of a terminal. Where nobody watches, nothing is drawn.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord_index::import::Progress;

/// The bar moves by bytes: files differ in size far more than bytes in effort.
const LINE: &str = "{bar:24} {percent:>3} % · {msg}";

/// After so long a rate is more than noise.
const MOMENT: Duration = Duration::from_millis(200);

/// A line that follows an import.
pub(super) struct Line(ProgressBar);

impl Line {
    /// A line on standard error, if that is a terminal.
    pub(super) fn on_terminal() -> Option<Self> {
        std::io::stderr().is_terminal().then(|| {
            // Of no bytes all would be done.
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template(LINE).expect("the template is well formed");
            let bar = bar.with_style(style.progress_chars("=> ")).with_message("looking for files");
            bar.tick();
            Self(bar)
        })
    }

    /// Shows how far it is; draws no oftener than a terminal can show.
    pub(super) fn show(&self, progress: &Progress) {
        self.0.set_length(progress.bytes_in_all.max(1));
        self.0.set_position(progress.bytes);
        self.0.set_message(message(progress, self.0.elapsed(), self.0.eta()));
    }
}

impl Drop for Line {
    /// What comes next, a summary or an error, begins on a clean line.
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn message(progress: &Progress, elapsed: Duration, eta: Duration) -> String {
    let Progress { files, files_in_all, bytes, bytes_in_all, turns } = *progress;
    let mut message = format!(
        "{}/{} files · {} turns",
        HumanCount(files),
        HumanCount(files_in_all),
        HumanCount(turns)
    );
    // A rate over less than a moment says nothing, and nor does what is left before a file is done.
    if elapsed >= MOMENT {
        let rate = turns as f64 / elapsed.as_secs_f64();
        message.push_str(&format!(" · {} turns/s", HumanCount(rate as u64)));
        if (1..bytes_in_all).contains(&bytes) {
            message.push_str(&format!(" · {:#} left", HumanDuration(eta)));
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_files_turns_rate_and_what_is_left() {
        let (files, turns) = ((12, 1340), 51_200);
        let progress = |bytes| Progress {
            files: files.0,
            files_in_all: files.1,
            bytes,
            bytes_in_all: 1000,
            turns,
        };
        let second = Duration::from_secs(1);
        for (bytes, elapsed, said) in [
            (0, Duration::ZERO, "12/1,340 files · 51,200 turns"),
            (0, second, "12/1,340 files · 51,200 turns · 51,200 turns/s"),
            (10, second * 2, "12/1,340 files · 51,200 turns · 25,600 turns/s · 3s left"),
            (1000, second, "12/1,340 files · 51,200 turns · 51,200 turns/s"),
        ] {
            assert_eq!(message(&progress(bytes), elapsed, second * 3), said);
        }
    }
}
