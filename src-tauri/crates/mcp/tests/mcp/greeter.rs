//! A small server written with rmcp's own server side.

use std::sync::Arc;

use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{Implementation, ServerCapabilities, ServerConfig};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler, tool, tool_handler, tool_router};
use serde_json::{Map, Value};
use tokio::sync::Notify;

#[derive(Clone, Default)]
pub struct Greeter {
    /// Told when a call that never ends has begun, and when it was cancelled.
    pub begun: Arc<Notify>,
    pub cancelled: Arc<Notify>,
}

#[tool_router]
impl Greeter {
    #[tool(description = "Greets", annotations(read_only_hint = true))]
    fn greet(&self, Parameters(arguments): Parameters<Map<String, Value>>) -> String {
        format!("Hello, {}", arguments["name"].as_str().unwrap_or("nobody"))
    }

    #[tool(description = "Never answers")]
    async fn brood(&self, context: RequestContext<RoleServer>) -> String {
        self.begun.notify_one();
        context.ct.cancelled().await;
        self.cancelled.notify_one();
        String::new()
    }
}

#[tool_handler]
impl ServerHandler for Greeter {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("greeter", "0.3.0"))
            .with_instructions("Be polite.")
    }
}
