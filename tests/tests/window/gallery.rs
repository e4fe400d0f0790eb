//! The states of the gallery that need a person, on four screens: a desktop and a phone in both themes.

use std::fs;
use std::path::Path;

use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::gallery;
use greenroom_tests::window::{Window, eventually};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCREENS: [&str; 4] = ["desktop-light", "desktop-dark", "phone-light", "phone-dark"];
/// Of the pixels, as the window has it where nobody chooses.
const THRESHOLD: f64 = 0.001;
const PHONES: [&str; 2] = ["phone-light", "phone-dark"];

/// Nothing moves on the page from now on, and no caret blinks. Sheets that a script makes are of no origin: the page's
/// policy lets them be.
const STILL: &str = "(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, ::before, ::after { animation: none !important; transition: none !important; \
        caret-color: transparent !important; }');
    document.adoptedStyleSheets = [sheet];
    return document.adoptedStyleSheets.length;
})()";

/// Who types on these screens mentions the studio.
const MENTION: &str = "(() => {
    const app = document.querySelector('[data-testid=composer-app][data-name=Studio]');
    app?.click();
    return app !== null;
})()";

/// A session has another number each time.
const SAME_SESSION: &str = "(() => {
    const texts = document.createTreeWalker(document.querySelector('[data-testid=approval-payload]'), NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) {
        texts.currentNode.data = texts.currentNode.data.replace(/[0-9a-f]{32}/g, '0'.repeat(32));
        all.push(texts.currentNode.data);
    }
    return all.join('').includes('0'.repeat(32));
})()";

/// The four screens of a window that is connected to the studio.
struct Visit {
    window: Window,
    server: Fixture,
    connector: String,
    data: TempDir,
    differing: Vec<String>,
}

impl Visit {
    async fn begin() -> Self {
        let server = Fixture::start().with_gallery();
        let data = tempfile::tempdir().unwrap();
        let window = Window::open(data.path()).await;
        window.command("arrange_screens", json!({ "arrangement": SCREENS.map(setup) })).await.unwrap();
        window.connect("Studio", &server.url).await;
        let connectors = window.command("connectors", json!({})).await.unwrap();
        let ours = connectors.as_array().unwrap().iter().find(|one| one["name"] == "Studio").unwrap();
        let connector = ours["id"].as_str().unwrap().to_owned();
        for screen in SCREENS {
            window.screen_shows(screen, "document.querySelector('.screen') !== null", json!(true)).await;
            window.screen_shows(screen, STILL, json!(1)).await;
        }
        Self { window, server, connector, data, differing: Vec::new() }
    }

    /// As by the button of the tool's page.
    async fn run(&self, tool: &str) {
        let arguments = match tool {
            "book_room" => json!({ "room": "Large hall", "evening": "Friday" }),
            _ => json!({}),
        };
        let say = match tool {
            "book_room" => "Book the large hall for Friday.",
            "find_keys" => "Where are the keys?",
            "show_hours" => "When is the studio open?",
            "describe" => "Tell me about the large hall.",
            _ => "What is on this week?",
        };
        let request =
            json!({ "connectorId": self.connector, "toolName": tool, "arguments": arguments, "say": say });
        self.window.command("run_tool", json!({ "request": request })).await.unwrap();
    }

    /// Runs a tool with a widget, which is drawn on all screens then.
    async fn show(&self, tool: &str, title: &str) {
        self.run(tool).await;
        for screen in SCREENS {
            self.window.shows(screen, "document.getElementById('title')?.textContent", json!(title)).await;
        }
    }

    async fn all_show(&self, testid: &str) {
        for screen in SCREENS {
            self.shows(screen, testid).await;
        }
    }

    async fn shows(&self, screen: &str, testid: &str) {
        let there = format!("document.querySelector('[data-testid=\"{testid}\"]') !== null");
        self.window.screen_shows(screen, &there, json!(true)).await;
    }

    async fn gone(&self, screen: &str, testid: &str) {
        let there = format!("document.querySelector('[data-testid=\"{testid}\"]') !== null");
        self.window.screen_shows(screen, &there, json!(false)).await;
    }

    async fn click(&self, testid: &str) {
        for screen in SCREENS {
            self.window.click_in_screen(screen, testid).await;
        }
    }

