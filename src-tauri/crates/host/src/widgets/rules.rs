//! What a widget may do, and what comes of doing it all the same. Pure: a ruling is made of the wish and of what is
//! known of the widget; carrying it out is in [`crate::screens`].
//!
//! Whether a tool is called is not decided here but by the verdict in [`crate::approvals`].

use greenroom_contract::conversation::Scroll;
use greenroom_contract::settings::{Gestures, HostKind, WidgetSettings};
use greenroom_contract::stage::{DeviceForm, DisplayMode};
use greenroom_contract::tool::Finding;
use serde_json::Value;

use crate::calls::MOST_OF_A_WIDGET;
use crate::text;
use crate::widgets::bridge::Wish;
use crate::widgets::bridge::content::{Block, Kind};
use crate::widgets::context::granted;

/// The longest name of a tool that is repeated.
const NAME_LIMIT: usize = 64;

/// What is known of a widget that wishes for something.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub form: DeviceForm,
    pub mode: DisplayMode,
    /// Absent where it does not say.
    pub declared_modes: Option<&'a [DisplayMode]>,
    pub gesture: Gesture,
    /// What the host takes with `ui/message`.
    pub message: &'a [Kind],
    /// As that, with `ui/update-model-context`.
    pub context: &'a [Kind],
}

/// Whether the person had just used the widget when it spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    Recent,
    None,
}

/// What comes of a wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Ruling {
    /// As wished, or in the mode that it comes to.
    Granted(Wish),
    /// As `Granted`; but another host, or this one by its own documents, would not.
    Tolerated(Wish, Breach),
    /// Nothing happens, and the widget is not told why, as in ChatGPT.
    Ignored(Breach),
    /// Nothing happens, and the widget is told that much.
    Declined(Breach),
}

/// A rule that a widget broke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    NoGesture {
        what: &'static str,
    },
    UndeclaredMode {
        mode: DisplayMode,
    },
    LeavesFullscreen,
    HiddenTool {
        name: String,
    },
    /// Neither key says whether widgets may call it.
    UnsaidVisibility {
        name: String,
    },
    BeforeInitialized {
        method: String,
    },
    UnknownMethod {
        method: String,
    },
    LargeState {
        tokens: u32,
    },
    AsksForTeardown,
    UsesModal,
    /// More calls at once than are carried out.
    ManyCalls,
    /// Blocks of kinds that the host does not declare.
    UntakenContent {
        method: &'static str,
        kinds: Vec<Kind>,
    },
}

/// The ruling on a wish, by the settings.
pub fn rule(wish: Wish, standing: &Standing<'_>, settings: &WidgetSettings) -> Ruling {
    if let Some(what) = needs_gesture(&wish).filter(|_| lacks_gesture(standing, settings)) {
        return Ruling::Ignored(Breach::NoGesture { what });
    }
    match wish {
        Wish::Mode(wished) => mode(wished, standing, settings.host),
        Wish::FollowUp { content, scroll } => message(content, scroll, standing.message),
        Wish::ModelContext(context) => model_context(context, standing.context),
        wish @ Wish::Modal(_) if settings.host == HostKind::Chatgpt => {
            Ruling::Tolerated(wish, Breach::UsesModal)
        }
        Wish::Teardown => match settings.host {
            HostKind::Chatgpt => Ruling::Ignored(Breach::AsksForTeardown),
            HostKind::Spec => Ruling::Granted(Wish::Close),
        },
        wish => Ruling::Granted(wish),
    }
}

fn lacks_gesture(standing: &Standing<'_>, settings: &WidgetSettings) -> bool {
    settings.gestures == Gestures::Required && standing.gesture == Gesture::None
}

/// What ChatGPT was seen to do only after a click or a key in the widget.
fn needs_gesture(wish: &Wish) -> Option<&'static str> {
    match wish {
        Wish::Mode(_) => Some("asked for another display mode"),
        Wish::FollowUp { .. } => Some("sent a message"),
        Wish::OpenLink { .. } => Some("opened a link"),
        _ => None,
    }
}

