//! Embeds: what they may hold, and the sum that no schema counts.
//!
//! Rules: resources/message.mdx, "Embed Limits". The limit of each part is twilight's.

use serde_json::Value;

use super::{Findings, chars, given, list};

/// Characters over all embeds of a message.
const ALL_EMBEDS: usize = 6_000;

/// Checks all embeds of one message.
pub(super) fn embeds(embeds: &[Value], at: &str, findings: &mut Findings) {
    let total: usize = embeds.iter().map(characters).sum();
    if total > ALL_EMBEDS {
        findings.add(at, format!("{total} characters over all embeds, at most {ALL_EMBEDS}"));
    }
    for (index, embed) in embeds.iter().enumerate() {
        fields(embed, &format!("{at}[{index}]"), findings);
    }
}

fn characters(embed: &Value) -> usize {
    let fields = list(embed, "fields");
    chars(embed, "title")
        + chars(embed, "description")
        + chars(&embed["footer"], "text")
        + chars(&embed["author"], "name")
        + fields.iter().map(|field| chars(field, "name") + chars(field, "value")).sum::<usize>()
}

fn fields(embed: &Value, at: &str, findings: &mut Findings) {
    let whole: &[&str] = &[
        "type",
        "url",
        "title",
        "color",
        "timestamp",
        "description",
        "author",
        "image",
        "thumbnail",
        "footer",
        "fields",
        "provider",
        "video",
    ];
    let media: &[&str] = &["url", "width", "height", "proxy_url", "description"];
    let parts: [(&str, &[&str]); 4] = [
        ("author", &["name", "url", "icon_url"]),
        ("footer", &["text", "icon_url"]),
        ("image", media),
        ("thumbnail", media),
    ];
    if let Some(object) = embed.as_object() {
        findings.unknown(at, object, whole);
    }
    for (key, known) in parts {
        if let Some(object) = given(embed, key).and_then(Value::as_object) {
            findings.unknown(&format!("{at}.{key}"), object, known);
        }
    }
    for (index, field) in list(embed, "fields").iter().enumerate() {
        let at = format!("{at}.fields[{index}]");
        if let Some(object) = field.as_object() {
            findings.unknown(&at, object, &["name", "value", "inline"]);
        }
        // twilight and the OpenAPI document let empty ones pass; Discord does not.
        let text = |key: &str| field[key].as_str().unwrap_or("");
        findings.length(&format!("{at}.name"), text("name"), 1, 256);
        findings.length(&format!("{at}.value"), text("value"), 1, 1024);
    }
    for (key, address) in [("url", &embed["url"]), ("author.url", &embed["author"]["url"])] {
        if address.as_str().is_some_and(|address| !is_web(address)) {
            findings.add(&format!("{at}.{key}"), format!("{address} is no http or https address"));
        }
    }
}

/// Whether Discord takes the address as a link.
pub(super) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
