//! The states of the gallery that a call alone brings, by `greenroom shot`.

use std::fs;
use std::path::Path;

use greenroom_tests::fixture::Fixture;
use greenroom_tests::gallery;
use pretty_assertions::assert_eq;

use crate::terminal::Terminal;

/// A tool and a mode, and what the state is called; pictures of phones have none that floats.
const STATES: [(&str, &str, &str); 7] = [
    ("border", "show_bookings", "inline"),
    ("no-border", "show_hours", "inline"),
    ("carousel", "show_rooms", "inline"),
    ("fullscreen", "show_bookings", "fullscreen"),
    ("pip", "show_bookings", "pip"),
    ("text", "describe", "inline"),
    ("unreadable-template", "show_plan", "inline"),
];
const DEVICES: [(&str, &str); 2] = [("desktop", "desktop"), ("iphone-15", "phone")];
const THEMES: [&str; 2] = ["light", "dark"];

/// Pictures of a state, each as the command and as the gallery names it.
fn pictures(state: &str, mode: &str) -> Vec<(String, String)> {
    let devices = if mode == "pip" { &DEVICES[..1] } else { &DEVICES[..] };
    let of_device = |(device, screen): &(&str, &str)| {
        THEMES.map(|theme| (format!("{device}-{theme}-{mode}"), format!("{state}-{screen}-{theme}")))
    };
    devices.iter().flat_map(of_device).collect()
}

/// Takes them again in the terminal's folder `kept`, where those of the gallery are.
async fn shoot(terminal: &Terminal, url: &str, tool: &str, mode: &str) -> (i32, String) {
    let mut words = vec![
        "shot",
        url,
        tool,
        "--mode",
        mode,
        "--density",
        "1",
        "--baseline",
        "kept",
        "--device",
        "desktop",
    ];
    if mode != "pip" {
        words.extend(["--device", "iphone-15"]);
    }
    words.extend(["--theme", "light", "--theme", "dark"]);
    words.extend(gallery::is_renewed().then_some("--update-baseline"));
    let (code, _, stderr) = terminal.run_on_display(&words).await;
    (code, stderr)
}

fn kept(terminal: &Terminal, name: &str, kind: &str) -> std::path::PathBuf {
    terminal.folder.path().join("kept").join(format!("{name}{kind}.png"))
}

fn lend(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    if from.exists() {
        fs::copy(from, to).unwrap();
    }
}

#[tokio::test]
async fn what_a_call_shows_looks_as_in_the_gallery() {
    let server = Fixture::start().with_gallery();
    let mut differing = Vec::new();
    for (state, tool, mode) in STATES {
        let terminal = Terminal::new();
        let pictures = pictures(state, mode);
        for (name, hung) in &pictures {
            lend(&gallery::path(hung), &kept(&terminal, name, ""));
        }
        let (code, stderr) = shoot(&terminal, &server.url, tool, mode).await;
        if code != 0 {
            differing.push((state, stderr));
        }
        for (name, hung) in &pictures {
            if gallery::is_renewed() {
                gallery::hang(hung, &fs::read(kept(&terminal, name, "")).unwrap());
            }
            for kind in ["now", "difference"] {
                let seen = kept(&terminal, name, &format!(".{kind}"));
                if seen.exists() {
                    gallery::lay_out(hung, kind, &seen);
                }
            }
        }
    }
    assert_eq!(differing, []);
}

#[tokio::test]
async fn one_pixel_in_a_thousand_is_a_difference_from_the_gallery_and_fewer_are_not() {
    let server = Fixture::start().with_gallery();
    let hung = fs::read(gallery::path("text-desktop-light")).unwrap();
    let least = gallery::extent(&hung).div_ceil(1000);
    let terminal = Terminal::new();
    let kept = kept(&terminal, "desktop-light-inline", "");
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    let words = ["shot", &server.url, "describe", "--density", "1", "--baseline", "kept"];
    for (others, code) in [(least - 1, 0), (least, 5)] {
        fs::write(&kept, gallery::with_other_pixels(&hung, others)).unwrap();
        let (ended, _, stderr) = terminal.run_on_display(&words).await;
        assert_eq!(ended, code, "{others} pixels are others: {stderr}");
    }
}
