//! How a connector's server is reached and spoken to, beside its endpoint: what the store keeps as one JSON value.

use greenroom_contract::connector::{
    Certificates, ClientKind, ConnectorDraft, EndpointDraft, ProtocolChoice, Reading, SecretDraft,
};
use serde::{Deserialize, Serialize};

use crate::secrets::SecretKind;

/// What an older version of the program has not stored is as it was then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// Names only, here and below: the values are secrets.
    pub headers: Vec<String>,
    pub environment: Vec<String>,
    pub certificates: Certificates,
    pub client: ClientKind,
    pub protocol: ProtocolChoice,
    pub reading: Reading,
}

impl Options {
    pub fn of(draft: &ConnectorDraft) -> Self {
        let names = |kind| secrets_of(draft, kind).map(|secret| secret.name.trim().to_owned()).collect();
        if draft.endpoint == EndpointDraft::Demo {
            return Self::default();
        }
        Self {
            headers: names(SecretKind::Header),
            environment: names(SecretKind::Variable),
            certificates: draft.certificates,
            client: draft.client,
            protocol: draft.protocol.clone(),
            reading: draft.reading,
        }
    }

    pub fn names(&self, kind: SecretKind) -> &[String] {
        match kind {
            SecretKind::Header => &self.headers,
            SecretKind::Variable => &self.environment,
        }
    }
}

/// The headers or variables that the draft's endpoint has any use for.
pub fn secrets_of(draft: &ConnectorDraft, kind: SecretKind) -> impl Iterator<Item = &SecretDraft> {
    let secrets = match (&draft.endpoint, kind) {
        (EndpointDraft::Http { .. } | EndpointDraft::Sse { .. }, SecretKind::Header) => &draft.headers[..],
        (EndpointDraft::Stdio { .. }, SecretKind::Variable) => &draft.environment[..],
        _ => &[],
    };
    secrets.iter()
}
