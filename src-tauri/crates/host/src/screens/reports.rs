//! What is known of a call's widgets, for whoever builds them; and telling the shell that it changed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::widget::{AppIntroduction, Handshake, WidgetReport};
use serde_json::Value;
use tokio::sync::Notify;

use super::Screens;
use crate::widgets::account::Account;
use crate::widgets::instance::{Height, Instance};
use crate::widgets::overrides;
use crate::widgets::stand_in::StandIn;

/// The shell is told no more often than this, however much a widget does.
const NEWS: Duration = Duration::from_millis(300);

/// Calls with news of their widgets.
#[derive(Debug, Default)]
pub struct News {
    calls: Mutex<BTreeSet<String>>,
    raised: Notify,
}

impl News {
    pub fn raise(&self, call_id: &str) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        if !calls.contains(call_id) {
            calls.insert(call_id.to_owned());
            self.raised.notify_one();
        }
    }

    fn take(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Tells of widgets' news until the program ends.
pub async fn spread_news(screens: Arc<Screens>) {
    loop {
        screens.news.raised.notified().await;
        for call in screens.news.take() {
            screens.events.tell(Event::Widgets { call });
        }
        tokio::time::sleep(NEWS).await;
    }
}

impl Screens {
    /// The widgets of a call, one for each of the person's screens.
    pub async fn widgets(&self, call_id: &str) -> Result<Vec<WidgetReport>, Problem> {
        self.reports(call_id, |own| !self.devices.is_offstage(&own.screen)).await
    }

    /// The widget of a call on one screen, offstage or not.
    pub async fn widget(&self, call_id: &str, screen: &str) -> Result<Option<WidgetReport>, Problem> {
        let reports = self.reports(call_id, |own| own.screen == screen).await?;
        Ok(reports.into_iter().next())
    }

    async fn reports(
        &self,
        call_id: &str,
        wanted: impl Fn(&Instance) -> bool,
    ) -> Result<Vec<WidgetReport>, Problem> {
        let instances: Vec<Instance> =
            self.lock().of_call(call_id).filter(|own| wanted(own)).cloned().collect();
        if instances.is_empty() {
            return Ok(Vec::new());
        }
        let call = self.conversations.call(call_id).await?;
        let own = self.own_account(&call).await?;
        let stand_in = self.lock().stand_in(call_id);
        let account = stand_in.account(own, &call);
        let mut reports = Vec::new();
        for instance in instances {
            let state = self.widget_state(call_id, &instance.screen).await.ok().flatten();
            reports.push(self.report(&instance, &account, &stand_in, stand_in.state(state)));
        }
        Ok(reports)
    }

    fn report(
        &self,
        instance: &Instance,
        account: &Account,
        stand_in: &StandIn,
        state: Value,
    ) -> WidgetReport {
        let theme = self.lock().theme;
        let surroundings = self.surroundings(instance, theme);
        let globals = instance.globals(account, state.clone()).map(|mut globals| {
            if let (Some(globals), Some(Value::Object(around))) =
                (globals.as_object_mut(), surroundings.as_ref().map(|around| around.globals()))
            {
                globals.extend(around);
                globals.extend(stand_in.globals());
            }
            globals
        });
        let introduction = instance.introduction();
        let handshake = match introduction {
            None => Handshake::None,
            Some(_) if instance.is_initialized() => Handshake::Complete,
            Some(_) => Handshake::Introduced,
        };
        let context = surroundings.filter(|_| introduction.is_some());
        WidgetReport {
            screen: instance.screen.clone(),
            instance: instance.id.clone(),
            mode: instance.mode,
            height: match instance.life.height {
                Height::Unknown => None,
                Height::Measured(height) | Height::Reported(height) => Some(height),
            },
            sandbox: self.sandbox_report(instance),
            left_out: self.left_out(&instance.id),
            handshake,
            introduction: introduction.map(|introduction| AppIntroduction {
                protocol_version: introduction.protocol_version.clone().into(),
                info: introduction.info.clone().into(),
                capabilities: introduction.capabilities.clone().into(),
            }),
            globals: globals.map(Into::into),
            host_context: context.map(|context| {
                let overridden = overrides::context(&stand_in.globals(), &context);
                overrides::over(context.host_context(&instance.tool), overridden).into()
            }),
            state: state.into(),
            model_context: instance.life.model_context.clone().map(|context| context.value.into()),
            logs: instance.life.logs.iter().cloned().collect(),
            tool_changes: instance.life.tool_changes,
            findings: instance.life.breaches.findings(),
        }
    }
}
