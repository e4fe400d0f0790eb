//! A server with a tool of each kind that the rule about approvals tells apart, and a host that is connected to it.

use greenroom_contract::approval::{Choice, Outcome};
use greenroom_contract::call::{Call, CallState};
use greenroom_contract::settings::ApprovalSettings;
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::test_host::TestHost;

/// `look` reads, `note` writes and says so, `scribble` says nothing of itself, and `burn` destroys.
pub const TOOLS: [&str; 4] = ["look", "note", "scribble", "burn"];

pub struct Desk {
    pub test: TestHost,
    pub server: Fixture,
    pub connector: String,
}

impl Desk {
    pub async fn open() -> Self {
        Self::on(TestHost::start().await).await
    }

    /// The same on this host.
    pub async fn on(test: TestHost) -> Self {
        let server = Fixture::start();
        for tool in TOOLS {
            offer(&server, tool, hints(tool));
        }
        let connector = test.connect(&server.url).await.id;
        Self { test, server, connector }
    }

    /// As a crash would end the program, and another start of it.
    pub async fn crash_and_restart(self) -> Self {
        let Self { test, server, connector } = self;
        Self { test: test.crash_and_restart().await, server, connector }
    }

    pub async fn set(&self, change: impl FnOnce(&mut ApprovalSettings)) {
        let mut settings = self.test.host.settings().await.unwrap().settings;
        change(&mut settings.approvals);
        self.test.host.save_settings(settings).await.unwrap();
    }

    pub async fn run(&self, tool: &str) -> Call {
        self.test.run(&self.connector, tool, json!({ "text": tool })).await
    }

    /// Runs the tool and answers its prompt; how the call ended.
    pub async fn run_and(&self, tool: &str, choice: Choice) -> (CallState, Option<Outcome>) {
        let call = self.run(tool).await;
        let prompt = self
            .test
            .until("the prompt", async |host| {
                host.approvals().await.unwrap().into_iter().find(|prompt| prompt.call_id == call.id)
            })
            .await;
        self.test.host.answer(&prompt.id, choice, "phone").await.unwrap();
        self.end(&call).await
    }

    /// How a call ends.
    pub async fn end(&self, call: &Call) -> (CallState, Option<Outcome>) {
        let call = self.test.settled(&call.id).await.call;
        (call.state, call.decision.map(|decision| decision.outcome))
    }

    /// How a call ends that nobody is asked about.
    pub async fn runs(&self, tool: &str) -> (CallState, Option<Outcome>) {
        let call = self.run(tool).await;
        self.end(&call).await
    }

    /// The tools that the server was asked to run, by its own record.
    pub fn seen(&self) -> Vec<String> {
        let names = self.server.received("tools/call").into_iter();
        names.map(|call| call["params"]["name"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// Offers a tool of the desk, in place of one of the same name.
pub fn offer(server: &Fixture, name: &str, annotations: Value) {
    let mut descriptor = json!({ "name": name, "title": name, "description": format!("Tool {name}."),
        "inputSchema": { "type": "object", "properties": { "text": { "type": "string" } } } });
    if !annotations.is_null() {
        descriptor["annotations"] = annotations;
    }
    server.tool(descriptor, |_| json!({ "content": [{ "type": "text", "text": "Done." }] }));
}

/// What a tool of the desk says of itself.
pub fn hints(tool: &str) -> Value {
    match tool {
        "look" => json!({ "readOnlyHint": true, "destructiveHint": false, "openWorldHint": false }),
        "note" => json!({ "readOnlyHint": false, "destructiveHint": false, "openWorldHint": false }),
        "burn" => json!({ "readOnlyHint": false, "destructiveHint": true, "openWorldHint": false }),
        _ => Value::Null,
    }
}
