//! Too much of everything: the screen goes on, or is ended with a sentence, and the rest of the window never waits.

use super::Museum;

#[tokio::test]
async fn a_widget_that_wants_too_much_keeps_nobody_waiting() {
    let museum = Museum::open("exhaustion").await;
    museum.visit(&["dialogs", "frames", "questions", "reloads", "sizes", "state", "timers"]).await;
    museum.leave().await;
}
