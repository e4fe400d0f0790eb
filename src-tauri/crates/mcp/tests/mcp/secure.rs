//! Servers whose certificate no authority has signed.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::Listener;
use greenroom_mcp::{Certificates, Error, HttpTarget, Nobody, Session, Target};
use pretty_assertions::assert_eq;
use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
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
    async fn listen(name: &str, is_ca: IsCa) -> Self {
        let signing_key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.is_ca = is_ca;
        let cert = params.self_signed(&signing_key).unwrap();
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
    served_by(name, IsCa::NoCa).await
}

async fn served_by(name: &str, is_ca: IsCa) -> Server {
    let listener = SelfSigned::listen(name, is_ca).await;
    let url = Url::parse(&format!("https://{}/mcp", listener.local_addr().unwrap())).unwrap();
    Server::listening(listener, url, |seen| async move {
        handshake(&seen).unwrap_or_else(|| json(&answer_to(&seen, json!({ "safe": true }))))
    })
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_refused_with_the_reason() {
    // The second is what `openssl req -x509` makes.
    let authority = IsCa::Ca(BasicConstraints::Unconstrained);
    for (is_ca, expected) in [
        (IsCa::NoCa, "its certificate is from no authority that this machine trusts"),
        (authority, "its certificate is signed by itself, and by no authority that this machine trusts"),
    ] {
        let mut server = served_by("127.0.0.1", is_ca).await;
        let refused = server.try_connect().await.unwrap_err();
        let Error::Certificate { host, reason, .. } = refused else { panic!("{refused:?}") };
        assert_eq!((host.as_str(), reason.as_str()), ("127.0.0.1", expected));
        assert_eq!(server.methods(), [""; 0]);
    }
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
