//! What a server's question means, and what goes back to it.

use greenroom_contract::Problem;
use greenroom_contract::inquiry::{InquiryAnswer, Question};
use greenroom_mcp as mcp;
use greenroom_mcp::Refusal;
use serde_json::{Value, json};
use url::Url;

use crate::schema;
use crate::text;

/// JSON-RPC: the params cannot be used.
const INVALID_PARAMS: i64 = -32602;
/// MCP: the person would not have it.
const REJECTED: i64 = -1;
/// The longest message that is shown. Who asks for more hides something.
const LONGEST_MESSAGE: usize = 4000;

pub fn read(asked: &mcp::Question) -> Result<Question, Refusal> {
    let params = &asked.params;
    let text = |key: &str| params.get(key).and_then(Value::as_str);
    let message = || text("message").map(|message| text::shown(message, LONGEST_MESSAGE)).unwrap_or_default();
    match (asked.method.as_str(), text("mode")) {
        ("sampling/createMessage", _) => Ok(Question::Sampling { params: params.clone().into() }),
        ("elicitation/create", Some("url")) => {
            let url = text("url").ok_or_else(|| invalid("url is missing"))?;
            Ok(Question::Url { message: message(), url: url.to_owned() })
        }
        ("elicitation/create", _) => {
            let schema = params.get("requestedSchema").filter(|schema| schema.is_object());
            let schema = schema.ok_or_else(|| invalid("requestedSchema should be an object"))?;
            Ok(Question::Form { message: message(), schema: schema.clone().into() })
        }
        (other, _) => Err(Refusal { code: -32601, message: format!("this client has no method {other}") }),
    }
}

/// What the server gets where nobody answers.
pub fn cancelled(question: &Question) -> Result<Value, Refusal> {
    match question {
        Question::Form { .. } | Question::Url { .. } => Ok(json!({ "action": "cancel" })),
        Question::Sampling { .. } => Err(rejected()),
    }
}

/// What the server gets for the person's answer. Checking a form may take a while.
///
/// # Errors
/// The answer does not fit the question.
pub fn answered(question: &Question, answer: &InquiryAnswer) -> Result<Result<Value, Refusal>, Problem> {
    match (question, answer) {
        (_, InquiryAnswer::Cancel) => Ok(cancelled(question)),
        (Question::Sampling { .. }, InquiryAnswer::Decline) => Ok(Err(rejected())),
        (_, InquiryAnswer::Decline) => Ok(Ok(json!({ "action": "decline" }))),
        (Question::Form { schema, .. }, InquiryAnswer::Accept { content }) => {
            fits(&schema.0, &content.0)?;
            Ok(Ok(json!({ "action": "accept", "content": content })))
        }
        (Question::Url { url, .. }, InquiryAnswer::Accept { .. }) => {
            page(url)?;
            Ok(Ok(json!({ "action": "accept" })))
        }
        (Question::Sampling { .. }, InquiryAnswer::Accept { content }) => {
            let written =
                content.0.get("text").and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            let written = written.ok_or_else(|| {
                Problem::invalid("The answer is empty.", "Write what the model would, or decline.")
            })?;
            Ok(Ok(json!({
                "role": "assistant",
                "content": { "type": "text", "text": written },
                "model": "greenroom",
                "stopReason": "endTurn",
            })))
        }
    }
}

/// Only web pages are opened: other schemes can start programs.
pub fn page(url: &str) -> Result<Url, Problem> {
    let shown = text::shown(url, LONGEST_MESSAGE);
    let wrong = |why: String| Problem::invalid(why, "Decline; the server should ask for a web page.");
    let page = Url::parse(url).map_err(|error| wrong(format!("{shown} is no valid address: {error}.")))?;
    if !["http", "https"].contains(&page.scheme()) {
        return Err(wrong(format!("Only http: and https: addresses are opened, not {}:.", page.scheme())));
    }
    // https://bank.example@evil.example/ reads like the wrong place.
    if !page.username().is_empty() || page.password().is_some() {
        return Err(wrong("An address with a user name in it is not opened.".into()));
    }
    Ok(page)
}

fn fits(form: &Value, content: &Value) -> Result<(), Problem> {
    if !content.is_object() {
        return Err(Problem::invalid("The answer should be a form's values.", "Fill in the form again."));
    }
    let Some(violation) = schema::violations(form, content).into_iter().next() else { return Ok(()) };
    let place = match violation.pointer.trim_start_matches('/') {
        "" => String::new(),
        field => format!("{field}: "),
    };
    Err(Problem::invalid(
        text::shown(&format!("{place}{}.", violation.text), LONGEST_MESSAGE),
        "Correct it and send the form again.",
    ))
}

fn invalid(why: &str) -> Refusal {
    Refusal { code: INVALID_PARAMS, message: why.to_owned() }
}

fn rejected() -> Refusal {
    Refusal { code: REJECTED, message: "the user rejected the request".to_owned() }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::Json;
    use pretty_assertions::assert_eq;

    use super::*;

    fn accept(content: Value) -> InquiryAnswer {
        InquiryAnswer::Accept { content: Json(content) }
    }

    #[test]
    fn a_question_without_what_it_needs_is_refused_before_anybody_sees_it() {
        let ask = |method: &str, params: Value| {
            read(&mcp::Question { method: method.into(), params, tag: None }).unwrap_err().message
        };
        assert_eq!(
            ask("elicitation/create", json!({ "message": "?" })),
            "requestedSchema should be an object"
        );
        assert_eq!(ask("elicitation/create", json!({ "mode": "url" })), "url is missing");
    }

    #[test]
    fn a_form_goes_back_only_if_it_fits() {
        let schema =
            json!({ "type": "object", "properties": { "age": { "type": "integer" } }, "required": ["age"] });
        let question = Question::Form { message: "How old?".into(), schema: Json(schema) };
        let said = |content| answered(&question, &accept(content)).unwrap_err().message;
        assert_eq!(said(json!({ "age": "old" })), "age: \"old\" is not of type \"integer\".");
        assert_eq!(said(json!({})), "\"age\" is a required property.");
        assert_eq!(said(Value::Null), "The answer should be a form's values.");
        assert_eq!(
            answered(&question, &accept(json!({ "age": 7 }))),
            Ok(Ok(json!({ "action": "accept", "content": { "age": 7 } })))
        );
        assert_eq!(answered(&question, &InquiryAnswer::Decline), Ok(Ok(json!({ "action": "decline" }))));
    }

    #[test]
    fn only_web_pages_are_opened() {
        for (url, why) in [
            ("file:///etc/passwd", "Only http: and https: addresses are opened, not file:."),
            ("https://bank.example@evil.example/", "An address with a user name in it is not opened."),
            ("nowhere", "nowhere is no valid address: relative URL without a base."),
        ] {
            let question = Question::Url { message: String::new(), url: url.into() };
            assert_eq!(answered(&question, &accept(Value::Null)).unwrap_err().message, why);
        }
    }

    #[test]
    fn the_person_writes_what_the_model_would() {
        let question = Question::Sampling { params: Json(json!({ "messages": [] })) };
        assert_eq!(
            answered(&question, &accept(json!({ "text": "Hello" }))),
            Ok(Ok(json!({
                "role": "assistant",
                "content": { "type": "text", "text": "Hello" },
                "model": "greenroom",
                "stopReason": "endTurn",
            })))
        );
        assert_eq!(answered(&question, &InquiryAnswer::Cancel), Ok(Err(rejected())));
        assert!(answered(&question, &accept(json!({ "text": " " }))).is_err());
    }
}
