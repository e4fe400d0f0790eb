//! Files that a view gives to the person.

use std::fs;

use greenroom_contract::file::OfferedFile;
use greenroom_contract::prompt::{Asks, PromptAnswer, ScreenPrompt};
use greenroom_contract::screen::WidgetFrame;
use greenroom_contract::settings::HostKind;
use greenroom_contract::widget::Language;
use greenroom_tests::shown::Shown;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

const METHOD: &str = "ui/download-file";

async fn as_specified() -> Shown {
    let shown = Shown::both().await;
    shown.follow(|widgets| widgets.host = HostKind::Spec).await;
    shown
}

/// A table of its own, and a plan that its server has.
fn contents() -> Value {
    json!({ "contents": [
        { "type": "resource", "resource": { "uri": "file:///../cards.csv?all", "mimeType": "text/csv", "text": "a,b" } },
        { "type": "resource_link", "uri": "plans://7/plan.pdf", "name": "Plan" },
    ] })
}

fn offer_plan(shown: &Shown) {
    shown
        .server
        .template(json!({ "uri": "plans://7/plan.pdf", "mimeType": "application/pdf", "blob": "JVBERg==" }));
}

/// The view asks, and the person answers the first question. Returns what it was, and the view's answer.
async fn asked(
    shown: &Shown,
    frame: &WidgetFrame,
    id: u32,
    answer: PromptAnswer,
    earlier: &[&ScreenPrompt],
) -> (ScreenPrompt, Value) {
    let person = async {
        let prompt = shown.asked("desktop", earlier).await;
        let told = shown.test.messages("desktop", &frame.instance, Language::Apps);
        assert!(told.iter().all(|message| message["id"] != id), "the person was asked first");
        shown.answers("desktop", &prompt, answer);
        prompt
    };
    let (answer, prompt) = tokio::join!(shown.apps("desktop", frame, id, METHOD, contents()), person);
    (prompt, answer["result"].clone())
}

#[tokio::test]
async fn files_are_kept_where_the_person_learns_and_only_after_they_said_so() {
    let shown = as_specified().await;
    offer_plan(&shown);
    let notes = shown.notes("desktop").await;
    shown.introduce("desktop", &notes).await;
    let folder = shown.test.downloads();

    let (first, declined) = asked(&shown, &notes, 1, PromptAnswer::Declined, &[]).await;
    assert_eq!(
        (first.app_name.as_str(), &first.asks),
        (
            "Fixture",
            &Asks::SaveFiles {
                files: vec![
                    OfferedFile { name: "cards.csv".into(), size: 3 },
                    OfferedFile { name: "plan.pdf".into(), size: 4 },
                ],
                folder: folder.display().to_string(),
            }
        )
    );
    assert_eq!((declined, folder.exists()), (json!({ "isError": true }), false));

    let (second, kept) = asked(&shown, &notes, 2, PromptAnswer::Accepted, &[&first]).await;
    assert_eq!(kept, json!({}));
    let notice = shown.asked("desktop", &[&first, &second]).await;
    let paths = |names: [&str; 2]| names.map(|name| folder.join(name).display().to_string()).to_vec();
    let saved = |names| Asks::SeeSaved { paths: paths(names), fault: String::new() };
    assert_eq!(notice.asks, saved(["cards.csv", "plan.pdf"]));
    let read = |name| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!([read("cards.csv"), read("plan.pdf")], ["a,b", "%PDF"]);

    // The notice still stands, and makes way for the next question.
    fs::write(folder.join("plan.pdf"), "mine").unwrap();
    let (third, kept) = asked(&shown, &notes, 3, PromptAnswer::Accepted, &[&first, &second, &notice]).await;
    assert_eq!(kept, json!({}));
    let notice = shown.asked("desktop", &[&first, &second, &notice, &third]).await;
    assert_eq!(notice.asks, saved(["cards (2).csv", "plan (2).pdf"]));
    assert_eq!([read("plan.pdf"), read("plan (2).pdf")], ["mine", "%PDF"]);
    shown.answers("desktop", &notice, PromptAnswer::Declined);
    let mut stood = false;
    shown
        .test
        .view("desktop", |view| {
            stood |= view.prompt.as_ref() == Some(&notice);
            (stood && view.prompt.is_none()).then_some(())
        })
        .await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_the_person_and_the_view_learns_no_path() {
    let shown = as_specified().await;
    offer_plan(&shown);
    let notes = shown.notes("desktop").await;
    shown.introduce("desktop", &notes).await;
    fs::write(shown.test.downloads(), "a file in the folder's place").unwrap();
    let (prompt, answer) = asked(&shown, &notes, 1, PromptAnswer::Accepted, &[]).await;
    assert_eq!(answer, json!({ "isError": true }));
    let notice = shown.asked("desktop", &[&prompt]).await;
    let Asks::SeeSaved { paths, fault } = notice.asks else { panic!("{notice:?}") };
    let start = format!("{} could not be written: ", shown.test.downloads().join("cards.csv").display());
    assert_eq!((paths.as_slice(), fault.starts_with(&start)), ([].as_slice(), true), "{fault}");
}

#[tokio::test]
async fn a_link_to_nothing_asks_nobody() {
    let shown = as_specified().await;
    let notes = shown.notes("desktop").await;
    shown.introduce("desktop", &notes).await;
    let answer = shown.apps("desktop", &notes, 1, METHOD, contents()).await;
    let error = json!({ "code": -32602, "message": "there is no resource \"plans://7/plan.pdf\"" });
    assert_eq!(answer["error"], error);
    let empty = shown.apps("desktop", &notes, 2, METHOD, json!({ "contents": [] })).await;
    assert_eq!(empty["error"]["code"], -32602);
}

/// ChatGPT was seen not to declare it, on 2026-08-19.
#[tokio::test]
async fn chatgpt_does_not_know_the_request() {
    let shown = Shown::both().await;
    let notes = shown.notes("desktop").await;
    shown.introduce("desktop", &notes).await;
    let answer = shown.apps("desktop", &notes, 1, METHOD, contents()).await;
    let error = json!({ "code": -32601, "message": "ui/download-file is not offered by this host." });
    assert_eq!(answer["error"], error);
    let findings = shown.findings(&shown.notes, "desktop").await;
    assert_eq!(findings, ["The widget sent ui/download-file, which this host does not know."]);
}
