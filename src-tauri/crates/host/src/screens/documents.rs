//! The documents of widgets' frames.

use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::sandbox::CspMode;
use greenroom_contract::widget::{EmulatedDevice, Language};
use serde_json::{Value, json};

use super::Screens;
use super::stage::Stage;
use crate::widgets::account::Account;
use crate::widgets::document::{self, WidgetDocument};
use crate::widgets::form::Form;
use crate::widgets::instance::Instance;
use crate::widgets::sandbox::Sandbox;
use crate::widgets::start;

impl Screens {
    /// The document at a `widget:` address, for the screen that may show it.
    pub async fn document(&self, screen: &str, uri: &str) -> WidgetDocument {
        let Place { label, path, key } = place_of(uri);
        let Some(found) = self.lock().by_label(screen, label).cloned() else {
            return WidgetDocument::missing("There is no widget at this address.");
        };
        if let Some(file) = self.lent_file(&found, path).await {
            return file;
        }
        // Another widget that has learnt this origin must not be able to load the document.
        if !path.is_empty() || key != found.key {
            return WidgetDocument::missing("There is nothing at this address of the widget.");
        }
        let Some(html) = self.html(&found).await else {
            return WidgetDocument::missing("The widget's HTML is no longer stored.");
        };
        let Ok(call) = self.conversations.call(&found.call_id).await else {
            return WidgetDocument::missing("The widget's call is no longer stored.");
        };
        let Ok(own) = self.own_account(&call).await else {
            return WidgetDocument::missing("The result of the widget's call cannot be read.");
        };
        let stored = self.widget_state(&call.id, screen).await.ok().flatten();
        let settings = self.settings.now().widgets;
        let mode =
            self.connectors.get(&call.connector_id).await.map_or_else(|_| CspMode::default(), |own| own.csp);
        let sandbox = Sandbox::of(&found.template_meta, mode, &self.profile);
        let Some((globals, device)) = self.begin_document(&found.id, &call, own, stored, &sandbox) else {
            return WidgetDocument::missing("This widget has been closed.");
        };
        self.observing.begin_document(&found.id);
        let told = json!({ "kind": "globals", "globals": globals });
        self.tap.told(&found.id, Language::Openai, &told);
        let conditions = self.observing.conditions(screen);
        let start = start::start(globals, &self.profile, &settings, conditions, device);
        let html = document::build(&html, &self.widget_script, &start);
        self.recheck(&call.id).await;
        self.news.raise(&call.id);
        self.readiness.notify_waiters();
        WidgetDocument::html(html, &sandbox)
    }

    async fn html(&self, instance: &Instance) -> Option<Arc<str>> {
        match instance.modal() {
            Some(modal) => Some(modal.html.clone()),
            None => self.store.template(&instance.template_hash).await.ok().flatten().map(Arc::from),
        }
    }

    /// The first globals of a document that is about to be served, and the device that it is on.
    fn begin_document(
        &self,
        id: &str,
        call: &Call,
        own: Account,
        stored: Option<Value>,
        sandbox: &Sandbox,
    ) -> Option<(Value, EmulatedDevice)> {
        let mut stage = self.lock();
        let theme = stage.theme;
        // Who was asked is gone with the document before.
        stage.asked.retain(|asked| asked.instance != id);
        let stand_in = stage.stand_in(&call.id);
        let instance = stage.by_id_mut(id)?;
        let mut globals = instance.begin_document(&stand_in.account(own, call), stand_in.state(stored));
        let surroundings = self.surroundings(instance, theme)?;
        let device = surroundings.emulated();
        extend(&mut globals, surroundings.globals());
        extend(&mut globals, Value::Object(stand_in.globals()));
        let policy = sandbox.policy.header();
        tracing::info!(app = instance.app_name, screen = instance.screen, policy, "a widget's policy");
        instance.life.sandbox = Some(sandbox.clone());
        Some((globals, device))
    }

    /// Tells a call's widgets how it stands now. What moved on between reading the call and marking its
    /// document as served would otherwise be told to nobody.
    pub(super) async fn recheck(&self, call_id: &str) {
        let told = async {
            let call = self.conversations.call(call_id).await?;
            self.catch_up(&call).await
        };
        if let Err(problem) = told.await {
            tracing::warn!(call_id, message = problem.message, "a widget was not told how its call stands");
        }
    }

    /// Tells a call's widgets what they do not know yet. Its result is read only if one of them wants it.
    pub(super) async fn catch_up(&self, call: &Call) -> Result<(), Problem> {
        if !self.lock().lags_behind(call) {
            return Ok(());
        }
        let own = self.own_account(call).await?;
        self.bring_up(&mut self.lock(), call, own);
        Ok(())
    }

    /// Tells a call's widgets what they do not know yet.
    pub(super) fn bring_up(&self, stage: &mut Stage, call: &Call, own: Account) {
        let account = stage.stand_in(&call.id).account(own, call);
        for instance in stage.of_call_mut(&call.id) {
            for message in instance.catch_up(&account) {
                self.send(&instance.screen, message);
            }
        }
        self.news.raise(&call.id);
    }

    /// What there is to tell of a call by itself.
    pub(super) async fn own_account(&self, call: &Call) -> Result<Account, Problem> {
        let result = if call.state.is_settled() { self.calls.result(&call.id).await? } else { None };
        let form = Form::of(&self.profile, &self.settings.now().widgets);
        Ok(Account::of(call, result, &self.profile.texts, form))
    }
}

/// What an address of the scheme names.
struct Place<'a> {
    label: &'a str,
    /// After the slash.
    path: &'a str,
    /// What the query is.
    key: &'a str,
}

/// Reads `widget://label/path?key`, or `http://widget.label/path?key`, which stands for it on Windows.
fn place_of(uri: &str) -> Place<'_> {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (rest, key) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Place { label: host.strip_prefix("widget.").unwrap_or(host), path, key }
}

fn extend(into: &mut Value, from: Value) {
    if let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) {
        into.extend(from);
    }
}
