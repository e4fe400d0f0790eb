//! Globals that a person set to something other than the surroundings make them, in both languages. Pure.

use greenroom_contract::stage::Theme;
use serde_json::{Map, Value};

use crate::widgets::context::Surroundings;

/// The members of the host context that follow overridden globals. What has no counterpart there is left out.
pub fn context(globals: &Map<String, Value>, surroundings: &Surroundings<'_>) -> Map<String, Value> {
    let mut context = Map::new();
    for (name, value) in globals {
        match name.as_str() {
            "theme" => match serde_json::from_value::<Theme>(value.clone()) {
                Ok(theme) => {
                    extend(&mut context, Surroundings { theme, ..surroundings.clone() }.theme_context());
                }
                Err(_) => put(&mut context, "theme", value.clone()),
            },
            "locale" => put(&mut context, "locale", value.clone()),
            "displayMode" => put(&mut context, "displayMode", value.clone()),
            "maxHeight" => {
                let mut container = surroundings.mode_context()["containerDimensions"].take();
                container["maxHeight"] = value.clone();
                put(&mut context, "containerDimensions", container);
            }
            "safeArea" => put(&mut context, "safeAreaInsets", value["insets"].clone()),
            "userAgent" => put(&mut context, "deviceCapabilities", value["capabilities"].clone()),
            _ => {}
        }
    }
    context.retain(|_, value| !value.is_null());
    context
}

/// What is told of the surroundings, without what is overridden.
pub fn without(mut told: Value, overridden: &Map<String, Value>) -> Value {
    if let Some(members) = told.as_object_mut() {
        members.retain(|name, _| !overridden.contains_key(name));
    }
    told
}

/// The members that are otherwise afterwards; null where they are gone.
pub fn difference(before: &Value, after: &Value) -> Map<String, Value> {
    let none = Map::new();
    let (before, after) = (before.as_object().unwrap_or(&none), after.as_object().unwrap_or(&none));
    let changed = after.iter().filter(|(name, value)| before.get(*name) != Some(*value));
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    changed
        .map(|(name, value)| (name.clone(), value.clone()))
        .chain(gone.map(|name| (name.clone(), Value::Null)))
        .collect()
}

/// Puts members over others of the same name.
pub fn over(mut below: Value, above: Map<String, Value>) -> Value {
    if let Some(members) = below.as_object_mut() {
        members.extend(above);
    }
    below
}

fn extend(into: &mut Map<String, Value>, from: Value) {
    if let Value::Object(from) = from {
        into.extend(from);
    }
}

fn put(into: &mut Map<String, Value>, name: &str, value: Value) {
    into.insert(name.to_owned(), value);
}

#[cfg(test)]
mod tests {
    use greenroom_contract::settings::HostKind;
    use greenroom_contract::stage::DisplayMode;
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;
    use crate::devices::Devices;
    use crate::profile::Profile;

    #[test]
    fn overridden_globals_have_their_counterparts_in_the_host_context() {
        let profile = Profile::chatgpt().unwrap();
        let devices = Devices::new(profile.presets.clone(), &profile.arrangement).unwrap();
        let device = devices.get("desktop").unwrap();
        let surroundings = Surroundings {
            profile: &profile,
            device,
            host: HostKind::Chatgpt,
            theme: Theme::Light,
            mode: DisplayMode::Inline,
            params: &Value::Null,
        };
        let Value::Object(globals) = json!({ "theme": "dark", "locale": "de-DE", "maxHeight": 300, "view": {},
            "safeArea": { "insets": { "top": 9 } } })
        else {
            panic!("an object")
        };
        let mut context = Value::Object(context(&globals, &surroundings));
        assert_eq!(context["styles"].take()["variables"]["--color-background-primary"], "#212121");
        assert_eq!(
            context,
            json!({ "theme": "dark", "styles": null, "locale": "de-DE",
                "containerDimensions": { "maxWidth": 768.0, "maxHeight": 300 }, "safeAreaInsets": { "top": 9 } })
        );
    }

    #[test]
    fn only_what_changed_is_told_and_what_is_gone_is_null() {
        let changed = difference(&json!({ "a": 1, "b": 2, "c": 3 }), &json!({ "a": 1, "b": 4, "d": null }));
        assert_eq!(Value::Object(changed), json!({ "b": 4, "d": null, "c": null }));
    }
}
