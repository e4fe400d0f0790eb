//! Grants or refuses what widgets ask for: one dispatcher for both languages.

use std::sync::Arc;

use greenroom_contract::connector::Reading;
use greenroom_contract::conversation::{Author, Scroll};
use greenroom_contract::screen::ToScreen;
use greenroom_contract::stage::DisplayMode;
use greenroom_contract::widget::{Language, OpenaiRequest, ToOpenai};
use greenroom_store::WidgetStateRow;
use serde_json::{Value, json};

use super::Screens;
use super::inbox::Said;
use super::observing::OBSERVED;
use crate::conversations::NewMessage;
use crate::model_view::Provided;
use crate::time;
use crate::tokens;
use crate::widgets::bridge::apps::{Incoming, Introduction};
use crate::widgets::bridge::content::{Block, Kind};
use crate::widgets::bridge::{Granted, Refusal, Wish, apps, openai};
use crate::widgets::instance::{Height, Instance};
use crate::widgets::overrides;
use crate::widgets::rules::{self, Breach, Gesture, Ruling, Standing};
use crate::widgets::sandbox::declaration::Declaration;

/// What is done after the reply.
enum Aftermath {
    None,
    Mode(DisplayMode),
    Close,
}

/// A wish after the rules were applied to it.
enum Judged {
    Granted(Wish),
    /// It comes to this, and nothing is done.
    Settled(Granted),
}

impl Screens {
    /// One message of a widget. It counts only if the instance is of this very screen, and its frame the present one.
    pub(super) async fn hear(self: &Arc<Self>, screen: &str, said: Said) {
        let Said { instance: id, generation, gesture, language, message } = said;
        let is_present = |own: &&Instance| own.screen == screen && own.life.generation == generation;
        let Some(instance) = self.lock().by_id(&id).filter(is_present).cloned() else {
            return tracing::debug!(screen, id, "a message of a frame that is not here");
        };
        if language == Language::Openai && message.get("method").and_then(Value::as_str) == Some(OBSERVED) {
            return self.observe(&instance, message);
        }
        self.tap.heard(&id, language, &message);
        let call_id = instance.call_id.clone();
        match language {
            Language::Openai => self.hear_openai(instance, gesture, message).await,
            Language::Apps => self.hear_apps(instance, gesture, message).await,
        }
        self.news.raise(&call_id);
    }

    async fn hear_openai(self: &Arc<Self>, instance: Instance, gesture: Gesture, message: Value) {
        let Ok(request) = serde_json::from_value::<OpenaiRequest>(message) else { return };
        let id = request.id;
        match openai::wish(&request) {
            Ok(wish) => {
                self.grant_and(instance, gesture, wish, move |instance, outcome| {
                    Some(instance.to_openai(&openai::reply(id, outcome)))
                })
                .await;
            }
            Err(message) => self.send(&instance.screen, instance.to_openai(&ToOpenai::Error { id, message })),
        }
    }

    async fn hear_apps(self: &Arc<Self>, instance: Instance, gesture: Gesture, message: Value) {
        let bridge = &self.profile.bridge;
        let incoming = apps::read(&message, &bridge.host(self.settings.now().widgets.host).capabilities);
        self.note_conduct(&instance, &message, &incoming);
        match incoming {
            Incoming::Initialize { id, introduction } => {
                let connector = self.connectors.get(&instance.connector_id).await;
                let reading = connector.map_or(Reading::Snapshot, |connector| connector.reading);
                self.introduce(&instance.id, &id, introduction, reading);
            }
            Incoming::Initialized => self.complete_handshake(&instance).await,
            Incoming::Ping { id } => {
                self.send(&instance.screen, instance.to_apps(apps::result(&id, json!({}))))
            }
            Incoming::Answer { id, outcome } => self.take_answer(&instance.id, &id, outcome),
            Incoming::Rejected(answer) => self.send(&instance.screen, instance.to_apps(answer)),
            Incoming::Ignored => {}
            Incoming::Wish { id, wish } => {
                self.grant_and(instance, gesture, wish, move |instance, outcome| {
                    id.map(|id| instance.to_apps(apps::reply(&id, outcome)))
                })
                .await;
            }
        }
    }

