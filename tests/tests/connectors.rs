//! Connectors over their life: a new address, a copy, two programs on one folder.

use std::net::TcpListener;

use greenroom_contract::connector::{Connection, ConnectorDraft};
use greenroom_host::{Host, HostOptions};
use greenroom_tests::fixture::{Behaviour, Fixture};
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

#[tokio::test]
async fn a_second_program_on_the_same_folder_is_turned_away() {
    let first = TestHost::start().await;
    let options = || HostOptions {
        data_dir: first.data_dir(),
        widget_script: WIDGET_SCRIPT.into(),
        open_link: Box::new(|_| Ok(())),
    };
    let Err(problem) = Host::start(options()).await else { panic!("two programs share a folder") };
    assert_eq!(
        problem.message,
        format!("Greenroom is already running with the data folder {}.", first.data_dir().display())
    );
    assert_eq!(problem.hint, "Use its window, or start with --data-dir and another folder.");
}
