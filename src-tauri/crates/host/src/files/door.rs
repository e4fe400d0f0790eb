//! Where a server fetches the files of a call: a listener on this machine alone, with addresses that nobody can guess,
//! that lives as long as the call runs and serves nothing but its files.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use greenroom_contract::file::FileInfo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use super::Files;
use crate::time;

/// The open door. It closes when this is dropped.
#[derive(Debug)]
pub struct Door {
    port: u16,
    /// By file: the token in its address.
    tokens: HashMap<String, String>,
    serving: AbortHandle,
}

struct Behind {
    files: Arc<Files>,
    /// By token.
    ids: HashMap<String, String>,
}

impl Door {
    pub async fn open(files: Arc<Files>, served: &[FileInfo]) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let tokens: HashMap<String, String> =
            served.iter().map(|file| (file.id.clone(), time::random_token())).collect();
        let ids = tokens.iter().map(|(id, token)| (token.clone(), id.clone())).collect();
        let router =
            Router::new().route("/{token}/{name}", get(serve)).with_state(Arc::new(Behind { files, ids }));
        let serving = tokio::spawn(async move {
            // It ends only by being stopped.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { port, tokens, serving: serving.abort_handle() })
    }

    /// Absent where the file is not behind this door.
    pub fn url(&self, file: &FileInfo) -> Option<String> {
        let token = self.tokens.get(&file.id)?;
        let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC);
        Some(format!("http://127.0.0.1:{}/{token}/{name}", self.port))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(State(behind): State<Arc<Behind>>, Path((token, _)): Path<(String, String)>) -> Response {
    let Some(id) = behind.ids.get(&token) else { return StatusCode::NOT_FOUND.into_response() };
    match behind.files.read(id).await {
        Ok(Some((info, bytes))) => {
            let unknown = HeaderValue::from_static("application/octet-stream");
            let kind = HeaderValue::from_str(&info.mime_type).unwrap_or(unknown);
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
                // No connection stays open for longer than the door.
                (header::CONNECTION, HeaderValue::from_static("close")),
            ];
            (headers, bytes).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
