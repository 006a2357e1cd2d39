//! The real program as its own process, serving the stand-in.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::shared::{Output, Shared};
use super::{StandIn, TOKEN};

/// A running bot; dropped, it is killed.
pub(crate) struct Bot {
    child: Child,
    shared: Arc<Shared>,
    /// Reads what the bot writes.
    listener: Option<JoinHandle<()>>,
    /// The bot's own folder: its home and its working directory.
    _folder: tempfile::TempDir,
}

/// How a bot is started.
pub(crate) struct Start<'d> {
    discord: &'d StandIn,
    environment: Vec<(OsString, OsString)>,
}

/// A bot that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit status.
    pub(crate) status: ExitStatus,
    /// What it has written, to its error output and to its output.
    pub(crate) said: String,
    /// How long it took to end, from its start or from the signal.
    pub(crate) took: Duration,
}

impl Bot {
    /// Starts the bot and waits until its commands are registered and it is connected.
    pub(crate) fn serve(discord: &StandIn) -> Self {
        Self::of(discord).serve()
    }

    /// Starts a bot that cannot start, and waits for its end.
    pub(crate) fn try_serve(discord: &StandIn) -> Ended {
        Self::of(discord).fail()
    }

    /// A bot with further settings.
    pub(crate) fn of(discord: &StandIn) -> Start<'_> {
        let start = Start { discord, environment: Vec::new() };
        start
            .with("DISCORD_TOKEN", TOKEN)
            .with("ONRECORD__DISCORD__API_BASE", discord.origin())
            .with("ONRECORD__DISCORD__ALLOW_LOOPBACK", "true")
            // On a busy machine an answer may take longer than it does for people; whether it is
            // announced first is a scene of its own.
            .with("ONRECORD__DISCORD__ANSWER_WITHIN_MS", "2500")
    }

    /// Sends SIGTERM and does not wait.
    pub(crate) fn asks_to_end(&self) {
        let signal = format!("kill -TERM {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &signal]).status();
        assert!(sent.expect("there is a shell").success(), "the bot had ended already");
    }

    /// Sends SIGTERM and waits for the end.
    pub(crate) fn terminate(self) -> Ended {
        self.asks_to_end();
        self.ends()
    }

    /// Fails if the bot ends within this time.
    #[track_caller]
    pub(crate) fn stays_for(&self, time: Duration) {
        assert!(!self.shared.bot_ends_within(time), "it has ended\n{}", self.shared.story());
    }

    /// Waits for the end.
    pub(crate) fn ends(mut self) -> Ended {
        let start = Instant::now();
        // A process that has closed its output has ended or is about to.
        let said = self
            .shared
            .until("the bot ends", |state| state.bot.ended.then(|| state.bot.said.clone()));
        let status = self.child.wait().expect("the bot is our child");
        Ended { status, said, took: start.elapsed() }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // Fails only for a process that has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // So that its last words are not taken for those of a bot that is started after it.
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

impl Start<'_> {
    /// Sets an environment variable.
    pub(crate) fn with(mut self, key: &str, value: impl Into<OsString>) -> Self {
        self.environment.push((key.into(), value.into()));
        self
    }

    /// Leaves an environment variable out.
    pub(crate) fn without(mut self, key: &str) -> Self {
        self.environment.retain(|(known, _)| known != key);
        self
    }

    /// Has the bot trust the stand-in's authority.
    pub(crate) fn trusting_the_authority(self) -> Self {
        let file = self.discord.authority().expect("the stand-in was started with `tls`");
        self.with("SSL_CERT_FILE", file)
    }

    /// Starts the bot and waits until its commands are registered and it is connected.
    pub(crate) fn serve(self) -> Bot {
        let shared = Arc::clone(self.discord.shared());
        let bot = self.run();
        let running = shared.until("the bot is ready", |state| {
            let registered = state.commands.is_some() || !state.guild_commands.is_empty();
            let ready = registered && state.gateway.is_ready();
            (ready || state.bot.ended).then_some(ready)
        });
        assert!(running, "the bot ended instead of serving\n{}", shared.story());
        bot
    }

    /// Starts a bot that cannot start, and waits for its end.
    pub(crate) fn fail(self) -> Ended {
        self.run().ends()
    }

    fn run(self) -> Bot {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .arg("serve")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", folder.path())
            .envs(self.environment)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let shared = Arc::clone(self.discord.shared());
        // An earlier bot, and its session, are no concern of this one.
        shared.change(|state| {
            state.bot = Output::default();
            state.gateway.forget_session();
        });
        let output = child.stdout.take().expect("the output is piped");
        let errors = child.stderr.take().expect("the error output is piped");
        let listening = Arc::clone(&shared);
        let listener = thread::spawn(move || {
            let other = Arc::clone(&listening);
            let output = thread::spawn(move || listen(output, &other));
            listen(errors, &listening);
            // The output was read to its end by a thread that does not panic.
            let _ = output.join();
            listening.change(|state| state.bot.ended = true);
        });
        Bot { child, shared, listener: Some(listener), _folder: folder }
    }
}

fn listen(output: impl Read, shared: &Shared) {
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) {
        shared.change(|state| state.bot.said += &String::from_utf8_lossy(&line));
        line.clear();
    }
}
