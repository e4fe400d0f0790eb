//! A screen has a person of its own, with their theme, locale, time zone and place: what its widgets are told of them, and what
//! servers are.

use greenroom_contract::stage::{Location, Orientation, Preferences, ScreenSetup, Theme};
use greenroom_contract::widget::Language;
use greenroom_tests::shown::Shown;
use greenroom_tests::widget::Widget;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn screens(phone: Preferences) -> [ScreenSetup; 2] {
    let setup = |id: &str, preset: &str, preferences| ScreenSetup {
        id: id.into(),
        preset: preset.into(),
        orientation: Orientation::Portrait,
        size: None,
        preferences,
    };
    [setup("desktop", "desktop", Preferences::default()), setup("phone", "iphone-15", phone)]
}

fn in_zurich() -> Preferences {
    Preferences {
        theme: Some(Theme::Dark),
        locale: Some("de-CH".into()),
        time_zone: Some("Europe/Zurich".into()),
        location: Some(Location {
            city: "Zürich".into(),
            country: "CH".into(),
            latitude: "47.37".into(),
            longitude: "8.54".into(),
            ..Location::default()
        }),
        text_size: Some(150),
        reduced_motion: true,
    }
}

#[tokio::test]
async fn widgets_of_a_screen_learn_at_once_what_its_person_set_and_the_others_nothing() {
    let shown = Shown::both().await;
    let phone = Widget::of_call(&shown.test, "phone", &shown.notes).await;
    let desktop = Widget::of_call(&shown.test, "desktop", &shown.notes).await;
    phone.introduce(json!({})).await;
    desktop.introduce(json!({})).await;
    shown.test.host.arrange(&screens(in_zurich())).unwrap();

    let context = phone.heard("ui/notifications/host-context-changed").await["params"].clone();
    let told: Vec<&String> = context.as_object().unwrap().keys().collect();
    assert_eq!(told, ["theme", "styles", "locale", "timeZone"]);
    assert_eq!(
        (&context["locale"], &context["theme"], &context["timeZone"]),
        (&json!("de-CH"), &json!("dark"), &json!("Europe/Zurich"))
    );
    let openai = shown.test.messages("phone", &phone.frame.instance, Language::Openai);
    let [.., device, globals] = openai.as_slice() else { panic!("{openai:?}") };
    assert_eq!(globals, &json!({ "kind": "globals", "globals": { "locale": "de-CH", "theme": "dark" } }));
    let device = &device["device"];
    let facts = ["colorScheme", "reducedMotion", "textSize", "locale", "timeZone", "touchPoints", "platform"];
    assert_eq!(
        facts.map(|fact| device[fact].clone()),
        [
            json!("dark"),
            json!(true),
            json!(150),
            json!("de-CH"),
            json!("Europe/Zurich"),
            json!(5),
            json!("iPhone")
        ]
    );
    shown.test.view("phone", |view| (view.theme == Theme::Dark).then_some(())).await;
    let is_news = |message: &Value| message["method"] == "ui/notifications/host-context-changed";
    let apps = shown.test.messages("desktop", &desktop.frame.instance, Language::Apps);
    assert_eq!(apps.iter().filter(|message| is_news(message)).count(), 0);

    // The window's theme is for those that have none of their own.
    shown.test.host.set_theme(Theme::Dark);
    shown.test.host.set_theme(Theme::Light);
    shown.test.view("desktop", |view| (view.theme == Theme::Light).then_some(())).await;
    assert_eq!(shown.test.views("phone").last().unwrap().theme, Theme::Dark);
}

#[tokio::test]
async fn a_call_carries_where_its_person_is_and_the_persons_own_are_of_the_first_screen() {
    let shown = Shown::both().await;
    shown.test.host.arrange(&screens(in_zurich())).unwrap();
    let told = |screen: &'static str| {
        let shown = &shown;
        async move {
            let frame = shown.board(screen).await;
            let before = shown.server.received("tools/call").len();
            shown.openai(screen, &frame, 1, "callTool", json!(["board_show", {}])).await.unwrap();
            let meta = shown.server.received("tools/call")[before]["params"]["_meta"].clone();
            (meta["openai/locale"].clone(), meta["openai/userLocation"].clone())
        }
    };
    let usual = json!({
        "city": "San Francisco",
        "region": "California",
        "country": "US",
        "timezone": "America/Los_Angeles",
        "latitude": "37.7749",
        "longitude": "-122.4194",
    });
    let zurich = json!({
        "city": "Zürich",
        "country": "CH",
        "timezone": "Europe/Zurich",
        "latitude": "47.37",
        "longitude": "8.54",
    });
    assert_eq!(told("phone").await, (json!("de-CH"), zurich.clone()));
    assert_eq!(told("desktop").await, (json!("en-US"), usual));

    let [desktop, mut phone] = screens(in_zurich());
    phone.preferences.time_zone = None;
    shown.test.host.arrange(&[phone, desktop]).unwrap();
    let call = shown.test.run(&shown.connector, "notes_show", json!({})).await;
    let request = shown.test.settled(&call.id).await.request.unwrap().0;
    let location = &request["params"]["_meta"]["openai/userLocation"];
    assert_eq!((&location["city"], &location["timezone"]), (&json!("Zürich"), &json!("America/Los_Angeles")));
}

#[tokio::test]
async fn what_no_device_can_be_set_to_is_refused_and_changes_nothing() {
    let shown = Shown::both().await;
    let before = shown.test.host.devices();
    let nowhere = Preferences { time_zone: Some("Mars/Phobos".into()), ..in_zurich() };
    let refused = shown.test.host.arrange(&screens(nowhere)).unwrap_err();
    assert_eq!(
        (refused.message.as_str(), refused.hint.as_str()),
        ("There is no time zone “Mars/Phobos”.", "Write a name of the IANA's, such as Europe/Zurich or UTC.")
    );
    assert_eq!(shown.test.host.devices(), before);
}
