//! The settings as the profile has them, and where it has them from.

use greenroom_contract::settings::{ClientSettings, RecordSettings, Settings, Source};
use greenroom_contract::{Header, Json};
use serde_json::Value;

use crate::profile::{Client, Profile};

pub fn settings(profile: &Profile) -> Settings {
    Settings {
        call_limit_seconds: profile.limits.call_seconds,
        call_warning_seconds: profile.limits.call_warning_seconds,
        record: RecordSettings {
            most_frames: profile.record.most_frames,
            most_megabytes: profile.record.most_megabytes,
            days: profile.record.days,
        },
        chatgpt: client(&profile.client),
        plain: plain(profile),
        widgets: profile.widgets,
        screens: profile.screens,
        approvals: profile.approvals,
    }
}

pub fn sources(profile: &Profile) -> Vec<Source> {
    let sources = profile.sources.iter();
    sources.map(|(setting, text)| Source { setting: setting.clone(), text: text.clone() }).collect()
}

fn client(client: &Client) -> ClientSettings {
    ClientSettings {
        name: client.name.clone(),
        version: client.version.clone(),
        user_agent: client.user_agent.clone(),
        capabilities: Json(client.capabilities.clone()),
        headers: headers(&client.headers),
        initialize_meta: Json(filled(&client.initialize_meta, client)),
        call_meta: Json(filled(&client.call_meta, client)),
        call_headers: headers(&client.call_headers),
        progress: client.progress,
    }
}

/// This program under its own name.
fn plain(profile: &Profile) -> ClientSettings {
    ClientSettings {
        name: "greenroom".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        user_agent: concat!("greenroom/", env!("CARGO_PKG_VERSION")).into(),
        capabilities: Json(profile.plain_client.capabilities.clone()),
        headers: Vec::new(),
        initialize_meta: Json(serde_json::json!({})),
        call_meta: Json(serde_json::json!({})),
        call_headers: Vec::new(),
        progress: profile.plain_client.progress,
    }
}

/// With the client's own facts where the profile refers to them.
fn filled(value: &Value, client: &Client) -> Value {
    match value {
        Value::String(text) => Value::String(
            text.replace("{locale}", &client.locale)
                .replace("{user_agent}", &client.user_agent)
                .replace("{time_zone}", &client.time_zone),
        ),
        Value::Array(items) => items.iter().map(|item| filled(item, client)).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), filled(value, client))).collect())
        }
        other => other.clone(),
    }
}

fn headers(pairs: &[(String, String)]) -> Vec<Header> {
    pairs.iter().map(|(name, value)| Header { name: name.clone(), value: value.clone() }).collect()
}
