//! The layers of settings: defaults, file, environment. `config` lays one over the other; what it is
//! too lenient about is checked here first, and every value keeps its place.
//!
//! Why first: `config` takes 7.9 for 8 and 7 for "7" from a file, calls every variable "the
//! environment", and names of an unknown key only its table.

use std::collections::BTreeMap;
use std::path::Path;

use config::builder::DefaultState;
use config::{Config, ConfigBuilder, ConfigError, File, FileFormat};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::effective::{Origin, Origins};
use super::error::{Error, Place};
use super::secret::MASK;
use super::{FILE_VARIABLE, Sections};

/// The manual of settings, and their defaults.
const DEFAULTS: &str = include_str!("../../config/default.toml");

/// What every variable of ours begins with. One underscore is not enough: an orchestrator puts
/// `ONRECORD_SERVICE_HOST` into the environment for a service of our name.
const PREFIX: &str = "ONRECORD__";

/// The variable that other bots take their token from, too.
const TOKEN_VARIABLE: &str = "DISCORD_TOKEN";

const TOKEN: &str = "discord.token";

/// Settings that are never shown.
const SECRETS: &[&str] = &[TOKEN];

/// Values over values, and where each comes from.
pub(super) struct Layers {
    builder: ConfigBuilder<DefaultState>,
    /// In the order of the manual.
    known: Vec<Known>,
    /// By key: where the value in force stands, and how it is written there.
    written: BTreeMap<String, (Place, String)>,
}

/// A setting of the manual.
struct Known {
    key: String,
    /// The type of its default, as TOML calls it.
    kind: &'static str,
}

impl Layers {
    pub(super) fn defaults() -> Self {
        let mut known = Vec::new();
        let mut written = BTreeMap::new();
        let manual = DeTable::parse(DEFAULTS).expect("the manual is read by a test");
        let mut entries = entries(manual.get_ref());
        entries.sort_by_key(|(_, at, _)| *at);
        for (key, _, value) in entries {
            written.insert(key.clone(), (Place::Default, shown(&key, value)));
            known.push(Known { key, kind: value.type_str() });
        }
        let builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        Self { builder, known, written }
    }

    /// Lays a file over what there is.
    pub(super) fn add_file(&mut self, file: &Path) -> Result<(), Error> {
        let read = std::fs::read_to_string(file);
        let text = read.map_err(|source| Error::File { file: file.to_owned(), source })?;
        let place = |at: usize| Place::File {
            file: file.to_owned(),
            line: 1 + text[..at].matches('\n').count(),
        };
        let table = DeTable::parse(&text).map_err(|error| Error::Syntax {
            place: place(error.span().map_or(0, |span| span.start)),
            // Without the lines around it, which may hold a secret.
            message: error.message().to_owned(),
        })?;
        for (key, at, value) in entries(table.get_ref()) {
            self.check(&key, place(at), value)?;
        }
        self.add(File::from_str(&text, FileFormat::Toml));
        Ok(())
    }

    /// Holds an entry of a file against the manual.
    fn check(&mut self, key: &str, place: Place, value: &DeValue<'_>) -> Result<(), Error> {
        let Some(known) = self.known.iter().find(|known| known.key == key) else {
            let section = format!("{key}.");
            let is_section = self.known.iter().any(|known| known.key.starts_with(&section));
            return Err(if is_section {
                let wanted = format!("a section, [{key}]");
                Error::Value { key: key.to_owned(), value: shown(key, value), place, wanted }
            } else {
                let nearest = self.nearest(key).map(str::to_owned);
                Error::Unknown { key: key.to_owned(), place, nearest }
            });
        };
        let value_shown = shown(key, value);
        if known.kind != value.type_str() {
            let wanted = match known.kind {
                "string" => "in quotation marks".to_owned(),
                "integer" => "a whole number".to_owned(),
                kind => format!("a {kind}"),
            };
            return Err(Error::Value { key: key.to_owned(), value: value_shown, place, wanted });
        }
        self.written.insert(key.to_owned(), (place, value_shown));
        Ok(())
    }

    /// Lays the environment over what there is.
    pub(super) fn add_environment(&mut self, env: Vec<(String, String)>) -> Result<(), Error> {
        let mut token = None;
        for (name, value) in env {
            if name == TOKEN_VARIABLE {
                // Compose hands on variables that are not set as empty ones.
                token = Some(value).filter(|token| !token.trim().is_empty());
            } else if name.to_uppercase().starts_with(PREFIX) {
                let key = self.key_of(&name)?;
                self.add_variable(key, name, value);
            }
        }
        if let Some(token) = token {
            self.add_variable(TOKEN.to_owned(), TOKEN_VARIABLE.to_owned(), token);
        }
        Ok(())
    }

