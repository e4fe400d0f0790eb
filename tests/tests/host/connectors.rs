//! Connectors over their life: a new address, a copy, two programs on one folder.

use std::net::TcpListener;
use std::path::Path;

use greenroom_contract::connector::{
    ClientKind, Connection, ConnectorDraft, DraftField, EndpointDraft, NoteWeight, SecretDraft, SecretName,
};
use greenroom_host::{Host, HostOptions, Lasting, SecretsIn};
use greenroom_tests::fixture::{Behaviour, Fixture, changing};
use greenroom_tests::test_host::{TestHost, WIDGET_SCRIPT, draft};
use pretty_assertions::assert_eq;
use serde_json::json;

fn tools(snapshot: &greenroom_contract::snapshot::Snapshot) -> Vec<&str> {
    snapshot.tools.iter().map(|tool| tool.name.as_str()).collect()
}

#[tokio::test]
async fn tools_of_the_old_address_do_not_pass_for_those_of_the_new_one() {
    let test = TestHost::start().await;
    let (board, notes) = (Fixture::start().with_board(), Fixture::start().with_notes());
    let connector = test.connect(&board.url).await.id;

    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://127.0.0.1:{}/mcp", free.local_addr().unwrap().port());
    drop(free);
    test.host.update_connector(&connector, draft(&nobody)).await.unwrap();
    assert_eq!(test.host.snapshot(&connector).await.unwrap(), None);
    let problem = test.host.verdict(&connector, "board_show").await.unwrap_err();
    assert_eq!(problem.message, "The tool “board_show” is not in the connector's snapshot.");

    test.connected(&connector).await;
    test.host.update_connector(&connector, draft(&notes.url)).await.unwrap();
    test.connected(&connector).await;
    let snapshot = test.host.snapshot(&connector).await.unwrap().unwrap();
    assert_eq!(tools(&snapshot), ["notes_show", "notes_add"]);

    // A new name alone changes nothing about the tools.
    let renamed = ConnectorDraft { name: "Renamed".into(), ..draft(&notes.url) };
    test.host.update_connector(&connector, renamed).await.unwrap();
    assert_eq!(test.host.snapshot(&connector).await.unwrap(), Some(snapshot));
}

#[tokio::test]
async fn what_was_shown_before_the_move_to_another_server_is_still_shown() {
    let test = TestHost::start().await;
    let (board, notes) = (Fixture::start().with_board(), Fixture::start().with_notes());
    let connector = test.connect(&board.url).await.id;
    let call = test.run(&connector, "board_show", json!({})).await.id;
    test.settled(&call).await;
    let frame = test.frame("phone", &call).await;
    let (html, _) = test.document("phone", &frame).await;

    test.host.update_connector(&connector, draft(&notes.url)).await.unwrap();
    test.connected(&connector).await;
    let test = test.crash_and_restart().await;
    let frame = test.frame("phone", &call).await;
    let (again, _) = test.document("phone", &frame).await;
    let own = |html: &str| html.split_once("</script>").unwrap().1.to_owned();
    assert_eq!(own(&again), own(&html));
}

#[tokio::test]
async fn an_attempt_at_the_old_address_is_given_up_and_says_nothing_about_the_new_one() {
    let test = TestHost::start().await;
    let (hanging, notes) = (Fixture::start().with_board(), Fixture::start().with_notes());
    hanging.behave("tools/list", Behaviour::Silence);
    let connector = test.host.create_connector(draft(&hanging.url)).await.unwrap().id;
    hanging.wait_for("tools/list", 1).await;

    test.host.update_connector(&connector, draft(&notes.url)).await.unwrap();
    let connected = test.connected(&connector).await;
    assert!(matches!(connected.connection, Connection::Connected { .. }), "{:?}", connected.connection);
    let snapshot = test.host.snapshot(&connector).await.unwrap().unwrap();
    assert_eq!(tools(&snapshot), ["notes_show", "notes_add"]);
}

#[tokio::test]
async fn a_copy_goes_its_own_way() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let original = test.connect(&server.url).await;
    let copy = test.host.duplicate_connector(&original.id).await.unwrap();
    assert_eq!((copy.name.as_str(), &copy.connection), ("Fixture copy", &Connection::Idle));
    assert_eq!(
        test.host.snapshot(&copy.id).await.unwrap(),
        test.host.snapshot(&original.id).await.unwrap(),
        "the copy begins with the tools that are known"
    );

    let more = Fixture::start().with_notes();
    test.host.update_connector(&copy.id, draft(&more.url)).await.unwrap();
    test.connected(&copy.id).await;
    let kept = test.host.snapshot(&original.id).await.unwrap().unwrap();
    assert_eq!(tools(&kept), ["board_show", "board_add", "board_clear"]);
    test.host.delete_connector(&copy.id).await.unwrap();
    let call = test.run(&original.id, "board_show", json!({})).await;
    assert!(test.settled(&call.id).await.response.is_some());
}

fn with_header(url: &str, value: Option<&str>) -> ConnectorDraft {
    let header = SecretDraft { name: "X-Key".into(), value: value.map(str::to_owned) };
    ConnectorDraft { headers: vec![header], ..draft(url) }
}

