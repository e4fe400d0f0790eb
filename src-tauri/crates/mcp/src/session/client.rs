//! What rmcp asks of its owner: who we are, and what to say to the server's own requests.
//!
//! Their frames and notices are made by the tap already; notifications need nothing more.

use std::sync::Arc;

use rmcp::model::{
    ClientCapabilities, ClientConfig, ClientResult, CustomRequest, CustomResult, ErrorCode, ErrorData,
    Implementation, ProtocolVersion, ServerNotification, ServerRequest,
};
use rmcp::service::{NotificationContext, RequestContext};
use rmcp::{RoleClient, Service};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::era;
use crate::observer::{Observer, Question, Refusal};
use crate::target::ClientProfile;
use crate::wire;

/// Questions that may be open at once. A server that asks in a loop must not bury the person.
pub(super) const MOST_QUESTIONS: usize = 16;

#[derive(Debug)]
pub(super) struct Client {
    info: Implementation,
    /// What the profile offers; only that reaches the observer.
    capabilities: Value,
    observer: Arc<dyn Observer>,
    /// What `initialize` offers.
    version: ProtocolVersion,
    /// One permit for each further question.
    room: Semaphore,
}

impl Client {
    pub(super) fn new(profile: &ClientProfile, observer: Arc<dyn Observer>) -> Self {
        Self {
            info: Implementation::new(&profile.name, &profile.version),
            capabilities: profile.capabilities.clone(),
            observer,
            version: era::handshake_version(&profile.protocol),
            room: Semaphore::new(MOST_QUESTIONS),
        }
    }

    async fn answer(&self, question: Question) -> Result<Value, Refusal> {
        let Ok(_place) = self.room.try_acquire() else { return Err(too_many()) };
        answer(&self.capabilities, &*self.observer, question).await
    }
}

/// Asks the observer, unless a client with these capabilities would not have been able to answer.
pub(super) async fn answer(
    capabilities: &Value,
    observer: &dyn Observer,
    question: Question,
) -> Result<Value, Refusal> {
    refusal(capabilities, &question).map_or(Ok(()), Err)?;
    observer.ask(question).await
}

impl Service<RoleClient> for Client {
    async fn handle_request(
        &self,
        request: ServerRequest,
        context: RequestContext<RoleClient>,
    ) -> Result<ClientResult, ErrorData> {
        let question = match request {
            ServerRequest::PingRequest(_) => return Ok(ClientResult::empty(())),
            ServerRequest::CustomRequest(request) => unwrapped(request),
            _ => None,
        };
        let Some(question) = question else { return Err(error(unknown(""))) };
        tokio::select! {
            answer = self.answer(question) => match answer {
                Ok(result) => Ok(ClientResult::CustomResult(CustomResult::new(result))),
                Err(refusal) => Err(error(refusal)),
            },
            // rmcp sends nothing then.
            () = context.ct.cancelled() => Err(error(unknown(""))),
        }
    }

    async fn handle_notification(
        &self,
        _: ServerNotification,
        _: NotificationContext<RoleClient>,
    ) -> Result<(), ErrorData> {
        Ok(())
    }

    fn get_info(&self) -> ClientConfig {
        ClientConfig::new(ClientCapabilities::default(), self.info.clone())
            .with_protocol_version(self.version.clone())
    }
}

/// The server's request out of what [`wire::question`] made of it.
fn unwrapped(request: CustomRequest) -> Option<Question> {
    let mut wrapped = request.params.filter(|_| request.method == wire::QUESTION)?;
    let mut field = |key: &str| wrapped.get_mut(key).map(Value::take).unwrap_or_default();
    Some(Question {
        method: field("method").as_str()?.to_owned(),
        params: field("params"),
        tag: field("tag").as_str().map(str::to_owned),
    })
}

/// Why a client with these capabilities does not answer, if it does not.
fn refusal(capabilities: &Value, question: &Question) -> Option<Refusal> {
    let capability = match question.method.as_str() {
        "elicitation/create" => "elicitation",
        "sampling/createMessage" => "sampling",
        "roots/list" => "roots",
        other => return Some(unknown(other)),
    };
    let Some(offered) = capabilities.get(capability).filter(|offered| offered.is_object()) else {
        return Some(unknown(&question.method));
    };
    let mode = question.params.get("mode").and_then(Value::as_str).unwrap_or("form");
    let in_mode = |mode: &str| offered.get(mode).is_some_and(Value::is_object);
    // An elicitation capability that names no mode means forms.
    let possible = capability != "elicitation" || in_mode(mode) || (mode == "form" && !in_mode("url"));
    (!possible).then(|| Refusal {
        code: i64::from(ErrorCode::INVALID_PARAMS.0),
        message: format!("this client has no elicitation in the mode {mode}"),
    })
}

fn too_many() -> Refusal {
    Refusal {
        code: i64::from(ErrorCode::INTERNAL_ERROR.0),
        message: format!("{MOST_QUESTIONS} questions are open already"),
    }
}

fn unknown(method: &str) -> Refusal {
    Refusal {
        code: i64::from(ErrorCode::METHOD_NOT_FOUND.0),
        message: match method {
            "" => "this client has no such method".to_owned(),
            method => format!("this client has no method {method}"),
        },
    }
}

fn error(refusal: Refusal) -> ErrorData {
    let code = i32::try_from(refusal.code).unwrap_or(ErrorCode::INTERNAL_ERROR.0);
    ErrorData::new(ErrorCode(code), refusal.message, None)
}
