//! What is observed of widgets: what their documents tell of themselves, what the engine tells of loads, and the
//! conditions that their network has. Explaining it is in [`crate::widgets::sandbox`].

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::event::Event;
use greenroom_contract::observation::{
    Conditions, ConsoleEntry, LeftOut, NetworkEntry, NetworkVerdict, Observation,
};
use greenroom_contract::sandbox::{SandboxFinding, SandboxReport, TemplatePolicies, Weight};
use greenroom_contract::widget::ToOpenai;
use serde_json::Value;

use super::Screens;
use super::archive;
use super::view;
use crate::text;
use crate::widgets::instance::Instance;
use crate::widgets::observed::Observed;
use crate::widgets::sandbox::declaration::{self, Declaration, List};
use crate::widgets::sandbox::network::{self, Load, Loads};
use crate::widgets::sandbox::{origin, patch, policy, restricted, violations};

/// The method that a document's observations come with.
pub const OBSERVED: &str = "observed";

/// Addresses that may be set to fail.
const MOST_FAILING: usize = 20;

#[derive(Debug, Default)]
pub struct Observing(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// By instance.
    widgets: HashMap<String, Observed>,
    /// By screen.
    loads: HashMap<String, Loads>,
    conditions: HashMap<String, Conditions>,
}

impl Observing {
    /// These are the widgets from now on.
    pub fn follow(&self, instances: &[Instance]) {
        self.lock().widgets.retain(|id, _| instances.iter().any(|instance| instance.id == *id));
    }

    /// Of screens that are gone for good.
    pub fn forget_others(&self, is_there: impl Fn(&str) -> bool) {
        let mut state = self.lock();
        state.loads.retain(|screen, _| is_there(screen));
        state.conditions.retain(|screen, _| is_there(screen));
    }

    /// A fresh document: nothing of the one before is of it.
    pub fn begin_document(&self, instance: &str) {
        self.lock().widgets.insert(instance.to_owned(), Observed::default());
    }

    pub fn conditions(&self, screen: &str) -> Conditions {
        self.lock().conditions.get(screen).cloned().unwrap_or_default()
    }

