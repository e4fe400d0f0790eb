//! What the host and a screen's page say to each other over the screen's private channel.
//!
//! Every message from a screen travels with the screen's secret, which only its main frame holds; the channel
//! itself is in the program's stage.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Json;
use crate::approval::{Approval, Choice};
use crate::call::CallState;
use crate::conversation::{MentionedApp, Message};
use crate::prompt::{PromptAnswer, ScreenPrompt};
use crate::stage::{Device, DisplayMode, Theme};
use crate::widget::{Language, Said};

/// Host to screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum ToScreen {
    /// Draw this. Sent whole after each change.
    View { view: Box<ScreenView> },
    /// Hand this to one widget.
    Widget { instance: String, language: Language, message: Json },
    /// A batch of what widgets said has been dealt with.
    Heard,
    /// Are you there? Answer with the same number.
    Ping { number: u32 },
    /// The person came to the screen by the keyboard: let them see where they are.
    Enter,
}

/// Screen to host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum FromScreen {
    /// The page runs and wants its first view.
    Ready,
    Pong {
        number: u32,
    },
    /// What widgets said, oldest first: a batch. The page sends another only as [`ToScreen::Heard`] makes room.
    Widgets {
        messages: Vec<Said>,
    },
    /// Widgets say more than the page can keep for the host.
    Overrun,
    Answer {
        approval: String,
        choice: Choice,
    },
    /// Typed into the composer. `apps` are the ids of the connectors that were chosen with it.
    Say {
        text: String,
        #[serde(default)]
        apps: Vec<String>,
    },
    /// The person used the screen's own controls, such as the close button over a fullscreen widget.
    Mode {
        instance: String,
        mode: DisplayMode,
    },
    /// The person answered a prompt of a widget.
    Prompt {
        prompt: String,
        answer: PromptAnswer,
    },
    /// The person closed a modal; `instance` is the widget inside.
    CloseModal {
        instance: String,
    },
    /// The button over a fullscreen widget that leads to the app's own page.
    OpenInApp {
        instance: String,
    },
    /// The person wants a call that went wrong to be made once more, with the same arguments.
    Retry {
        call: String,
    },
    /// The person takes a file out of the library.
    RemoveFile {
        file: String,
    },
}

/// Everything that a screen draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScreenView {
    pub device: Device,
    pub theme: Theme,
    pub entries: Vec<ScreenEntry>,
    /// Oldest first; the first one is drawn.
    pub approvals: Vec<Approval>,
    /// What a widget asks for; the next one follows when it is answered.
    pub prompt: Option<ScreenPrompt>,
    pub modal: Option<Box<ScreenModal>>,
    /// What the composer's menu offers: the enabled connectors.
    pub apps: Vec<MentionedApp>,
    /// Whether a message waits for the person to play the model.
    pub awaits_model: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", rename_all_fields = "camelCase")]
pub enum ScreenEntry {
    Message(Message),
    Call(Box<ScreenCall>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScreenCall {
    pub id: String,
    pub app_name: String,
    pub state: CallState,
    /// "Loading board…", "Board ready", "Waiting for your approval", …
    pub status: String,
    pub widget: Option<WidgetFrame>,
    /// What stands in place of a widget: text of the result, or why there is none. May be empty.
    pub text: String,
    /// Whether the person can have it made once more.
    pub can_retry: bool,
    /// Says that what is shown is not what the call brought: edited, of a fixture, or of a scenario.
    pub stand_in: Option<String>,
}

/// The frame of one widget instance on this screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WidgetFrame {
    pub instance: String,
    /// Counts the frames of the instance: with the next one the page puts a fresh frame in place of the old.
    pub generation: u32,
    pub src: String,
    /// Attributes of the iframe.
    pub sandbox: String,
    pub allow: String,
    pub mode: DisplayMode,
    /// As the widget last reported it; absent before it has.
    #[specta(type = Option<i32>)]
    pub height: Option<f64>,
    pub prefers_border: bool,
    /// Whether the app has a page of its own to open the widget in. Desktops have a button for it, in fullscreen.
    pub open_in_app: bool,
}

/// A widget over everything of the conversation, in a frame of the screen's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScreenModal {
    pub title: String,
    pub app_name: String,
    pub frame: WidgetFrame,
}
