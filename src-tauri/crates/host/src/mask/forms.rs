//! The forms in which a secret may turn up: as it is, within JSON, within addresses, in base64.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::SHORTEST;

/// How a secret may be written.
pub fn forms(secret: &str) -> Vec<String> {
    if secret.chars().count() < SHORTEST {
        return Vec::new();
    }
    let json = serde_json::to_string(secret).unwrap_or_default();
    let json = json.trim_matches('"').to_owned();
    let percent = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    let mut forms = vec![secret.to_owned(), ascii(&json), json];
    forms.extend([lower_hex(&percent), percent]);
    // As it is usual: what is unreserved stays as it is, and a form has + for a space.
    let usual: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    forms.extend([usual.replace('+', "%20"), lower_hex(&usual), usual]);
    forms.extend(base64_forms(secret.as_bytes()));
    forms.retain(|form| form.len() >= SHORTEST);
    forms
}

/// In JSON, with what is not ASCII escaped.
fn ascii(json: &str) -> String {
    let mut escaped = String::new();
    for unit in json.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("\\u{unit:04x}")),
        }
    }
    escaped
}

fn lower_hex(percent: &str) -> String {
    let mut parts = percent.split('%');
    let mut lower = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        lower.push('%');
        lower.push_str(&hex.to_lowercase());
        lower.push_str(rest);
    }
    lower
}

/// Alone, and as a part of something longer, where it may begin at three places.
fn base64_forms(secret: &[u8]) -> Vec<String> {
    let mut forms = vec![BASE64_STANDARD.encode(secret), BASE64_URL_SAFE.encode(secret)];
    for (before, skipped) in [(0, 0), (1, 2), (2, 3)] {
        let bytes = [vec![0; before], secret.to_vec()].concat();
        let whole = bytes.len() * 8 / 6;
        for engine in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&bytes);
            forms.extend(encoded.get(skipped..whole).map(str::to_owned));
        }
    }
    forms
}