    fn of(&self, instance: &str) -> Observed {
        self.lock().widgets.get(instance).cloned().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Screens {
    /// What a widget's document tells of itself. What cannot be read is left out.
    pub(super) fn observe(&self, instance: &Instance, mut message: Value) {
        let batch = message.pointer_mut("/params/0").map(Value::take).unwrap_or_default();
        let Value::Array(items) = batch else { return };
        let mut state = self.observing.lock();
        let observed = state.widgets.entry(instance.id.clone()).or_default();
        for observation in
            items.into_iter().filter_map(|item| serde_json::from_value::<Observation>(item).ok())
        {
            observed.take_in(observation);
        }
        drop(state);
        self.news.raise(&instance.call_id);
    }

    /// What the engine tells of a load in a screen.
    pub fn saw_load(&self, screen: &str, load: Load) {
        self.observing.lock().loads.entry(screen.to_owned()).or_default().add(load);
    }

    pub fn console(&self, instance: &str) -> Result<Vec<ConsoleEntry>, Problem> {
        self.known(instance)?;
        Ok(self.observing.of(instance).console.into_iter().collect())
    }

    pub fn network(&self, instance: &str) -> Result<Vec<NetworkEntry>, Problem> {
        let instance = self.known(instance)?;
        let state = self.observing.lock();
        let nothing = (Observed::default(), Loads::default());
        let observed = state.widgets.get(&instance.id).unwrap_or(&nothing.0);
        let loads = state.loads.get(&instance.screen).unwrap_or(&nothing.1);
        Ok(network::entries(observed, loads, &view::source(&instance.label)))
    }

    /// The requests of a widget as an HTTP Archive.
    pub fn archive(&self, instance: &str) -> Result<String, Problem> {
        let page = self.known(instance)?;
        let entries = self.network(instance)?;
        Ok(format!("{:#}", archive::of(&page.app_name, &entries)))
    }

    pub fn conditions(&self, screen: &str) -> Conditions {
        self.observing.conditions(screen)
    }

    /// For the widgets that are shown, and those to come.
    pub fn set_conditions(&self, screen: &str, mut conditions: Conditions) -> Result<Conditions, Problem> {
        conditions.failing.iter_mut().for_each(|part| *part = part.trim().to_owned());
        conditions.failing.retain(|part| !part.is_empty());
        if conditions.failing.len() > MOST_FAILING {
            return Err(Problem::invalid(
                format!("{} addresses were to fail; {MOST_FAILING} can.", conditions.failing.len()),
                "Name a part that they have in common, such as the host.",
            ));
        }
        self.observing.lock().conditions.insert(screen.to_owned(), conditions.clone());
        let message = ToOpenai::Conditions { conditions: conditions.clone() };
        let stage = self.lock();
        for instance in stage.instances.iter().filter(|own| own.screen == screen && own.has_document()) {
            self.send(screen, instance.to_openai(&message));
        }
        drop(stage);
        self.events.tell(Event::Stage);
        Ok(conditions)
    }

    pub(super) fn left_out(&self, instance: &str) -> LeftOut {
        let state = self.observing.lock();
        state.widgets.get(instance).map_or_else(LeftOut::default, |observed| observed.left_out)
    }

    /// Absent before the widget has a document.
    pub(super) fn sandbox_report(&self, instance: &Instance) -> Option<SandboxReport> {
        let sandbox = instance.life.sandbox.as_ref()?;
        let observed = self.observing.of(&instance.id);
        let meta = &instance.template_meta;
        let declaration = Declaration::of(meta);
        let mut findings = violations::findings(&observed, sandbox.mode, &declaration);
        findings.extend(restricted::findings(&observed, &self.profile.restricted));
        findings.extend(self.cross_origin_findings(&instance.id));
        findings.sort_by_key(|finding| finding.weight);
        let blocked: Vec<_> = observed.violations.iter().map(|known| &known.first).collect();
        let label = view::source(&instance.label);
        Some(SandboxReport {
            mode: sandbox.mode,
            key: sandbox.key,
            origin: label.trim_end_matches('/').to_owned(),
            chatgpt_origin: origin::of_chatgpt(&instance.domain_label),
            policy: sandbox.policy.header(),
            reported_policy: sandbox.policy.report_header(),
            permissions_policy: sandbox.permissions_policy.clone(),
            sandbox: sandbox.sandbox.clone(),
            allow: sandbox.allow.clone(),
            findings,
            patch: patch::of(meta, &blocked),
            unused: unused(&declaration, &observed),
        })
    }

    /// Answers that the widget may not read are no matter of the policy, and no declaration mends them.
    fn cross_origin_findings(&self, instance: &str) -> Vec<SandboxFinding> {
        let entries = self.network(instance).unwrap_or_default();
        let refused = entries.into_iter().filter(|entry| entry.verdict == NetworkVerdict::Cors);
        let mut findings: Vec<SandboxFinding> = Vec::new();
        for entry in refused {
            let title =
                format!("CORS: the answer of {} may not be read", text::shown(&entry.request.url, 300));
            match findings.iter_mut().find(|known| known.title == title) {
                Some(known) => known.count += 1,
                None => findings.push(SandboxFinding {
                    weight: Weight::Broken,
                    title,
                    text: format!(
                        "{} The policy lets it through: nothing in the metadata mends this.",
                        entry.explanation
                    ),
                    position: entry.request.position,
                    count: 1,
                }),
            }
        }
        findings
    }

    /// The policies of a connector's templates, mode by mode.
    pub async fn template_policies(&self, connector: &str) -> Result<Vec<TemplatePolicies>, Problem> {
        let known = self.connectors.get(connector).await?;
        let root = origin::root(&known.endpoint, &known.name);
        let snapshot = self.connectors.snapshot(connector).await?;
        let templates = snapshot.iter().flat_map(|snapshot| &snapshot.templates);
        let read = templates.filter(|template| template.problem.is_none());
        Ok(read
            .map(|template| {
                let declaration = Declaration::of(&template.meta.0);
                TemplatePolicies {
                    uri: template.uri.clone(),
                    key: declaration.key,
                    modes: policy::modes(&declaration, &self.profile.csp),
                    chatgpt_origin: origin::of_chatgpt(&origin::label(&template.meta.0, &root)),
                    findings: declaration::findings(&template.meta.0),
                }
            })
            .collect())
    }

    fn known(&self, instance: &str) -> Result<Instance, Problem> {
        let found = self.lock().by_id(instance).cloned();
        found.ok_or_else(|| Problem::not_found("This widget is no longer shown."))
    }
}

/// Declared domains that nothing was asked of.
fn unused(declaration: &Declaration, observed: &Observed) -> Vec<String> {
    let asked = |entry: &str| {
        let host = entry.split_once("://").map_or(entry, |(_, rest)| rest).trim_start_matches("*.");
        let host = host.split('/').next().unwrap_or_default().trim_end_matches(":*");
        let is_of = |url: &str| {
            let rest = url.split_once("://").map_or("", |(_, rest)| rest);
            let authority = rest.split('/').next().unwrap_or_default();
            authority == host
                || authority.ends_with(&format!(".{host}"))
                || authority.split(':').next() == Some(host)
        };
        observed.requests.iter().any(|request| is_of(&request.url))
    };
    let lists = [List::Connect, List::Resource, List::Frame];
    let declared =
        lists.into_iter().flat_map(|list| declaration.list(list).iter().map(move |entry| (list, entry)));
    declared
        .filter(|(_, entry)| !asked(entry))
        .map(|(list, entry)| format!("{}: {entry}", list.standard()))
        .collect()
}
