//! What only the person may do, and what would look like the program's.

use super::Museum;

#[tokio::test]
async fn a_widget_takes_nothing_of_the_persons() {
    let museum = Museum::open("deception").await;
    museum.visit(&["clipboard", "devices", "drag_out", "fullscreen", "pointer_lock", "sound"]).await;
    museum.leave().await;
}
