//! The transport within the process: one JSON-RPC message a line.

use std::future::Future;
use std::sync::Arc;

use rmcp::RoleClient;
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::Mutex;

use crate::error::Error;
use crate::reading;
use crate::tap::Tap;
use crate::wire;

#[derive(Debug)]
pub(crate) struct Pipe {
    reader: BufReader<ReadHalf<DuplexStream>>,
    writer: Arc<Mutex<WriteHalf<DuplexStream>>>,
    /// The line that is being read. Kept here because rmcp drops the future of [`Transport::receive`] often.
    line: Vec<u8>,
    most_bytes: usize,
    tap: Arc<Tap>,
}

impl Pipe {
    pub(crate) fn new(stream: DuplexStream, most_bytes: usize, tap: Arc<Tap>) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        Self {
            reader: BufReader::new(reader),
            writer: Arc::new(Mutex::new(writer)),
            line: Vec::new(),
            most_bytes,
            tap,
        }
    }

    /// The next line without its end; none when the other end is gone or sends too much.
    async fn line(&mut self) -> Option<Vec<u8>> {
        loop {
            let chunk = self.reader.fill_buf().await.ok().filter(|chunk| !chunk.is_empty())?;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            self.line.extend_from_slice(&chunk[..taken]);
            self.reader.consume(end.map_or(taken, |end| end + 1));
            if self.line.len() > self.most_bytes {
                tracing::error!(limit = self.most_bytes, "a message is too large; the connection ends");
                return None;
            }
            if end.is_some() {
                return Some(std::mem::take(&mut self.line));
            }
        }
    }

    fn read(&self, line: &[u8]) -> Option<ServerJsonRpcMessage> {
        let message = reading::read(line).ok();
        let Some(message) = message.filter(|message| wire::objection(message).is_none()) else {
            self.tap.noise(None, &String::from_utf8_lossy(line));
            return None;
        };
        if wire::is_answer(&message) {
            return self.tap.answered(None, message);
        }
        serde_json::from_value(message).ok()
    }
}

impl Transport<RoleClient> for Pipe {
    type Error = Error;

    fn send(
        &mut self,
        item: ClientJsonRpcMessage,
    ) -> impl Future<Output = Result<(), Error>> + Send + 'static {
        let outgoing = self.tap.send(&item);
        let (writer, tap) = (self.writer.clone(), self.tap.clone());
        async move {
            let outgoing = outgoing?;
            let mut line = outgoing.value.to_string().into_bytes();
            line.push(b'\n');
            let mut writer = writer.lock().await;
            let written = async {
                writer.write_all(&line).await?;
                writer.flush().await
            };
            written.await.map_err(|error| {
                let during = outgoing.method.clone();
                let error = Error::Disconnected { during, reason: error.to_string(), exchange: None };
                tap.failed(outgoing.id.as_ref(), &error);
                error
            })
        }
    }

    async fn receive(&mut self) -> Option<ServerJsonRpcMessage> {
        loop {
            let line = self.line().await?;
            if let Some(message) = self.read(&line) {
                return Some(message);
            }
        }
    }

    async fn close(&mut self) -> Result<(), Error> {
        let closed = self.writer.lock().await.shutdown().await;
        closed.map_err(|error| Error::Disconnected {
            during: "closing".to_owned(),
            reason: error.to_string(),
            exchange: None,
        })
    }
}
