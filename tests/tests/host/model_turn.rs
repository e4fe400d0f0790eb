//! The composer without a model: what is typed waits for the person, who plays the model with a tool and a closing sentence.

use greenroom_contract::Json;
use greenroom_contract::call::RunRequest;
use greenroom_contract::conversation::{Author, Entry, MentionedApp, WordMatch, WordPlace};
use greenroom_contract::model_view::ModelItemKind;
use greenroom_contract::screen::{FromScreen, ScreenView};
use greenroom_tests::fixture::Fixture;
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::{TestHost, draft};
use pretty_assertions::assert_eq;
use serde_json::json;

fn say(test: &TestHost, text: &str, apps: &[&str]) {
    let apps = apps.iter().map(|id| (*id).to_owned()).collect();
    test.host.from_screen("phone", FromScreen::Say { text: text.into(), apps });
}

/// As the screens show it.
async fn transcript(test: &TestHost) -> Vec<String> {
    let entries = test.host.conversation().await.unwrap().entries.into_iter();
    let line = |entry| match entry {
        Entry::Message(message) => match message.author {
            Author::Person => format!("person: {}", message.text),
            Author::Widget { .. } => format!("widget: {}", message.text),
            Author::Model => format!("model: {}", message.text),
        },
        Entry::Call(call) => format!("call: {}", call.tool_name),
    };
    entries.map(line).collect()
}

#[tokio::test]
async fn what_is_typed_is_answered_by_a_tool_that_matches_and_a_closing_sentence() {
    let test = TestHost::start().await;
    let server = Fixture::start().with_board().with_notes();
    let connector = test.connect(&server.url).await;
    assert_eq!(test.host.model_turn().await.unwrap(), None);

    say(&test, "Show me the board of Fixture, please", &[]);
    test.view("desktop", |view| view.awaits_model.then_some(())).await;
    let turn = test.host.model_turn().await.unwrap().unwrap();
    assert_eq!((turn.message.text.as_str(), turn.calls), ("Show me the board of Fixture, please", 0));
    let [best, ..] = turn.suggestions.as_slice() else { panic!("{turn:?}") };
    assert_eq!((best.connector_id.as_str(), best.tool.as_str()), (connector.id.as_str(), "board_show"));
    let found = |word: &str, place| WordMatch { word: word.into(), place };
    assert_eq!(best.matches, [found("board", WordPlace::Name), found("fixture", WordPlace::App)]);

    let request = RunRequest {
        connector_id: best.connector_id.clone(),
        tool_name: best.tool.clone(),
        arguments: Json(json!({})),
        say: String::new(),
        answers: Some(turn.message.id.clone()),
    };
    let call = test.host.run_tool(request).await.unwrap();
    test.settled(&call.id).await;
    test.view("desktop", |view| (!view.awaits_model).then_some(())).await;
    assert_eq!(test.host.model_turn().await.unwrap().unwrap().calls, 1);

    test.host.reply_as_model("  Here is your board.  ").await.unwrap();
    assert_eq!(test.host.model_turn().await.unwrap(), None);
    assert_eq!(
        transcript(&test).await,
        ["person: Show me the board of Fixture, please", "call: board_show", "model: Here is your board."]
    );
    let items = test.host.model_view("phone").await.unwrap().items;
    let reply = items.iter().find(|item| item.kind == ModelItemKind::Reply).unwrap();
    assert_eq!(reply.content, Json(json!("Here is your board.")));
    let nothing = test.host.reply_as_model(" ").await.unwrap_err();
    assert_eq!(nothing.message, "There is nothing to say.");
}

#[tokio::test]
async fn apps_that_are_chosen_in_the_composer_are_the_only_ones_that_are_offered() {
    let test = TestHost::start().await;
    let (boards, notes) = (Fixture::start().with_board(), Fixture::start().with_notes());
    test.connect(&boards.url).await;
    let mut second = draft(&notes.url);
    second.name = "Notes".into();
    let second = test.host.create_connector(second).await.unwrap().id;
    test.connected(&second).await;
    let offers = |name: &str| {
        let name = name.to_owned();
        move |view: &ScreenView| view.apps.iter().any(|app| app.name == name).then_some(())
    };
    test.view("phone", offers("Notes")).await;

    say(&test, "And the board?", &[&second, "unknown"]);
    let turn = test.until("the message", async |host| host.model_turn().await.unwrap()).await;
    assert_eq!(turn.message.apps, [MentionedApp { id: second.clone(), name: "Notes".into() }]);
    assert!(!turn.suggestions.is_empty());
    assert!(turn.suggestions.iter().all(|suggestion| suggestion.connector_id == second), "{turn:?}");

    // What cannot be called is not offered.
    test.host.disable_connector(&second).await.unwrap();
    test.view("phone", |view| view.apps.iter().all(|app| app.name != "Notes").then_some(())).await;
    assert_eq!(test.host.model_turn().await.unwrap().unwrap().suggestions, []);
}

#[tokio::test]
async fn a_follow_up_of_a_widget_waits_for_the_model_like_a_message_of_the_person() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    shown
        .openai("phone", &frame, 1, "sendFollowUpMessage", json!([{ "prompt": "Sum up my notes" }]))
        .await
        .unwrap();
    let turn = shown.test.host.model_turn().await.unwrap().unwrap();
    assert_eq!(turn.message.author, Author::Widget { app_name: "Fixture".into() });
    assert_eq!((turn.calls, turn.suggestions[0].tool.as_str()), (0, "notes_show"));
    // A tool that is run by itself is of another message.
    shown.test.run(&shown.connector, "board_show", json!({})).await;
    let turn = shown.test.host.model_turn().await.unwrap().unwrap();
    assert_eq!((turn.message.author, turn.calls), (Author::Person, 1));
}
