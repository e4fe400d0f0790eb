//! Screens that a person arranges: added, turned, made another device and removed, while widgets are shown.

use greenroom_contract::screen::ScreenEntry;
use greenroom_contract::stage::{DisplayMode, Orientation, Preferences, ScreenSetup, Size};
use greenroom_contract::widget::Language;
use greenroom_tests::shown::Shown;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn setup(id: &str, preset: &str) -> ScreenSetup {
    ScreenSetup {
        id: id.into(),
        preset: preset.into(),
        orientation: Orientation::Portrait,
        size: None,
        preferences: Preferences::default(),
    }
}

#[tokio::test]
async fn a_screen_that_is_added_shows_the_conversation_and_the_others_keep_their_frames() {
    let shown = Shown::both().await;
    let before = shown.board("phone").await;
    let arrangement =
        [setup("desktop", "desktop"), setup("phone", "iphone-15"), setup("tablet", "ipad-pro-11")];
    shown.test.host.arrange(&arrangement).unwrap();
    let frame = shown.frame("tablet", &shown.board).await;
    assert_ne!(frame.instance, before.instance);
    let device = shown.test.view("tablet", |view| Some(view.device.clone())).await;
    assert_eq!((device.name.as_str(), device.width, device.height), ("iPad Pro 11", 834.0, 1194.0));
    let views = shown.test.views("phone");
    let frames = views.last().unwrap().entries.iter().filter_map(|entry| match entry {
        ScreenEntry::Call(call) => call.widget.as_ref(),
        ScreenEntry::Message(_) => None,
    });
    assert!(
        frames
            .into_iter()
            .any(|frame| frame.instance == before.instance && frame.generation == before.generation)
    );

    // What its widget asks for is heard, and only there.
    let answer = shown.openai("tablet", &frame, 1, "callTool", json!(["board_show", {}])).await.unwrap();
    assert_eq!(answer["structuredContent"], json!({ "cards": ["Plan", "Build"] }));
}

#[tokio::test]
async fn a_phone_that_is_turned_tells_its_widgets_and_loads_none_anew() {
    let shown = Shown::both().await;
    let widget = Widget::of_call(&shown.test, "phone", &shown.notes).await;
    widget.introduce(json!({})).await;
    let turned = ScreenSetup { orientation: Orientation::Landscape, ..setup("phone", "iphone-15") };
    shown.test.host.arrange(&[setup("desktop", "desktop"), turned]).unwrap();
    let told = widget.heard("ui/notifications/host-context-changed").await;
    assert_eq!(told["params"], json!({ "containerDimensions": { "maxWidth": 700.0 } }));
    let device =
        shown.test.view("phone", |view| (view.device.width > 800.0).then(|| view.device.clone())).await;
    assert_eq!((device.width, device.height, device.safe_area.left), (852.0, 393.0, 59.0));
    assert_eq!(shown.test.frame("phone", &shown.notes).await.generation, widget.frame.generation);
}

#[tokio::test]
async fn a_screen_that_is_removed_is_heard_no_more() {
    let shown = Shown::both().await;
    let frame = shown.board("phone").await;
    shown.test.host.arrange(&[setup("desktop", "desktop")]).unwrap();
    shown
        .test
        .until("its widgets to go", async |host| {
            let reports = host.widgets(&shown.board).await.unwrap();
            reports.iter().all(|report| report.screen == "desktop").then_some(())
        })
        .await;
    let calls = shown.server.received("tools/call").len();
    let request = json!({ "id": 1, "method": "callTool", "params": ["board_show", {}] });
    shown.test.say("phone", &frame.instance, Language::Openai, request);
    let desktop = shown.board("desktop").await;
    shown.openai("desktop", &desktop, 1, "callTool", json!(["board_show", {}])).await.unwrap();
    assert_eq!(shown.server.received("tools/call").len(), calls + 1, "only the desktop's call was made");
    let document = shown.test.host.widget_document("phone", &frame.src).await;
    assert_eq!(document.status, 404);
    let unknown = shown.test.host.model_view("phone").await.unwrap_err();
    assert_eq!(unknown.message, "There is no screen “phone”.");
}

#[tokio::test]
async fn an_arrangement_that_cannot_be_changes_nothing() {
    let shown = Shown::both().await;
    let before = shown.test.host.devices();
    let size = Some(Size { width: 10.0, height: 10.0 });
    let refused =
        shown.test.host.arrange(&[ScreenSetup { size, ..setup("desktop", "desktop") }]).unwrap_err();
    assert_eq!(
        (refused.message.as_str(), refused.hint.as_str()),
        ("A screen cannot be 10 by 10 pixels.", "Choose between 240 and 4096 for each side.")
    );
    assert_eq!(shown.test.host.devices(), before);
    assert_eq!(json!(before[1].custom_size), Value::Null);
}

#[tokio::test]
async fn what_floats_on_a_desktop_comes_down_when_it_becomes_a_phone() {
    let shown = Shown::both().await;
    let widget = Widget::of_call(&shown.test, "desktop", &shown.notes).await;
    widget.introduce(json!({})).await;
    shown.test.host.set_display_mode(DisplayMode::Pip).await.unwrap();
    shown
        .test
        .until("it to float", async |host| (host.mode("desktop") == Some(DisplayMode::Pip)).then_some(()))
        .await;
    shown.test.host.arrange(&[setup("desktop", "pixel-5"), setup("phone", "iphone-15")]).unwrap();
    assert_eq!(shown.test.host.mode("desktop"), Some(DisplayMode::Inline));
    let told = widget
        .told(|message| {
            let inline = message["params"]["displayMode"] == "inline";
            inline.then(|| message["params"].clone())
        })
        .await;
    assert_eq!(
        (&told["availableDisplayModes"], &told["platform"], &told["containerDimensions"]),
        (&json!(["inline", "fullscreen"]), &json!("mobile"), &json!({ "maxWidth": 359.0 }))
    );
}
