//! What a `tools/call` carries, as the connector's client sends it.

use greenroom_contract::call::{Asker, Call};
use greenroom_contract::connector::ClientKind;
use greenroom_contract::settings::ClientSettings;
use greenroom_contract::stage::{Location, Preferences};
use serde_json::{Map, Value, json};

use crate::time;

pub const METHOD: &str = "tools/call";

/// What belongs to one call in what its client sends.
#[derive(Debug)]
pub struct Form {
    kind: ClientKind,
    client: ClientSettings,
    /// Of whoever the call is made for.
    preferences: Preferences,
    /// Fresh for each call, in hexadecimal.
    trace: String,
    span: String,
}

/// The call that the params are for, made or only thought of.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    pub conversation_id: &'a str,
    pub tool_name: &'a str,
    pub asker: &'a Asker,
}

impl<'a> From<&'a Call> for Of<'a> {
    fn from(call: &'a Call) -> Self {
        Self { conversation_id: &call.conversation_id, tool_name: &call.tool_name, asker: &call.asker }
    }
}

impl Form {
    pub fn new(kind: ClientKind, client: ClientSettings, preferences: Preferences) -> Self {
        let (trace, span) = (time::fresh_id(), time::fresh_id().split_off(16));
        Self { kind, client, preferences, trace, span }
    }

    /// The params with these arguments, as they will be sent; also what the card's details show.
    pub fn params(&self, of: Of<'_>, arguments: &Value) -> Value {
        let mut meta = self.filled(&self.client.call_meta.0, of.conversation_id);
        if self.kind == ClientKind::Chatgpt {
            tell_preferences(&mut meta, &self.preferences);
        }
        if let (ClientKind::Chatgpt, Asker::Widget { call_id, screen }) = (self.kind, of.asker) {
            meta["openai/widgetSessionId"] = json!(widget_session(call_id, screen));
        }
        let mut params = json!({ "name": of.tool_name, "arguments": arguments });
        if meta.as_object().is_some_and(|meta| !meta.is_empty()) {
            params["_meta"] = meta;
        }
        params
    }

    pub fn headers(&self, call: &Call) -> Vec<(String, String)> {
        let headers = self
            .client
            .call_headers
            .iter()
            .map(|header| (header.name.clone(), self.text(&header.value, &call.conversation_id)));
        headers.filter(|(_, value)| !value.is_empty()).collect()
    }

    fn filled(&self, value: &Value, conversation_id: &str) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text, conversation_id)),
            Value::Array(items) => items.iter().map(|item| self.filled(item, conversation_id)).collect(),
            Value::Object(members) => {
                let filled =
                    members.iter().map(|(key, value)| (key.clone(), self.filled(value, conversation_id)));
                Value::Object(filled.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }

    fn text(&self, text: &str, conversation_id: &str) -> String {
        text.replace("{conversation}", conversation_id)
            .replace("{trace}", &self.trace)
            .replace("{span}", &self.span)
            .replace("{trace-decimal}", &decimal(&self.trace))
            .replace("{span-decimal}", &decimal(&self.span))
    }
}

/// Over what the settings say of the person.
fn tell_preferences(meta: &mut Value, preferences: &Preferences) {
    if let Some(locale) = &preferences.locale {
        meta["openai/locale"] = json!(locale);
    }
    if let Some(Location { city, region, country, latitude, longitude }) = &preferences.location {
        let zone = meta.pointer("/openai~1userLocation/timezone").cloned();
        let places = [
            ("city", city),
            ("region", region),
            ("country", country),
            ("latitude", latitude),
            ("longitude", longitude),
        ];
        let told = places.into_iter().filter(|(_, text)| !text.is_empty());
        let mut location: Map<_, _> = told.map(|(name, text)| (name.to_owned(), json!(text))).collect();
        location.extend(zone.map(|zone| ("timezone".to_owned(), zone)));
        meta["openai/userLocation"] = Value::Object(location);
    }
    if let Some(time_zone) = &preferences.time_zone {
        meta["openai/userLocation"]["timezone"] = json!(time_zone);
    }
}

/// The lower half of an id, as Datadog writes it.
fn decimal(id: &str) -> String {
    let half = id.len().checked_sub(16).map_or(id, |start| &id[start..]);
    u64::from_str_radix(half, 16).unwrap_or_default().to_string()
}

/// What a card's details show.
pub fn payload(params: Value) -> Value {
    json!({ "method": METHOD, "params": params })
}

/// Stable for one widget on one screen.
pub fn widget_session(call_id: &str, screen: &str) -> String {
    format!("{call_id}-{screen}")
}
