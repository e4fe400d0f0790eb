//! The traffic of our `window.openai` script.

use greenroom_contract::Json;
use greenroom_contract::conversation::Scroll;
use greenroom_contract::widget::{OpenaiRequest, ToOpenai};
use serde_json::{Value, json};

use super::content::Block;
use super::{Granted, ModalWish, Refusal, ReturnLink, Wish, length, mode};
use crate::files::Shelf;
use crate::widgets::form::texts;

/// Reads a request; an error is a sentence for the widget's author.
pub fn wish(request: &OpenaiRequest) -> Result<Wish, String> {
    let first = request.params.0.get(0).unwrap_or(&Value::Null);
    let text = |key: &str| {
        let text = first.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.map(str::to_owned).ok_or_else(|| format!("{} needs a non-empty string `{key}`.", request.method))
    };
    match request.method.as_str() {
        "callTool" => {
            let name = first.as_str().ok_or("callTool needs the tool's name as its first argument.")?;
            let arguments = match request.params.0.get(1) {
                None | Some(Value::Null) => json!({}),
                Some(arguments @ Value::Object(_)) => arguments.clone(),
                Some(_) => return Err("callTool needs an object of arguments as its second argument.".into()),
            };
            Ok(Wish::CallTool { name: name.to_owned(), arguments })
        }
        "setWidgetState" => Ok(Wish::KeepState(first.clone())),
        "requestDisplayMode" => {
            let wished = mode(&text("mode")?);
            wished.map(Wish::Mode).ok_or_else(|| "The mode is one of inline, pip and fullscreen.".into())
        }
        "sendFollowUpMessage" => {
            Ok(Wish::FollowUp { content: vec![Block::text(text("prompt")?)], scroll: scroll(first) })
        }
        "openExternal" => {
            let is_omitted = first.get("redirectUrl") == Some(&Value::Bool(false));
            let back = if is_omitted { ReturnLink::Omitted } else { ReturnLink::Added };
            Ok(Wish::OpenLink { url: text("href")?, back })
        }
        "uploadFile" => {
            let file = serde_json::from_value(first.clone());
            let file = file.map_err(|_| "uploadFile needs a File as its first argument.")?;
            let is_kept = request.params.0.pointer("/1/library") == Some(&Value::Bool(true));
            Ok(Wish::UploadFile { file, shelf: if is_kept { Shelf::Library } else { Shelf::Aside } })
        }
        "requestModal" => {
            let optional = |key: &str| first.get(key).and_then(Value::as_str).map(str::to_owned);
            let params = match first.get("params") {
                None | Some(Value::Null) => Value::Null,
                Some(params @ Value::Object(_)) => params.clone(),
                Some(_) => return Err("requestModal needs an object as `params`.".into()),
            };
            let (template, title) = (optional("template"), optional("title"));
            Ok(Wish::Modal(ModalWish { template, title, params }))
        }
        "setOpenInAppUrl" => Ok(Wish::OpenInAppUrl { url: text("href")? }),
        "selectFiles" => Ok(Wish::SelectFiles),
        "getFileDownloadUrl" => Ok(Wish::FileUrl { id: text("fileId")? }),
        "requestCheckout" => match first {
            Value::Object(_) => Ok(Wish::CheckOut(first.clone())),
            _ => Err("requestCheckout needs a checkout session as its argument.".into()),
        },
        "notifyIntrinsicHeight" => height(first).map(Wish::Height),
        "contentHeight" => height(first).map(Wish::ContentHeight),
        "requestClose" => Ok(Wish::Close),
        other => Err(format!("window.openai.{other} is not offered here.")),
    }
}

/// Documented: to the end, unless the widget says otherwise.
fn scroll(message: &Value) -> Scroll {
    match message.get("scrollToBottom") {
        Some(Value::Bool(false)) => Scroll::Stay,
        _ => Scroll::ToEnd,
    }
}

fn height(value: &Value) -> Result<f64, String> {
    length(value).ok_or_else(|| "The height is a number of pixels.".into())
}

pub fn reply(id: u32, outcome: Result<Granted, Refusal>) -> ToOpenai {
    match outcome {
        Ok(Granted::Done | Granted::Declined | Granted::Close) => {
            ToOpenai::Result { id, value: Json(Value::Null) }
        }
        Ok(Granted::Value(value)) => ToOpenai::Result { id, value: Json(value) },
        Ok(Granted::Mode(mode)) => ToOpenai::Result { id, value: Json(json!({ "mode": mode })) },
        Ok(Granted::Called(result)) => ToOpenai::Result { id, value: Json(with_aliases(result)) },
        Ok(Granted::Answer(answer)) => ToOpenai::Result { id, value: Json(answer) },
        Err(refusal) => ToOpenai::Error { id, message: refusal.message },
    }
}

/// What is called by other names, or was: current typings call the metadata `meta`, the protocol `_meta`; the runtime of
/// 2025 gave the text as `result`.
fn with_aliases(mut answer: Value) -> Value {
    let text = texts(&answer);
    let Some(fields) = answer.as_object_mut() else { return answer };
    fields.entry("content").or_insert_with(|| json!([]));
    fields.entry("isError").or_insert(Value::Bool(false));
    if let Some(meta) = fields.get("_meta").cloned() {
        fields.insert("meta".into(), meta);
    }
    fields.entry("result").or_insert(Value::String(text));
    answer
}

