//! Connectors from a file and into a file.

use greenroom_contract::connector::{Connection, ConnectorDraft, SecretDraft, SecretName};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::json;

#[tokio::test]
async fn what_is_chosen_of_a_file_is_added_and_connected_and_nothing_secret_leaves_again() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let file = format!(
        r#"{{
            // Two servers, one of them with a key.
            "servers": {{
                "board": {{ "type": "http", "url": "{}", "headers": {{ "X-Key": "geheim-1" }} }},
                "other": {{ "type": "http", "url": "https://other.example/mcp" }},
                "broken": {{ "type": "http" }},
            }}
        }}"#,
        server.url
    );
    let plan = test.host.read_import(&file).await.unwrap();
    let seen: Vec<_> = plan
        .items
        .iter()
        .map(|item| (item.key.as_str(), item.problem.as_ref().map(|problem| problem.message.as_str())))
        .collect();
    let broken = "“broken” has neither a command nor a url.";
    assert_eq!(seen, [("board", None), ("other", None), ("broken", Some(broken))]);
    assert!(!serde_json::to_string(&plan).unwrap().contains("geheim-1"), "the plan shows a secret");

    let added = test.host.import_connectors(&file, &["board".into()]).await.unwrap();
    let names: Vec<&str> = added.iter().map(|connector| connector.name.as_str()).collect();
    assert_eq!(names, ["board"]);
    let connected = test.connected(&added[0].id).await;
    assert!(matches!(connected.connection, Connection::Connected { .. }), "{:?}", connected.connection);

    let again = test.host.read_import(&file).await.unwrap();
    assert_eq!(again.items[0].notes, ["There is a connector with this address already: board."]);
    assert_eq!(
        test.host.export_connectors().await.unwrap(),
        format!(
            "{{\n  \"mcpServers\": {{\n    \"board\": {{\n      \"type\": \"http\",\n      \"url\": \"{}\",\n      \
             \"headers\": {{\n        \"X-Key\": \"${{X_KEY}}\"\n      }}\n    }}\n  }}\n}}\n",
            server.url
        )
    );
}

#[tokio::test]
async fn a_placeholder_of_the_file_needs_a_value_before_its_connector_connects() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board();
    let file = format!(
        r#"{{ "mcpServers": {{ "board": {{ "url": "{}", "headers": {{ "X-Key": "${{env:KEY}}", "X-Team": "green" }} }} }} }}"#,
        server.url
    );
    let added = test.host.import_connectors(&file, &["board".into()]).await.unwrap().remove(0);
    let name = |name: &str, has_value| SecretName { name: name.into(), has_value };
    assert_eq!(added.headers, [name("X-Key", false), name("X-Team", true)]);
    let refused = test.connected(&added.id).await;
    let Connection::Failed { problem, .. } = refused.connection else { panic!("{refused:?}") };
    assert_eq!(problem.message, "The header X-Key has no value yet, so nothing was sent.");

    // Saving the form without entering it changes nothing, and neither does a copy.
    let kept =
        |name: &str, value: Option<&str>| SecretDraft { name: name.into(), value: value.map(Into::into) };
    let with = |key| ConnectorDraft {
        headers: vec![kept("X-Key", key), kept("X-Team", None)],
        ..draft(&server.url)
    };
    let saved = test.host.update_connector(&added.id, with(None)).await.unwrap();
    assert_eq!(saved.headers, added.headers);
    assert_eq!(test.host.duplicate_connector(&added.id).await.unwrap().headers, added.headers);
    assert_eq!(server.received("initialize"), [json!(null); 0]);

    let saved = test.host.update_connector(&added.id, with(Some("geheim-1"))).await.unwrap();
    assert_eq!(saved.headers, [name("X-Key", true), name("X-Team", true)]);
    let connected = test.connected(&added.id).await;
    assert!(matches!(connected.connection, Connection::Connected { .. }), "{:?}", connected.connection);
    assert_eq!(server.received_header("initialize", "x-key"), [Some("geheim-1".to_owned())]);
}

#[tokio::test]
async fn nothing_is_added_of_a_file_that_cannot_be_read_or_of_an_entry_that_cannot_be_added() {
    let test = TestHost::start().await;
    let before = test.host.connectors().await.unwrap().len();
    let problem = test.host.import_connectors("{\n  \"mcpServers\": {,}\n}", &[]).await.unwrap_err();
    assert_eq!(problem.message, "The file is not JSON: at line 2, column 18: unexpected token in object.");
    let file = r#"{ "mcpServers": { "good": { "command": "npx" }, "bad": { "url": 7 } } }"#;
    let problem = test.host.import_connectors(file, &["good".into(), "bad".into()]).await.unwrap_err();
    assert_eq!(problem.message, "$.mcpServers.bad.url should be a text, but is a number.");
    assert_eq!(test.host.connectors().await.unwrap().len(), before);
}
