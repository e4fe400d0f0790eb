//! The page of a screen: its address, what it is served with, and where a screen may go.
//!
//! The page is one file with its script and style inside, so its policy names them by hash and allows nothing
//! else. Documents of widgets come from the host, with their own policy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use wry::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use wry::http::{Method, Request, Response, StatusCode};

/// The scheme of the page.
pub const SCHEME: &str = "screen";

/// The scheme of widgets' documents.
pub const WIDGET_SCHEME: &str = "widget";

/// What a screen is told to load.
pub const LOADED_FROM: &str = "screen://page/";

/// The page's address once it is loaded. Windows serves custom schemes under names of their own.
#[cfg(not(windows))]
pub const ADDRESS: &str = "screen://page/";
#[cfg(windows)]
pub const ADDRESS: &str = "http://screen.page/";

#[cfg(not(windows))]
const WIDGET_ADDRESSES: &str = "widget://";
#[cfg(windows)]
const WIDGET_ADDRESSES: &str = "http://widget.";

/// As close as a policy can name them; [`destination`] is closer.
#[cfg(not(windows))]
const WIDGET_SOURCES: &str = "widget:";
#[cfg(windows)]
const WIDGET_SOURCES: &str = "http:";

/// The engine writes them in lower case. WebView2 asks of the page alone, which goes to none of these.
#[cfg(not(windows))]
const FRAMED_SCHEMES: [&str; 4] = ["https:", "http:", "data:", "blob:"];
#[cfg(windows)]
const FRAMED_SCHEMES: [&str; 0] = [];

const HTML: &str = include_str!("../../../ui/dist/screen/index.html");

/// Where something in a screen wants to go.
#[derive(Debug, PartialEq, Eq)]
pub enum Destination {
    Page,
    Widget,
    /// A frame that its own document fills: it inherits that document's origin and policy.
    Blank,
    /// Only for frames inside of widgets, as far as the widget's policy lets them. For a widget's own frame the policy of
    /// the page does not, and the page itself has no way to leave: what its frames are denied is the sandbox's matter.
    Framed,
    Elsewhere,
}

pub fn destination(address: &str) -> Destination {
    match address {
        ADDRESS => Destination::Page,
        "about:blank" | "about:srcdoc" => Destination::Blank,
        _ if address.starts_with(WIDGET_ADDRESSES) => Destination::Widget,
        _ if FRAMED_SCHEMES.iter().any(|scheme| address.starts_with(scheme)) => Destination::Framed,
        _ => Destination::Elsewhere,
    }
}

/// Answers a request for the scheme of the page.
pub fn serve(request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let address = request.uri().to_string();
    if request.method() != Method::GET {
        return refusal(StatusCode::METHOD_NOT_ALLOWED, "The page of a screen can only be read.");
    }
    if destination(&address) != Destination::Page {
        return refusal(StatusCode::NOT_FOUND, "There is nothing here but the page of the screen.");
    }
    let mut response = Response::new(HTML.as_bytes().to_vec());
    let headers = response.headers_mut();
    for (name, value) in headers_of(HTML) {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    }
    response
}

/// A plain sentence in place of a document.
pub fn refusal(status: StatusCode, sentence: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(sentence.as_bytes().to_vec());
    *response.status_mut() = status;
    if let Ok(value) = "text/plain; charset=utf-8".parse() {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

fn headers_of(html: &str) -> [(HeaderName, String); 4] {
    [
        (CONTENT_TYPE, "text/html; charset=utf-8".into()),
        (CONTENT_SECURITY_POLICY, policy(html)),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
        (CACHE_CONTROL, "no-store".into()),
    ]
}

fn policy(html: &str) -> String {
    let scripts = sources(&hashes(html, "script"));
    let styles = sources(&hashes(html, "style"));
    format!(
        "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; font-src data:; \
         frame-src {WIDGET_SOURCES}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
}

fn sources(hashes: &[String]) -> String {
    if hashes.is_empty() { "'none'".into() } else { hashes.join(" ") }
}

/// The CSP hash of the text of each such element. Our own build writes the elements, in lower case and with their
/// end tags escaped inside.
fn hashes(html: &str, element: &str) -> Vec<String> {
    let (start, end) = (format!("<{element}"), format!("</{element}>"));
    let mut hashes = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&start) {
        let Some((_, content)) = after.split_once('>') else { break };
        let Some((text, following)) = content.split_once(&end) else { break };
        hashes.push(format!("'sha256-{}'", BASE64.encode(Sha256::digest(text))));
        rest = following;
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(address: &str) -> Response<Vec<u8>> {
        serve(&Request::builder().uri(address).body(Vec::new()).unwrap())
    }

    #[test]
    fn the_policy_allows_the_pages_own_script_and_style_and_frames_of_widgets() {
        let html = r#"<style>p {}</style><script type="module">alert("<script>");</script><p>"#;
        assert_eq!(
            policy(html),
            "default-src 'none'; \
             script-src 'sha256-/w3HPwvW1Or13pidWeABfO3OlQcHtzlboUcWq9kysrM='; \
             style-src 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='; \
             img-src data:; font-src data:; frame-src widget:; frame-ancestors 'none'; base-uri 'none'; \
             form-action 'none'"
        );
    }

    #[test]
    fn only_the_page_itself_is_served() {
        let page = get(ADDRESS);
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.body(), HTML.as_bytes());
        let mut names: Vec<&str> = page.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["cache-control", "content-security-policy", "content-type", "x-content-type-options"]
        );

        assert_eq!(get("screen://page/index.html").status(), StatusCode::NOT_FOUND);
        assert_eq!(get("screen://elsewhere/").status(), StatusCode::NOT_FOUND);
        let post = Request::builder().method(Method::POST).uri(ADDRESS).body(Vec::new()).unwrap();
        assert_eq!(serve(&post).status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn a_screen_goes_nowhere_but_to_its_page_to_widgets_and_to_what_they_frame() {
        let cases = [
            ("screen://page/", Destination::Page),
            ("screen://page/?x", Destination::Elsewhere),
            ("widget://0192/", Destination::Widget),
            ("widgets://0192/", Destination::Elsewhere),
            ("about:blank", Destination::Blank),
            ("about:srcdoc", Destination::Blank),
            ("https://example.com/", Destination::Framed),
            ("file:///etc/passwd", Destination::Elsewhere),
            ("tauri://localhost/", Destination::Elsewhere),
            ("data:text/html,x", Destination::Framed),
            ("blob:widget://0192/1", Destination::Framed),
            ("ftp://example.com/", Destination::Elsewhere),
            ("ipc://localhost/", Destination::Elsewhere),
            ("javascript:alert(1)", Destination::Elsewhere),
        ];
        for (address, expected) in cases {
            assert_eq!(destination(address), expected, "{address}");
        }
    }
}
