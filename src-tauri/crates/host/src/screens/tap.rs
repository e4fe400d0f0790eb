//! Puts what widgets and the host say to each other on the record.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::widget::Language;
use serde_json::Value;

use crate::record::{BridgeRecorder, Place, Record};
use crate::widgets::instance::Instance;

pub struct Tap {
    record: Arc<Record>,
    /// By instance.
    recorders: Mutex<HashMap<String, BridgeRecorder>>,
}

impl Tap {
    pub fn new(record: Arc<Record>) -> Self {
        Self { record, recorders: Mutex::default() }
    }

    /// These are the widgets from now on that are recorded.
    pub fn follow<'a>(&self, instances: impl Iterator<Item = &'a Instance> + Clone) {
        let mut recorders = self.lock();
        recorders.retain(|id, _| instances.clone().any(|instance| instance.id == *id));
        for instance in instances {
            if !recorders.contains_key(&instance.id) {
                recorders.insert(instance.id.clone(), self.recorder(instance));
            }
        }
    }

    pub fn heard(&self, instance: &str, language: Language, message: &Value) {
        if let Some(recorder) = self.lock().get(instance) {
            recorder.heard(language, message);
        }
    }

    pub fn told(&self, instance: &str, language: Language, message: &Value) {
        if let Some(recorder) = self.lock().get(instance) {
            recorder.told(language, message);
        }
    }

    fn recorder(&self, instance: &Instance) -> BridgeRecorder {
        let place = Place {
            screen: instance.screen.clone(),
            instance: instance.id.clone(),
            call_id: instance.call_id.clone(),
        };
        self.record.bridge_recorder(&instance.connector_id, &instance.app_name, place)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, BridgeRecorder>> {
        self.recorders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
