//! README shows what the program prints: every `$ onrecord …` in it is run and compared.

use std::path::Path;

use super::process::{Home, sample};

/// The commands of the README's console blocks with what is printed under each.
fn examples() -> Vec<(String, String)> {
    let readme =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut examples: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ onrecord ").filter(|_| inside) {
            examples.push((command.to_owned(), String::new()));
        } else if let Some((_, printed)) = examples.last_mut().filter(|_| inside) {
            printed.push_str(line);
            printed.push('\n');
        }
    }
    examples
}

/// Arguments as a shell parts them, for the quotation marks that the README uses.
fn arguments(command: &str) -> Vec<String> {
    let (mut arguments, mut quote) = (vec![String::new()], None);
    for character in command.chars() {
        match (character, quote) {
            ('\'' | '"', None) => quote = Some(character),
            (close, Some(open)) if close == open => quote = None,
            (' ', None) => arguments.push(String::new()),
            _ => arguments.last_mut().unwrap().push(character),
        }
    }
    arguments
}

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    let home = Home::new();
    home.file("transcripts/nato-2021-03-23.txt", sample());
    let examples = examples();
    assert!(examples.len() >= 4, "{examples:?}");
    for (command, printed) in examples {
        let arguments = arguments(&command);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = home.runs(&arguments);
        // How long something took is not what is shown.
        let told = |text: &str| {
            let lines = text.lines().map(|line| match line.rsplit_once(" · ") {
                Some((told, took)) if took.ends_with(" s") => told,
                _ => line.trim_end(),
            });
            lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
        };
        assert_eq!(told(&ran.out), told(&printed), "$ onrecord {command}\n{}", ran.err);
    }
}

#[test]
fn the_picture_of_a_card_shows_the_words_on_record() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let picture = std::fs::read_to_string(root.join("config/sample/reply-card.svg")).unwrap();
    let shown: Vec<&str> = picture
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, text)| text)
        .collect();
    let shown = shown.concat().split_whitespace().collect::<Vec<_>>().join(" ");
    let result =
        Home::new().runs(&["quote", "China", "--format", "json"]).json()["results"][0].clone();
    for key in ["excerpt", "speaker", "role", "event"] {
        let words = result[key].as_str().unwrap();
        assert!(shown.replace("&#x27;", "'").contains(words), "{key}: {words}\n{shown}");
    }
}
