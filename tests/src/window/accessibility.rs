//! What axe-core finds in the program's own pages. Widgets are their authors' business.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{Window, eventually};

/// Findings of the two weightier kinds, each with the elements concerned.
const RUN: &str = "
    window.axeFindings = null;
    axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(
        ({ violations }) => {
            window.axeFindings = violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, nodes }) => {
                    const seen = nodes.map((node) => {
                        const data = node.any[0]?.data;
                        const measured = data?.contrastRatio
                            ? ` (${data.contrastRatio}: ${data.fgColor} on ${data.bgColor})`
                            : '';
                        return node.target.join(' ') + measured;
                    });
                    return `${id}: ${seen.join(', ')}`;
                });
        },
        (error) => { window.axeFindings = [String(error)]; },
    );
";

/// Whether colours are on their way to others, which belong to no theme.
const AT_REST: &str = "!document.getAnimations().some((one) => one instanceof CSSTransition)";

impl Window {
    /// Of the workbench, as it is drawn now.
    pub async fn shell_findings(&self) -> Vec<String> {
        self.shell_shows(AT_REST, json!(true)).await;
        self.client.execute(&axe(), vec![]).await.expect("axe can be loaded");
        self.client.execute(RUN, vec![]).await.expect("axe can be started");
        eventually("axe looks through the workbench", async || {
            let found = self.client.execute("return window.axeFindings", vec![]).await;
            lines(&found.map_err(|error| error.to_string())?)
        })
        .await
    }

    /// Of the page of a screen, around its widgets.
    pub async fn screen_findings(&self, screen: &str) -> Vec<String> {
        self.screen_shows(screen, AT_REST, json!(true)).await;
        for script in [format!("{}; true", axe()), format!("{RUN}; true")] {
            let question = json!({ "screen": screen, "script": script });
            self.invoke("probe_screen", question).await.expect("axe runs in the screen");
        }
        eventually(&format!("axe looks through {screen}"), async || {
            let question = json!({ "screen": screen, "script": "window.axeFindings" });
            lines(&self.invoke("probe_screen", question).await?)
        })
        .await
    }
}

fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    fs::read_to_string(path).expect("axe-core is installed: `cargo xtask setup` does that")
}

fn lines(found: &Value) -> Result<Vec<String>, String> {
    let found = found.as_array().ok_or("it is not done")?;
    Ok(found.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
}