fn mode(wished: DisplayMode, standing: &Standing<'_>, host: HostKind) -> Ruling {
    if standing.mode == DisplayMode::Modal {
        return Ruling::Granted(Wish::Mode(DisplayMode::Modal));
    }
    let mode = granted(standing.form, wished);
    let is_declared = standing.declared_modes.is_none_or(|modes| modes.contains(&wished));
    match host {
        HostKind::Chatgpt if standing.mode == DisplayMode::Fullscreen && mode == DisplayMode::Inline => {
            Ruling::Tolerated(Wish::Mode(standing.mode), Breach::LeavesFullscreen)
        }
        HostKind::Chatgpt if !is_declared => {
            Ruling::Tolerated(Wish::Mode(mode), Breach::UndeclaredMode { mode: wished })
        }
        HostKind::Spec if !is_declared => {
            Ruling::Tolerated(Wish::Mode(standing.mode), Breach::UndeclaredMode { mode: wished })
        }
        _ => Ruling::Granted(Wish::Mode(mode)),
    }
}

/// What the host does not take is left out; a message of nothing else is no message.
fn message(content: Vec<Block>, scroll: Scroll, taken: &[Kind]) -> Ruling {
    let (content, untaken): (Vec<_>, Vec<_>) =
        content.into_iter().partition(|block| taken.contains(&block.kind));
    let is_empty = content.is_empty();
    let wish = Wish::FollowUp { content, scroll };
    match untaken_content("ui/message", untaken.iter().map(|block| block.kind)) {
        None => Ruling::Granted(wish),
        Some(breach) if is_empty => Ruling::Declined(breach),
        Some(breach) => Ruling::Tolerated(wish, breach),
    }
}

fn model_context(mut context: Value, taken: &[Kind]) -> Ruling {
    let mut untaken = Vec::new();
    if let Some(content) = context.get_mut("content").and_then(Value::as_array_mut) {
        content.retain(|block| {
            let kind = Kind::of(block).filter(|kind| !taken.contains(kind));
            untaken.extend(kind);
            kind.is_none()
        });
    }
    match untaken_content("ui/update-model-context", untaken.into_iter()) {
        None => Ruling::Granted(Wish::ModelContext(context)),
        Some(breach) => Ruling::Tolerated(Wish::ModelContext(context), breach),
    }
}

