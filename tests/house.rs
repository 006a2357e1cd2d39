//! The walls of the house that the compiler cannot see: who may name what, and which room may use
//! which. ARCHITECTURE.md says why each wall stands.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// Rooms of the library, from top to bottom: a room may use those above it and none below.
const LIBRARY: &[&str] = &[
    "text",
    "transcript",
    "read",
    "speaker",
    "query",
    "store",
    "import",
    "quote",
    "verdict",
    "mentions",
];

/// Rooms of the program, likewise.
const PROGRAM: &[&str] = &["settings", "locale", "answer", "card", "discord", "cli"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source is text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no source below {folder}");
    found
}

/// The text without comments: a comment may name anything.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The texts of the string literals among tokens, those of macros and of groups too.
fn strings(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => strings(group.stream(), found),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                found.extend(inner.map(str::to_owned));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// Files outside `allowed` whose code names a word.
fn naming(word: &str, folders: &[&str], allowed: &str) -> Vec<String> {
    let mut naming = Vec::new();
    for (path, text) in folders.iter().flat_map(|folder| sources(folder)) {
        let named =
            code(&text).split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == word);
        if named && !path.starts_with(root().join(allowed)) {
            naming.push(path.display().to_string());
        }
    }
    naming
}

#[test]
fn only_discord_names_serenity() {
    assert_eq!(naming("serenity", &["src", "index/src"], "src/discord"), Vec::<String>::new());
}

#[test]
fn only_the_store_names_tantivy() {
    assert_eq!(naming("tantivy", &["src", "index/src"], "index/src/store"), Vec::<String>::new());
}

#[test]
fn the_library_knows_no_discord_no_network_and_no_async() {
    let manifest = fs::read_to_string(root().join("index/Cargo.toml")).expect("it is there");
    let dependencies = manifest.split("[dev-dependencies]").next().expect("there is a beginning");
    for forbidden in ["serenity", "tokio", "reqwest", "hyper", "config", "clap", "anyhow"] {
        let named =
            dependencies.lines().any(|line| line.split(['=', '.', ' ']).next() == Some(forbidden));
        assert!(!named, "index/Cargo.toml names {forbidden}");
    }
    for (path, text) in sources("index/src") {
        for word in ["async fn", "std::net", ".await"] {
            assert!(!code(&text).contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn a_room_uses_only_the_rooms_above_it() {
    for (folder, rooms) in [("index/src", LIBRARY), ("src", PROGRAM)] {
        for (at, room) in rooms.iter().enumerate() {
            for (path, text) in sources(&format!("{folder}/{room}")) {
                for below in &rooms[at + 1..] {
                    let used = code(&text).contains(&format!("crate::{below}"));
                    assert!(!used, "{} uses {below}, a room below it", path.display());
                }
            }
        }
    }
}

#[test]
fn every_module_says_what_lives_there() {
    for (path, text) in ["src", "index/src", "index/benches", "tests"].into_iter().flat_map(sources)
    {
        assert!(text.starts_with("//!"), "{} does not say what lives there", path.display());
    }
}

#[test]
fn every_sentence_that_is_said_is_written_and_every_one_written_is_said() {
    let folder = root().join("src/locale/en-US");
    let mut written: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).expect("the language is there") {
        let text = fs::read_to_string(entry.expect("it can be read").path()).expect("it is text");
        let ids = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        written.extend(ids.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())));
    }
    let mut said: Vec<String> = Vec::new();
    for (path, text) in sources("src") {
        let tokens = text.parse::<TokenStream>();
        strings(tokens.unwrap_or_else(|error| panic!("{}: {error}", path.display())), &mut said);
    }
    for id in &written {
        let room = id.split('-').next().unwrap_or_default();
        // Some ids are put together: `month-{}`, `card-fold-{}`, `option-{}-description`.
        let pattern = |said: &String| {
            let parts: Vec<&str> = said.split("{}").collect();
            parts.len() > 1
                && said.starts_with(room)
                && id.starts_with(parts[0])
                && id.ends_with(parts[parts.len() - 1])
        };
        assert!(said.iter().any(|said| said == id || pattern(said)), "nobody says {id}");
    }
    for id in said.iter().filter(|said| said.starts_with("card-") || said.starts_with("remedy-")) {
        let put_together = id.contains('{');
        assert!(put_together || written.iter().any(|written| written == id), "{id} is not written");
    }
}
