//! Payments: a sheet on the widget's screen, always in test mode, and the server's `complete_checkout`. What a session
//! must hold is in [`crate::widgets::checkout`].

use greenroom_contract::prompt::{Asks, PromptAnswer};
use serde_json::Value;

use super::Screens;
use crate::time;
use crate::widgets::bridge::Granted;
use crate::widgets::checkout;
use crate::widgets::instance::Instance;

impl Screens {
    /// The server's tool is called by the same road as every other, so it may ask as well.
    pub(super) async fn check_out(&self, instance: &Instance, session: &Value) -> Result<Granted, String> {
        let session = checkout::read(session)?;
        let asks = Asks::Pay { checkout: Box::new(session.shown.clone()) };
        if self.ask_person(instance, asks).await? != PromptAnswer::Accepted {
            return Err("The user declined to pay.".into());
        }
        if self.connectors.tool(&instance.connector_id, checkout::TOOL).await.is_err() {
            let id = format!("order_test_{}", time::random_token());
            return Ok(Granted::Value(checkout::made_up(&session, &id)));
        }
        let token = format!("greenroom_test_{}", time::random_token());
        let arguments = checkout::arguments(&session, &token);
        let called = self.call_tool(instance, checkout::TOOL.into(), arguments).await;
        match called.map_err(|refusal| refusal.message)? {
            Granted::Called(result) => checkout::order(&session, &result).map(Granted::Value),
            _ => Err(format!("{} gave no result.", checkout::TOOL)),
        }
    }
}
