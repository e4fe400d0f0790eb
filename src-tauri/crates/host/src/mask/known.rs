//! What of a connector's headers, variables and address is a secret.
//!
//! Much that a person enters there is none: `localhost`, `production`, a folder, an address. To hide such words
//! wherever a server says them would break its widgets, so they are told apart, by their names and by how they look.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use url::Url;

use super::SECRET_PARAMETERS;

/// Parts of the names of what is a secret however it looks.
const SECRET_NAMES: [&str; 11] = [
    "auth",
    "cookie",
    "credential",
    "key",
    "pass",
    "private",
    "pwd",
    "secret",
    "session",
    "signature",
    "token",
];

/// The longest number that is a setting: a port. Longer ones may be codes.
const LONGEST_NUMBER: usize = 5;

/// The secrets in the value of a header or a variable.
pub fn of_setting(name: &str, value: &str) -> Vec<String> {
    if says_so(name) || !is_plain(value.trim()) { of_value(value) } else { Vec::new() }
}

/// The whole value, what stands behind a scheme such as Bearer, and the password within Basic.
fn of_value(value: &str) -> Vec<String> {
    let value = value.trim();
    let mut secrets = vec![value.to_owned()];
    if let Some((scheme, rest)) = value.split_once(' ') {
        secrets.push(rest.trim().to_owned());
        let decoded =
            BASE64_STANDARD.decode(rest.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some((_, password)) = decoded
            .as_deref()
            .filter(|_| scheme.eq_ignore_ascii_case("basic"))
            .and_then(|pair| pair.split_once(':'))
        {
            secrets.push(password.to_owned());
        }
    }
    secrets.extend(Url::parse(value).iter().flat_map(of_address));
    secrets
}

pub fn of_address(url: &Url) -> Vec<String> {
    let is_secret = |name: &str| {
        let name = format!("{}=", name.to_lowercase());
        SECRET_PARAMETERS.contains(&name.as_str())
    };
    let parameters =
        url.query_pairs().filter(|(name, _)| is_secret(name)).map(|(_, value)| value.into_owned());
    let password =
        url.password().map(|password| percent_decode_str(password).decode_utf8_lossy().into_owned());
    parameters.chain(password).collect()
}

fn says_so(name: &str) -> bool {
    let name = name.to_lowercase();
    SECRET_NAMES.iter().any(|part| name.contains(part))
}

/// Whether it is made of words and short numbers only. The host in an address is known to everybody.
fn is_plain(value: &str) -> bool {
    let rest = match Url::parse(value) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "ws" | "wss") => {
            if !url.username().is_empty() || url.password().is_some() {
                return false;
            }
            [url.path(), url.query().unwrap_or_default(), url.fragment().unwrap_or_default()].join("/")
        }
        _ => value.to_owned(),
    };
    rest.is_ascii() && rest.split(|letter: char| !letter.is_ascii_alphanumeric()).all(is_word)
}

/// Letters of one kind behind the first, or a short number.
fn is_word(piece: &str) -> bool {
    let mut tail = piece.bytes().skip(1);
    let is_number = piece.len() <= LONGEST_NUMBER && piece.bytes().all(|byte| byte.is_ascii_digit());
    let is_lower =
        piece.bytes().all(|byte| byte.is_ascii_alphabetic()) && tail.all(|byte| byte.is_ascii_lowercase());
    is_number || is_lower || piece.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_settings_are_no_secrets_unless_their_name_says_so() {
        for (name, value) in [
            ("NODE_ENV", "production"),
            ("BASE_URL", "http://localhost:4444"),
            ("HOME_PAGE", "https://3f2a-11c.ngrok-free.app/mcp"),
            ("DATA", "/home/ada/Documents/data"),
            ("PATH", "/usr/bin:/usr/local/bin"),
            ("DEBUG", "express:*"),
            ("PORT", "38080"),
        ] {
            assert!(of_setting(name, value).is_empty(), "{name}");
        }
        for (name, value) in [
            ("PASSWORD", "correct-horse"),
            ("OPENAI_API_KEY", "production"),
            ("X-Anything", "sk-4f9aQ2xK"),
            ("HOOK", "https://hooks.example/services/T0/B0/x9Kq2LmZ"),
            ("PIN", "493817"),
        ] {
            assert_eq!(of_setting(name, value).first().map(String::as_str), Some(value), "{name}");
        }
        assert_eq!(
            of_setting("DATABASE", "postgres://ada:love%20lace@db/notes"),
            ["postgres://ada:love%20lace@db/notes", "love lace"]
        );
    }
}
