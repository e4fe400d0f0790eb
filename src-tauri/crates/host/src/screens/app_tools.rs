//! The tools that a widget offers to its host, by `appCapabilities.tools`: listing and calling them. ChatGPT's model
//! was not seen calling any, so a person does it.

use std::time::Duration;

use greenroom_contract::Problem;
use greenroom_contract::tool::Tool;
use serde_json::{Value, json};

use super::Screens;
use crate::snapshots::tool;

/// A widget answers from its own page. It may ask its server in between.
const LISTING: Duration = Duration::from_secs(10);
const CALLING: Duration = Duration::from_secs(60);
/// Pages of a list, so that a cursor that leads in a circle ends.
const MOST_PAGES: usize = 20;

impl Screens {
    /// The widget's tools, as far as they are needed to call them.
    pub async fn app_tools(&self, instance: &str) -> Result<Vec<Tool>, Problem> {
        self.expect_tools(instance)?;
        let mut tools = Vec::new();
        let mut params = json!({});
        for _ in 0..MOST_PAGES {
            let mut page = self.ask_view(instance, "tools/list", params, LISTING).await?;
            let Some(Value::Array(listed)) = page.get_mut("tools").map(Value::take) else {
                return Err(Problem::failed(
                    "The widget answered tools/list without a list of `tools`.",
                    "Answer with an object that holds `tools`, an array.",
                ));
            };
            for raw in listed {
                tools.push(tool::read(tools.len(), raw, &self.profile.texts));
            }
            match page.get("nextCursor").filter(|cursor| !cursor.is_null()) {
                Some(cursor) => params = json!({ "cursor": cursor }),
                None => break,
            }
        }
        Ok(tools)
    }

    /// The result as the widget sent it.
    pub async fn call_app_tool(
        &self,
        instance: &str,
        name: &str,
        arguments: Value,
    ) -> Result<Value, Problem> {
        self.expect_tools(instance)?;
        let params = json!({ "name": name, "arguments": arguments });
        Ok(self.ask_view(instance, "tools/call", params, CALLING).await?)
    }

    fn expect_tools(&self, id: &str) -> Result<(), Problem> {
        let stage = self.lock();
        let introduction = stage.by_id(id).and_then(|instance| instance.introduction());
        let declared = introduction.and_then(|introduction| introduction.capabilities.get("tools"));
        declared.map(drop).ok_or_else(|| {
            Problem::failed(
                "The widget offers no tools: its ui/initialize does not declare `appCapabilities.tools`.",
                "Declare the capability before the widget connects.",
            )
        })
    }
}
