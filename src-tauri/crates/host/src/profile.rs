//! The emulated host's facts, read from `profiles/chatgpt.toml` and `profiles/devices.toml`. What is done with them is
//! elsewhere.
//!
//! A file `chatgpt.toml` in the data folder may override any of them, key by key.

pub mod asking;
mod openai;
mod scenarios;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use greenroom_contract::connector::Reading;
use greenroom_contract::sandbox::CspMode;
use greenroom_contract::settings::{ApprovalSettings, HostKind, ScreenSettings, WidgetSettings};
use greenroom_contract::stage::{DeviceForm, Preset, ScreenSetup, Theme};
use greenroom_mcp::Limits;
use serde::Deserialize;
use serde_json::Value;
use toml::Table;
use uuid::Uuid;

use crate::error::StartError;

use self::asking::CardTexts;
pub use self::asking::Levels;
pub use self::openai::{Openai, TextOutput};
pub use self::scenarios::Scenarios;

const CHATGPT: &str = include_str!("../profiles/chatgpt.toml");
const DEVICES: &str = include_str!("../profiles/devices.toml");

/// The longest message that a server may send: a template at its limit, in base64, with room to spare. A message is in
/// memory several times while it is read, kept and shown.
const MESSAGE_BYTES: usize = 32 * 1024 * 1024;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub client: Client,
    pub plain_client: PlainClient,
    pub limits: LimitSection,
    pub caching: Caching,
    pub record: RecordSection,
    pub widgets: WidgetSettings,
    pub screens: ScreenSettings,
    pub approvals: ApprovalSettings,
    pub card: CardTexts,
    pub levels: Levels,
    /// Where settings come from, by the name of the setting.
    pub sources: BTreeMap<String, String>,
    pub texts: Texts,
    pub model: ModelFacts,
    pub bridge: Bridge,
    pub openai: Openai,
    pub frame: Frame,
    pub csp: Csp,
    pub restricted: Restricted,
    pub links: Links,
    pub files: FileSection,
    pub scenarios: Scenarios,
    pub layout: Layout,
    pub presets: Vec<Preset>,
    pub arrangement: Vec<ScreenSetup>,
    styles: Styles,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    pub name: String,
    pub version: String,
    pub user_agent: String,
    pub locale: String,
    pub time_zone: String,
    pub capabilities: Value,
    pub headers: Vec<(String, String)>,
    pub initialize_meta: Value,
    pub call_meta: Value,
    pub call_headers: Vec<(String, String)>,
    pub progress: bool,
}

/// What an MCP client without ChatGPT's habits offers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlainClient {
    pub capabilities: Value,
    pub progress: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSection {
    pub call_seconds: u32,
    pub call_warning_seconds: u32,
    connect_seconds: u64,
    teardown_milliseconds: u64,
    template_bytes: usize,
}

/// How long ChatGPT keeps what it has read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caching {
    template_minutes: u64,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordSection {
    pub most_frames: u32,
    pub most_megabytes: u32,
    pub days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    pub invoking: String,
    pub invoked: String,
    pub cancelled_reason: String,
    pub sse_is_legacy: String,
    /// To the model and to the widget.
    pub denied: String,
}

/// What of an app reaches the model.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFacts {
    pub instruction_characters: usize,
    /// Above these a warning is due.
    pub state_tokens: u32,
    pub result_tokens: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bridge {
    pub protocol_version: String,
    chatgpt: HostFacts,
    spec: HostFacts,
    pub context: BridgeContext,
}

/// What a host says of itself to an app.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostFacts {
    pub info: Value,
    pub capabilities: Value,
}

impl HostFacts {
    /// Of a server that is not read anew when its lists change, no change is told.
    pub fn with_lists(&self, reading: Reading) -> Self {
        let mut facts = self.clone();
        if reading == Reading::Snapshot {
            for list in ["serverTools", "serverResources"] {
                let capability = facts.capabilities.get_mut(list).and_then(Value::as_object_mut);
                capability.and_then(|capability| capability.shift_remove("listChanged"));
            }
        }
        facts
    }

    /// With the domains that a view was granted: ChatGPT was seen to name them (conformance run of 2026-07-22).
    pub fn with_domains(mut self, domains: Option<Value>) -> Self {
        let sandbox = self.capabilities.get_mut("sandbox").and_then(Value::as_object_mut);
        if let (Some(domains), Some(sandbox)) = (domains, sandbox) {
            sandbox.insert("csp".into(), domains);
        }
        self
    }
}

