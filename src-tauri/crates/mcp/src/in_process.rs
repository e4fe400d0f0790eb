//! A server inside this process, at the other end of a pipe.

use std::future::Future;
use std::sync::Arc;

use rmcp::RoleClient;
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::io::{DuplexStream, ReadHalf, WriteHalf};

use crate::error::Error;
use crate::pipe::Pipe;
use crate::tap::Tap;
use crate::target::Limits;

#[derive(Debug)]
pub(crate) struct InProcess {
    pipe: Pipe<ReadHalf<DuplexStream>, WriteHalf<DuplexStream>>,
    tap: Arc<Tap>,
}

pub(crate) fn transport(stream: DuplexStream, limits: Limits, tap: Arc<Tap>) -> InProcess {
    let (reader, writer) = tokio::io::split(stream);
    InProcess { pipe: Pipe::new(reader, writer, limits.body_bytes, tap.clone()), tap }
}

impl Transport<RoleClient> for InProcess {
    type Error = Error;

    fn send(
        &mut self,
        item: ClientJsonRpcMessage,
    ) -> impl Future<Output = Result<(), Error>> + Send + 'static {
        self.pipe.send(item)
    }

    async fn receive(&mut self) -> Option<ServerJsonRpcMessage> {
        let message = self.pipe.receive().await;
        if message.is_none() {
            self.tap.ended(&Error::Disconnected {
                during: "the session".to_owned(),
                reason: "the server has gone away".to_owned(),
                exchange: None,
            });
        }
        message
    }

    async fn close(&mut self) -> Result<(), Error> {
        self.pipe.close().await
    }
}
