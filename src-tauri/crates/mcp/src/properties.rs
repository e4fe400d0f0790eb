//! What holds whatever comes over the wire.

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rmcp::model::ServerJsonRpcMessage;
use rmcp::transport::Transport;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncWriteExt, DuplexStream};

use crate::frame::Frame;
use crate::observer::{Notice, Observer, Question, Refusal};
use crate::pipe::Pipe;
use crate::server::Server;
use crate::tap::{Source, Tap};
use crate::target::{ClientProfile, Protocol};
use crate::{notice, reading, wire};

/// What the tap tells.
#[derive(Debug, Default)]
struct Told {
    frames: Mutex<Vec<Frame>>,
}

impl Observer for Told {
    fn frame(&self, frame: Frame) {
        self.frames.lock().unwrap().push(frame);
    }

    fn notice(&self, _: Notice) {}

    fn ask(&self, _: Question) -> BoxFuture<'static, Result<Value, Refusal>> {
        Box::pin(std::future::pending())
    }
}

impl Told {
    fn texts(&self) -> Vec<String> {
        self.frames.lock().unwrap().iter().map(|frame| frame.text.clone()).collect()
    }
}

fn tap() -> (Arc<Tap>, Arc<Told>) {
    let told = Arc::new(Told::default());
    let profile = ClientProfile {
        name: "properties".into(),
        version: "1".into(),
        user_agent: "properties/1".into(),
        capabilities: json!({}),
        protocol: Protocol::Negotiated,
        headers: Vec::new(),
        initialize_meta: Map::new(),
        progress: false,
    };
    (Arc::new(Tap::new(&profile, told.clone())), told)
}

const KEYS: [&str; 14] = [
    "jsonrpc",
    "id",
    "method",
    "params",
    "result",
    "error",
    "code",
    "message",
    "requestId",
    "progress",
    "progressToken",
    "serverInfo",
    "capabilities",
    "_meta",
];

const TEXTS: [&str; 10] = [
    "2.0",
    "ping",
    "tools/list",
    "elicitation/create",
    "notifications/progress",
    "notifications/cancelled",
    "notifications/message",
    "notifications/tools/list_changed",
    "\u{202e}\u{0}",
    "",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(&TEXTS[..]).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = prop_oneof![4 => select(&KEYS[..]).prop_map(str::to_owned), 1 => ".{0,4}"];
        prop_oneof![
            1 => vec(inner.clone(), 0..5).prop_map(Value::from),
            3 => vec((key, inner), 0..7).prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
        ]
    })
}

/// Something that looks like a message.
fn any_message() -> impl Strategy<Value = Value> {
    (any_json(), any::<bool>()).prop_map(|(mut message, is_marked)| {
        if let Some(message) = message.as_object_mut().filter(|_| is_marked) {
            message.insert("jsonrpc".into(), json!("2.0"));
        }
        message
    })
}

fn is_message(line: &str) -> bool {
    reading::read(line.as_bytes()).is_ok_and(|value| value.is_array() || wire::objection(&value).is_none())
}

/// Everything that a pipe makes of these bytes, written in pieces of this length.
fn through_a_pipe(bytes: &[u8], piece: usize) -> (Vec<ServerJsonRpcMessage>, Vec<String>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (tap, told) = tap();
    let messages = runtime.block_on(async {
        let (near, mut far): (DuplexStream, DuplexStream) = tokio::io::duplex(piece);
        let (reader, writer) = tokio::io::split(near);
        let mut pipe = Pipe::new(reader, writer, 1_000_000, tap);
        let write = async {
            for piece in bytes.chunks(piece) {
                far.write_all(piece).await.unwrap();
            }
            drop(far);
        };
        let read = async {
            let mut messages = Vec::new();
            while let Some(message) = pipe.receive().await {
                messages.push(message);
            }
            messages
        };
        tokio::join!(write, read).1
    });
    (messages, told.texts())
}

proptest! {
    #[test]
    fn what_is_read_is_what_serde_json_reads(value in any_json(), text in ".{0,40}") {
        let written = value.to_string();
        prop_assert_eq!(reading::read(written.as_bytes()).unwrap(), value);
        let plain = serde_json::from_str::<Value>(&text).ok();
        prop_assert_eq!(reading::read(text.as_bytes()).ok(), plain);
    }

    #[test]
    fn whatever_comes_is_on_record_once_and_as_it_came(message in any_message(), text in ".{0,40}") {
        prop_assume!(!message.is_array() && !text.starts_with('['));
        for text in [message.to_string(), text] {
            let (tap, told) = tap();
            let taken = tap.received(text.clone(), Source::default());
            prop_assert_eq!(told.texts(), [text]);
            // Nothing was asked, so nothing can be answered.
            let is_answer = |message: &ServerJsonRpcMessage| {
                matches!(message, ServerJsonRpcMessage::Response(_) | ServerJsonRpcMessage::Error(_))
            };
            prop_assert!(!taken.messages.iter().any(is_answer));
        }
    }

    #[test]
    fn no_bytes_are_lost_before_they_are_on_record(bytes in vec(any::<u8>(), 0..40)) {
        let (tap, told) = tap();
        tap.received_bytes(bytes.clone(), Source::default());
        prop_assert_eq!(told.texts().concat(), String::from_utf8_lossy(&bytes).into_owned());
    }

    #[test]
    fn good_messages_pass_whatever_stands_between_them(
        garbage in vec("[^\n]{0,30}", 1..6),
        piece in 1_usize..40,
    ) {
        prop_assume!(!garbage.iter().any(|line| is_message(line)));
        let mut lines = Vec::new();
        for (id, line) in garbage.iter().enumerate() {
            lines.push(line.clone());
            lines.push(json!({ "jsonrpc": "2.0", "id": id, "method": "ping" }).to_string());
        }
        let (messages, texts) = through_a_pipe((lines.join("\n") + "\n").as_bytes(), piece);
        prop_assert_eq!(messages.len(), garbage.len());
        let on_record: Vec<&String> = lines.iter().filter(|line| !line.trim_ascii().is_empty()).collect();
        prop_assert_eq!(texts.iter().collect::<Vec<_>>(), on_record);
    }

    #[test]
    fn notices_and_introductions_are_read_from_anything(message in any_message()) {
        let server = Server::read(message.clone(), "2025-11-25");
        prop_assert!(server.capabilities.is_object());
        prop_assert_eq!(&server.raw, &message);
        if wire::objection(&message).is_none() && message.get("method").is_some_and(Value::is_string) {
            notice::of(message, None);
        }
    }
}
