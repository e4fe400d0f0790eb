//! Serves widgets' documents over their scheme. What is in them, and with which policy, is the host's matter.

use std::borrow::Cow;

use greenroom_host::{Host, WidgetDocument};
use wry::http::{Method, Request, Response, StatusCode};

use super::page::refusal;

pub async fn document(host: &Host, screen: &str, request: &Request<Vec<u8>>) -> Response<Cow<'static, [u8]>> {
    let response = if request.method() == Method::GET {
        let document = host.widget_document(screen, &request.uri().to_string()).await;
        response(document).unwrap_or_else(|error| {
            tracing::warn!("a widget's document for the screen {screen} has no valid headers: {error}");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "This document has headers that are not valid.")
        })
    } else {
        refusal(StatusCode::METHOD_NOT_ALLOWED, "A widget's document can only be read.")
    };
    response.map(Cow::Owned)
}

fn response(document: WidgetDocument) -> Result<Response<Vec<u8>>, wry::http::Error> {
    let mut response = Response::builder().status(document.status);
    for (name, value) in document.headers {
        response = response.header(name, value);
    }
    response.body(document.body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_served_as_the_host_made_it() {
        let document = WidgetDocument {
            status: 200,
            headers: vec![("Content-Security-Policy".into(), "default-src 'none'".into())],
            body: b"<p>".to_vec(),
        };
        let served = response(document).unwrap();
        assert_eq!(served.status(), StatusCode::OK);
        assert_eq!(served.headers()["content-security-policy"], "default-src 'none'");
        assert_eq!(served.body(), b"<p>");
    }

    #[test]
    fn a_header_with_a_line_break_is_an_error_and_not_two_headers() {
        let headers = vec![("X-Template".into(), "a\r\nSet-Cookie: b".into())];
        assert!(response(WidgetDocument { status: 200, headers, body: Vec::new() }).is_err());
    }
}