impl Bridge {
    pub fn host(&self, kind: HostKind) -> &HostFacts {
        match kind {
            HostKind::Chatgpt => &self.chatgpt,
            HostKind::Spec => &self.spec,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BridgeContext {
    pub user_agent: String,
    platform_desktop: String,
    platform_phone: String,
}

/// Attributes of a widget's iframe.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    pub sandbox: String,
    pub allow: String,
    /// The header of that name.
    pub permissions_policy: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Csp {
    pub undeclared: Vec<String>,
    /// What each mode is, and where that is known from.
    pub meanings: BTreeMap<CspMode, String>,
}

impl Csp {
    pub fn meaning(&self, mode: CspMode) -> &str {
        self.meanings.get(&mode).map_or("", String::as_str)
    }
}

/// What ChatGPT withholds or restricts, by the name that the widget script reports.
pub type Restricted = BTreeMap<String, RestrictedFact>;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestrictedFact {
    /// What a widget did.
    pub title: String,
    /// What ChatGPT does about it.
    pub does: String,
    pub source: String,
    /// Whether what the widget did does not work in ChatGPT.
    #[serde(default)]
    pub breaks: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    return_url: String,
}

/// Bounds of the files that the host keeps.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSection {
    pub most_megabytes: u32,
    pub most_megabytes_in_all: u32,
    pub url_minutes: u32,
}

/// CSS pixels.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    pub inline_max_width: f64,
    pub fullscreen_bottom_inset: f64,
    pub header_height: f64,
    pub rail_width: f64,
    /// Of the desktop.
    pub rail_from_width: f64,
    /// With the space around it, without the safe area.
    pub composer_height: f64,
    pub pip_max_height: f64,
    pub pip_share_of_thread: f64,
    pub modal_max_width: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Styles {
    light: BTreeMap<String, String>,
    dark: BTreeMap<String, String>,
    /// What the host as specified sends besides while it is light.
    light_as_specified: BTreeMap<String, String>,
}

/// The name of the overriding file within the data folder.
const OVERRIDES: &str = "chatgpt.toml";

impl Profile {
    #[cfg(test)]
    pub fn chatgpt() -> Result<Self, StartError> {
        Self::read("", Path::new(OVERRIDES))
    }

    /// The built-in facts, and over them what the data folder's own file says.
    pub fn load(data_dir: &Path) -> Result<Self, StartError> {
        let path = data_dir.join(OVERRIDES);
        match std::fs::read_to_string(&path) {
            Ok(overrides) => Self::read(&overrides, &path),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::read("", &path),
            Err(error) => Err(StartError::Overrides { path, reason: error.to_string() }),
        }
    }

    fn read(overrides: &str, path: &Path) -> Result<Self, StartError> {
        let wrong = |error: toml::de::Error| StartError::Overrides {
            path: path.to_owned(),
            reason: error.to_string().trim_end().to_owned(),
        };
        let ours = |text| -> Result<Table, StartError> {
            toml::from_str(text).map_err(|error| StartError::Profile(error.to_string()))
        };
        let built_in = merged(ours(CHATGPT)?, ours(DEVICES)?);
        let overrides: Table = toml::from_str(overrides).map_err(wrong)?;
        merged(built_in, overrides).try_into().map_err(wrong)
    }

    /// `call` is the limit of a request that has none of its own.
    pub fn limits(&self, call: Duration) -> Limits {
        Limits { connect: self.connect_limit(), request: call, body_bytes: MESSAGE_BYTES }
    }

    pub fn connect_limit(&self) -> Duration {
        Duration::from_secs(self.limits.connect_seconds)
    }

    /// How long a widget may take to answer that its frame is about to go.
    pub fn teardown_limit(&self) -> Duration {
        Duration::from_millis(self.limits.teardown_milliseconds)
    }

    pub fn template_bytes(&self) -> usize {
        self.limits.template_bytes
    }

    /// The style variables that a view is told, by name.
    pub fn styles(&self, theme: Theme, host: HostKind) -> BTreeMap<&str, &str> {
        let Styles { light, dark, light_as_specified } = &self.styles;
        let (sent, besides) = match (theme, host) {
            (Theme::Light, HostKind::Chatgpt) => (light, None),
            (Theme::Light, HostKind::Spec) => (light, Some(light_as_specified)),
            (Theme::Dark, _) => (dark, None),
        };
        sent.iter()
            .chain(besides.into_iter().flatten())
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}

/// Tables are merged; anything else is replaced.
fn merged(mut below: Table, above: Table) -> Table {
    for (key, value) in above {
        let value = match (below.remove(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => {
                toml::Value::Table(merged(below, above))
            }
            (_, value) => value,
        };
        below.insert(key, value);
    }
    below
}

impl Caching {
    /// What it means for HTML that changed under its URI.
    pub fn note(&self) -> String {
        format!(
            "ChatGPT may keep serving the old HTML for up to {} minutes, because the URI is the same. Give the \
             template a new URI with each change.",
            self.template_minutes
        )
    }
}

impl Links {
    /// The address of a conversation, as ChatGPT writes ids.
    pub fn back(&self, conversation_id: &str) -> String {
        let id =
            Uuid::parse_str(conversation_id).map_or_else(|_| conversation_id.into(), |id| id.to_string());
        self.return_url.replace("{conversation}", &id)
    }
}

impl BridgeContext {
    pub fn platform(&self, form: DeviceForm) -> &str {
        match form {
            DeviceForm::Desktop => &self.platform_desktop,
            DeviceForm::Phone => &self.platform_phone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_overrides_single_facts_and_a_wrong_one_is_named() {
        let path = Path::new("data/chatgpt.toml");
        let profile = Profile::read("[limits]\ncall_seconds = 1", path).unwrap();
        assert_eq!((profile.limits.call_seconds, profile.connect_limit().as_secs()), (1, 60));
        let error = Profile::read("[limits]\ncall_seconds = \"soon\"", path).unwrap_err().to_string();
        assert!(error.starts_with("data/chatgpt.toml cannot be used: invalid type: string"), "{error}");
        let error = Profile::read("[limits]\ncall_second = 1", path).unwrap_err().to_string();
        assert!(
            error.starts_with("data/chatgpt.toml cannot be used: unknown field `call_second`"),
            "{error}"
        );
    }

    #[test]
    fn the_profile_is_readable_and_complete() {
        let profile = Profile::chatgpt().unwrap();
        let ids: Vec<&str> = profile.arrangement.iter().map(|screen| screen.id.as_str()).collect();
        assert_eq!(ids, ["desktop", "phone"]);
        let count = |theme, host| profile.styles(theme, host).len();
        assert_eq!([Theme::Light, Theme::Dark].map(|theme| count(theme, HostKind::Chatgpt)), [68, 76]);
        assert_eq!([Theme::Light, Theme::Dark].map(|theme| count(theme, HostKind::Spec)), [76, 76]);
    }
}
