//! What becomes of the values of headers and variables when a connector is changed, copied or deleted.

use greenroom_contract::Problem;
use greenroom_contract::connector::ConnectorDraft;

use super::Connectors;
use super::options::{Options, secrets_of};
use crate::secrets::{Secret, SecretKind};

const KINDS: [SecretKind; 2] = [SecretKind::Header, SecretKind::Variable];

/// Whether a draft brought values that were not known before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewValues {
    None,
    Some,
}

impl Connectors {
    /// Keeps the values that the draft brings.
    pub(super) async fn put_secrets(&self, id: &str, draft: &ConnectorDraft) -> Result<NewValues, Problem> {
        let mut new = NewValues::None;
        for kind in KINDS {
            for typed in secrets_of(draft, kind) {
                let secret = Secret { connector_id: id, kind, name: typed.name.trim() };
                if let Some(value) = &typed.value
                    && self.secrets.get(secret).await?.as_ref() != Some(value)
                {
                    self.secrets.put(secret, value).await?;
                    new = NewValues::Some;
                }
            }
        }
        Ok(new)
    }

    pub(super) async fn copy_secrets(&self, from: &str, to: &str, options: &Options) -> Result<(), Problem> {
        for kind in KINDS {
            for name in options.names(kind) {
                if let Some(value) = self.secrets.get(Secret { connector_id: from, kind, name }).await? {
                    self.secrets.put(Secret { connector_id: to, kind, name }, &value).await?;
                }
            }
        }
        Ok(())
    }

    /// Forgets the values that are named no longer.
    pub(super) async fn drop_secrets(
        &self,
        id: &str,
        before: &Options,
        after: &Options,
    ) -> Result<(), Problem> {
        for kind in KINDS {
            for name in before.names(kind).iter().filter(|name| !after.names(kind).contains(name)) {
                self.secrets.remove(Secret { connector_id: id, kind, name }).await?;
            }
        }
        Ok(())
    }
}
