//! The public catalogue of what a host of MCP Apps does (ext-apps, pull request 726), row by row: a module is a family
//! of rows, a test is a row. Where ChatGPT was measured to differ, on 2026-07-22, the test says what it does.
//!
//! Of its 45 rows 40 are here. `security/sandbox-proxy-required` and `security/permissions-allow-attr` need a real
//! document and are in `tests/tests/window/catalogue.rs`; `lifecycle/teardown-notify` and `lifecycle/teardown-await` are
//! one story, in `mounting`; `security/external-domain-warning` is what the connector's page says, in
//! `ui/src/shell/connectors/template-domains.test.tsx`.

mod capabilities;
mod context;
mod dimensions;
mod display;
mod lifecycle;
mod links;
mod messages;
mod model_context;
mod played;
mod resources;
mod security;
mod tools;
mod visibility;
