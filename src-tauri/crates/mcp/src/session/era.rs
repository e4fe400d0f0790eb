//! Which era a server belongs to: the handshake of 2025-11-25 and before, or the stateless 2026-07-28.
//!
//! `server/discover` goes first. Whatever a server answers that is no clear "modern" makes rmcp fall back to
//! `initialize` on the same connection; so oddities are turned here into the one error that says "legacy".

use rmcp::ClientLifecycleMode;
use rmcp::model::{
    DiscoverResult, ErrorCode, InitializeResult, ProtocolVersion, RequestId, ServerCapabilities,
    ServerJsonRpcMessage, ServerResult,
};
use serde_json::Value;

use crate::error::Error;
use crate::tap::Record;
use crate::target::{Protocol, REVISIONS};
use crate::wire::{self, DISCOVER, INITIALIZE};

/// Modern first, as the newest revision demands of a client that speaks both; or only what is forced.
pub(crate) fn lifecycle(protocol: &Protocol) -> Result<ClientLifecycleMode, Error> {
    let Protocol::Forced(forced) = protocol else {
        return Ok(ClientLifecycleMode::Auto {
            preferred_versions: vec![ProtocolVersion::NO_INITIALIZE],
            legacy_version: Some(ProtocolVersion::LATEST_WITH_INITIALIZE),
        });
    };
    let Some(version) = known_version(forced) else {
        let known = REVISIONS.join(", ");
        let reason = format!("there is no MCP revision {forced} to be forced; there are {known}");
        return Err(Error::Setup { reason });
    };
    Ok(match version.has_initialize() {
        true => ClientLifecycleMode::Initialize,
        false => ClientLifecycleMode::Discover { preferred_versions: vec![version] },
    })
}

/// What `initialize` offers.
pub(crate) fn handshake_version(protocol: &Protocol) -> ProtocolVersion {
    let forced = match protocol {
        Protocol::Forced(version) => known_version(version).filter(ProtocolVersion::has_initialize),
        Protocol::Negotiated => None,
    };
    forced.unwrap_or(ProtocolVersion::LATEST_WITH_INITIALIZE)
}

/// `initialize` alone, for what cannot be a server of the newer era.
pub(crate) fn handshake_only() -> ClientLifecycleMode {
    ClientLifecycleMode::Initialize
}

/// Why an answer to `server/discover` ends it all, where `initialize` is not to be tried.
pub(crate) fn not_modern(record: &Record) -> Option<Error> {
    let answer = record.response.as_ref().filter(|_| record.method == DISCOVER)?;
    if let Some(error) = answer.get("error") {
        return Some(record.rpc_error(error));
    }
    let versions = answer["result"]["supportedVersions"].as_array()?;
    let versions: Vec<_> = versions.iter().filter_map(Value::as_str).collect();
    Some(Error::UnsupportedVersion { offered: versions.join(", "), exchange: record.boxed_exchange() })
}

/// Whether a failed `server/discover` leaves open that the server is a legacy one.
pub(crate) fn may_be_legacy(error: &Error) -> bool {
    match error {
        Error::Status { status, .. } => !matches!(status, 401 | 403),
        Error::NotMcp { .. }
        | Error::NoAnswer { .. }
        | Error::Disconnected { .. }
        | Error::TimedOut { .. }
        | Error::TooLarge { .. } => true,
        _ => false,
    }
}

/// What makes rmcp go on with `initialize`.
pub(crate) fn legacy(id: RequestId) -> ServerJsonRpcMessage {
    wire::refusal(id, ErrorCode::METHOD_NOT_FOUND.0)
}

/// What rmcp gets in place of a record's answer, and the error if the answer ends the connection.
pub(crate) fn stand_in(id: RequestId, record: &Record) -> (ServerJsonRpcMessage, Option<Error>) {
    let answer = record.response.as_ref().unwrap_or(&Value::Null);
    match record.method.as_str() {
        DISCOVER => discovered(id, record, answer),
        INITIALIZE => initialized(id, record, answer),
        method => (wire::stand_in(id, method, answer), None),
    }
}

fn discovered(id: RequestId, record: &Record, answer: &Value) -> (ServerJsonRpcMessage, Option<Error>) {
    let rejections = [ErrorCode::HEADER_MISMATCH, ErrorCode::MISSING_REQUIRED_CLIENT_CAPABILITY];
    if let Some(rejection) = rejections.iter().find(|code| answer["error"]["code"] == code.0) {
        return (wire::refusal(id, rejection.0), Some(record.rpc_error(&answer["error"])));
    }
    let error = &answer["error"];
    if error["code"] == ErrorCode::UNSUPPORTED_PROTOCOL_VERSION.0 && has_ours(&error["data"]["supported"]) {
        // rmcp asks once more then.
        return (wire::unsupported_version(id, ProtocolVersion::NO_INITIALIZE.as_str()), None);
    }
    if !has_ours(&answer["result"]["supportedVersions"]) {
        return (legacy(id), None);
    }
    let result = DiscoverResult::new(vec![ProtocolVersion::NO_INITIALIZE], ServerCapabilities::default());
    (ServerJsonRpcMessage::response(ServerResult::DiscoverResult(result), id), None)
}

/// Whether a list of revisions has the one without a handshake.
fn has_ours(versions: &Value) -> bool {
    let ours = ProtocolVersion::NO_INITIALIZE;
    versions.as_array().is_some_and(|versions| versions.iter().any(|version| version == ours.as_str()))
}

fn initialized(id: RequestId, record: &Record, answer: &Value) -> (ServerJsonRpcMessage, Option<Error>) {
    if let Some(error) = answer.get("error") {
        return (wire::refusal(id, 0), Some(record.rpc_error(error)));
    }
    let offered = answer["result"]["protocolVersion"].as_str();
    let Some(version) = offered.and_then(known_version) else {
        return (wire::refusal(id, 0), Some(unsupported(record, offered)));
    };
    let mut result = InitializeResult::new(ServerCapabilities::default());
    result.protocol_version = version;
    (ServerJsonRpcMessage::response(ServerResult::InitializeResult(result), id), None)
}

fn known_version(offered: &str) -> Option<ProtocolVersion> {
    ProtocolVersion::KNOWN_VERSIONS.iter().find(|version| version.as_str() == offered).cloned()
}

fn unsupported(record: &Record, offered: Option<&str>) -> Error {
    match offered {
        Some(offered) => {
            Error::UnsupportedVersion { offered: offered.to_owned(), exchange: record.boxed_exchange() }
        }
        None => Error::NotMcp {
            during: record.method.clone(),
            reason: "the answer to initialize names no protocolVersion".to_owned(),
            exchange: record.boxed_exchange(),
        },
    }
}