    /// Each screen's picture of the state is as the one in the gallery.
    async fn compare(&mut self, state: &str) {
        for screen in SCREENS {
            self.compare_one(state, screen).await;
        }
    }

    async fn compare_one(&mut self, state: &str, screen: &str) {
        let name = format!("{state}-{screen}");
        let now = self.at_rest(screen).await;
        if gallery::is_renewed() {
            gallery::hang(&name, &fs::read(&now).unwrap());
            return;
        }
        gallery::lay_out(&name, "now", &now);
        if !gallery::path(&name).exists() {
            self.differing.push(format!("{name} does not hang there"));
            return;
        }
        let result = self.compared(screen, &now, &fs::read(gallery::path(&name)).unwrap()).await;
        if result["kind"] != "same" {
            if let Some(marked) = result["marked"].as_str() {
                gallery::lay_out(&name, "difference", Path::new(marked));
            }
            self.differing.push(format!(
                "{name}: {}",
                json!({ "kind": result["kind"], "different": result["different"] })
            ));
        }
    }

    /// Keeps pictures of the screen until two in a row are the same; where the last one is.
    async fn at_rest(&self, screen: &str) -> std::path::PathBuf {
        let keep = async || {
            let taken = self.window.command("keep_picture", json!({ "request": request(screen) })).await?;
            Ok::<_, String>(std::path::PathBuf::from(taken["path"].as_str().unwrap_or_default()))
        };
        eventually(&format!("{screen} is at rest"), async || {
            let one = fs::read(keep().await?).map_err(|error| error.to_string())?;
            let path = keep().await?;
            let other = fs::read(&path).map_err(|error| error.to_string())?;
            if one == other { Ok(path) } else { Err("its pictures differ".to_owned()) }
        })
        .await
    }

    /// What the window says of the screen beside this picture, which is kept in the file.
    async fn compared(&self, screen: &str, file: &Path, picture: &[u8]) -> Value {
        fs::write(file, picture).unwrap();
        let question = json!({ "request": request(screen), "threshold": THRESHOLD });
        self.window.command("compare_picture", question).await.unwrap()
    }

    async fn end(self) {
        self.window.close().await;
        drop(self.data);
        assert_eq!(self.differing, [""; 0]);
    }
}

/// The device and the theme are in the screen's name.
fn setup(screen: &str) -> Value {
    let (device, theme) = screen.split_once('-').unwrap();
    json!({
        "id": screen,
        "preset": if device == "phone" { "iphone-15" } else { device },
        "orientation": "portrait",
        "size": null,
        "preferences": {
            "theme": theme, "locale": null, "timeZone": null, "location": null, "textSize": null, "reducedMotion": false,
        },
    })
}

fn request(screen: &str) -> Value {
    json!({ "screen": screen, "of": "screen", "framed": false, "density": 1 })
}

#[tokio::test]
async fn an_empty_conversation_and_the_composer_look_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    visit.all_show("empty-conversation").await;
    visit.compare("empty").await;
    visit.click("composer-add").await;
    visit.all_show("composer-app").await;
    visit.compare("apps").await;
    for screen in SCREENS {
        visit.window.screen_shows(screen, MENTION, json!(true)).await;
        visit.shows(screen, "mention").await;
    }
    for screen in PHONES {
        visit
            .window
            .screen_shows(screen, "document.querySelector('[data-testid=composer]').focus()", Value::Null)
            .await;
        visit.shows(screen, "keyboard").await;
        visit.compare_one("keyboard", screen).await;
        visit.window.screen_shows(screen, "document.activeElement.blur()", Value::Null).await;
        visit.gone(screen, "keyboard").await;
    }
    visit.end().await;
}

#[tokio::test]
async fn a_message_that_waits_for_the_model_looks_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    visit.window.click_in_screen("phone-light", "composer-add").await;
    visit.window.screen_shows("phone-light", MENTION, json!(true)).await;
    let write = "(() => {
        const field = document.querySelector('[data-testid=composer]');
        const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
        set.call(field, 'What is on this week?');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return field.value;
    })()";
    visit.window.screen_shows("phone-light", write, json!("What is on this week?")).await;
    visit.window.click_in_screen("phone-light", "composer-send").await;
    visit.all_show("awaits-model").await;
    visit.window.screen_shows("phone-light", "document.activeElement.blur()", Value::Null).await;
    visit.gone("phone-light", "keyboard").await;
    visit.compare("awaits-model").await;
    visit.end().await;
}

