//! A frame as it is written down, and as it is read again.

use std::time::{Duration, SystemTime};

use greenroom_contract::Header;
use greenroom_contract::record::{Direction, Frame, FrameDetail, FrameHttp, FrameKind, Side, WidgetEnd};
use greenroom_mcp as mcp;
use greenroom_store::{FrameBody, FrameRow, WholeFrame};
use jiff::Timestamp;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::LONGEST_TEXT;
use super::bridge::Message;
use super::recorder::{Content, Source, Waiting};
use crate::mask::Mask;
use crate::time;

/// As much of an answer as says whether it is an error.
#[derive(Deserialize)]
struct Outcome {
    error: Option<IgnoredAny>,
}

pub fn written(waiting: Waiting) -> WholeFrame {
    let Waiting { source, content, bytes } = waiting;
    match content {
        Content::Wire(frame) => of_wire(&source, frame, bytes),
        Content::Bridge(message) => of_bridge(&source, message, bytes),
    }
}

fn of_wire(source: &Source, frame: mcp::Frame, bytes: usize) -> WholeFrame {
    let http = frame.http.as_ref().map(|http| exchange(http, &source.mask));
    let is_error = is_error(&frame);
    let (text, cut) = kept(source, &frame.text, bytes);
    let row = FrameRow {
        number: 0,
        connector_id: source.connector_id.clone(),
        app_name: source.app_name.clone(),
        session: source.session,
        at: written_at(frame.at),
        direction: name(direction(frame.direction)),
        kind: name(kind(frame.kind)),
        method: source.mask.text(&frame.method.unwrap_or_default()),
        rpc_id: frame.id.map(|id| source.mask.text(&id.to_string())).unwrap_or_default(),
        call_id: frame.tag,
        is_error,
        status: http.as_ref().and_then(|http| http.status),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        duration_ms: frame.duration.map(milliseconds),
        side: name(Side::Wire),
        language: None,
        screen: None,
        instance: None,
    };
    let url = http.as_ref().map(|http| http.url.clone()).unwrap_or_default();
    let http = http.and_then(|http| serde_json::to_value(http).ok());
    WholeFrame { row, body: FrameBody { text, cut, url, http } }
}

fn of_bridge(source: &Source, message: Message, bytes: usize) -> WholeFrame {
    let (text, cut) = kept(source, &message.text, bytes);
    let row = FrameRow {
        number: 0,
        connector_id: source.connector_id.clone(),
        app_name: source.app_name.clone(),
        session: source.session,
        at: written_at(message.at),
        direction: name(message.direction),
        kind: name(message.kind),
        method: source.mask.text(&message.method),
        rpc_id: source.mask.text(&message.id),
        call_id: Some(message.place.call_id.clone()),
        is_error: message.is_error,
        status: None,
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        duration_ms: message.duration.map(milliseconds),
        side: name(Side::Bridge),
        language: Some(name(message.language)),
        screen: Some(message.place.screen.clone()),
        instance: Some(message.place.instance.clone()),
    };
    WholeFrame { row, body: FrameBody { text, cut, url: String::new(), http: None } }
}

/// The text without secrets, and whether only its start is kept.
fn kept(source: &Source, text: &str, bytes: usize) -> (String, bool) {
    let mut masked = source.mask.text(text);
    let cut = bytes > text.len() || masked.len() > LONGEST_TEXT;
    masked.truncate(masked.floor_char_boundary(LONGEST_TEXT));
    (masked, cut)
}

fn written_at(at: SystemTime) -> String {
    time::written(Timestamp::try_from(at).unwrap_or(Timestamp::UNIX_EPOCH))
}

/// As a list shows it.
pub fn frame(row: FrameRow) -> Frame {
    let widget = match (row.language, row.screen, row.instance) {
        (Some(language), Some(screen), Some(instance)) => {
            named(&language).map(|language| WidgetEnd { language, screen, instance })
        }
        _ => None,
    };
    Frame {
        side: named(&row.side).unwrap_or(Side::Wire),
        widget,
        number: row.number,
        connector_id: row.connector_id,
        app_name: row.app_name,
        session: row.session,
        at: row.at,
        direction: named(&row.direction).unwrap_or(Direction::FromServer),
        kind: named(&row.kind).unwrap_or(FrameKind::Oddity),
        method: row.method,
        rpc_id: row.rpc_id,
        call_id: row.call_id,
        is_error: row.is_error,
        status: row.status,
        #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
        bytes: row.bytes as f64,
        duration_ms: row.duration_ms,
    }
}

/// Its counterpart is looked up by whoever shows it alone.
pub fn detail(whole: WholeFrame) -> FrameDetail {
    FrameDetail {
        frame: frame(whole.row),
        text: whole.body.text,
        cut: whole.body.cut,
        http: whole.body.http.and_then(|http| serde_json::from_value(http).ok()),
        counterpart: None,
    }
}

/// An enum of the contract as it is stored: by its name in JSON.
pub fn name(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::from(name)).ok()
}

fn is_error(frame: &mcp::Frame) -> bool {
    let status = frame.http.as_ref().and_then(|http| http.status);
    let is_refusal =
        frame.direction == mcp::Direction::FromServer && status.is_some_and(|status| status >= 400);
    let says_so = || serde_json::from_str(&frame.text).is_ok_and(|outcome: Outcome| outcome.error.is_some());
    match frame.kind {
        mcp::FrameKind::Failure => true,
        mcp::FrameKind::Answer => is_refusal || says_so(),
        _ => is_refusal,
    }
}

fn exchange(http: &mcp::FrameHttp, mask: &Mask) -> FrameHttp {
    let headers = |headers: &[(String, String)]| {
        let masked = headers
            .iter()
            .map(|(name, value)| Header { name: name.clone(), value: mask.header(name, value) });
        masked.collect()
    };
    FrameHttp {
        exchange: http.exchange,
        method: http.method.clone(),
        url: mask.url(&http.url),
        status: http.status,
        request_headers: headers(&http.request_headers),
        response_headers: headers(&http.response_headers),
        first_byte_ms: http.first_byte.map(milliseconds),
    }
}

fn direction(direction: mcp::Direction) -> Direction {
    match direction {
        mcp::Direction::ToServer => Direction::ToServer,
        mcp::Direction::FromServer => Direction::FromServer,
    }
}

fn kind(kind: mcp::FrameKind) -> FrameKind {
    match kind {
        mcp::FrameKind::Request => FrameKind::Request,
        mcp::FrameKind::Answer => FrameKind::Answer,
        mcp::FrameKind::Notification => FrameKind::Notification,
        mcp::FrameKind::Oddity => FrameKind::Oddity,
        mcp::FrameKind::Http => FrameKind::Http,
        mcp::FrameKind::Failure => FrameKind::Failure,
        mcp::FrameKind::Stderr => FrameKind::Stderr,
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
