//! MCP servers that others wrote, from npm, each as a process on a free loopback port.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use crate::process::{Process, free_port};

/// A package of `tests/package.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// The protocol's own reference server: sessions, progress, every kind of content.
    Everything,
    /// The same over HTTP+SSE.
    EverythingOverSse,
    /// An MCP App that shows and exercises all that a host gives it.
    Debug,
    /// The smallest MCP App without a framework.
    BasicVanillajs,
    /// The same in React.
    BasicReact,
    /// And in four other frameworks.
    BasicPreact,
    BasicSolid,
    BasicSvelte,
    BasicVue,
    /// An MCP App with sliders and charts.
    BudgetAllocator,
    /// An MCP App with a wide table of coloured cells.
    CohortHeatmap,
    /// An MCP App in React with a chart that follows its sliders.
    ScenarioModeler,
    /// An MCP App that asks its server again and again.
    SystemMonitor,
}

impl Package {
    fn name(self) -> &'static str {
        match self {
            Self::Everything | Self::EverythingOverSse => "server-everything",
            Self::Debug => "server-debug",
            Self::BasicVanillajs => "server-basic-vanillajs",
            Self::BasicReact => "server-basic-react",
            Self::BasicPreact => "server-basic-preact",
            Self::BasicSolid => "server-basic-solid",
            Self::BasicSvelte => "server-basic-svelte",
            Self::BasicVue => "server-basic-vue",
            Self::BudgetAllocator => "server-budget-allocator",
            Self::CohortHeatmap => "server-cohort-heatmap",
            Self::ScenarioModeler => "server-scenario-modeler",
            Self::SystemMonitor => "server-system-monitor",
        }
    }

    fn script(self) -> PathBuf {
        let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/@modelcontextprotocol");
        packages.join(self.name()).join("dist/index.js")
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Everything => &["streamableHttp"],
            Self::EverythingOverSse => &["sse"],
            _ => &[],
        }
    }

    fn path(self) -> &'static str {
        if self == Self::EverythingOverSse { "sse" } else { "mcp" }
    }
}

/// The command line that starts the reference server on its standard input and output.
pub fn everything_command() -> String {
    format!("node '{}' stdio", Package::Everything.script().display())
}

/// A running server. It ends when this is dropped.
pub struct NpmServer {
    /// Its MCP endpoint.
    pub url: String,
    _process: Process,
}

impl NpmServer {
    /// Starts the server and waits until it listens.
    pub async fn start(package: Package) -> Self {
        let script = package.script();
        assert!(script.is_file(), "{} is missing: run `cargo xtask setup`", script.display());
        Self::run(package.name(), &script, package.arguments(), package.path()).await
    }

    /// Starts a server of the revision 2026-07-28 that is read by subscription: its tool `edit` writes another template
    /// for its tool `show` under the same URI, and offers one more tool.
    pub async fn subscribed() -> Self {
        Self::subscribed_with(&[]).await
    }

    /// The same, but `edit` leaves the template as it is.
    pub async fn subscribed_with_one_template() -> Self {
        Self::subscribed_with(&["one-template"]).await
    }

    async fn subscribed_with(arguments: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fixture/subscribed.mjs");
        Self::run("subscribed.mjs", &script, arguments, "mcp").await
    }

    async fn run(name: &str, script: &Path, arguments: &[&str], path: &str) -> Self {
        let port = free_port();
        let mut node = Command::new("node");
        node.arg(script).args(arguments).env("PORT", port.to_string());
        let mut process = Process::start(name, node.stdout(Stdio::null()).stderr(Stdio::null()));
        process.listens_on(port).await;
        Self { url: format!("http://localhost:{port}/{path}"), _process: process }
    }
}
