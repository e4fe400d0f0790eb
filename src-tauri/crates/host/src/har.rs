//! What the HTTP Archives that are written here have in common, version 1.2:
//! <http://www.softwareishard.com/blog/har-12-spec/>. Their entries are made where the requests are known.

use serde_json::{Value, json};
use url::Url;

/// The whole file.
pub fn log(entries: Vec<Value>) -> Value {
    let creator = json!({ "name": "Greenroom", "version": env!("CARGO_PKG_VERSION") });
    json!({ "log": { "version": "1.2", "creator": creator, "entries": entries } })
}

/// An address' parameters, decoded.
pub fn query(url: &str) -> Vec<Value> {
    let Ok(url) = Url::parse(url) else { return Vec::new() };
    url.query_pairs().map(|(name, value)| json!({ "name": name, "value": value })).collect()
}
