//! Settings: typed sections, checked once when the program starts.
//!
//! `config/default.toml` is the manual and the only place of defaults. A file, the environment and
//! `DISCORD_TOKEN` override it, in this order. What comes out is complete and within bounds; a room
//! is handed its own section and nothing else. Where each value comes from is remembered, for
//! `onrecord config` and for the messages about values that will not do.

mod effective;
mod error;
mod layers;
mod secret;
mod values;

use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

use onrecord_index::store::Effort;
use serde::Deserialize;

pub use error::Error;
pub use secret::Secret;
pub use values::{LogFormat, WatchMethod};

use effective::Origins;
use layers::Layers;

/// All settings, in force.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the index is, and how it is written.
    pub index: Index,
    /// Which folders the bot keeps its index up to date with.
    pub watch: Watch,
    /// How much an answer shows.
    pub quote: Quote,
    /// The bot.
    pub discord: Discord,
    /// What the bot writes about itself.
    pub log: Log,
    origins: Origins,
}

/// Where the index is, and how it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Folder of the index.
    #[serde(deserialize_with = "values::folder")]
    pub dir: PathBuf,
    /// Threads that write.
    #[serde(deserialize_with = "values::from_to::<_, 1, 8>")]
    pub threads: NonZeroU16,
    /// Megabytes each of them may hold. Tantivy refuses less than 15.
    #[serde(deserialize_with = "values::from_to::<_, 16, 2000>")]
    pub memory_mb: NonZeroU16,
}

impl Index {
    /// What a writer of the index may use.
    pub fn effort(&self) -> Effort {
        let bytes_per_thread = usize::from(self.memory_mb.get()) * 1_000_000;
        Effort { threads: self.threads.get().into(), bytes_per_thread }
    }
}

/// Which folders the bot keeps its index up to date with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Folders of transcripts.
    #[serde(deserialize_with = "values::folders")]
    pub folders: Vec<PathBuf>,
    /// How changes are found out.
    #[serde(deserialize_with = "values::parsed")]
    pub method: WatchMethod,
    /// Seconds between two looks, for polling.
    #[serde(deserialize_with = "values::from_to::<_, 1, 3600>")]
    pub poll_seconds: NonZeroU16,
    /// Milliseconds without a change before what changed is read.
    #[serde(deserialize_with = "values::from_to::<_, 1, 60000>")]
    pub quiet_ms: NonZeroU16,
}

/// How much an answer shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Quotes of one answer.
    #[serde(deserialize_with = "values::from_to::<_, 1, 5>")]
    pub results: NonZeroU16,
    /// Longest passage, in words; it ends with a sentence.
    #[serde(deserialize_with = "values::from_to::<_, 10, 300>")]
    pub passage_words: NonZeroU16,
    /// Longest single sentence, in words, before it is cut.
    #[serde(deserialize_with = "values::from_to::<_, 20, 500>")]
    pub sentence_words: NonZeroU16,
}

/// The bot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discord {
    /// The bot's token.
    #[serde(deserialize_with = "values::token")]
    pub token: Option<Secret>,
    /// The key that Discord signs with for an HTTP endpoint.
    #[serde(deserialize_with = "values::public_key")]
    pub public_key: Option<[u8; 32]>,
    /// Scheme, host and port of Discord's API, where it is not Discord itself.
    #[serde(deserialize_with = "values::api_base")]
    pub api_base: Option<String>,
    /// Whether the API may be this very machine.
    pub allow_loopback: bool,
    /// The one server that gets the commands.
    #[serde(deserialize_with = "values::guild_id")]
    pub guild_id: Option<u64>,
    /// Milliseconds after which an answer is announced and follows later.
    #[serde(deserialize_with = "values::from_to::<_, 100, 2500>")]
    pub answer_within_ms: NonZeroU16,
    /// Questions looked up at the same time.
    #[serde(deserialize_with = "values::from_to::<_, 1, 64>")]
    pub workers: NonZeroU16,
    /// Seconds that answers under way are given at the end.
    #[serde(deserialize_with = "values::from_to::<_, 1, 600>")]
    pub shutdown_seconds: NonZeroU16,
}

/// What the bot writes about itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// A level, or levels by part of the program.
    #[serde(deserialize_with = "values::log_level")]
    pub level: String,
    /// For whom it is written.
    #[serde(deserialize_with = "values::parsed")]
    pub format: LogFormat,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sections {
    index: Index,
    watch: Watch,
    quote: Quote,
    discord: Discord,
    log: Log,
}

impl Settings {
    /// The settings in force: the defaults, a file, the environment. The file is the one that is
    /// named, else the one that `ONRECORD_CONFIG` names.
    ///
    /// # Errors
    /// When the named file cannot be read, a key is not known, or a value will not do.
    pub fn load(
        config_file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Error> {
        let env: Vec<(String, String)> = env.collect();
        let mut layers = Layers::defaults();
        let named = env.iter().find(|(name, value)| name == FILE_VARIABLE && !value.is_empty());
        if let Some(file) = config_file.or(named.map(|(_, value)| Path::new(value))) {
            layers.add_file(file)?;
        }
        layers.add_environment(env)?;
        let (Sections { index, watch, quote, discord, log }, origins) = layers.settle()?;
        Ok(Self { index, watch, quote, discord, log, origins })
    }

    /// Whether nobody has said where the index is. Only then may the bundled sample stand in.
    pub fn index_dir_is_default(&self) -> bool {
        self.origins.is_default("index.dir")
    }

    /// All settings as TOML, each with the place it comes from, secrets as `***`.
    pub fn effective(&self) -> String {
        self.origins.to_string()
    }
}

/// Names a file of settings where the command line names none.
const FILE_VARIABLE: &str = "ONRECORD_CONFIG";

#[cfg(test)]
mod tests;