    /// Notes what of the bridge's own rules a message breaks.
    fn note_conduct(&self, instance: &Instance, message: &Value, incoming: &Incoming) {
        let Some(method) = message.get("method").and_then(Value::as_str) else { return };
        let is_early = !instance.is_initialized();
        let breach = match incoming {
            _ if apps::is_unknown(incoming, method) => Breach::UnknownMethod { method: method.to_owned() },
            Incoming::Wish { wish: Wish::Log(_), .. } => return,
            Incoming::Wish { .. } if is_early => Breach::BeforeInitialized { method: method.to_owned() },
            _ => return,
        };
        self.note(&instance.id, breach);
    }

    pub(super) fn note(&self, id: &str, breach: Breach) {
        if let Some(own) = self.lock().by_id_mut(id) {
            own.note(breach);
        }
    }

    /// Grants at once what keeps its order, and beside everything else what may take long. What changes the widget's
    /// own frame comes after the reply, for which the frame must still be there.
    async fn grant_and(
        self: &Arc<Self>,
        instance: Instance,
        gesture: Gesture,
        wish: Wish,
        reply: impl FnOnce(&Instance, Result<Granted, Refusal>) -> Option<ToScreen> + Send + 'static,
    ) {
        let is_long = wish.may_take_long();
        let judged = self.judge(&instance, gesture, wish);
        let screens = self.clone();
        let work = async move {
            let outcome = match judged {
                Judged::Granted(wish) => screens.grant(&instance, wish).await,
                Judged::Settled(outcome) => Ok(outcome),
            };
            let aftermath = screens.aftermath(&outcome);
            // The request was the old frame's: the next one's own have the same ids.
            let is_present = screens.generation(&instance.id) == Some(instance.life.generation);
            if let Some(message) = reply(&instance, outcome).filter(|_| is_present) {
                screens.send(&instance.screen, message);
            }
            match aftermath {
                Aftermath::None => {}
                Aftermath::Mode(mode) => screens.set_mode(&instance.id, mode).await,
                Aftermath::Close => screens.close(&instance.id).await,
            }
        };
        if is_long {
            tokio::spawn(work);
        } else {
            work.await;
        }
    }

    fn aftermath(&self, outcome: &Result<Granted, Refusal>) -> Aftermath {
        match outcome {
            Ok(Granted::Mode(mode)) => Aftermath::Mode(*mode),
            Ok(Granted::Close) => Aftermath::Close,
            Ok(Granted::Called(result)) if self.closes_widget(result) => Aftermath::Close,
            _ => Aftermath::None,
        }
    }

    fn generation(&self, id: &str) -> Option<u32> {
        self.lock().by_id(id).map(|own| own.life.generation)
    }

    /// Applies the rules to a wish and notes what it broke of them.
    fn judge(&self, instance: &Instance, gesture: Gesture, wish: Wish) -> Judged {
        if self.lacks_person(instance, &wish) {
            return Judged::Settled(Granted::Declined);
        }
        let mut stage = self.lock();
        let (Some(own), Some(device)) = (stage.by_id_mut(&instance.id), self.devices.get(&instance.screen))
        else {
            return Judged::Granted(wish);
        };
        let settings = self.settings.now().widgets;
        let capabilities = &self.profile.bridge.host(settings.host).capabilities;
        let standing = Standing {
            form: device.form,
            mode: own.mode,
            declared_modes: own.declared_modes(),
            gesture,
            message: &Kind::declared(capabilities.get("message")),
            context: &Kind::declared(capabilities.get("updateModelContext")),
        };
        let nothing = match wish {
            Wish::Mode(_) => Granted::Mode(own.mode),
            _ => Granted::Done,
        };
        let (judged, breach) = match rules::rule(wish, &standing, &settings) {
            Ruling::Granted(wish) => return Judged::Granted(wish),
            Ruling::Tolerated(wish, breach) => (Judged::Granted(wish), breach),
            Ruling::Ignored(breach) => (Judged::Settled(nothing), breach),
            Ruling::Declined(breach) => (Judged::Settled(Granted::Declined), breach),
        };
        own.note(breach);
        drop(stage);
        self.news.raise(&instance.call_id);
        judged
    }

