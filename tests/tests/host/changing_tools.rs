//! Answers and calls at the very moment at which their tool becomes another one, or their connector leads elsewhere.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use greenroom_contract::approval::Choice;
use greenroom_tests::database::{self, Hold};
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const ROUNDS: usize = 6;

/// Each edition has another argument, and says in its title which one it is.
fn edition(number: usize) -> Value {
    json!({
        "name": "add",
        "title": format!("Edition {number}"),
        "inputSchema": { "type": "object", "properties": { format!("argument{number}"): {} } },
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_comes_as_its_tool_changes_does_not_hold_for_the_changed_tool() {
    let test = TestHost::start().await;
    let server = Fixture::start();
    server.tool(edition(0), |_| json!({ "content": [] }));
    let connector = test.connect(&server.url).await.id;
    for round in 1..=ROUNDS {
        server.tool(edition(round), |_| json!({ "content": [] }));
        // The server keeps the host waiting for its tools, while the old one is asked about.
        let (answer, waiting) = mpsc::channel::<()>();
        let waiting = Arc::new(Mutex::new(waiting));
        server.behave(
            "tools/list",
            Behaviour::result(move |_| {
                waiting.lock().unwrap().recv().unwrap();
                json!({ "tools": [edition(round)] })
            }),
        );
        let lists = server.received("tools/list").len();
        let refresh = test.host.refresh_connector(&connector);
        let meanwhile = async {
            server.wait_for("tools/list", lists + 1).await;
            let call = test.run(&connector, "add", json!({})).await;
            let prompt = test.prompt().await;
            assert_eq!(prompt.card.tool_title, format!("Edition {}", round - 1));
            // Both the answer and what was read have to wait for the disk.
            let hold = Hold::take(&test.data_dir().join(database::NAMES[0])).await;
            let answered = test.host.answer(&prompt.id, Choice::AllowForConversation, "shell");
            let released = async {
                let resources = server.received("resources/list").len();
                answer.send(()).unwrap();
                server.wait_for("resources/list", resources + 1).await;
                hold.release().await;
            };
            let (_, ()) = tokio::join!(biased; answered, released);
            test.settled(&call.id).await;
        };
        let (refreshed, ()) = tokio::join!(refresh, meanwhile);
        refreshed.unwrap();
        let holding =
            test.host.remembered().await.unwrap().into_iter().filter(|answer| answer.ended.is_none());
        assert_eq!(holding.collect::<Vec<_>>(), [], "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_comes_as_its_connector_moves_does_not_hold_for_the_other_server() {
    let test = TestHost::start().await;
    let servers = [Fixture::start().with_board(), Fixture::start().with_board()];
    let connector = test.connect(&servers[0].url).await.id;
    for round in 0..ROUNDS {
        let next = &servers[(round + 1) % 2];
        let call = test.run(&connector, "board_add", json!({ "title": "Before" })).await;
        let prompt = test.prompt().await;
        let hold = Hold::take(&test.data_dir().join(database::NAMES[0])).await;
        let answered = test.host.answer(&prompt.id, Choice::AllowForConversation, "shell");
        let moved = test.host.update_connector(&connector, draft(&next.url));
        let (_, moved, ()) = tokio::join!(biased; answered, moved, hold.release());
        moved.unwrap();
        test.settled(&call.id).await;
        assert_eq!(test.host.remembered().await.unwrap(), [], "round {round}");
        test.connected(&connector).await;
    }
}
