//! Servers whose certificate no authority has signed.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::Listener;
use greenroom_mcp::{Certificates, Error, HttpTarget, Nobody, Session, Target};
use pretty_assertions::assert_eq;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;
use url::Url;

use crate::support::{Server, answer_to, handshake, json, limits, profile};

struct SelfSigned {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl SelfSigned {
    async fn listen(name: &str) -> Self {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config =
            config.unwrap().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
        Self {
            listener: TcpListener::bind("127.0.0.1:0").await.unwrap(),
            acceptor: TlsAcceptor::from(Arc::new(config)),
        }
    }
}

impl Listener for SelfSigned {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            // A client that does not trust the certificate leaves here.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

async fn served(name: &str) -> Server {
    let listener = SelfSigned::listen(name).await;
    let url = Url::parse(&format!("https://{}/mcp", listener.local_addr().unwrap())).unwrap();
    Server::listening(listener, url, |seen| async move {
        handshake(&seen).unwrap_or_else(|| json(&answer_to(&seen, json!({ "safe": true }))))
    })
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_refused_with_the_reason() {
    let mut server = served("127.0.0.1").await;
    let Error::Certificate { host, reason, .. } = server.try_connect().await.unwrap_err() else { panic!() };
    assert_eq!(
        (host.as_str(), reason.as_str()),
        ("127.0.0.1", "its certificate is from no authority that this machine trusts")
    );
    assert_eq!(server.methods(), [""; 0]);
}

#[tokio::test]
async fn any_certificate_will_do_where_the_person_says_so() {
    for name in ["127.0.0.1", "somebody-else.example"] {
        let server = served(name).await;
        let target = HttpTarget { certificates: Certificates::Any, ..HttpTarget::new(server.url.clone()) };
        let session = Session::connect(Target::Http(target), &profile(), limits(), Arc::new(Nobody)).await;
        let answer = session.unwrap().request("x/ask", Value::Null).await.unwrap();
        assert_eq!(answer.result, json!({ "safe": true }), "{name}");
    }
}