    async fn grant(&self, instance: &Instance, wish: Wish) -> Result<Granted, Refusal> {
        let granted = match wish {
            Wish::CallTool { name, arguments } => return self.call_tool(instance, name, arguments).await,
            Wish::AskServer { question, params } => return self.ask_server(instance, question, params).await,
            Wish::Download(offers) => return self.download(instance, offers).await,
            Wish::FollowUp { content, scroll } => self.follow_up(instance, &content, scroll).await,
            Wish::OpenLink { url, back } => self.open_link(instance, &url, back).await,
            Wish::Mode(mode) => Ok(Granted::Mode(mode)),
            Wish::UploadFile { file, shelf } => self.upload(instance, &file, shelf).await,
            Wish::SelectFiles => self.select_files(instance).await,
            Wish::FileUrl { id } => self.file_url(instance, &id).await,
            Wish::Modal(wish) => self.open_modal(instance, wish).await,
            Wish::OpenInAppUrl { url } => self.set_app_url(instance, &url),
            Wish::CheckOut(session) => self.check_out(instance, &session).await,
            Wish::Height(height) => self.set_height(&instance.id, Height::Reported(height)),
            Wish::ContentHeight(height) => self.set_height(&instance.id, Height::Measured(height)),
            Wish::KeepState(state) => self.keep_state(instance, state).await,
            Wish::ModelContext(context) => {
                if let Some(own) = self.lock().by_id_mut(&instance.id) {
                    let provided = || Provided { value: context.clone(), at: time::now() };
                    own.life.model_context = apps::holds_content(&context).then(provided);
                }
                Ok(Granted::Done)
            }
            Wish::ToolsChanged => {
                if let Some(own) = self.lock().by_id_mut(&instance.id) {
                    own.life.tool_changes = own.life.tool_changes.wrapping_add(1);
                }
                Ok(Granted::Done)
            }
            Wish::Close | Wish::Teardown => Ok(Granted::Close),
            Wish::Log(params) => {
                tracing::info!(app = instance.app_name, screen = instance.screen, %params, "a widget logs");
                if let Some(own) = self.lock().by_id_mut(&instance.id) {
                    own.log(apps::logged(&params, time::now()));
                }
                Ok(Granted::Done)
            }
        };
        granted.map_err(Refusal::from)
    }

    fn introduce(&self, id: &str, request: &Value, introduction: Introduction, reading: Reading) {
        let mut stage = self.lock();
        let theme = stage.theme;
        let globals = stage.by_id(id).map(|own| stage.stand_in(&own.call_id).globals()).unwrap_or_default();
        let Some(instance) = stage.by_id_mut(id) else { return };
        instance.introduce(introduction);
        let Some(surroundings) = self.surroundings(instance, theme) else { return };
        let overridden = overrides::context(&globals, &surroundings);
        let context = overrides::over(surroundings.host_context(&instance.tool), overridden);
        let bridge = &self.profile.bridge;
        let host = bridge.host(self.settings.now().widgets.host);
        let host = host.with_lists(reading).with_domains(Declaration::of(&instance.template_meta).granted());
        let answer = apps::initialized(request, &bridge.protocol_version, &host, context);
        self.send(&instance.screen, instance.to_apps(answer));
    }

    async fn complete_handshake(&self, instance: &Instance) {
        if let Some(own) = self.lock().by_id_mut(&instance.id) {
            own.complete_handshake();
        }
        self.recheck(&instance.call_id).await;
        self.readiness.notify_waiters();
    }

    async fn follow_up(
        &self,
        instance: &Instance,
        content: &[Block],
        scroll: Scroll,
    ) -> Result<Granted, String> {
        let author = Author::Widget { app_name: instance.app_name.clone() };
        let text = content.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        let message = NewMessage { scroll, ..NewMessage::of(author, &text) };
        let said = self.conversations.say(&instance.conversation_id, message).await;
        said.map(|()| Granted::Done).map_err(|problem| problem.message)
    }

    fn set_height(&self, id: &str, height: Height) -> Result<Granted, String> {
        let mut stage = self.lock();
        if let Some(instance) = stage.by_id_mut(id) {
            let is_weaker =
                matches!((instance.life.height, height), (Height::Reported(_), Height::Measured(_)));
            if is_weaker || instance.life.height == height {
                return Ok(Granted::Done);
            }
            instance.life.height = height;
        }
        drop(stage);
        self.redraw.notify_one();
        Ok(Granted::Done)
    }

    async fn keep_state(&self, instance: &Instance, state: Value) -> Result<Granted, String> {
        let tokens = tokens::estimate(&state.to_string());
        if tokens > self.profile.model.state_tokens {
            self.note(&instance.id, Breach::LargeState { tokens });
        }
        let row = WidgetStateRow {
            call_id: instance.call_id.clone(),
            screen: instance.screen.clone(),
            state,
            updated_at: time::now(),
        };
        let kept = self.put_widget_state(row).await;
        kept.map(|()| Granted::Done).map_err(|problem| problem.message)
    }
}
