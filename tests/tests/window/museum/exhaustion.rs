//! Too much of everything: the screen goes on, or is ended with a sentence, and the rest of the window never waits.

use std::time::{Duration, Instant};

use greenroom_tests::fixture::museum::{Exhibit, SECRET};
use greenroom_tests::window::eventually;
use serde_json::json;

use super::{Museum, NEIGHBOUR};

/// Less than the default, so that no machine suffers, and a patience that a test has.
const FACTS: &str = "[screens]\nmemoryMegabytes = 400\nhungSeconds = 12";
/// The workbench and the other screen answer within this time on a slow machine too.
const AT_ONCE: Duration = Duration::from_secs(3);
/// A hung screen is noticed within five seconds; the rest is for this test to look.
const NOTICED: Duration = Duration::from_secs(6);

#[tokio::test]
async fn a_widget_that_wants_too_much_keeps_nobody_waiting() {
    let museum = Museum::open("exhaustion").await;
    museum.visit(&["dialogs", "frames", "questions", "reloads", "sizes", "state", "timers"]).await;
    museum.leave().await;
}

#[tokio::test]
async fn a_screen_that_hangs_is_noticed_and_comes_back_when_the_person_wants_it() {
    let museum = Museum::open_with("exhaustion", FACTS).await;
    let begun = museum.attack_of("endless_loop").await;
    museum.wait_for("hung").await;
    assert!(begun.elapsed() < NOTICED, "it took {:?}", begun.elapsed());
    let banner = museum.window.find_with("screen-banner", "data-screen", "desktop").await;
    let text = banner.text().await.unwrap();
    assert!(text.contains("This screen does not answer."), "{text}");
    museum.window.picture("museum-hung").await;
    museum.others_answer("endless_loop").await;
    museum.come_back("endless_loop").await;
    museum.leave().await;
}

#[tokio::test]
async fn a_screen_that_takes_too_much_is_ended_with_a_sentence_and_comes_back_as_it_was() {
    let museum = Museum::open_with("exhaustion", FACTS).await;
    let memory = "megabytes of memory; 400 are allowed in the settings. It was stopped.";
    let silence = "It did not answer for 12 seconds and was stopped.";
    let talk = "Its widgets said more than could be heard";
    for (name, sentences) in [
        ("allocation", vec![memory]),
        ("endless_loop", vec![silence]),
        ("heavy_state", vec![talk, memory]),
        ("messages", vec![talk, memory, silence]),
        ("nodes", vec![memory, silence]),
    ] {
        museum.attack_of(name).await;
        let reason = museum.wait_for("crashed").await;
        println!("{name}: {reason}");
        assert!(sentences.iter().any(|sentence| reason.contains(sentence)), "{name}: {reason}");
        museum.window.reads("screen-banner", &reason).await;
        museum.come_back(name).await;
    }
    museum.leave().await;
}

impl Museum {
    /// Shows an exhibit that attacks the desktop's screen alone. When it began.
    async fn attack_of(&self, name: &str) -> Instant {
        let exhibit = Exhibit::all().into_iter().find(|exhibit| exhibit.name == name).unwrap();
        self.show(&exhibit).await;
        let tool = exhibit.tool();
        eventually(&format!("{tool} begins"), async || {
            if self.outcomes(&tool).len() == 1 { Ok(()) } else { Err("not yet") }
        })
        .await;
        Instant::now()
    }

    /// Waits until the desktop's screen is in this state; its reason, where it has one. All the while the others answer.
    async fn wait_for(&self, state: &str) -> String {
        eventually(&format!("the screen is {state}"), async || {
            self.others_answer(state).await;
            let stage = self.ask("stage", json!({})).await;
            let status = &stage["screens"][0]["status"];
            if status["kind"] != state {
                return Err(status.to_string());
            }
            Ok(status["reason"].as_str().unwrap_or_default().to_owned())
        })
        .await
    }

    async fn others_answer(&self, what: &str) {
        let asked = Instant::now();
        let diary = self.window.probe_at("phone", NEIGHBOUR, "localStorage.getItem('diary')").await;
        assert_eq!(diary, Ok(json!(SECRET)), "{what}");
        self.window.click("theme-light").await;
        assert!(asked.elapsed() < AT_ONCE, "{what} kept the others waiting for {:?}", asked.elapsed());
    }

    /// The person reloads the screen: conversation, widgets and their state are there again.
    async fn come_back(&self, name: &str) {
        self.window.click_with("screen-banner-reload", "data-screen", "desktop").await;
        self.window.shows("desktop", "document.title", json!("Came back")).await;
        let neighbour = self.window.probe_at("desktop", NEIGHBOUR, "localStorage.getItem('diary')").await;
        assert_eq!(neighbour, Ok(json!(SECRET)), "{name}");
        self.window.gone("screen-banner").await;
    }
}
