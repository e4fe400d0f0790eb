//! Watches what passes over the MCP Apps bridge of a test and knows what must not: messages against the published
//! schema, answers that nobody asked for, and what comes before its time.

pub mod schema;

use std::collections::HashMap;

use serde_json::{Map, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speaker {
    Host,
    Widget,
}

/// How far the document of a widget has come.
#[derive(Debug, Default)]
struct Document {
    initialized: bool,
    input: bool,
    end: bool,
}

#[derive(Debug, Default)]
pub struct BridgeWatch {
    /// The methods of requests that wait for their answer, by who asked, the instance and the id.
    asked: HashMap<(Speaker, String, String), Vec<String>>,
    documents: HashMap<String, Document>,
    faults: Vec<String>,
}

impl BridgeWatch {
    /// What was against the rules so far, each with the message.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// A fresh document of this instance is served.
    pub fn begin_document(&mut self, instance: &str) {
        self.documents.insert(instance.to_owned(), Document::default());
    }

    /// Remembers what a test says in place of a widget, which may be anything.
    pub fn note_widget(&mut self, instance: &str, message: &Value) {
        let Some(method) = message["method"].as_str() else { return };
        if let Some(id) = message.get("id") {
            self.note_request(Speaker::Widget, instance, id, method);
        }
        let document = self.documents.entry(instance.to_owned()).or_default();
        match method {
            "ui/notifications/initialized" => document.initialized = true,
            // One that introduces itself again is told everything again.
            "ui/initialize" => (document.input, document.end) = (false, false),
            _ => {}
        }
    }

    /// Holds a real widget's message against the schema.
    pub fn hear_widget(&mut self, instance: &str, message: &Value) {
        self.check(Speaker::Widget, instance, message);
        self.note_widget(instance, message);
    }

    /// Holds a message of the host against the schema and the order of a widget's life.
    pub fn hear_host(&mut self, instance: &str, message: &Value) {
        self.check(Speaker::Host, instance, message);
        let Some(method) = message["method"].as_str() else { return };
        if let Some(id) = message.get("id") {
            self.note_request(Speaker::Host, instance, id, method);
        }
        if let Some(fault) = self.untimely(instance, method) {
            self.faults.push(format!("{fault}: {message}"));
        }
    }

    fn untimely(&mut self, instance: &str, method: &str) -> Option<&'static str> {
        let document = self.documents.entry(instance.to_owned()).or_default();
        // The last word to a frame: by the time it is noted here, the next frame's document may have been served.
        if method == "ui/resource-teardown" {
            return None;
        }
        if !document.initialized {
            return Some("nothing may be sent before ui/notifications/initialized");
        }
        match method {
            "ui/notifications/tool-input-partial" if document.input => Some("no part may follow the input"),
            "ui/notifications/tool-input" if document.input => Some("the input is sent once"),
            "ui/notifications/tool-input" if document.end => Some("the input comes before the end"),
            "ui/notifications/tool-result" if !document.input => Some("the input comes before the result"),
            "ui/notifications/tool-result" | "ui/notifications/tool-cancelled" if document.end => {
                Some("the end is told once")
            }
            "ui/notifications/tool-input" => {
                document.input = true;
                None
            }
            "ui/notifications/tool-result" | "ui/notifications/tool-cancelled" => {
                document.end = true;
                None
            }
            _ => None,
        }
    }

    fn check(&mut self, speaker: Speaker, instance: &str, message: &Value) {
        let faults = match message.as_object() {
            Some(object) if object.get("jsonrpc") == Some(&"2.0".into()) => {
                match object.get("method").map(Value::as_str) {
                    Some(Some(method)) => schema::faults_of_message(method, object),
                    Some(None) => vec!["the method is a string".to_owned()],
                    None => self.faults_of_answer(speaker, instance, object),
                }
            }
            _ => vec!["a message is an object of JSON-RPC 2.0".to_owned()],
        };
        let said: String = message.to_string().chars().take(300).collect();
        let told = faults.into_iter().map(|fault| format!("{speaker:?} of {instance}: {fault}: {said}"));
        self.faults.extend(told);
    }

    fn faults_of_answer(
        &mut self,
        speaker: Speaker,
        instance: &str,
        answer: &Map<String, Value>,
    ) -> Vec<String> {
        let asker = if speaker == Speaker::Host { Speaker::Widget } else { Speaker::Host };
        let id = answer.get("id").cloned().unwrap_or_default();
        let waiting = self.asked.get_mut(&(asker, instance.to_owned(), id.to_string())).and_then(Vec::pop);
        let Some(method) = waiting else { return vec!["nobody asked, or it was answered before".to_owned()] };
        match (answer.get("result"), answer.get("error")) {
            (Some(result), None) => schema::faults_of_result(&method, result),
            (None, Some(error)) if error["code"].is_i64() && error["message"].is_string() => Vec::new(),
            (None, Some(_)) => vec!["an error has a code and a message".to_owned()],
            _ => vec!["an answer is either a result or an error".to_owned()],
        }
    }

    fn note_request(&mut self, asker: Speaker, instance: &str, id: &Value, method: &str) {
        let key = (asker, instance.to_owned(), id.to_string());
        self.asked.entry(key).or_default().push(method.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::BridgeWatch;

    const LIFE: [&str; 2] = ["ui/notifications/tool-input", "ui/notifications/tool-result"];

    fn initialized() -> BridgeWatch {
        let mut watch = BridgeWatch::default();
        watch.hear_widget("one", &json!({ "jsonrpc": "2.0", "method": "ui/notifications/initialized" }));
        watch
    }

    fn notification(method: &str, params: Value) -> Value {
        json!({ "jsonrpc": "2.0", "method": method, "params": params })
    }

    #[test]
    fn a_life_in_order_has_no_faults() {
        let mut watch = initialized();
        watch.hear_host("one", &notification(LIFE[0], json!({ "arguments": {} })));
        watch.hear_host("one", &notification(LIFE[1], json!({ "content": [] })));
        watch.note_widget("one", &json!({ "id": 1, "method": "ui/request-display-mode" }));
        watch.hear_host("one", &json!({ "jsonrpc": "2.0", "id": 1, "result": { "mode": "pip" } }));
        assert_eq!(watch.faults(), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_named() {
        let ask = json!({ "jsonrpc": "2.0", "id": 1, "method": "ui/request-display-mode",
            "params": { "mode": "wide" } });
        let answer = |mode: &str| json!({ "jsonrpc": "2.0", "id": 1, "result": { "mode": mode } });
        let cases = [
            (vec![notification(LIFE[0], json!({ "arguments": [] }))], "[] is not of type \"object\""),
            (vec![notification(LIFE[1], json!({ "content": [] }))], "the input comes before the result"),
            (vec![notification("ui/sing", json!({}))], "there is no such method"),
            (vec![answer("pip")], "nobody asked"),
            (vec![json!({ "method": "ping" })], "JSON-RPC 2.0"),
        ];
        for (messages, fault) in cases {
            let mut watch = initialized();
            messages.iter().for_each(|message| watch.hear_host("one", message));
            assert!(watch.faults()[0].contains(fault), "{:?} should say {fault}", watch.faults());
        }
        let mut watch = initialized();
        watch.hear_widget("one", &ask);
        watch.hear_host("one", &answer("wide"));
        assert_eq!(watch.faults().len(), 2, "{:?}", watch.faults());
        let mut early = BridgeWatch::default();
        early.hear_host("one", &notification(LIFE[0], json!({ "arguments": {} })));
        assert!(early.faults()[0].starts_with("nothing may be sent before"), "{:?}", early.faults());
    }
}
