//! What a widget says, in either language, read as one list of wishes.
//!
//! [`apps`] reads and writes the MCP Apps bridge, with the blocks that views hand over in [`content`]; [`openai`] the
//! traffic of `window.openai`. Granting wishes is in [`crate::screens`], so that both languages meet the same rules.

pub mod apps;
pub mod content;
pub mod openai;

use greenroom_contract::conversation::Scroll;
use greenroom_contract::file::NewFile;
use greenroom_contract::stage::DisplayMode;
use serde_json::Value;

use self::content::Block;
use crate::files::Shelf;
use crate::widgets::download::Offer;

/// Something a widget asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    CallTool {
        name: String,
        arguments: Value,
    },
    AskServer {
        question: Question,
        params: Value,
    },
    FollowUp {
        content: Vec<Block>,
        scroll: Scroll,
    },
    OpenLink {
        url: String,
        back: ReturnLink,
    },
    UploadFile {
        file: NewFile,
        shelf: Shelf,
    },
    SelectFiles,
    /// What the person may keep.
    Download(Vec<Offer>),
    FileUrl {
        id: String,
    },
    Modal(ModalWish),
    /// The page that the button over the fullscreen widget opens.
    OpenInAppUrl {
        url: String,
    },
    /// A checkout session, as the widget sent it.
    CheckOut(Value),
    Mode(DisplayMode),
    Height(f64),
    /// A height measured by our own script, for widgets that report none.
    ContentHeight(f64),
    KeepState(Value),
    ModelContext(Value),
    Close,
    /// As `Close`, in the words of MCP Apps.
    Teardown,
    Log(Value),
    /// The tools that it offers to its host are others now.
    ToolsChanged,
}

impl Wish {
    /// Whether it waits for the person, a server, the disk or the widget itself.
    pub fn may_take_long(&self) -> bool {
        match self {
            Self::CallTool { .. }
            | Self::AskServer { .. }
            | Self::OpenLink { .. }
            | Self::UploadFile { .. }
            | Self::SelectFiles
            | Self::Download(_)
            | Self::FileUrl { .. }
            | Self::Modal(_)
            | Self::CheckOut(_)
            | Self::Mode(_)
            | Self::Close
            | Self::Teardown => true,
            Self::FollowUp { .. }
            | Self::OpenInAppUrl { .. }
            | Self::Height(_)
            | Self::ContentHeight(_)
            | Self::KeepState(_)
            | Self::ModelContext(_)
            | Self::Log(_)
            | Self::ToolsChanged => false,
        }
    }
}

/// A modal that a widget wants.
#[derive(Clone, Debug, PartialEq)]
pub struct ModalWish {
    /// A template of the same server; absent for the widget's own.
    pub template: Option<String>,
    pub title: Option<String>,
    /// What the widget inside finds in `view.params`.
    pub params: Value,
}

/// Whether a page on a declared host is told where to return to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnLink {
    Added,
    Omitted,
}

/// What the server itself answers. A call is none of these: it waits for its verdict first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    ReadResource,
    ListResources,
    ListResourceTemplates,
}

impl Question {
    pub fn method(self) -> &'static str {
        match self {
            Self::ReadResource => "resources/read",
            Self::ListResources => "resources/list",
            Self::ListResourceTemplates => "resources/templates/list",
        }
    }

    pub fn of(method: &str) -> Option<Self> {
        let all = [Self::ReadResource, Self::ListResources, Self::ListResourceTemplates];
        all.into_iter().find(|question| question.method() == method)
    }
}

/// A JSON-RPC error: why a wish, or a request of the host's own, came to nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub code: i64,
    pub message: String,
    pub data: Option<Box<Value>>,
}

impl Refusal {
    /// The specification's code for what the host or the person refused.
    const REFUSED: i64 = -32000;

    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// As the other side wrote it.
    pub fn read(error: &Value) -> Self {
        Self {
            code: error.get("code").and_then(Value::as_i64).unwrap_or_default(),
            message: error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned(),
            data: error.get("data").cloned().map(Box::new),
        }
    }
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Self::new(Self::REFUSED, message)
    }
}

/// What a wish came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Granted {
    /// Done; nothing to tell.
    Done,
    Mode(DisplayMode),
    /// The server's answer, whole.
    Answer(Value),
    /// The result of the tool that it called.
    Called(Value),
    /// What the host itself makes of the wish.
    Value(Value),
    /// The person declined.
    Declined,
    /// The widget is dismissed.
    Close,
}

pub fn mode(text: &str) -> Option<DisplayMode> {
    match text {
        "inline" => Some(DisplayMode::Inline),
        "pip" => Some(DisplayMode::Pip),
        "fullscreen" => Some(DisplayMode::Fullscreen),
        _ => None,
    }
}

/// Lengths that a layout can use. A widget may send anything.
pub fn length(value: &Value) -> Option<f64> {
    /// Taller content is shown by scrolling.
    const TALLEST: f64 = 100_000.0;
    value.as_f64().filter(|length| length.is_finite() && *length >= 0.0).map(|length| length.min(TALLEST))
}
