//! How the person of a screen set their device: what can be told to widgets and servers.

use std::ops::RangeInclusive;

use greenroom_contract::Problem;
use greenroom_contract::stage::{Location, Preferences};
use jiff::tz::TimeZone;

use crate::text;

/// In hundredths. Apple's systems and Android's go from 0.8 to 3.1 times the usual size (documented: Dynamic Type; font size of
/// Android 14).
const TEXT_SIZES: RangeInclusive<u16> = 50..=310;
/// A tag of BCP 47 that names more than a screen can be set to is none that a system offers.
const LONGEST_TAG: usize = 35;
const LONGEST_PLACE: usize = 80;

/// What is blank counts as not set.
pub fn checked(preferences: &Preferences) -> Result<Preferences, Problem> {
    let Preferences { theme, locale, time_zone, location, text_size, reduced_motion } = preferences.clone();
    let locale = set(locale);
    if let Some(locale) = locale.as_deref().filter(|locale| !is_language_tag(locale)) {
        let message = format!("“{}” is no locale.", text::shown(locale, LONGEST_TAG));
        return Err(Problem::invalid(message, "Write a tag of BCP 47, such as en-US, de-CH or ar."));
    }
    let time_zone = set(time_zone);
    if let Some(name) = time_zone.as_deref().filter(|name| TimeZone::get(name).is_err()) {
        let message = format!("There is no time zone “{}”.", text::shown(name, LONGEST_PLACE));
        return Err(Problem::invalid(message, "Write a name of the IANA's, such as Europe/Zurich or UTC."));
    }
    if let Some(size) = text_size.filter(|size| !TEXT_SIZES.contains(size)) {
        let (least, most) = TEXT_SIZES.into_inner();
        let message = format!("Text cannot be {size} % of its size.");
        return Err(Problem::invalid(message, format!("Choose between {least} and {most} %.")));
    }
    let location = location.map(trimmed).filter(|location| *location != Location::default());
    if let Some(location) = &location {
        check_place(location)?;
    }
    Ok(Preferences { theme, locale, time_zone, location, text_size, reduced_motion })
}

fn set(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A language, then parts of letters and digits: what `Intl` takes for one, known or not.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let is_language =
        (2..=8).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.len() <= LONGEST_TAG && is_language && parts.all(is_part)
}

fn trimmed(location: Location) -> Location {
    let Location { city, region, country, latitude, longitude } = location;
    let trimmed = |text: String| text.trim().to_owned();
    Location {
        city: trimmed(city),
        region: trimmed(region),
        country: trimmed(country),
        latitude: trimmed(latitude),
        longitude: trimmed(longitude),
    }
}

fn check_place(location: &Location) -> Result<(), Problem> {
    for (name, text) in
        [("city", &location.city), ("region", &location.region), ("country", &location.country)]
    {
        if text.chars().count() > LONGEST_PLACE {
            let message = format!("The {name} is longer than {LONGEST_PLACE} characters.");
            return Err(Problem::invalid(message, "Shorten it."));
        }
    }
    for (name, text, most) in
        [("latitude", &location.latitude, 90.0), ("longitude", &location.longitude, 180.0)]
    {
        let is_right = text.parse::<f64>().is_ok_and(|degrees: f64| degrees.abs() <= most);
        if !text.is_empty() && !is_right {
            let message = format!("“{}” is no {name}.", text::shown(text, LONGEST_PLACE));
            return Err(Problem::invalid(
                message,
                format!("Write degrees between -{most} and {most}, such as 47.37."),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn blank_fields_count_as_not_set_and_the_others_are_kept() {
        let set = Preferences {
            locale: Some(" de-CH ".into()),
            time_zone: Some("  ".into()),
            location: Some(Location {
                city: " Zürich ".into(),
                latitude: "47.37".into(),
                ..Location::default()
            }),
            text_size: Some(150),
            ..Preferences::default()
        };
        let expected = Preferences {
            locale: Some("de-CH".into()),
            location: Some(Location {
                city: "Zürich".into(),
                latitude: "47.37".into(),
                ..Location::default()
            }),
            text_size: Some(150),
            ..Preferences::default()
        };
        assert_eq!(checked(&set), Ok(expected));
        let blank = Preferences { location: Some(Location::default()), ..Preferences::default() };
        assert_eq!(checked(&blank), Ok(Preferences::default()));
    }

    #[test]
    fn what_no_device_can_be_set_to_is_refused_with_the_reason() {
        let refusal = |preferences: Preferences| checked(&preferences).unwrap_err().message;
        let none = Preferences::default;
        let place = |location: Location| Preferences { location: Some(location), ..none() };
        assert_eq!(refusal(Preferences { locale: Some("de_CH".into()), ..none() }), "“de_CH” is no locale.");
        assert_eq!(
            refusal(Preferences { time_zone: Some("Mars/Phobos".into()), ..none() }),
            "There is no time zone “Mars/Phobos”."
        );
        assert_eq!(
            refusal(Preferences { text_size: Some(900), ..none() }),
            "Text cannot be 900 % of its size."
        );
        assert_eq!(
            refusal(place(Location { latitude: "91".into(), ..Location::default() })),
            "“91” is no latitude."
        );
        assert_eq!(
            refusal(place(Location { city: "x".repeat(81), ..Location::default() })),
            "The city is longer than 80 characters."
        );
    }
}
