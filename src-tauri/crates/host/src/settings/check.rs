//! What may be set. The first mistake is named, with the place where it is.

use std::ops::RangeInclusive;

use greenroom_contract::settings::{ClientSettings, RecordSettings, ScreenSettings, Settings};
use greenroom_contract::{Header, Json, Problem};

use crate::connectors::draft::header_mistake;
use crate::text;

/// A call that takes longer than an hour is better stopped by hand.
const CALL_SECONDS: RangeInclusive<u32> = 1..=3600;
/// Fewer frames than one call with its connection makes are no record; more than this make searching slow.
const FRAMES: RangeInclusive<u32> = 100..=1_000_000;
/// With its index a record takes about three times as much on the disk.
const MEGABYTES: RangeInclusive<u32> = 1..=10_000;
const DAYS: RangeInclusive<u32> = 1..=3650;
/// A screen without widgets holds some 150 megabytes.
const SCREEN_MEGABYTES: RangeInclusive<u32> = 256..=65_536;
/// Enough to look into a screen that does not answer.
const HUNG_SECONDS: RangeInclusive<u32> = 0..=3600;
/// A prompt of yesterday is nobody's any more.
const PROMPT_SECONDS: RangeInclusive<u32> = 0..=86_400;
/// A name or a version that is longer disguises more than it says.
const LONGEST_NAME: usize = 200;

pub fn settings(settings: &Settings) -> Result<(), Problem> {
    within("The limit of a call", settings.call_limit_seconds, CALL_SECONDS, "seconds")?;
    if !(1..settings.call_limit_seconds).contains(&settings.call_warning_seconds) {
        let limit = settings.call_limit_seconds;
        return Err(Problem::invalid(
            format!("The warning has to come before the limit of a call, which is {limit} seconds."),
            "Choose fewer seconds for the warning, or more for the limit.",
        ));
    }
    record(&settings.record)?;
    screens(&settings.screens)?;
    let patience = settings.approvals.timeout_seconds;
    within("The patience with a prompt", patience, PROMPT_SECONDS, "seconds")?;
    client("the ChatGPT client", &settings.chatgpt)?;
    client("the plain MCP client", &settings.plain)
}

fn record(record: &RecordSettings) -> Result<(), Problem> {
    within("The number of frames on record", record.most_frames, FRAMES, "frames")?;
    within("The size of the record", record.most_megabytes, MEGABYTES, "megabytes")?;
    within("The age of the record", record.days, DAYS, "days")
}

fn screens(screens: &ScreenSettings) -> Result<(), Problem> {
    within("The memory of a screen", screens.memory_megabytes, SCREEN_MEGABYTES, "megabytes")?;
    within("The patience with a screen", screens.hung_seconds, HUNG_SECONDS, "seconds")
}

fn client(which: &str, client: &ClientSettings) -> Result<(), Problem> {
    for (what, value) in [("name", &client.name), ("version", &client.version)] {
        if value.trim().is_empty() {
            let message = format!("The {what} of {which} is empty.");
            return Err(Problem::invalid(message, "MCP requires one in the handshake."));
        }
        if value.chars().count() > LONGEST_NAME {
            let message = format!("The {what} of {which} is longer than {LONGEST_NAME} characters.");
            return Err(Problem::invalid(message, "Shorten it."));
        }
    }
    let user_agent = Header { name: "User-Agent".into(), value: client.user_agent.clone() };
    headers(which, std::slice::from_ref(&user_agent))?;
    headers(which, &client.headers)?;
    headers(which, &client.call_headers)?;
    object(which, "capabilities", &client.capabilities)?;
    object(which, "_meta of initialize", &client.initialize_meta)?;
    object(which, "_meta of tools/call", &client.call_meta)
}

fn headers(which: &str, headers: &[Header]) -> Result<(), Problem> {
    for (index, header) in headers.iter().enumerate() {
        let is_there = headers[..index].iter().any(|other| other.name.eq_ignore_ascii_case(&header.name));
        let mistake = match header_mistake(&header.name, Some(&header.value)) {
            None if is_there => {
                Some(format!("The header {} is there twice.", text::shown(&header.name, LONGEST_NAME)))
            }
            mistake => mistake,
        };
        if let Some(mistake) = mistake {
            return Err(Problem::invalid(mistake, format!("Correct the headers of {which}.")));
        }
    }
    Ok(())
}

fn object(which: &str, what: &str, value: &Json) -> Result<(), Problem> {
    if value.0.is_object() {
        return Ok(());
    }
    Err(Problem::invalid(
        format!("The {what} of {which} should be a JSON object."),
        "Write {} where nothing is to be sent.",
    ))
}

fn within(what: &str, value: u32, range: RangeInclusive<u32>, unit: &str) -> Result<(), Problem> {
    if range.contains(&value) {
        return Ok(());
    }
    let (least, most) = range.into_inner();
    Err(Problem::invalid(
        format!("{what} is {value} {unit}."),
        format!("Choose between {least} and {most} {unit}."),
    ))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;
    use crate::profile::Profile;
    use crate::settings::defaults;

    fn refusal(change: impl FnOnce(&mut Settings)) -> String {
        let mut changed = defaults::settings(&Profile::chatgpt().unwrap());
        change(&mut changed);
        settings(&changed).unwrap_err().message
    }

    #[test]
    fn what_the_profile_says_may_be_set() {
        assert_eq!(settings(&defaults::settings(&Profile::chatgpt().unwrap())), Ok(()));
    }

    #[test]
    fn each_mistake_is_named_with_its_place() {
        let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
        assert_eq!(refusal(|all| all.call_limit_seconds = 0), "The limit of a call is 0 seconds.");
        assert_eq!(
            refusal(|all| all.call_warning_seconds = 60),
            "The warning has to come before the limit of a call, which is 60 seconds."
        );
        assert_eq!(refusal(|all| all.record.days = 9999), "The age of the record is 9999 days.");
        assert_eq!(
            refusal(|all| all.screens.memory_megabytes = 100),
            "The memory of a screen is 100 megabytes."
        );
        assert_eq!(
            refusal(|all| all.screens.hung_seconds = 3601),
            "The patience with a screen is 3601 seconds."
        );
        assert_eq!(refusal(|all| all.plain.name = " ".into()), "The name of the plain MCP client is empty.");
        assert_eq!(
            refusal(|all| all.chatgpt.capabilities = Json(json!([]))),
            "The capabilities of the ChatGPT client should be a JSON object."
        );
        assert_eq!(
            refusal(|all| all.chatgpt.call_headers = vec![header("x-a", "1"), header("X-A", "2")]),
            "The header X-A is there twice."
        );
        assert_eq!(
            refusal(|all| all.chatgpt.user_agent = "a\nb".into()),
            "The value of the header User-Agent holds a line break."
        );
        assert_eq!(
            refusal(|all| all.chatgpt.headers = vec![header("Mcp-Method", "x")]),
            "The header Mcp-Method is set by the protocol itself. Leave it out."
        );
    }
}
