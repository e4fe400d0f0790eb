//! The MCP side of the demo: listing, calling and reading, by rmcp.

use std::sync::{Arc, Mutex, PoisonError};

use rmcp::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ErrorCode, ErrorData, ListResourcesResult,
    ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse,
    ReadResourceResult, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::board::Board;
use super::tools;

#[derive(Clone, Debug)]
pub struct DemoServer {
    board: Arc<Mutex<Board>>,
}

impl DemoServer {
    pub fn new(board: Arc<Mutex<Board>>) -> Self {
        Self { board }
    }
}

impl ServerHandler for DemoServer {
    fn get_info(&self) -> ServerConfig {
        let info = typed(json!({
            "protocolVersion": "2025-11-25",
            "capabilities": { "tools": {}, "resources": {} },
            "serverInfo": { "name": "greenroom-kanban", "title": "Kanban demo", "version": env!("CARGO_PKG_VERSION") },
            "instructions": "A small Kanban board. Use show_board to see it, the other tools to change it.",
        }));
        info.unwrap_or_default()
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        typed(json!({ "tools": tools::descriptors() }))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = Value::Object(request.arguments.unwrap_or_default());
        let result = {
            let mut board = self.board.lock().unwrap_or_else(PoisonError::into_inner);
            tools::call(&mut board, &request.name, &arguments)
        };
        let result: CallToolResult = typed(result)?;
        Ok(result.into())
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        typed(json!({ "resources": tools::resources() }))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let contents = tools::contents(&request.uri).ok_or_else(|| {
            let message = format!("There is no resource {}.", request.uri);
            ErrorData { code: ErrorCode::RESOURCE_NOT_FOUND, message: message.into(), data: None }
        })?;
        let result: ReadResourceResult = typed(json!({ "contents": [contents] }))?;
        Ok(result.into())
    }
}

fn typed<T: DeserializeOwned>(value: Value) -> Result<T, ErrorData> {
    serde_json::from_value(value).map_err(|error| ErrorData {
        code: ErrorCode::INTERNAL_ERROR,
        message: error.to_string().into(),
        data: None,
    })
}
