//! A host that is made to be killed, as a program of its own. It says what it has seen of each call, a line each:
//! `pending ID`, and `settled ID STATE` with the state as the contract writes it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use greenroom_contract::approval::Choice;
use greenroom_contract::call::{CallState, RunRequest};
use greenroom_contract::connector::Endpoint;
use greenroom_contract::event::Event;
use greenroom_contract::permission::AlwaysCovers;
use greenroom_contract::story::{Answer, AnswerScript, ScriptedAnswer};
use greenroom_host::{Host, HostOptions, Lasting, SecretsIn};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::broadcast::Receiver;

use crate::fixture::Fixture;
use crate::test_host::{WIDGET_SCRIPT, draft};

/// The running program.
pub struct Mortal {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Mortal {
    /// `life` tells its calls from those of other lives on the same folder.
    pub fn start(folder: &Path, url: &str, life: u64) -> Self {
        let mut command = Command::new(program());
        command.arg(folder).arg(url).arg(life.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the mortal host can be started");
        let output = child.stdout.take().expect("its output is piped");
        Self { child, lines: BufReader::new(output).lines() }
    }

    /// The next line. It goes on until it is killed.
    pub async fn line(&mut self) -> String {
        let line = self.lines.next_line().await.expect("its output can be read");
        line.expect("the mortal host lives until it is killed")
    }

    /// Kills it, and returns the lines that nobody has read yet.
    pub async fn kill(mut self) -> Vec<String> {
        self.child.start_kill().expect("the mortal host can be killed");
        let mut rest = Vec::new();
        while let Some(line) = self.lines.next_line().await.expect("its output can be read") {
            rest.push(line);
        }
        self.child.wait().await.expect("it has ended");
        rest
    }
}

/// `target/debug/mortal`, beside the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let target = test.ancestors().nth(2).expect("tests are built into target/*/deps");
    target.join("mortal")
}

/// What its server has to offer: a tool that reads, one that writes, and one that destroys.
pub fn server() -> Fixture {
    let server = Fixture::start();
    let hints = [
        ("show", json!({ "readOnlyHint": true })),
        ("add", json!({})),
        ("clear", json!({ "destructiveHint": true })),
    ];
    for (name, annotations) in hints {
        let tool = json!({ "name": name, "inputSchema": { "type": "object" }, "annotations": annotations });
        server.tool(tool, |_| json!({ "content": [] }));
    }
    server
}

/// One conversation after the other, for as long as it lives.
pub async fn live(folder: &Path, url: &str, life: &str) {
    let options = HostOptions {
        data_dir: folder.to_owned(),
        secrets: SecretsIn::Folder,
        lasting: Lasting::Always,
        widget_script: WIDGET_SCRIPT.into(),
        open_link: Box::new(|_| Ok(())),
        downloads: None,
    };
    let (host, mut outgoing) = Host::start(options).await.expect("the host starts on what another has left");
    tokio::spawn(async move { while outgoing.recv().await.is_some() {} });
    tokio::spawn(watch(host.clone(), host.subscribe()));
    let connector = connector(&host, url).await;
    let mut settings = host.settings().await.expect("there are settings").settings;
    settings.approvals.always_covers = AlwaysCovers::AppInConversation;
    host.save_settings(settings).await.expect("settings can be saved");
    let mut number = 0;
    loop {
        host.start_conversation().await.expect("a conversation can be started");
        host.set_rehearsal(Some(script())).await.expect("it can be rehearsed");
        let mut calls = Vec::new();
        for tool in ["add", "show", "clear", "add", "clear", "show", "add", "add", "clear", "add", "show"] {
            let request = RunRequest {
                connector_id: connector.clone(),
                tool_name: tool.into(),
                arguments: json!({ "mark": format!("{life}-{number}") }).into(),
                say: String::new(),
                answers: None,
            };
            number += 1;
            calls.push(host.run_tool(request).await.expect("the tool can be run").id);
        }
        until(&host, async || all_settled(&host, &calls).await.then_some(())).await;
    }
}

/// What it rehearses; the person answers what this leaves out.
fn script() -> AnswerScript {
    let answers = [
        (None, Answer::AllowOnce),
        (Some("clear"), Answer::Deny),
        (None, Answer::AskMe),
        (Some("clear"), Answer::TimeOut),
        (Some("add"), Answer::AllowForConversation),
        (None, Answer::AskMe),
        (None, Answer::AlwaysAllow),
    ];
    let answers =
        answers.map(|(tool, answer)| ScriptedAnswer { tool: tool.map(str::to_owned), answer }).to_vec();
    AnswerScript { answers, pause_milliseconds: 4 }
}

/// The connector from an earlier life, or a new one that is connected.
async fn connector(host: &Host, url: &str) -> String {
    let connectors = host.connectors().await.expect("connectors can be listed");
    let is_ours = |endpoint: &Endpoint| *endpoint != Endpoint::Demo;
    let known = connectors.into_iter().find(|connector| is_ours(&connector.endpoint));
    let id = match known {
        Some(connector) => connector.id,
        None => host.create_connector(draft(url)).await.expect("a connector can be created").id,
    };
    // An earlier life may have ended before it had read the tools.
    if host.snapshot(&id).await.expect("it can be read").is_none() {
        host.refresh_connector(&id).await.expect("the server can be read");
    }
    id
}

async fn all_settled(host: &Host, calls: &[String]) -> bool {
    for prompt in host.approvals().await.expect("prompts can be listed") {
        if prompt.rehearsed.is_none() {
            let choice = if prompt.card.tool_name == "add" { Choice::AllowOnce } else { Choice::Deny };
            // An answer that covers it may have come first.
            let _ = host.answer(&prompt.id, choice, "shell").await;
        }
    }
    for id in calls {
        if !host.call(id).await.expect("the call is stored").call.state.is_settled() {
            return false;
        }
    }
    true
}

async fn until<T>(host: &Host, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let mut events = host.subscribe();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        let _ = events.recv().await;
    }
}

/// Says what it sees, when it sees it.
async fn watch(host: Arc<Host>, mut events: Receiver<Event>) {
    let (mut pending, mut settled) = (BTreeSet::new(), BTreeSet::new());
    while let Ok(event) = events.recv().await {
        match event {
            Event::Approvals => {
                for prompt in host.approvals().await.expect("prompts can be listed") {
                    if pending.insert(prompt.call_id.clone()) {
                        say(&format!("pending {}", prompt.call_id));
                    }
                }
            }
            Event::Call { id } => {
                let state = host.call(&id).await.expect("the call is stored").call.state;
                if state.is_settled() && settled.insert(id.clone()) {
                    say(&format!("settled {id} {}", written(state)));
                }
            }
            _ => {}
        }
    }
}

pub fn written(state: CallState) -> String {
    json!(state).as_str().unwrap_or_default().to_owned()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("somebody reads along");
}
