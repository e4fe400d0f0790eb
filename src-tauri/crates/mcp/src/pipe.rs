//! The transport over a pair of byte streams, to this process or to another: one JSON-RPC message a line.

use std::collections::VecDeque;
use std::future::Future;
use std::io::ErrorKind;
use std::sync::Arc;

use rmcp::RoleClient;
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::Mutex;

use crate::error::Error;
use crate::tap::{Source, Tap};

#[derive(Debug)]
pub(crate) struct Pipe<R, W> {
    reader: BufReader<R>,
    /// None once closed: dropping it is what closes the pipe to another process.
    writer: Arc<Mutex<Option<W>>>,
    /// The line that is being read. Kept here because rmcp drops the future of [`Transport::receive`] often.
    line: Vec<u8>,
    /// What was read and not yet asked for: a line may hold a batch.
    read: VecDeque<ServerJsonRpcMessage>,
    most_bytes: usize,
    tap: Arc<Tap>,
}

impl<R: AsyncRead + Unpin, W> Pipe<R, W> {
    pub(crate) fn new(reader: R, writer: W, most_bytes: usize, tap: Arc<Tap>) -> Self {
        Self {
            reader: BufReader::new(reader),
            writer: Arc::new(Mutex::new(Some(writer))),
            line: Vec::new(),
            read: VecDeque::new(),
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
                self.tap.ended(&Error::TooLarge {
                    during: "a request".to_owned(),
                    limit: self.most_bytes,
                    exchange: None,
                });
                return None;
            }
            if end.is_some() {
                return Some(std::mem::take(&mut self.line));
            }
        }
    }
}

impl<R, W> Transport<RoleClient> for Pipe<R, W>
where
    R: AsyncRead + Unpin + Send,
    W: AsyncWrite + Unpin + Send + 'static,
{
    type Error = Error;

    fn send(
        &mut self,
        item: ClientJsonRpcMessage,
    ) -> impl Future<Output = Result<(), Error>> + Send + 'static {
        let outgoing = self.tap.send(&item);
        let (writer, tap) = (self.writer.clone(), self.tap.clone());
        async move {
            let outgoing = outgoing?;
            let mut writer = writer.lock().await;
            tap.sent(&outgoing, None);
            let written = async {
                let writer = writer.as_mut().ok_or(ErrorKind::NotConnected)?;
                writer.write_all(outgoing.text.as_bytes()).await?;
                writer.write_all(b"\n").await?;
                writer.flush().await
            };
            written.await.map_err(|error| {
                let during = outgoing.method.clone();
                let error = Error::Disconnected { during, reason: error.to_string(), exchange: None };
                tap.broke(&error, Source { id: outgoing.id.as_ref(), http: None });
                tap.failed(outgoing.id.as_ref(), &error);
                error
            })
        }
    }

    async fn receive(&mut self) -> Option<ServerJsonRpcMessage> {
        loop {
            if let Some(message) = self.read.pop_front() {
                return Some(message);
            }
            let line = self.line().await?;
            if !line.trim_ascii().is_empty() {
                self.read.extend(self.tap.received_bytes(line, Source::default()).messages);
            }
        }
    }

    async fn close(&mut self) -> Result<(), Error> {
        let Some(mut writer) = self.writer.lock().await.take() else { return Ok(()) };
        writer.shutdown().await.map_err(|error| Error::Disconnected {
            during: "closing".to_owned(),
            reason: error.to_string(),
            exchange: None,
        })
    }
}