/// Files of the data folder that hold the text.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holding = files.filter(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    });
    holding.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn the_value_of_a_header_is_kept_among_the_secrets_and_goes_with_its_connector() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let created = test.host.create_connector(with_header(&server.url, Some("geheim-1"))).await.unwrap();
    let connected = test.connected(&created.id).await;
    assert!(matches!(connected.connection, Connection::Connected { .. }), "{:?}", connected.connection);
    assert_eq!(connected.headers, [SecretName { name: "X-Key".into(), has_value: true }]);
    assert!(
        connected.remarks.iter().any(|remark| remark.starts_with("ChatGPT's form has no place for headers"))
    );
    assert_eq!(server.received_header("tools/list", "x-key"), [Some("geheim-1".to_owned())]);
    assert_eq!(files_with(&test.data_dir(), "geheim-1"), ["secrets.json"]);

    // The form gives no value back, so the stored one stays; and a copy has it too.
    test.host.update_connector(&created.id, with_header(&server.url, None)).await.unwrap();
    let copy = test.host.duplicate_connector(&created.id).await.unwrap();
    let secrets = || std::fs::read_to_string(test.data_dir().join("secrets.json")).unwrap();
    assert_eq!(secrets().matches("geheim-1").count(), 2);

    // Without the header its value has no business here any more.
    test.host.update_connector(&created.id, draft(&server.url)).await.unwrap();
    assert_eq!(secrets().matches("geheim-1").count(), 1);
    test.host.delete_connector(&copy.id).await.unwrap();
    assert_eq!(secrets(), "{}");
}

#[tokio::test]
async fn a_header_without_a_value_keeps_the_connector_from_connecting() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let created = test.host.create_connector(with_header(&server.url, None)).await.unwrap();
    let Connection::Failed { problem, .. } = test.connected(&created.id).await.connection else {
        panic!("it should not have connected")
    };
    assert_eq!(problem.message, "The header X-Key has no value yet, so nothing was sent.");
    assert_eq!(server.received("tools/list").len(), 0);
}

#[tokio::test]
async fn another_way_to_connect_keeps_the_tools_that_are_known() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let connector = test.connect(&server.url).await.id;
    let snapshot = test.host.snapshot(&connector).await.unwrap();
    let listed = server.received("tools/list").len();

    server.behave("tools/list", Behaviour::Silence);
    let plain = ConnectorDraft { client: ClientKind::Plain, ..draft(&server.url) };
    let updated = test.host.update_connector(&connector, plain).await.unwrap();
    server.wait_for("tools/list", listed + 1).await;
    assert_eq!(updated.client, ClientKind::Plain);
    assert_eq!(test.host.snapshot(&connector).await.unwrap(), snapshot);
    let begun = server.received("initialize");
    let capabilities: Vec<_> = begun.iter().map(|begin| &begin["params"]["capabilities"]).collect();
    assert_eq!(capabilities[0].get("elicitation"), None, "ChatGPT does not offer it");
    assert_eq!(capabilities[1]["elicitation"], json!({ "form": {}, "url": {} }));
}

#[tokio::test]
async fn the_form_says_what_is_wrong_with_a_command_before_it_is_sent() {
    let test = TestHost::start().await;
    let endpoint = EndpointDraft::Stdio { command_line: "node 'server.js".into(), directory: String::new() };
    let draft = ConnectorDraft::new("Board", endpoint);
    let notes = test.host.check_draft(&draft);
    let said: Vec<_> = notes.iter().map(|note| (note.field, note.weight, note.text.as_str())).collect();
    let text =
        "A quotation mark in the command is not closed. Put a backslash before one that is meant literally.";
    assert_eq!(said, [(DraftField::CommandLine, NoteWeight::Error, text)]);
    let problem = test.host.create_connector(draft).await.unwrap_err();
    assert_eq!((problem.message.as_str(), problem.hint.as_str()), (text, "Nothing was saved yet."));
}

#[tokio::test]
async fn a_command_runs_where_and_with_what_its_connector_says_and_is_started_again_after_its_death() {
    let test = TestHost::start().await;
    let directory = std::fs::canonicalize(test.data_dir()).unwrap().display().to_string();
    let endpoint = EndpointDraft::Stdio { command_line: changing(), directory: directory.clone() };
    let key = SecretDraft { name: "BOARD_KEY".into(), value: Some("geheim-1".into()) };
    let draft = ConnectorDraft { environment: vec![key], ..ConnectorDraft::new("Changing", endpoint) };
    let connector = test.host.create_connector(draft).await.unwrap().id;
    let connected = test.connected(&connector).await;
    assert!(matches!(connected.connection, Connection::Connected { .. }), "{:?}", connected.connection);
    let said = async |tool: &str| {
        let call = test.run(&connector, tool, json!({})).await.id;
        let record = test.settled(&call).await;
        record.response.map(|response| response.0["result"]["content"][0]["text"].clone())
    };
    // It has the key, and what it says of it is hidden.
    assert_eq!(said("whoami").await, Some(json!(format!("(hidden) in {directory}"))));

    assert_eq!(said("die").await, None);
    let problem = test
        .until("the death to be noticed", async |host| {
            let connectors = host.connectors().await.unwrap();
            match &connectors.iter().find(|one| one.id == connector)?.connection {
                Connection::Failed { problem, .. } => Some(problem.clone()),
                _ => None,
            }
        })
        .await;
    assert_eq!(problem.message, "The program node ended with exit code 3. It last said:\nout of cards");
    assert_eq!(problem.hint, "Press Restart to start it again; the next call starts it too.");
    assert_eq!(said("whoami").await, Some(json!(format!("(hidden) in {directory}"))));
}

#[tokio::test]
async fn a_second_program_on_the_same_folder_is_turned_away() {
    let first = TestHost::start().await;
    let options = || HostOptions {
        data_dir: first.data_dir(),
        secrets: SecretsIn::Folder,
        lasting: Lasting::Always,
        widget_script: WIDGET_SCRIPT.into(),
        open_link: Box::new(|_| Ok(())),
        downloads: None,
    };
    let Err(problem) = Host::start(options()).await else { panic!("two programs share a folder") };
    assert_eq!(
        problem.message,
        format!("Greenroom is already running with the data folder {}.", first.data_dir().display())
    );
    assert_eq!(problem.hint, "Use its window, or start with --data-dir and another folder.");
}