fn untaken_content(method: &'static str, untaken: impl Iterator<Item = Kind>) -> Option<Breach> {
    let mut kinds = Vec::new();
    for kind in untaken {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    (!kinds.is_empty()).then_some(Breach::UntakenContent { method, kinds })
}

impl Breach {
    fn text(&self) -> String {
        match self {
            Self::NoGesture { what } => format!(
                "The widget {what} although nobody had just clicked or pressed a key in it. ChatGPT does nothing \
                 then; do it in the handler of a click."
            ),
            Self::UndeclaredMode { mode } => format!(
                "The widget asked for the mode “{}”, which it had not declared in appCapabilities.\
                 availableDisplayModes. ChatGPT was seen to switch all the same (July 2026); MCP Apps forbids it, so \
                 other hosts stay in the mode they are in.",
                name(*mode)
            ),
            Self::LeavesFullscreen => {
                "The widget asked to leave fullscreen. ChatGPT ignores that (August 2026): only the person leaves, \
                 with the button of the host."
                    .into()
            }
            Self::UsesModal => {
                "The widget opened a modal. ChatGPT documents requestModal, but was seen to blur the view and show no \
                 usable modal (August 2026): have another way for the same."
                    .into()
            }
            Self::HiddenTool { name } => format!(
                "The widget called the tool {}, whose visibility leaves out “app”. ChatGPT was seen to call it all \
                 the same (July 2026); MCP Apps says that a host has to refuse, and others do.",
                text::shown(name, NAME_LIMIT)
            ),
            Self::UnsaidVisibility { name } => format!(
                "The widget called the tool {}, which has neither _meta.ui.visibility nor openai/widgetAccessible. \
                 MCP Apps allows that; ChatGPT's older rule did not. Set ui.visibility to be sure.",
                text::shown(name, NAME_LIMIT)
            ),
            Self::BeforeInitialized { method } => format!(
                "The widget sent {} before ui/notifications/initialized. Other hosts may not answer: wait for the \
                 answer to ui/initialize and send the notification first.",
                text::shown(method, NAME_LIMIT)
            ),
            Self::UnknownMethod { method } => {
                format!("The widget sent {}, which this host does not know.", text::shown(method, NAME_LIMIT))
            }
            Self::LargeState { tokens } => format!(
                "The widget stored a state of about {tokens} tokens. OpenAI named 4,000 as the most, since the model \
                 gets it too; keep in privateContent what it need not see."
            ),
            Self::AsksForTeardown => {
                "The widget asked to be taken down (ui/notifications/request-teardown). ChatGPT does not do it \
                 (August 2026); window.openai.requestClose works there."
                    .into()
            }
            Self::ManyCalls => format!(
                "The widget had {MOST_OF_A_WIDGET} calls under way and made another, which was refused. How many ChatGPT \
                 carries out at once is not known: wait for some before the next."
            ),
            Self::UntakenContent { method, kinds } => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.key()).collect();
                format!(
                    "The widget put content of the kind {} into {method}, which this host leaves out: it declares no \
                     such kind in its capabilities. ChatGPT was seen to declare text (August 2026). Look into \
                     hostCapabilities before, and say it as text otherwise.",
                    kinds.join(", ")
                )
            }
        }
    }
}

fn name(mode: DisplayMode) -> &'static str {
    match mode {
        DisplayMode::Inline => "inline",
        DisplayMode::Pip => "pip",
        DisplayMode::Fullscreen => "fullscreen",
        DisplayMode::Modal => "modal",
    }
}

/// Different breaches of one widget that are kept: their names come from it.
const MOST_BREACHES: usize = 50;

/// The breaches of one widget, each once, with how often it came to it.
#[derive(Clone, Debug, Default)]
pub struct Breaches(Vec<(Breach, u32)>);

impl Breaches {
    pub fn note(&mut self, breach: Breach) {
        let is_full = self.0.len() == MOST_BREACHES;
        match self.0.iter_mut().find(|(known, _)| *known == breach) {
            Some((_, count)) => *count = count.saturating_add(1),
            None if is_full => {}
            None => self.0.push((breach, 1)),
        }
    }

