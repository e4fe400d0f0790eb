//! The sandbox of a widget: what its document is served with and its frame is given, from one function.
//!
//! [`declaration`] reads the domains that a template names, [`policy`] makes each mode's content security policy of
//! them, [`origin`] says which origin the document has. [`violations`] and [`patch`] explain what came of it, with
//! [`restricted`] for what no policy governs; the requests of a widget are put together in [`network`].

pub mod declaration;
pub mod network;
pub mod origin;
pub mod patch;
pub mod policy;
pub mod restricted;
pub mod violations;

use greenroom_contract::sandbox::{CspMode, DeclarationKey};
use serde_json::Value;

use self::declaration::Declaration;
use self::policy::Policy;
use crate::profile::Profile;

/// Headers of a document and attributes of its frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    pub mode: CspMode,
    pub key: Option<DeclarationKey>,
    pub policy: Policy,
    pub permissions_policy: String,
    /// The attributes `sandbox` and `allow`.
    pub sandbox: String,
    pub allow: String,
}

impl Sandbox {
    pub fn of(template_meta: &Value, mode: CspMode, profile: &Profile) -> Self {
        let declaration = Declaration::of(template_meta);
        Self {
            mode,
            key: declaration.key,
            policy: Policy::of(&declaration, mode, &profile.csp),
            permissions_policy: profile.frame.permissions_policy.clone(),
            sandbox: profile.frame.sandbox.clone(),
            allow: profile.frame.allow.clone(),
        }
    }
}
