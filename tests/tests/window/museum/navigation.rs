//! Ways to take the frame, the screen or a window to another place.

use super::Museum;

#[tokio::test]
async fn a_widget_takes_nothing_to_another_place() {
    let museum = Museum::open("navigation").await;
    museum
        .visit(&[
            "download",
            "form",
            "history",
            "manifest_and_base",
            "meta_refresh",
            "new_window",
            "own_frame_to_blob",
            "own_frame_to_data",
            "own_frame_to_file",
            "own_frame_to_screen",
            "own_frame_to_tauri",
            "own_frame_to_web",
            "service_worker",
            "top",
        ])
        .await;
    museum.leave().await;
}
