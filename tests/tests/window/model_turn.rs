//! The composer in the real window: a message is typed on a screen, and the person plays the model in the workbench.

use greenroom_tests::fixture::Fixture;
use greenroom_tests::window::Window;
use pretty_assertions::assert_eq;
use serde_json::json;

/// As a person fills it in: React hears of it.
const WRITE: &str = "(() => {
    const field = document.querySelector('[data-testid=composer]');
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    set.call(field, TEXT);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return field.value;
})()";

async fn write(window: &Window, screen: &str, text: &str) {
    let script = WRITE.replace("TEXT", &json!(text).to_string());
    window.screen_shows(screen, &script, json!(text)).await;
}

#[tokio::test]
async fn a_message_mentions_an_app_and_is_answered_by_its_tool_and_a_sentence() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;

    window.click_in_screen("phone", "composer-add").await;
    let app = "document.querySelector('[data-testid=composer-app][data-name=Board]')";
    window.screen_shows("phone", &format!("{app} !== null && ({app}.click(), true)"), json!(true)).await;
    write(&window, "phone", "What is on it?").await;
    window.picture("composer-mention-light").await;
    window.click_in_screen("phone", "composer-send").await;
    for screen in ["desktop", "phone"] {
        let waits = "document.querySelector('[data-testid=awaits-model]') !== null";
        window.screen_shows(screen, waits, json!(true)).await;
    }
    window.reads("model-turn-message", "What is on it?").await;
    assert_eq!(window.count("model-turn-tool").await, 3, "only those of the app that is mentioned");
    window.picture("model-turn-light").await;
    window.click_with("model-turn-tool", "data-name", "board_show").await;
    let answers = "document.querySelector('[data-testid=tool-answers] p').textContent";
    window.shell_shows(answers, json!("Answers “What is on it?”")).await;
    window.click("tool-run").await;
    window.shows("phone", "document.title", json!("Board")).await;
    window.reads("model-turn-calls", "1 call made.").await;
    window.fill("model-turn-reply", "Two cards: Plan and Build.").await;
    window.click("theme-dark").await;
    window.picture("model-turn-calls-dark").await;
    window.click("model-turn-send").await;
    window.gone("model-turn").await;
    let said = "document.querySelector('.entries').textContent.includes('Two cards: Plan and Build.')";
    window.screen_shows("phone", said, json!(true)).await;
    window.picture("model-turn-closed-dark").await;
    window.close().await;
}

#[tokio::test]
async fn a_follow_up_of_a_widget_waits_for_the_person_too() {
    let server = Fixture::start().with_board();
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.connect("Board", &server.url).await;
    window.run_tool("board_show").await;
    window.shows("phone", "document.title", json!("Board")).await;
    let ask = "addEventListener('click', () => openai.sendFollowUpMessage({ prompt: 'Clear the board' }), { once: true })";
    window.probe("phone", ask).await.unwrap();
    window.tap("phone", "#cards").await;
    window.reads("model-turn-message", "Clear the board").await;
    window.find_with("model-turn-tool", "data-name", "board_clear").await;
    window.close().await;
}
