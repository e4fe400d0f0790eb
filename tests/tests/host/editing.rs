//! Editing what a call's widgets are told, and taking it back.

use greenroom_contract::call::CallState;
use greenroom_contract::edit::{Part, PartView};
use greenroom_contract::stage::Theme;
use greenroom_contract::widget::Language;
use greenroom_tests::rehearsal::Rehearsal;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn part(views: &[PartView], part: Part) -> (&Value, bool) {
    let view = views.iter().find(|view| view.part == part).unwrap();
    (&view.value.0, view.is_edited)
}

/// The globals of the first message to a board that have this member.
async fn globals(shown: &Shown, screen: &str, instance: &str, member: &str) -> Value {
    let find = |message: &Value| message["globals"].get(member).map(|_| message["globals"].clone());
    shown.test.told(screen, instance, Language::Openai, find).await
}

#[tokio::test]
async fn a_widget_of_window_openai_follows_an_edit_and_the_call_stays_what_it_was() {
    let shown = Shown::both().await;
    let host = &shown.test.host;
    let board = shown.board("desktop").await;
    let before = host.call(&shown.board).await.unwrap();
    let own = host.edits(&shown.board).await.unwrap();
    assert_eq!(part(&own, Part::StructuredContent), (&json!({ "cards": ["Plan", "Build"] }), false));
    assert_eq!(part(&own, Part::Meta), (&json!({ "fixture/note": "for the widget only" }), false));

    let edited = json!({ "cards": ["Edited"] });
    let views = host.edit(&shown.board, Part::StructuredContent, edited.clone().into()).await.unwrap();
    assert_eq!(part(&views, Part::StructuredContent), (&edited, true));
    let told = globals(&shown, "desktop", &board.instance, "toolOutput").await;
    assert_eq!(told["toolOutput"], edited);
    assert_eq!(told["toolResponseMetadata"]["mcp_tool_result"]["structuredContent"], edited);
    assert_eq!(told.get("toolInput"), None, "only what changed");
    let label = shown
        .test
        .view("phone", |view| {
            view.entries.iter().find_map(|entry| match entry {
                greenroom_contract::screen::ScreenEntry::Call(call) => call.stand_in.clone(),
                greenroom_contract::screen::ScreenEntry::Message(_) => None,
            })
        })
        .await;
    assert_eq!(label, "Edited");
    let (_, fresh) = shown.test.document("desktop", &board).await;
    assert_eq!(fresh["toolOutput"], edited);

    host.edit(&shown.board, Part::State, json!({ "open": 2 }).into()).await.unwrap();
    let told = globals(&shown, "desktop", &board.instance, "widgetState").await;
    assert_eq!(told, json!({ "widgetState": { "open": 2 } }));

    assert_eq!(host.call(&shown.board).await.unwrap(), before);
    assert_eq!(shown.server.received("tools/call").len(), 2);
    let reset = host.reset_edits(&shown.board, None).await.unwrap();
    assert_eq!(reset, own);
    let (_, fresh) = shown.test.document("desktop", &board).await;
    assert_eq!(fresh["toolOutput"], json!({ "cards": ["Plan", "Build"] }));
    assert_eq!(fresh["widgetState"], Value::Null);
}

#[tokio::test]
async fn a_widget_of_mcp_apps_is_mounted_anew_because_it_is_told_only_once() {
    let rehearsal = Rehearsal::start().await;
    let (host, call) = (&rehearsal.test.host, &rehearsal.call.id);
    rehearsal
        .with_widgets(async {
            let frame = rehearsal.drawn("desktop", |call| call.widget.is_some()).await.widget.unwrap();
            let result = |message: &Value| {
                (message["method"] == "ui/notifications/tool-result").then(|| message["params"].clone())
            };
            rehearsal.test.told("desktop", &frame.instance, Language::Apps, result).await;
            host.edit(call, Part::Input, json!({ "search": "Bob" }).into()).await.unwrap();
            let is_edited = |message: &Value| {
                let is_input = message["method"] == "ui/notifications/tool-input";
                (is_input && message["params"]["arguments"]["search"] == "Bob").then_some(())
            };
            rehearsal.test.told("desktop", &frame.instance, Language::Apps, is_edited).await;
        })
        .await;
    let frames = rehearsal.told("desktop", 1).await;
    assert_eq!(
        frames[0][0],
        r#"begins with {"toolInput":{"search":"Bob"},"toolOutput":{"notes":["Call Ada"]},"widgetState":null}"#
    );
    assert_eq!(frames.len(), 1);
}

