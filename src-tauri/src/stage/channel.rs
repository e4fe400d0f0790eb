//! The private channel between the program and a screen's page: the secret that the page proves itself with, and
//! the wrapping of messages both ways.
//!
//! Pure text in, data out. On WebKitGTK a widget's iframe can post to the same native handler as the page around
//! it, so nothing here is trusted by where it seems to come from: only the secret counts. Who carries the messages
//! is in [`super::screen`].

use std::borrow::Borrow;
use std::fmt;
use std::io::{self, Write};

use greenroom_contract::screen::{FromScreen, ToScreen};
use serde::ser::Error as _;
use serde::{Deserialize, Serializer as _};
use serde_json::Value;
use subtle::ConstantTimeEq;

/// The longest message that a screen may send, in bytes.
pub const MESSAGE_LIMIT: usize = 128 * 1024 * 1024;

/// Known to the program and to the main frame of one page load.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// 32 bytes from the operating system, in hexadecimal.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    fn is(&self, claimed: &str) -> bool {
        self.0.as_bytes().ct_eq(claimed.as_bytes()).into()
    }
}

/// Keeps the secret out of logs.
impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Why a message was dropped. Never quotes the message, which anyone in a widget can write.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("it has {0} bytes; the limit is {MESSAGE_LIMIT}")]
    TooLong(usize),
    #[error("it is no envelope with a secret and a message")]
    NoEnvelope,
    #[error("its secret is wrong")]
    WrongSecret,
    #[error("the message in it has an unknown form")]
    UnknownMessage,
}

#[derive(Deserialize)]
struct Envelope {
    secret: String,
    message: Value,
}

/// Reads what arrived at the native handler of a screen.
pub fn open(secret: &Secret, text: &str) -> Result<FromScreen, Refusal> {
    if text.len() > MESSAGE_LIMIT {
        return Err(Refusal::TooLong(text.len()));
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| Refusal::NoEnvelope)?;
    if !secret.is(&envelope.secret) {
        return Err(Refusal::WrongSecret);
    }
    serde_json::from_value(envelope.message).map_err(|_| Refusal::UnknownMessage)
}

/// The script that hands the secret to the page, once: reading the property removes it.
///
/// `address` is the page's own; any other document, and any frame, gets nothing.
pub fn introduction(secret: &Secret, address: &str) -> String {
    let Secret(secret) = secret;
    format!(
        "(() => {{
  if (window !== window.top || window.location.href !== \"{address}\") return;
  const introduction = Object.freeze({{ secret: \"{secret}\" }});
  Object.defineProperty(window, \"__greenroom\", {{
    configurable: true,
    get() {{ delete window.__greenroom; return introduction; }},
  }});
}})();"
    )
}

/// The script that hands messages to the page, in their order.
///
/// The JSON travels as a string for `JSON.parse`: as an object literal, a key `__proto__` would be lost. It is written
/// in one go and in single quotes, which JSON hardly holds, because a message may have megabytes.
pub fn delivery(messages: &[impl Borrow<ToScreen>]) -> Result<String, serde_json::Error> {
    let mut literal = Literal { script: b"window.__greenroomReceive(JSON.parse('".to_vec() };
    serde_json::Serializer::new(&mut literal).collect_seq(messages.iter().map(Borrow::borrow))?;
    literal.script.extend_from_slice(b"'))");
    // Bytes are only ever put between those of a text that was UTF-8, and never within a character.
    String::from_utf8(literal.script).map_err(serde_json::Error::custom)
}

/// Takes JSON and writes it as the inside of a script's string.
struct Literal {
    script: Vec<u8>,
}

impl Write for Literal {
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        let mut rest = json;
        while let Some(place) = rest.iter().position(|byte| matches!(byte, b'\\' | b'\'')) {
            self.script.extend_from_slice(&rest[..place]);
            self.script.extend_from_slice(&[b'\\', rest[place]]);
            rest = &rest[place + 1..];
        }
        self.script.extend_from_slice(rest);
        Ok(json.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::Json;
    use greenroom_contract::widget::Language;
    use serde_json::json;

    use super::*;

    fn secret() -> Secret {
        Secret("ab".repeat(32))
    }

    #[test]
    fn a_fresh_secret_is_32_bytes_in_hexadecimal_and_new_each_time() {
        let (Secret(one), Secret(other)) = (Secret::fresh().unwrap(), Secret::fresh().unwrap());
        assert_eq!(one.len(), 64);
        assert!(one.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one, other);
        assert_eq!(format!("{:?}", secret()), "Secret(…)");
    }

    #[test]
    fn only_the_holder_of_the_secret_is_heard() {
        let pong = json!({ "kind": "pong", "number": 7 });
        let sent = |envelope: serde_json::Value| open(&secret(), &envelope.to_string());

        assert_eq!(
            sent(json!({ "secret": "ab".repeat(32), "message": pong })),
            Ok(FromScreen::Pong { number: 7 })
        );
        assert_eq!(sent(json!({ "secret": "ac".repeat(32), "message": pong })), Err(Refusal::WrongSecret));
        assert_eq!(sent(json!({ "secret": "ab", "message": pong })), Err(Refusal::WrongSecret));
        assert_eq!(sent(json!({ "secret": "", "message": pong })), Err(Refusal::WrongSecret));
        assert_eq!(sent(json!({ "secret": null, "message": pong })), Err(Refusal::NoEnvelope));
        assert_eq!(sent(pong), Err(Refusal::NoEnvelope));
        assert_eq!(open(&secret(), "not JSON"), Err(Refusal::NoEnvelope));
        assert_eq!(
            sent(json!({ "secret": "ab".repeat(32), "message": { "kind": "run" } })),
            Err(Refusal::UnknownMessage)
        );
    }

    #[test]
    fn a_message_beyond_the_limit_is_not_even_parsed() {
        let text = " ".repeat(MESSAGE_LIMIT + 1);
        assert_eq!(open(&secret(), &text), Err(Refusal::TooLong(MESSAGE_LIMIT + 1)));
    }

    #[test]
    fn a_delivery_is_a_script_whatever_the_message_holds() {
        let message = ToScreen::Widget {
            instance: "one".into(),
            language: Language::Apps,
            message: Json(json!({ "__proto__": "it's \u{2028}\"\\\n" })),
        };
        assert_eq!(
            delivery(&[message]).unwrap(),
            concat!(
                r#"window.__greenroomReceive(JSON.parse('[{"kind":"widget","instance":"one","language":"apps","#,
                r#""message":{"__proto__":"it\'s "#,
                "\u{2028}",
                r#"\\"\\\\\\n"}}]'))"#
            )
        );
    }

    #[test]
    fn the_introduction_names_the_page_that_may_have_it() {
        let script = introduction(&secret(), "screen://page/");
        assert!(script.contains(r#"window.location.href !== "screen://page/""#));
        assert!(script.contains(&"ab".repeat(32)));
    }
}
