//! The keyboard as a person uses it: each key goes to whatever view and element has the focus, and only keys move that.

use serde_json::{Value, json};

use super::{Window, eventually};

const TABBING: &str = include_str!("tabbing.js");
/// More elements than any page has.
const MOST: usize = 250;
/// How often a page may change while it is gone through.
const ROUNDS: usize = 4;

/// What Tab came to on one round through a page, and what it should have come to.
#[derive(Debug)]
pub struct Round {
    pub reached: Vec<String>,
    pub wanted: Vec<String>,
    /// Those that had the focus without showing it.
    pub hidden: Vec<String>,
}

/// The view that has the keyboard, and where in it the focus is.
#[derive(Debug, Clone, PartialEq)]
struct Spot {
    view: String,
    at: Value,
    /// Within a widget.
    inner: Value,
}

/// The place of the widget that has the focus, the oldest first; below 0 where none has it.
const FRAME: &str =
    "[...document.querySelectorAll('[data-testid=widget-frame]')].indexOf(document.activeElement)";
const INNER: &str = "[...document.querySelectorAll('*')].indexOf(document.activeElement)";

impl Window {
    /// Presses keys together, by GDK's names: `Tab`, `Shift+F6`, `Control+Return`.
    pub async fn press(&self, keys: &str) {
        let mut held: Vec<&str> = keys.split('+').collect();
        let key = held.pop().unwrap_or_default();
        let question = json!({ "key": key, "held": held });
        self.invoke("press_key", question).await.unwrap_or_else(|problem| panic!("{keys}: {problem}"));
    }

    /// Types a text into what has the focus.
    pub async fn type_text(&self, text: &str) {
        for letter in text.chars() {
            match letter {
                ' ' => self.press("space").await,
                '.' => self.press("period").await,
                ':' => self.press("colon").await,
                '/' => self.press("slash").await,
                letter => self.press(&letter.to_string()).await,
            }
        }
    }

    /// Waits until the workbench has the keyboard, as right after the start.
    pub async fn has_keyboard(&self) {
        eventually("the workbench has the keyboard", async || {
            // The display gives it to a window that was used.
            self.press("Shift_L").await;
            match self.in_view("shell", "document.hasFocus()").await {
                Some(Value::Bool(true)) => Ok(()),
                other => Err(format!("it says {other:?}")),
            }
        })
        .await;
    }

    /// Goes by keys to what the selector finds in the workbench's page, and has the focus there.
    pub async fn reach(&self, selector: &str) {
        self.reach_in("shell", selector).await;
    }

    /// As [`Window::reach`], in the page of a screen.
    pub async fn reach_in(&self, view: &str, selector: &str) {
        self.enter(view).await;
        let way = format!("{TABBING}.wayTo({})", json!(selector));
        eventually(&format!("{selector} is in {view}"), async || {
            let way = self.in_view(view, &way).await;
            if way == Some(json!("missing")) || way.is_none() { Err("it is not there") } else { Ok(()) }
        })
        .await;
        for _ in 0..MOST {
            let before = self.spot().await;
            match self.in_view(view, &way).await.as_ref().and_then(Value::as_str) {
                Some("here") => return,
                Some("left") => self.press("Left").await,
                Some("right") => self.press("Right").await,
                _ => self.press("Tab").await,
            }
            self.moved_from(&before).await;
        }
        panic!("{selector} is not reached by keys");
    }

    /// Presses Tab until the selector's element in the newest widget of the screen has the focus.
    pub async fn reach_in_widget(&self, screen: &str, selector: &str) {
        self.enter(screen).await;
        let is_there = format!("document.hasFocus() && document.activeElement.matches({})", json!(selector));
        for _ in 0..MOST {
            if self.probe(screen, &is_there).await == Ok(json!(true)) {
                return;
            }
            let before = self.spot().await;
            self.press("Tab").await;
            self.moved_from(&before).await;
        }
        panic!("{selector} in the widget of {screen} is not reached by keys");
    }

    /// As [`Window::reach`], and presses Enter there.
    pub async fn activate(&self, testid: &str) {
        self.reach(&format!("[data-testid={testid}]")).await;
        self.press("Return").await;
    }