#[tokio::test]
async fn globals_are_overridden_in_both_languages_and_the_toolbar_does_not_undo_it() {
    let rehearsal = Rehearsal::start().await;
    let (host, call) = (&rehearsal.test.host, &rehearsal.call.id);
    let frame = rehearsal.drawn("desktop", |call| call.widget.is_some()).await.widget.unwrap();
    rehearsal
        .with_widgets(async {
            let result =
                |message: &Value| (message["method"] == "ui/notifications/tool-result").then_some(());
            for screen in ["desktop", "phone"] {
                let instance =
                    rehearsal.drawn(screen, |call| call.widget.is_some()).await.widget.unwrap().instance;
                rehearsal.test.told(screen, &instance, Language::Apps, result).await;
            }
            let overridden = json!({ "theme": "dark", "locale": "de-DE" });
            host.edit(call, Part::Globals, overridden.into()).await.unwrap();
            let context = |message: &Value| {
                let is_change = message["method"] == "ui/notifications/host-context-changed";
                is_change.then(|| message["params"].clone())
            };
            let told = rehearsal.test.told("desktop", &frame.instance, Language::Apps, context).await;
            assert_eq!((&told["theme"], &told["locale"]), (&json!("dark"), &json!("de-DE")));
            assert_eq!(told["styles"]["variables"]["--color-background-primary"], "#212121");
            let changed =
                |message: &Value| message["globals"].get("locale").map(|_| message["globals"].clone());
            let told = rehearsal.test.told("desktop", &frame.instance, Language::Openai, changed).await;
            assert_eq!(told, json!({ "theme": "dark", "locale": "de-DE" }));
        })
        .await;
    host.set_theme(Theme::Dark);
    host.set_theme(Theme::Light);
    let themes = rehearsal.test.all_sent("desktop").into_iter().filter(|message| match message {
        greenroom_contract::screen::ToScreen::Widget { message, .. } => {
            message.0["globals"]["theme"].is_string()
        }
        _ => false,
    });
    assert_eq!(themes.count(), 1);
}

#[tokio::test]
async fn what_no_host_could_tell_is_refused_and_a_call_that_never_ran_can_be_given_an_end() {
    let rehearsal = Rehearsal::start().await;
    let (host, call) = (&rehearsal.test.host, &rehearsal.call.id);
    let refused = async |part, value: Value| host.edit(call, part, value.into()).await.unwrap_err().message;
    assert_eq!(refused(Part::Input, json!([1])).await, "A tool's input is an object.");
    assert_eq!(refused(Part::Globals, json!("dark")).await, "Globals are the members of an object.");
    assert_eq!(
        refused(Part::Globals, json!({ "toolOutput": {} })).await,
        "“toolOutput” has a field of its own."
    );
    assert_eq!(refused(Part::Cancelled, json!(7)).await, "The reason is a text.");

    let waiting = rehearsal.run("notes_add", json!({ "text": "Milk" })).await;
    assert_eq!(waiting.state, CallState::AwaitingApproval);
    let views = host.edits(&waiting.id).await.unwrap();
    assert_eq!(part(&views, Part::Input), (&Value::Null, false), "it is not told before it is allowed");
    let notes = json!({ "notes": ["Milk"] });
    let views = host.edit(&waiting.id, Part::StructuredContent, notes.clone().into()).await.unwrap();
    assert_eq!(part(&views, Part::Input), (&json!({ "text": "Milk" }), false));
    assert_eq!(part(&views, Part::StructuredContent), (&notes, true));
    let views = host.edit(&waiting.id, Part::Cancelled, json!("gone").into()).await.unwrap();
    assert_eq!(part(&views, Part::Cancelled), (&json!("gone"), true));
    assert_eq!(part(&views, Part::Content), (&Value::Null, false));
}