    fn key_of(&self, name: &str) -> Result<String, Error> {
        let known = self.known.iter().find(|known| variable(&known.key) == name);
        if let Some(known) = known {
            return Ok(known.key.clone());
        }
        let key = name[PREFIX.len()..].to_lowercase().replace("__", ".");
        Err(Error::Unknown {
            nearest: self.nearest(&key).map(variable),
            key,
            place: Place::Variable(name.to_owned()),
        })
    }

    fn add_variable(&mut self, key: String, name: String, value: String) {
        let shown = if SECRETS.contains(&key.as_str()) { MASK.to_owned() } else { value.clone() };
        let builder = std::mem::take(&mut self.builder);
        self.builder =
            builder.set_override(&key, value).expect("the keys of the manual are keys to `config`");
        self.written.insert(key, (Place::Variable(name), format!("{shown:?}")));
    }

    fn add(&mut self, file: File<config::FileSourceString, FileFormat>) {
        self.builder = std::mem::take(&mut self.builder).add_source(file);
    }

    /// A setting that could have been meant: the same key of another section, else one written
    /// much like it.
    fn nearest(&self, key: &str) -> Option<&str> {
        let last = |key: &str| key.rsplit('.').next().map(str::to_owned);
        let keys = || self.known.iter().map(|known| known.key.as_str());
        let moved = keys().find(|known| last(known) == last(key));
        let alike = || {
            let edits = |known: &&str| strsim::damerau_levenshtein(known, key);
            keys().min_by_key(edits).filter(|known| edits(known) <= known.len() / 3)
        };
        moved.or_else(alike)
    }

    /// What is in force, typed and within bounds.
    pub(super) fn settle(self) -> Result<(Sections, Origins), Error> {
        let Self { builder, known, written } = self;
        let config = builder.build().expect("every layer was read before it was added");
        let sections = config.clone().try_deserialize();
        let sections = sections.map_err(|error| unusable(&error, &written))?;
        let origin = |known: &Known| {
            let (place, _) = &written[&known.key];
            let value = match known.kind {
                "integer" => config.get_int(&known.key).map(|number| number.to_string()),
                "boolean" => config.get_bool(&known.key).map(|is| is.to_string()),
                _ => config.get_string(&known.key).map(|text| masked(&known.key, &text)),
            };
            let value = value.expect("the value has just been read as its type");
            Origin { key: known.key.clone(), value, place: place.clone() }
        };
        Ok((sections, Origins::new(known.iter().map(origin).collect())))
    }
}

/// The variable of a setting.
fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase().replace('.', "__"))
}

/// Settings of a TOML file with the place of each; what is no section stands under its own name.
fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(String, usize, &'t DeValue<'i>)> {
    let mut entries = Vec::new();
    for (section, value) in table {
        match value.get_ref() {
            DeValue::Table(keys) => {
                entries.extend(keys.iter().map(|(key, value): (_, &Spanned<DeValue<'i>>)| {
                    let name = format!("{}.{}", section.get_ref(), key.get_ref());
                    (name, key.span().start, value.get_ref())
                }));
            }
            other => entries.push((section.get_ref().to_string(), section.span().start, other)),
        }
    }
    entries
}

/// A value as the file writes it.
fn shown(key: &str, value: &DeValue<'_>) -> String {
    if SECRETS.contains(&key) {
        return format!("{MASK:?}");
    }
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}

/// A text as TOML, unless nobody may see it.
fn masked(key: &str, text: &str) -> String {
    let text = if SECRETS.contains(&key) && !text.is_empty() { MASK } else { text };
    // A JSON string is a TOML string, but for one character that only TOML forbids.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// A refusal by a type, in our words.
fn unusable(error: &ConfigError, written: &BTreeMap<String, (Place, String)>) -> Error {
    let (key, wanted) = match error {
        ConfigError::At { error, key: Some(key), .. } => (key, error.to_string()),
        ConfigError::Type { expected, key: Some(key), .. } => (key, (*expected).to_owned()),
        other => unreachable!("the keys were checked before: {other}"),
    };
    let (place, value) = written.get(key).cloned().unwrap_or((Place::Default, String::new()));
    let wanted = if wanted == "a boolean" { "true or false".to_owned() } else { wanted };
    Error::Value { key: key.clone(), value, place, wanted }
}

/// Names that mean something to the settings, for those who document them.
#[cfg(test)]
pub(super) fn variables() -> Vec<String> {
    let layers = Layers::defaults();
    let ours = layers.known.iter().map(|known| variable(&known.key));
    ours.chain([TOKEN_VARIABLE.to_owned(), FILE_VARIABLE.to_owned()]).collect()
}
