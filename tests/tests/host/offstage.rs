//! Screens that are offstage, for pictures only: they show what all do, and are none of the person's.

use std::collections::BTreeSet;

use greenroom_contract::approval::Choice;
use greenroom_contract::record::{FrameQuery, Side};
use greenroom_contract::stage::{DisplayMode, Orientation, Preferences, ScreenSetup, Theme};
use greenroom_contract::widget::Language;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn setup(id: &str) -> ScreenSetup {
    ScreenSetup {
        id: id.into(),
        preset: "desktop".into(),
        orientation: Orientation::Portrait,
        size: None,
        preferences: Preferences {
            theme: Some(Theme::Dark),
            locale: Some("ar".into()),
            ..Preferences::default()
        },
    }
}

#[tokio::test]
async fn a_screen_offstage_shows_the_same_result_and_changes_nothing_of_the_others() {
    let shown = Shown::both().await;
    let host = &shown.test.host;
    let (devices, before) = (host.devices(), shown.notes("desktop").await);
    let calls = shown.server.received("tools/call").len();
    host.put_offstage(&[setup("sheet-1")]).unwrap();
    let frame = shown.notes("sheet-1").await;
    assert_eq!(host.devices(), devices);
    host.set_display_mode_on("sheet-1", DisplayMode::Fullscreen).await;
    let modes = ["desktop", "phone", "sheet-1"].map(|screen| host.mode(screen));
    assert_eq!(modes, [Some(DisplayMode::Inline), Some(DisplayMode::Inline), Some(DisplayMode::Fullscreen)]);
    assert_eq!(shown.notes("desktop").await, before);
    let screens: Vec<String> =
        host.widgets(&shown.notes).await.unwrap().into_iter().map(|report| report.screen).collect();
    assert_eq!(screens, ["desktop", "phone"]);
    let own = host.widget(&shown.notes, "sheet-1").await.unwrap().map(|report| report.screen);
    assert_eq!(own.as_deref(), Some("sheet-1"));
    assert_eq!(shown.server.received("tools/call").len(), calls);
    assert!(frame.instance != before.instance);

    host.clear_offstage().await.unwrap();
    shown
        .test
        .until("its widgets to go", async |host| {
            host.widget(&shown.notes, "sheet-1").await.unwrap().is_none().then_some(())
        })
        .await;
    assert_eq!(host.device("sheet-1"), None);
}

#[tokio::test]
async fn what_a_widget_stores_offstage_goes_with_the_screen_and_is_not_recorded() {
    let shown = Shown::both().await;
    let host = &shown.test.host;
    host.put_offstage(&[setup("sheet-1")]).unwrap();
    let frame = shown.board("sheet-1").await;
    shown.openai("sheet-1", &frame, 1, "setWidgetState", json!([{ "chosen": 2 }])).await.unwrap();
    let state = async || {
        let report = host.widget(&shown.board, "sheet-1").await.unwrap();
        report.map(|report| report.state.0)
    };
    assert_eq!(state().await, Some(json!({ "chosen": 2 })));
    host.clear_offstage().await.unwrap();
    host.put_offstage(&[setup("sheet-1")]).unwrap();
    shown.board("sheet-1").await;
    assert_eq!(state().await, Some(Value::Null));
    let query = FrameQuery {
        connector_id: None,
        call_id: None,
        side: Some(Side::Bridge),
        kinds: Vec::new(),
        text: String::new(),
        only_errors: false,
    };
    let frames = host.frames(query, None, 500).await.unwrap().frames;
    let screens: BTreeSet<String> =
        frames.into_iter().filter_map(|frame| frame.widget).map(|end| end.screen).collect();
    assert!(!screens.contains("sheet-1"), "{screens:?}");
}

#[tokio::test]
async fn a_widget_offstage_asks_for_its_calls_as_any_other_and_for_nothing_that_only_its_viewer_can_grant() {
    let shown = Shown::both().await;
    let host = &shown.test.host;
    host.put_offstage(&[setup("sheet-1")]).unwrap();
    let frame = shown.board("sheet-1").await;
    let link = json!([{ "href": "https://example.com" }]);
    shown.openai("sheet-1", &frame, 1, "openExternal", link).await.ok();
    let view = shown.test.view("sheet-1", |view| Some(view.clone())).await;
    assert_eq!(view.prompt, None);

    let request = json!({ "id": 2, "method": "callTool", "params": ["board_add", { "title": "Test" }] });
    shown.test.say("sheet-1", &frame.instance, Language::Openai, request);
    let approval =
        shown.test.until("the person to be asked", async |host| host.approvals().await.unwrap().pop()).await;
    assert_eq!(approval.card.tool_name, "board_add");
    // Nobody waits for the answer any more.
    host.clear_offstage().await.unwrap();
    shown
        .test
        .until("the question to go", async |host| host.approvals().await.unwrap().is_empty().then_some(()))
        .await;
    let late = host.answer(&approval.id, Choice::AllowOnce, "desktop").await;
    assert!(late.is_err(), "{late:?}");
    assert!(!shown.server.received("tools/call").iter().any(|call| call.to_string().contains("board_add")));
}
