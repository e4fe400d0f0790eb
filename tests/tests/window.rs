//! The program in its real window, from the outside.

use greenroom_tests::window::Window;

#[tokio::test]
async fn the_window_opens_with_the_demo_connector() {
    let data = tempfile::tempdir().unwrap();

    let window = Window::open(data.path()).await;

    window.find("connector-row").await;
    window.picture("first-start").await;
    window.close().await;
}