    /// Goes by F6 to the workbench's page (`shell`) or to a screen.
    pub async fn enter(&self, view: &str) {
        for _ in 0..8 {
            let before = self.spot().await;
            if before.view == view {
                return;
            }
            self.press("F6").await;
            self.moved_from(&before).await;
        }
        panic!("F6 does not lead to {view}");
    }

    /// Goes through a view once by this key, `Tab` or `Shift+Tab`, from the place where it is. A key that leads nowhere is a
    /// trap, and one that leads to another view loses the person: both fail. What still loads on the way says nothing: then
    /// it is gone through again.
    pub async fn round(&self, key: &str, view: &str) -> Round {
        self.enter(view).await;
        for _ in 0..ROUNDS {
            let before = self.wanted(view).await;
            self.in_view(view, &format!("{TABBING}.hidden()")).await;
            let (reached, comes_round) = self.walk(key, view).await;
            let hidden =
                strings(&self.in_view(view, &format!("{TABBING}.hidden()")).await.unwrap_or_default());
            let wanted = self.wanted(view).await;
            if before == wanted {
                assert!(comes_round, "{key} goes round without the start: {reached:?}");
                return Round { reached, wanted, hidden };
            }
        }
        panic!("{view} does not come to rest");
    }

    async fn wanted(&self, view: &str) -> Vec<String> {
        strings(&self.in_view(view, &format!("{TABBING}.wanted()")).await.unwrap_or_default())
    }

    /// What the key comes to, in the page's order, and whether it comes back to the start.
    async fn walk(&self, key: &str, view: &str) -> (Vec<String>, bool) {
        let mut spots: Vec<Spot> = Vec::new();
        let mut now = self.spot().await;
        // Nowhere, or at a heading that had the focus given: Tab comes there no more.
        if now.at.is_null() || now.at[0] == json!(-1) {
            self.press(key).await;
            now = self.moved_from(&now).await;
        }
        while spots.len() < MOST && !spots.contains(&now) {
            assert_eq!(now.view, view, "{key} leads out after {spots:?}");
            spots.push(now.clone());
            self.press(key).await;
            now = self.moved_from(&now).await;
        }
        let comes_round = spots.first() == Some(&now);
        // Of a widget's elements each is a spot, but the frame is one for the page.
        spots.dedup_by(|one, other| one.at == other.at);
        if spots.len() > 1 && spots.first().map(|spot| &spot.at) == spots.last().map(|spot| &spot.at) {
            spots.pop();
        }
        if key.starts_with("Shift") {
            spots.reverse();
        }
        let places = spots.iter().map(|spot| spot.at[0].as_i64());
        let first = places.enumerate().min_by_key(|(_, place)| *place).map_or(0, |(index, _)| index);
        spots.rotate_left(first);
        let name = |spot: &Spot| spot.at[1].as_str().unwrap_or("nothing").to_owned();
        (spots.iter().map(name).collect(), comes_round)
    }

    async fn moved_from(&self, before: &Spot) -> Spot {
        eventually(&format!("a key leads on from {before:?}"), async || {
            let now = self.spot().await;
            // On its way between two views it is nowhere.
            if now == *before || now.at.is_null() { Err(format!("it is at {now:?}")) } else { Ok(now) }
        })
        .await
    }

    async fn spot(&self) -> Spot {
        let asked = format!("document.hasFocus() ? {TABBING}.at() : false");
        for view in ["shell", "desktop", "phone"] {
            match self.in_view(view, &asked).await {
                None | Some(Value::Bool(false)) => {}
                Some(at) => {
                    let place = self.in_view(view, FRAME).await.and_then(|place| place.as_u64());
                    let inner = match place.and_then(|place| usize::try_from(place).ok()) {
                        Some(place) => self.probe_at(view, place, INNER).await.unwrap_or_default(),
                        None => Value::Null,
                    };
                    return Spot { view: view.to_owned(), at, inner };
                }
            }
        }
        Spot { view: String::new(), at: Value::Null, inner: Value::Null }
    }

    /// The value of an expression in the workbench's page (`shell`) or in that of a screen, if it is there.
    async fn in_view(&self, view: &str, script: &str) -> Option<Value> {
        if view == "shell" {
            return self.client.execute(&format!("return {script};"), vec![]).await.ok();
        }
        self.invoke("probe_screen", json!({ "screen": view, "script": script })).await.ok()
    }
}

fn strings(found: &Value) -> Vec<String> {
    found.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}
