//! A widget's requests as an HTTP Archive. What was blocked has the status 0, as browsers write it, and the reason as its
//! comment.

use greenroom_contract::observation::{NetworkEntry, NetworkVerdict};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::har;

pub fn of(app_name: &str, entries: &[NetworkEntry]) -> Value {
    let mut archive = har::log(entries.iter().map(entry).collect());
    archive["log"]["comment"] = app_name.into();
    archive
}

fn entry(NetworkEntry { request, verdict, explanation }: &NetworkEntry) -> Value {
    let time = request.duration.unwrap_or_default();
    json!({
        "startedDateTime": moment(request.started),
        "time": time,
        "request": {
            "method": request.method,
            "url": request.url,
            "httpVersion": "",
            "cookies": [],
            "headers": [],
            "queryString": har::query(&request.url),
            "headersSize": -1,
            "bodySize": -1,
        },
        "response": {
            "status": request.status.unwrap_or_default(),
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": [],
            "content": {
                "size": request.bytes.unwrap_or(-1.0),
                "mimeType": request.mime_type.as_deref().unwrap_or_default(),
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": request.bytes.unwrap_or(-1.0),
        },
        "cache": {},
        "timings": { "send": 0, "wait": time, "receive": 0 },
        "comment": comment(verdict, explanation),
        "_initiator": request.initiator,
    })
}

fn comment(verdict: &NetworkVerdict, explanation: &str) -> String {
    let verdict = match verdict {
        NetworkVerdict::Allowed => return explanation.to_owned(),
        NetworkVerdict::WillBreak { directive } => format!("{directive} will block it."),
        NetworkVerdict::Blocked { directive } => format!("{directive} blocked it."),
        NetworkVerdict::Cors => "CORS.".into(),
        NetworkVerdict::Failed => "Failed.".into(),
        NetworkVerdict::Conditioned => "Failed by the screen's conditions.".into(),
    };
    format!("{verdict} {explanation}")
}

fn moment(milliseconds: f64) -> String {
    // Beyond what fits, and NaN, are no times of this world.
    let moment = Timestamp::from_millisecond(milliseconds as i64).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{moment:.3}")
}

#[cfg(test)]
mod tests {
    use greenroom_contract::observation::{Initiator, RequestOutcome, WidgetRequest};
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn a_blocked_request_has_no_status_and_says_why() {
        let request = WidgetRequest {
            id: 1,
            initiator: Initiator::Fetch,
            method: "GET".into(),
            url: "https://api.example/v1?q=a%20b".into(),
            started: 1_700_000_000_000.0,
            duration: None,
            status: None,
            mime_type: None,
            bytes: None,
            outcome: RequestOutcome::Failed,
            detail: "Load failed".into(),
            position: None,
        };
        let verdict = NetworkVerdict::Blocked { directive: "connect-src".into() };
        let archive =
            of("Kanban", &[NetworkEntry { request, verdict, explanation: "It never left.".into() }]);
        let entry = &archive["log"]["entries"][0];
        assert_eq!(entry["startedDateTime"], "2023-11-14T22:13:20.000Z");
        assert_eq!(entry["request"]["queryString"], json!([{ "name": "q", "value": "a b" }]));
        assert_eq!(entry["response"]["status"], 0);
        assert_eq!(entry["comment"], "connect-src blocked it. It never left.");
    }
}
