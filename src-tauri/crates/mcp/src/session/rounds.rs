//! One request may take several rounds: in the 2026-07-28 revision a server answers that it needs input first,
//! and gets the same request again with it.

use std::pin::Pin;
use std::time::Duration;

use futures_util::future::try_join_all;
use rmcp::model::ErrorCode;
use serde_json::{Map, Value};

use super::client::MOST_QUESTIONS;
use super::{Session, client};
use crate::answer::Answer;
use crate::error::{Error, Failure};
use crate::observer::{Question, Refusal};
use crate::request::Request;

/// A form, a consent and a confirmation are three; a server that goes on after this many is going in circles.
const MOST_ROUNDS: u32 = 16;
/// A server that asks for nothing wants time; each such round doubles the pause.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
const MAY_ASK: [&str; 3] = ["tools/call", "prompts/get", "resources/read"];

#[derive(Debug, Default)]
pub(super) struct Rounds {
    asked: u32,
    pauses: u32,
    /// The tools were listed again, because the server found a header wrong.
    listed: u32,
}

pub(super) enum Next {
    /// The request once more, with these params.
    Round(Value),
    End(Box<Result<Answer, Failure>>),
}

impl Session {
    /// What follows from an answer: another round, or that this was the last.
    pub(super) async fn next_round(
        &self,
        request: &Request,
        answer: Result<Answer, Failure>,
        rounds: &mut Rounds,
        stop: Pin<&mut impl Future<Output = ()>>,
    ) -> Next {
        let answer = match answer {
            Ok(answer) if !self.is_modern() => return Next::End(Box::new(Ok(answer))),
            Ok(answer) => answer,
            Err(failure) if self.is_header_mismatch(request, &failure) && rounds.listed == 0 => {
                rounds.listed += 1;
                // rmcp makes the headers from the newest list. If there is none, the second answer says why.
                let _ = Box::pin(self.list("tools/list", "tools")).await;
                return Next::Round(request.params.clone());
            }
            Err(failure) => return Next::End(Box::new(Err(failure))),
        };
        match answer.result.get("resultType") {
            None => Next::End(Box::new(Ok(answer))),
            Some(Value::String(kind)) if kind == "complete" => Next::End(Box::new(Ok(answer))),
            Some(Value::String(kind)) if kind == "input_required" => {
                tokio::select! {
                    next = self.input(request, &answer.result, rounds) => match next {
                        Ok(params) => Next::Round(params),
                        Err(reason) => {
                            let error = unanswerable(request, reason, &answer);
                            Next::End(Box::new(Err(failed(error, answer))))
                        }
                    },
                    () = stop => {
                        let error = Error::Cancelled { during: request.method.clone() };
                        Next::End(Box::new(Err(failed(error, answer))))
                    }
                }
            }
            Some(other) => {
                let error = Error::UnknownResult {
                    during: request.method.clone(),
                    result_type: other.as_str().map_or_else(|| other.to_string(), str::to_owned),
                    exchange: answer.exchange.clone().map(Box::new),
                };
                Next::End(Box::new(Err(failed(error, answer))))
            }
        }
    }

    /// The params with what the server wants to know, or why there is none.
    async fn input(&self, request: &Request, result: &Value, rounds: &mut Rounds) -> Result<Value, String> {
        if !MAY_ASK.contains(&request.method.as_str()) {
            return Err("only a call, a prompt and the reading of a resource may need input".to_owned());
        }
        rounds.asked += 1;
        if rounds.asked > MOST_ROUNDS {
            return Err(format!("the server went on asking after {MOST_ROUNDS} rounds"));
        }
        let state = result.get("requestState").filter(|state| !state.is_null());
        let questions = result.get("inputRequests").and_then(Value::as_object);
        let questions = questions.filter(|questions| !questions.is_empty());
        let answers = match (questions, state) {
            (Some(questions), _) => self.ask(request, questions).await?,
            (None, Some(_)) => {
                let pause = FIRST_PAUSE.saturating_mul(1 << rounds.pauses).min(LONGEST_PAUSE);
                rounds.pauses += 1;
                tokio::time::sleep(pause).await;
                Map::new()
            }
            (None, None) => return Err("the server says neither what it needs nor where it is".to_owned()),
        };
        let mut params = request.params.as_object().cloned().unwrap_or_default();
        if !answers.is_empty() {
            params.insert("inputResponses".to_owned(), Value::Object(answers));
        }
        if let Some(state) = state {
            params.insert("requestState".to_owned(), state.clone());
        }
        Ok(Value::Object(params))
    }

    /// Asks the observer everything at once; the answers have the questions' keys.
    async fn ask(
        &self,
        request: &Request,
        questions: &Map<String, Value>,
    ) -> Result<Map<String, Value>, String> {
        if questions.len() > MOST_QUESTIONS {
            return Err(format!("the server asks {} questions at once", questions.len()));
        }
        let asking = questions.iter().map(async |(key, asked)| {
            let question = Question {
                method: asked.get("method").and_then(Value::as_str).unwrap_or_default().to_owned(),
                params: asked.get("params").cloned().unwrap_or_default(),
                tag: request.tag.clone(),
            };
            let answer = client::answer(&self.capabilities, &*self.tap.observer, question).await;
            answer.map(|answer| (key.clone(), answer)).map_err(|Refusal { message, .. }| message)
        });
        try_join_all(asking).await.map(Map::from_iter)
    }

    fn is_header_mismatch(&self, request: &Request, failure: &Failure) -> bool {
        let code = i64::from(ErrorCode::HEADER_MISMATCH.0);
        let mismatch = matches!(failure.error, Error::Rpc { code: found, .. } if found == code);
        mismatch && self.is_modern() && request.method == "tools/call"
    }
}

fn unanswerable(request: &Request, reason: String, answer: &Answer) -> Error {
    Error::Unanswerable {
        during: request.method.clone(),
        reason,
        exchange: answer.exchange.clone().map(Box::new),
    }
}

/// An answer that is none to go on with.
fn failed(error: Error, answer: Answer) -> Failure {
    Failure {
        error,
        request: Some(answer.request),
        response: Some(answer.response),
        exchange: answer.exchange,
        duration: answer.duration,
    }
}
