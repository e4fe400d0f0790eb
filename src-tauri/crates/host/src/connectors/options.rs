//! How a connector's server is reached and spoken to, beside its endpoint: what the store keeps as one JSON value.

use greenroom_contract::connector::{
    Availability, Certificates, ClientKind, ConnectorDraft, EndpointDraft, ProtocolChoice, Reading,
    SecretDraft, SecretName,
};
use greenroom_contract::permission::ConnectorPermissions;
use greenroom_contract::sandbox::CspMode;
use serde::{Deserialize, Serialize};

use crate::secrets::SecretKind;

/// What an older version of the program has not stored is as it was then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// Names only, here and below: the values are secrets.
    pub headers: Vec<String>,
    pub environment: Vec<String>,
    /// Those of them whose value nobody has given yet: kept here, so that no list of connectors asks the keychain.
    pub without_value: Vec<String>,
    pub certificates: Certificates,
    pub client: ClientKind,
    pub protocol: ProtocolChoice,
    pub reading: Reading,
    /// Which policy its widgets are served with. No part of the form.
    pub csp: CspMode,
    /// Neither is this, nor the next.
    pub availability: Availability,
    pub permissions: ConnectorPermissions,
}

impl Options {
    /// The draft's options, where these are the connector's so far: what has no value in the draft keeps its old one,
    /// if there is one.
    pub fn of(draft: &ConnectorDraft, before: &Self) -> Self {
        if draft.endpoint == EndpointDraft::Demo {
            return Self::outside_of_the_form(before);
        }
        let names = |kind| secrets_of(draft, kind).map(|secret| secret.name.trim().to_owned()).collect();
        let without_value = [SecretKind::Header, SecretKind::Variable].into_iter().flat_map(|kind| {
            let lacking = move |secret: &&SecretDraft| {
                secret.value.is_none() && !before.has_value(kind, secret.name.trim())
            };
            secrets_of(draft, kind).filter(lacking).map(|secret| secret.name.trim().to_owned())
        });
        Self {
            headers: names(SecretKind::Header),
            environment: names(SecretKind::Variable),
            without_value: without_value.collect(),
            certificates: draft.certificates,
            client: draft.client,
            protocol: draft.protocol.clone(),
            reading: draft.reading,
            ..Self::outside_of_the_form(before)
        }
    }

    /// What is set elsewhere than in the form stays.
    fn outside_of_the_form(before: &Self) -> Self {
        let Self { csp, availability, permissions, .. } = *before;
        Self { csp, availability, permissions, ..Self::default() }
    }

    /// The names as the contract has them.
    pub fn secret_names(&self, kind: SecretKind) -> Vec<SecretName> {
        let named = |name: &String| SecretName { name: name.clone(), has_value: self.has_value(kind, name) };
        self.names(kind).iter().map(named).collect()
    }

    fn has_value(&self, kind: SecretKind, name: &str) -> bool {
        let is = |other: &String| other == name;
        self.names(kind).iter().any(is) && !self.without_value.iter().any(is)
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