    pub fn findings(&self) -> Vec<Finding> {
        let text = |(breach, count): &(Breach, u32)| match count {
            1 => breach.text(),
            count => format!("{} ({count} times)", breach.text()),
        };
        self.0.iter().map(|one| Finding { path: String::new(), text: text(one) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::settings::ResponseMetadata;
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    const DESKTOP: Standing<'_> = Standing {
        form: DeviceForm::Desktop,
        mode: DisplayMode::Inline,
        declared_modes: None,
        gesture: Gesture::Recent,
        message: &[Kind::Text],
        context: &[Kind::Text],
    };

    fn settings(host: HostKind, gestures: Gestures) -> WidgetSettings {
        WidgetSettings { host, gestures, response_metadata: ResponseMetadata::Envelope }
    }

    fn ruled(wish: Wish, standing: &Standing<'_>, host: HostKind) -> Ruling {
        rule(wish, standing, &settings(host, Gestures::Required))
    }

    #[test]
    fn without_a_gesture_the_widget_gets_nothing_unless_the_settings_say_otherwise() {
        let idle = Standing { gesture: Gesture::None, ..DESKTOP };
        let message = || Wish::FollowUp { content: vec![Block::text("a")], scroll: Scroll::Follow };
        let breach = Breach::NoGesture { what: "sent a message" };
        assert_eq!(ruled(message(), &idle, HostKind::Chatgpt), Ruling::Ignored(breach));
        assert_eq!(ruled(message(), &DESKTOP, HostKind::Chatgpt), Ruling::Granted(message()));
        let lenient = settings(HostKind::Chatgpt, Gestures::Ignored);
        assert_eq!(rule(message(), &idle, &lenient), Ruling::Granted(message()));
        let state = || Wish::KeepState(json!({}));
        assert_eq!(ruled(state(), &idle, HostKind::Chatgpt), Ruling::Granted(state()));
    }

    #[test]
    fn modes_are_given_by_device_declaration_and_host() {
        use DisplayMode::{Fullscreen, Inline, Pip};
        let wish = Wish::Mode;
        let phone = Standing { form: DeviceForm::Phone, ..DESKTOP };
        let full = Standing { mode: Fullscreen, ..DESKTOP };
        let undeclared = Standing { declared_modes: Some(&[Inline]), ..DESKTOP };
        let breach = Breach::UndeclaredMode { mode: Pip };
        for host in [HostKind::Chatgpt, HostKind::Spec] {
            assert_eq!(ruled(wish(Pip), &DESKTOP, host), Ruling::Granted(wish(Pip)));
            assert_eq!(ruled(wish(Pip), &phone, host), Ruling::Granted(wish(Fullscreen)));
        }
        assert_eq!(
            ruled(wish(Inline), &full, HostKind::Chatgpt),
            Ruling::Tolerated(wish(Fullscreen), Breach::LeavesFullscreen)
        );
        assert_eq!(ruled(wish(Inline), &full, HostKind::Spec), Ruling::Granted(wish(Inline)));
        assert_eq!(
            ruled(wish(Pip), &undeclared, HostKind::Chatgpt),
            Ruling::Tolerated(wish(Pip), breach.clone())
        );
        assert_eq!(ruled(wish(Pip), &undeclared, HostKind::Spec), Ruling::Tolerated(wish(Inline), breach));
    }

    #[test]
    fn content_that_the_host_does_not_declare_is_left_out_and_said() {
        let ruled = |wish| ruled(wish, &DESKTOP, HostKind::Chatgpt);
        let image = || Block { kind: Kind::Image, text: "(image image/png)".into() };
        let wish = |content| Wish::FollowUp { content, scroll: Scroll::Follow };
        let breach = |method| Breach::UntakenContent { method, kinds: vec![Kind::Image] };
        assert_eq!(
            ruled(wish(vec![image(), Block::text("a"), image()])),
            Ruling::Tolerated(wish(vec![Block::text("a")]), breach("ui/message"))
        );
        assert_eq!(ruled(wish(vec![image()])), Ruling::Declined(breach("ui/message")));
        let context =
            |content: Value| Wish::ModelContext(json!({ "content": content, "structuredContent": {} }));
        let text = json!({ "type": "text", "text": "a" });
        assert_eq!(
            ruled(context(json!([text, { "type": "image" }]))),
            Ruling::Tolerated(context(json!([text])), breach("ui/update-model-context"))
        );
        assert_eq!(ruled(context(json!([text]))), Ruling::Granted(context(json!([text]))));
    }

    #[test]
    fn a_breach_is_listed_once_with_its_count() {
        let mut breaches = Breaches::default();
        breaches.note(Breach::LeavesFullscreen);
        breaches.note(Breach::LeavesFullscreen);
        breaches.note(Breach::NoGesture { what: "opened a link" });
        let findings = breaches.findings();
        assert_eq!(findings.len(), 2);
        assert!(findings[0].text.ends_with("with the button of the host. (2 times)"), "{findings:?}");
    }
}
