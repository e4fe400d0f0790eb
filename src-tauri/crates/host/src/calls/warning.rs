//! What is said of calls that take long.

use std::time::Duration;

/// While it runs.
pub fn meanwhile(seconds: u32, chatgpt_limit: u32) -> String {
    format!("This call has been running for {}. {}", span(seconds), gives_up(chatgpt_limit))
}

/// When it has ended; nothing where it ended before the warning.
pub fn afterwards(took: Duration, after: u32, chatgpt_limit: u32) -> Option<String> {
    let seconds = u32::try_from(took.as_secs()).unwrap_or(u32::MAX);
    (seconds >= after).then(|| format!("This call took {}. {}", span(seconds), gives_up(chatgpt_limit)))
}

fn gives_up(chatgpt_limit: u32) -> String {
    format!("ChatGPT gives up at about {}.", span(chatgpt_limit))
}

fn span(seconds: u32) -> String {
    if seconds == 1 { "1 second".into() } else { format!("{seconds} seconds") }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn only_a_call_that_took_long_is_warned_about() {
        assert_eq!(
            meanwhile(45, 60),
            "This call has been running for 45 seconds. ChatGPT gives up at about 60 seconds."
        );
        assert_eq!(afterwards(Duration::from_millis(44_999), 45, 60), None);
        assert_eq!(
            afterwards(Duration::from_millis(72_400), 45, 60).unwrap(),
            "This call took 72 seconds. ChatGPT gives up at about 60 seconds."
        );
    }
}