#[cfg(test)]
mod tests {
    use greenroom_contract::file::NewFile;
    use greenroom_contract::stage::DisplayMode;
    use pretty_assertions::assert_eq;

    use super::*;

    fn read(method: &str, params: Value) -> Result<Wish, String> {
        wish(&OpenaiRequest { id: 1, method: method.into(), params: Json(params) })
    }

    #[test]
    fn each_member_becomes_a_wish() {
        let call = Wish::CallTool { name: "move".into(), arguments: json!({ "id": 1 }) };
        assert_eq!(read("callTool", json!(["move", { "id": 1 }])), Ok(call));
        assert_eq!(read("setWidgetState", json!([{ "a": 1 }])), Ok(Wish::KeepState(json!({ "a": 1 }))));
        assert_eq!(read("requestDisplayMode", json!([{ "mode": "pip" }])), Ok(Wish::Mode(DisplayMode::Pip)));
        assert_eq!(
            read("sendFollowUpMessage", json!([{ "prompt": "x" }])),
            Ok(Wish::FollowUp { content: vec![Block::text("x")], scroll: Scroll::ToEnd })
        );
        assert_eq!(
            read("sendFollowUpMessage", json!([{ "prompt": "x", "scrollToBottom": false }])),
            Ok(Wish::FollowUp { content: vec![Block::text("x")], scroll: Scroll::Stay })
        );
        let link = |back| Ok(Wish::OpenLink { url: "u".into(), back });
        assert_eq!(read("openExternal", json!([{ "href": "u" }])), link(ReturnLink::Added));
        let without = json!([{ "href": "u", "redirectUrl": false }]);
        assert_eq!(read("openExternal", without), link(ReturnLink::Omitted));
        let file = NewFile { name: "a".into(), mime_type: "b/c".into(), base64: "ZA==".into() };
        let sent = json!({ "name": "a", "mimeType": "b/c", "base64": "ZA==" });
        for (options, shelf) in [(json!({ "library": true }), Shelf::Library), (Value::Null, Shelf::Aside)] {
            let wish = Wish::UploadFile { file: file.clone(), shelf };
            assert_eq!(read("uploadFile", json!([sent, options])), Ok(wish));
        }
        let modal = json!([{ "title": "Move", "params": { "id": 1 } }]);
        let wish = ModalWish { template: None, title: Some("Move".into()), params: json!({ "id": 1 }) };
        assert_eq!(read("requestModal", modal), Ok(Wish::Modal(wish)));
        let url = Wish::OpenInAppUrl { url: "https://a.example/".into() };
        assert_eq!(read("setOpenInAppUrl", json!([{ "href": "https://a.example/" }])), Ok(url));
        assert_eq!(read("selectFiles", json!([])), Ok(Wish::SelectFiles));
        let url = Wish::FileUrl { id: "file_1".into() };
        assert_eq!(read("getFileDownloadUrl", json!([{ "fileId": "file_1" }])), Ok(url));
        assert_eq!(read("requestCheckout", json!([{ "id": 1 }])), Ok(Wish::CheckOut(json!({ "id": 1 }))));
        assert_eq!(read("notifyIntrinsicHeight", json!([12])), Ok(Wish::Height(12.0)));
        assert_eq!(read("requestClose", json!([])), Ok(Wish::Close));
    }

    #[test]
    fn an_answer_has_the_names_of_every_time() {
        let answer = |result: Value| match reply(7, Ok(Granted::Called(result))) {
            ToOpenai::Result { id: 7, value } => value.0,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            answer(json!({
                "content": [{ "type": "text", "text": "a" }, { "type": "image" }, { "type": "text", "text": "b" }],
                "structuredContent": { "n": 1 }, "isError": true, "_meta": { "m": 2 }
            })),
            json!({
                "content": [{ "type": "text", "text": "a" }, { "type": "image" }, { "type": "text", "text": "b" }],
                "structuredContent": { "n": 1 }, "isError": true, "_meta": { "m": 2 }, "meta": { "m": 2 },
                "result": "a\nb"
            })
        );
        assert_eq!(answer(json!({})), json!({ "content": [], "isError": false, "result": "" }));
    }

    #[test]
    fn mistakes_are_answered_with_a_sentence() {
        let said = |method, params| read(method, params).unwrap_err();
        assert_eq!(said("callTool", json!([])), "callTool needs the tool's name as its first argument.");
        assert_eq!(
            said("callTool", json!(["a", []])),
            "callTool needs an object of arguments as its second argument."
        );
        assert_eq!(
            said("requestDisplayMode", json!([{ "mode": "x" }])),
            "The mode is one of inline, pip and fullscreen."
        );
        assert_eq!(said("openExternal", json!([{}])), "openExternal needs a non-empty string `href`.");
        assert_eq!(
            said("setOpenInAppUrl", json!([{ "href": "" }])),
            "setOpenInAppUrl needs a non-empty string `href`."
        );
        assert_eq!(
            said("requestModal", json!([{ "params": 1 }])),
            "requestModal needs an object as `params`."
        );
        assert_eq!(said("notifyIntrinsicHeight", json!(["tall"])), "The height is a number of pixels.");
        assert_eq!(said("requestPayment", json!([])), "window.openai.requestPayment is not offered here.");
    }
}
