//! Sizes.

use greenroom_contract::screen::ScreenEntry;
use serde_json::json;

use super::played::{ALL_MODES, Played};

#[tokio::test]
async fn listen_size_changed() {
    let played = Played::start().await;
    let view = played.ready("desktop", &ALL_MODES).await;
    view.notifies("ui/notifications/size-changed", json!({ "width": 400, "height": 321 }));
    played
        .test
        .view("desktop", |drawn| {
            drawn.entries.iter().find_map(|entry| match entry {
                ScreenEntry::Call(call) => {
                    call.widget.as_ref().filter(|frame| frame.height == Some(321.0)).map(drop)
                }
                ScreenEntry::Message(_) => None,
            })
        })
        .await;
}
