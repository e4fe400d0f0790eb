//! What only the person may do, and what would look like the program's.

use greenroom_tests::fixture::museum::WRITE;
use greenroom_tests::window::eventually;
use pretty_assertions::assert_eq;
use serde_json::json;

use super::{Museum, SCREENS, calls_of};

#[tokio::test]
async fn a_widget_takes_nothing_of_the_persons() {
    let museum = Museum::open("deception").await;
    museum.visit(&["clipboard", "devices", "drag_out", "fullscreen", "pointer_lock", "sound"]).await;
    museum.leave().await;
}

/// Everything that the page of a screen says outside of its widgets' frames, and the marks of a question of the program's.
const OUTSIDE: &str = "[document.body.innerText, document.querySelectorAll('[data-testid=host-asks]').length, \
                       document.querySelectorAll('[data-testid=tool-approval-card]').length]";

/// Whether the line over a question of the program's is seen, above the frame of the widget.
const IN_SIGHT: &str = "(() => {
    const line = document.querySelector('[data-testid=host-asks]');
    if (!line) return false;
    const { left, right, top, bottom } = line.getBoundingClientRect();
    const frame = document.querySelector('[data-mode=fullscreen] [data-testid=widget-frame]');
    const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return seen === line && bottom <= frame.getBoundingClientRect().top;
})()";

#[tokio::test]
async fn a_card_that_a_widget_draws_lacks_what_stands_over_a_real_one_and_allows_nothing() {
    let museum = Museum::open("deception").await;
    let window = &museum.window;
    museum.ask("start_conversation", json!({})).await;
    museum.run(&museum.museum_id, "deception_approval_card", json!({})).await;
    for screen in SCREENS {
        window.shows(screen, "document.title", json!("Exhibit")).await;
    }
    window.click("mode-fullscreen").await;
    for screen in SCREENS {
        window.shows(screen, "openai.displayMode", json!("fullscreen")).await;
        let question = json!({ "screen": screen, "script": OUTSIDE });
        let before = museum.ask("probe_screen", question.clone()).await;
        assert_eq!([&before[1], &before[2]], [0, 0]);
        window.tap(screen, "#allow").await;
        assert_eq!(museum.ask("probe_screen", question).await, before);
    }
    eventually("both have attacked", async || {
        if museum.outcomes("deception_approval_card").len() == 2 { Ok(()) } else { Err("not yet") }
    })
    .await;
    window.picture("museum-fake-card").await;
    assert_eq!(museum.ask("approvals", json!({})).await, json!([]));
    assert_eq!(window.count("approval-card").await, 0);
    assert_eq!(calls_of(&museum.server, WRITE), 0);

    // The real one, over the same widget.
    museum.run(&museum.museum_id, WRITE, json!({})).await;
    window.find("approval-card").await;
    for screen in SCREENS {
        window.screen_shows(screen, IN_SIGHT, json!(true)).await;
    }
    window.picture("museum-real-card").await;
    window.click_in_screen("desktop", "approval-deny").await;
    for screen in SCREENS {
        window.screen_shows(screen, &format!("{OUTSIDE}.slice(1)"), json!([0, 0])).await;
    }
    assert_eq!(calls_of(&museum.server, WRITE), 0);
    museum.leave().await;
}

#[tokio::test]
async fn the_menu_of_the_engine_offers_no_way_out_of_a_screen() {
    let museum = Museum::open("deception").await;
    museum.ask("start_conversation", json!({})).await;
    museum.run(&museum.museum_id, "deception_clipboard", json!({})).await;
    let shown = "document.body.innerHTML = `<p><a id=link href='https://example.com'>Elsewhere</a> \
                 <img id=picture width=40 height=40 src='data:image/gif;base64,R0lGODlhAQABAAAAACw='> <input id=field>`, true";
    museum.window.shows("desktop", shown, json!(true)).await;
    // The inspector is there while developing only.
    for (selector, entries) in [
        ("#link", vec!["Inspect Element"]),
        ("#picture", vec!["Inspect Element"]),
        ("p", vec!["Inspect Element"]),
        ("#field", vec!["Cut", "Copy", "Paste", "Delete", "Select All", "Inspect Element"]),
    ] {
        museum.window.tap_secondary("desktop", selector).await;
        eventually(&format!("the menu of {selector} is as it should be"), async || {
            let menu = museum.ask("engine_menu", json!({})).await;
            let found: Vec<String> = serde_json::from_value(menu).unwrap();
            let found: Vec<String> = found.iter().map(|entry| entry.replace('_', "")).collect();
            if found == entries { Ok(()) } else { Err(format!("it is {found:?}")) }
        })
        .await;
    }
    museum.leave().await;
}
