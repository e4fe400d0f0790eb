//! What a view offers with `ui/download-file`: resources with their contents, and links to resources of its server. Pure;
//! reading the links and asking the person is in [`crate::screens`], keeping the files in [`crate::downloads`].

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::files::name;
use crate::text;

/// Files of one request: as many as a person will look through.
const MOST_FILES: usize = 20;
/// The longest address that is repeated in a sentence.
const URI_LIMIT: usize = 200;

/// One of the contents of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    File(File),
    /// The address of a resource that its server has.
    Link(String),
}

/// A file under a harmless name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Reads the params of a request; an error is a sentence for the widget's author.
pub fn read(params: &Value) -> Result<Vec<Offer>, String> {
    let contents = params.get("contents").and_then(Value::as_array);
    let contents = contents.filter(|contents| !contents.is_empty());
    let contents = contents.ok_or("ui/download-file needs `contents`, a list of at least one resource.")?;
    if contents.len() > MOST_FILES {
        return Err(format!("At most {MOST_FILES} files are downloaded at once, not {}.", contents.len()));
    }
    contents.iter().map(offer).collect()
}

fn offer(block: &Value) -> Result<Offer, String> {
    match block.get("type").and_then(Value::as_str) {
        Some("resource") => {
            let resource = block.get("resource").unwrap_or(&Value::Null);
            let uri = resource.get("uri").and_then(Value::as_str);
            file(uri.ok_or("A resource has a `uri`.")?, resource).map(Offer::File)
        }
        Some("resource_link") => {
            let uri = block.get("uri").and_then(Value::as_str);
            Ok(Offer::Link(uri.ok_or("A resource_link has a `uri`.")?.to_owned()))
        }
        _ => Err("The contents of ui/download-file are of the type resource or resource_link.".into()),
    }
}

/// What a link leads to, of the result of `resources/read`.
pub fn linked(uri: &str, result: &Value) -> Result<File, String> {
    let contents = result.pointer("/contents/0");
    file(uri, contents.ok_or_else(|| format!("{} has no contents.", text::shown(uri, URI_LIMIT)))?)
}

fn file(uri: &str, contents: &Value) -> Result<File, String> {
    let member = |name: &str| contents.get(name).and_then(Value::as_str);
    let shown = || text::shown(uri, URI_LIMIT);
    let bytes = match (member("text"), member("blob")) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(blob)) => {
            let bytes = STANDARD.decode(blob).or_else(|_| STANDARD_NO_PAD.decode(blob));
            bytes.map_err(|_| format!("The `blob` of {} is no base64.", shown()))?
        }
        (None, None) => return Err(format!("{} has neither `text` nor `blob`.", shown())),
    };
    Ok(File { name: name_of(uri), bytes })
}

/// The last part of an address, made harmless.
fn name_of(uri: &str) -> String {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    name::harmless(&percent_decode_str(path).decode_utf8_lossy())
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    fn resource(uri: &str, body: Value) -> Value {
        let mut resource = body;
        resource["uri"] = json!(uri);
        json!({ "type": "resource", "resource": resource })
    }

    fn file(name: &str, bytes: &[u8]) -> File {
        File { name: name.into(), bytes: bytes.to_vec() }
    }

    #[test]
    fn files_are_named_after_the_last_part_of_their_address() {
        let contents = json!([
            resource("file:///tmp/board.csv?version=2#top", json!({ "text": "a,b" })),
            resource("notes://x/..%2F..%2F.bashrc", json!({ "blob": "AAE=" })),
            resource("urn:", json!({ "blob": "AAE" })),
            { "type": "resource_link", "uri": "notes://1/plan.pdf", "name": "Plan" },
        ]);
        assert_eq!(
            read(&json!({ "contents": contents })),
            Ok(vec![
                Offer::File(file("board.csv", b"a,b")),
                Offer::File(file("bashrc", &[0, 1])),
                Offer::File(file("urn_", &[0, 1])),
                Offer::Link("notes://1/plan.pdf".into()),
            ])
        );
        assert_eq!(
            linked("notes://1/plan.pdf", &json!({ "contents": [{ "blob": "JVBERg==" }] })),
            Ok(file("plan.pdf", b"%PDF"))
        );
    }

    #[test]
    fn what_cannot_be_kept_is_answered_with_a_sentence() {
        let many = vec![resource("a:b", json!({ "text": "" })); 21];
        let cases = [
            (json!({}), "ui/download-file needs `contents`, a list of at least one resource."),
            (
                json!({ "contents": [] }),
                "ui/download-file needs `contents`, a list of at least one resource.",
            ),
            (json!({ "contents": many }), "At most 20 files are downloaded at once, not 21."),
            (
                json!({ "contents": [{ "type": "text", "text": "a" }] }),
                "The contents of ui/download-file are of the type resource or resource_link.",
            ),
            (json!({ "contents": [{ "type": "resource" }] }), "A resource has a `uri`."),
            (json!({ "contents": [resource("a:b", json!({}))] }), "a:b has neither `text` nor `blob`."),
            (
                json!({ "contents": [resource("a:b", json!({ "blob": "?" }))] }),
                "The `blob` of a:b is no base64.",
            ),
        ];
        for (params, sentence) in cases {
            assert_eq!(read(&params), Err(sentence.to_owned()), "{params}");
        }
        assert_eq!(linked("a:b", &json!({ "contents": [] })), Err("a:b has no contents.".to_owned()));
    }
}
