//! The reference server over each transport, and commands that end when they should not.

use greenroom_contract::approval::Choice;
use greenroom_contract::call::CallState;
use greenroom_contract::connector::{Connection, Connector, ConnectorDraft, EndpointDraft};
use greenroom_contract::record::{FrameKind, FrameQuery};
use greenroom_contract::snapshot::Transport;
use greenroom_tests::process::{gone, lines_of};
use greenroom_tests::servers::{NpmServer, Package, everything_command};
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn command(line: impl Into<String>) -> EndpointDraft {
    EndpointDraft::Stdio { command_line: line.into(), directory: String::new() }
}

async fn connect(test: &TestHost, endpoint: EndpointDraft) -> Connector {
    let created = test.host.create_connector(ConnectorDraft::new("Everything", endpoint)).await.unwrap();
    test.connected(&created.id).await
}

/// What a server offers and answers, and how it was met.
struct Rehearsal {
    /// The names of the tools, and what echo answers.
    offer: (Vec<String>, Value),
    transport: Option<Transport>,
    findings: Vec<String>,
}

async fn rehearse(test: &TestHost, endpoint: EndpointDraft) -> Rehearsal {
    let connector = connect(test, endpoint).await;
    assert!(matches!(connector.connection, Connection::Connected { .. }), "{:?}", connector.connection);
    let snapshot = test.host.snapshot(&connector.id).await.unwrap().unwrap();
    let call = test.run(&connector.id, "echo", json!({ "message": "Which way?" })).await;
    if call.state == CallState::AwaitingApproval {
        test.answer(Choice::AllowOnce).await;
    }
    let record = test.settled(&call.id).await;
    assert_eq!(record.call.state, CallState::Completed, "{:?}", record.call.problem);
    let tools = snapshot.tools.into_iter().map(|tool| tool.name).collect();
    Rehearsal {
        offer: (tools, record.response.unwrap().0["result"].clone()),
        transport: snapshot.transport,
        findings: snapshot.findings.into_iter().map(|finding| finding.text).collect(),
    }
}

#[tokio::test]
async fn the_reference_server_is_the_same_over_every_transport() {
    let test = TestHost::start().await;
    let server = NpmServer::start(Package::Everything).await;
    let older = NpmServer::start(Package::EverythingOverSse).await;

    let streamable = rehearse(&test, EndpointDraft::Http { url: server.url.clone() }).await;
    let sse = rehearse(&test, EndpointDraft::Sse { url: older.url.clone() }).await;
    let found_out = rehearse(&test, EndpointDraft::Http { url: older.url.clone() }).await;
    let stdio = rehearse(&test, command(everything_command())).await;

    let (tools, answer) = &streamable.offer;
    assert_eq!(answer["content"], json!([{ "type": "text", "text": "Echo: Which way?" }]));
    assert!(tools.contains(&"echo".to_owned()), "{tools:?}");
    assert_eq!(sse.offer, streamable.offer);
    assert_eq!(found_out.offer, streamable.offer);
    assert_eq!(stdio.offer, streamable.offer);
    assert_eq!(
        [streamable.transport, sse.transport, found_out.transport, stdio.transport],
        [Transport::StreamableHttp, Transport::Sse, Transport::Sse, Transport::Stdio].map(Some)
    );
    let legacy = "This address speaks HTTP+SSE, not Streamable HTTP. ChatGPT takes HTTP+SSE from custom servers only: \
                  an app that is submitted needs Streamable HTTP.";
    assert_eq!(found_out.findings, [legacy]);
    for rehearsal in [streamable, sse, stdio] {
        assert_eq!(rehearsal.findings, [""; 0]);
    }
    let log = FrameQuery { kinds: vec![FrameKind::Stderr], ..FrameQuery::default() };
    let log = test.host.frames(log, None, 10).await.unwrap().frames;
    let first = test.host.frame(log.last().unwrap().number).await.unwrap();
    assert_eq!(first.text, "Starting default (STDIO) server...");
    test.host.shut_down(greenroom_host::Leaving::Quit).await;
}

#[tokio::test]
async fn a_server_whose_event_stream_ends_is_no_longer_connected() {
    let test = TestHost::start().await;
    let server = NpmServer::start(Package::EverythingOverSse).await;
    let connector = connect(&test, EndpointDraft::Sse { url: server.url.clone() }).await;
    assert!(matches!(connector.connection, Connection::Connected { .. }), "{:?}", connector.connection);

    drop(server);

    let problem = test
        .until("the end of the connection", async |host| {
            let connectors = host.connectors().await.unwrap();
            match connectors.into_iter().find(|one| one.id == connector.id).unwrap().connection {
                Connection::Failed { problem, .. } => Some(problem),
                _ => None,
            }
        })
        .await;
    assert_eq!(problem.hint, "Press Refresh to connect again; the next call does so too.");
}

#[tokio::test]
async fn a_command_and_all_that_it_started_end_with_the_program() {
    let test = TestHost::start().await;
    let pids = test.data_dir().join("pids");
    // As npx does: the server is the child of a child.
    let line = format!(
        "sh -c 'echo $$ >>\"{0}\"; {1}; :'",
        pids.display(),
        everything_command().replace('\'', "\"")
    );
    let connector = connect(&test, command(line)).await;
    assert!(matches!(connector.connection, Connection::Connected { .. }), "{:?}", connector.connection);
    let [shell] = lines_of(&pids, 1).await.try_into().unwrap();
    let server = child_of(&shell).await;

    test.host.shut_down(greenroom_host::Leaving::Quit).await;

    gone(&shell).await;
    gone(&server).await;
}

async fn child_of(process: &str) -> String {
    let children = tokio::process::Command::new("ps").args(["-o", "pid=", "--ppid", process]).output().await;
    String::from_utf8(children.unwrap().stdout).unwrap().trim().to_owned()
}
