//! Discord's own specification as a judge of bodies.
//!
//! The document (OpenAPI 3.1, so its schemas are JSON Schema 2020-12) is no part of this project:
//! it is read from the file that the variable `DISCORD_OPENAPI` names, and without the variable
//! this judge is silent.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::rules::Findings;

static SPECIFICATION: LazyLock<Option<Specification>> = LazyLock::new(Specification::named);

struct Specification {
    document: Value,
    /// By pointer; compiling one takes some 40 ms.
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Specification {
    fn named() -> Option<Self> {
        let file = std::env::var_os("DISCORD_OPENAPI")?;
        let text = fs::read(&file).expect("DISCORD_OPENAPI names a file that can be read");
        let document = serde_json::from_slice(&text).expect("DISCORD_OPENAPI names a JSON file");
        Some(Self { document, compiled: Mutex::default() })
    }

    fn validator(&self, pointer: &str) -> Option<Arc<Validator>> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(pointer) {
            return Some(Arc::clone(known));
        }
        let mut schema = self.document.pointer(pointer)?.clone();
        // The schemas refer to `#/components/…`, so the components come along.
        schema["components"] = json!({"schemas": self.document["components"]["schemas"]});
        let validator = jsonschema::validator_for(&schema).expect("Discord's schema compiles");
        let validator = Arc::new(validator);
        compiled.insert(pointer.to_owned(), Arc::clone(&validator));
        Some(validator)
    }
}

/// Notes what the specification has against a body sent to this path (as a template) and method.
pub(super) fn check(method: &str, template: &str, body: &Value, findings: &mut Findings) {
    let Some(specification) = SPECIFICATION.as_ref() else {
        return;
    };
    let path = template.replace('~', "~0").replace('/', "~1");
    let method = method.to_lowercase();
    let pointer = format!("/paths/{path}/{method}/requestBody/content/application~1json/schema");
    match specification.validator(&pointer) {
        Some(validator) => {
            for error in validator.iter_errors(body) {
                findings.add(&error.instance_path().to_string(), format!("OpenAPI: {error}"));
            }
        }
        None => findings.add("", format!("OpenAPI: {method} {template} takes no JSON body")),
    }
}
