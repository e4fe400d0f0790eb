//! Who pretends to be the screen's page, its host, another widget, or the person.

use super::Museum;

#[tokio::test]
async fn no_widget_speaks_in_anothers_name() {
    let museum = Museum::open("channel").await;
    museum
        .visit(&[
            "anothers_id",
            "envelopes",
            "farewell",
            "guessing",
            "made_gestures",
            "native_handler",
            "nested_frame",
            "page_objects",
            "popup",
            "prototypes",
            "replaced_document",
            "replay",
            "second_port",
        ])
        .await;
    museum.leave().await;
}

#[tokio::test]
async fn no_widget_speaks_in_anothers_name_without_a_policy_either() {
    let mut museum = Museum::open("channel").await;
    museum.visit_without_policy().await;
    museum.leave().await;
}
