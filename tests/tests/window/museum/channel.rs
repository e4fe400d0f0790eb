use super::Museum;

#[tokio::test]
async fn todo_channel() {
    let museum = Museum::open("channel").await;
    museum.visit(&["anothers_id", "envelopes", "guessing", "made_gestures", "native_handler", "nested_frame", "page_objects", "popup", "prototypes", "replaced_document", "replay", "second_port", ]).await;
    museum.leave().await;
}