#[tokio::test]
async fn a_follow_up_of_a_widget_looks_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    visit.show("show_hours", "Opening hours").await;
    let screen = "desktop-light";
    let act = "window.act = () => openai.sendFollowUpMessage({ prompt: 'And on holidays?' }), true";
    visit.window.probe(screen, act).await.unwrap();
    visit.window.tap(screen, "#title").await;
    visit.all_show("awaits-model").await;
    visit.compare("follow-up").await;
    visit.end().await;
}

#[tokio::test]
async fn a_card_that_asks_looks_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    visit.run("book_room").await;
    visit.all_show("tool-approval-card").await;
    visit.compare("approval").await;
    visit.click("approval-more").await;
    visit.all_show("approval-allow-conversation").await;
    visit.compare("approval-menu").await;
    visit.click("approval-more").await;
    visit.click("approval-details").await;
    visit.all_show("approval-payload").await;
    for screen in SCREENS {
        visit.window.screen_shows(screen, SAME_SESSION, json!(true)).await;
    }
    visit.compare("approval-details").await;
    visit.end().await;
}

#[tokio::test]
async fn a_card_over_a_fullscreen_widget_looks_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    visit.show("show_bookings", "Bookings this week").await;
    visit.window.command("set_display_mode", json!({ "mode": "fullscreen" })).await.unwrap();
    for screen in SCREENS {
        visit.window.shows(screen, "openai.displayMode", json!("fullscreen")).await;
    }
    visit.run("book_room").await;
    visit.all_show("tool-approval-card").await;
    visit.compare("approval-fullscreen").await;
    visit.end().await;
}

#[tokio::test]
async fn a_modal_and_the_question_before_a_link_look_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    visit.show("show_bookings", "Bookings this week").await;
    for screen in SCREENS {
        let told = visit.server.received("tools/call").len();
        let ask = "openai.requestModal({ title: 'Bookings', params: {} }).then(() => true)";
        visit.window.shows(screen, ask, json!(true)).await;
        visit.shows(screen, "widget-modal").await;
        visit.server.wait_for("tools/call", told + 1).await;
        visit.compare_one("modal", screen).await;
        visit.window.click_in_screen(screen, "modal-close").await;
        visit.gone(screen, "widget-modal").await;
    }
    for screen in SCREENS {
        let act = "window.act = () => openai.openExternal({ href: 'https://studio.example/bookings' }), true";
        visit.window.probe(screen, act).await.unwrap();
        visit.window.tap(screen, "#title").await;
        visit.shows(screen, "link-dialog").await;
        visit.compare_one("link", screen).await;
        visit.window.click_in_screen(screen, "link-cancel").await;
        visit.gone(screen, "link-dialog").await;
    }
    visit.end().await;
}

#[tokio::test]
async fn calls_that_went_wrong_look_as_in_the_gallery() {
    let mut visit = Visit::begin().await;
    let state = "document.querySelector('[data-testid=tool-call]:last-of-type')?.dataset.state";
    visit.run("find_keys").await;
    for screen in SCREENS {
        visit.window.screen_shows(screen, state, json!("toolError")).await;
    }
    visit.compare("tool-error").await;
    visit.window.command("start_conversation", json!({})).await.unwrap();
    visit.all_show("empty-conversation").await;
    let broken = Behaviour::Error { code: -32603, message: "The diary is closed.".into() };
    visit.server.behave("tools/call", broken);
    visit.run("describe").await;
    for screen in SCREENS {
        visit.window.screen_shows(screen, state, json!("failed")).await;
    }
    visit.all_show("call-retry").await;
    visit.compare("failed").await;
    visit.end().await;
}

#[tokio::test]
async fn one_pixel_in_a_thousand_is_a_difference_in_the_window_too() {
    let visit = Visit::begin().await;
    let screen = "phone-dark";
    visit.shows(screen, "empty-conversation").await;
    let file = visit.at_rest(screen).await;
    let kept = fs::read(&file).unwrap();
    let least = gallery::extent(&kept).div_ceil(1000);
    for (others, kind) in [(least - 1, "same"), (least, "different")] {
        let result = visit.compared(screen, &file, &gallery::with_other_pixels(&kept, others)).await;
        assert_eq!((&result["kind"], &result["different"]), (&json!(kind), &json!(others)));
    }
    visit.end().await;
}
