//! What becomes of the pictures: files, one sheet of all, and the comparison with those that were kept.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use greenroom_contract::Problem;

use super::{Request, Shot, entry};
use crate::headless::ending::{Ending, Report};
use crate::headless::output;
use crate::pictures::compare::{self, Difference};
use crate::pictures::drawing::{self, Labelled};
use crate::pictures::{Picture, files};

#[derive(Clone, Debug)]
pub struct Keeping {
    output: Option<Output>,
    sheet: Option<PathBuf>,
    baseline: Option<Baseline>,
}

#[derive(Clone, Debug)]
enum Output {
    File(PathBuf),
    Folder(PathBuf),
}

#[derive(Clone, Debug)]
struct Baseline {
    folder: PathBuf,
    updates: bool,
    threshold: f64,
}

/// How a picture stands to the one that was kept.
enum Standing {
    Same,
    /// It was written just now.
    Kept,
    Differs(String),
}

impl Keeping {
    pub fn of(request: &Request, pictures: usize) -> Result<Self, Problem> {
        if request.output.is_none() && request.sheet.is_none() && request.baseline.is_none() {
            return Err(Problem::invalid(
                "Nothing says what becomes of the picture.",
                "Give a file with -o, one for all with --sheet, or a folder to compare with by --baseline.",
            ));
        }
        if !(request.threshold > 0.0 && request.threshold <= 1.0) {
            return Err(Problem::invalid(
                format!("--threshold cannot be {}.", request.threshold),
                "It is a share of all pixels, above 0 and not above 1; 0.001 is one in a thousand.",
            ));
        }
        let is_folder = |path: &Path| pictures > 1 || path.is_dir();
        Ok(Self {
            output: request.output.clone().map(|path| match is_folder(&path) {
                true => Output::Folder(path),
                false => Output::File(path),
            }),
            sheet: request.sheet.clone(),
            baseline: request.baseline.clone().map(|folder| Baseline {
                folder,
                updates: request.update_baseline,
                threshold: request.threshold,
            }),
        })
    }

    /// Writes and compares; the report says what was written, and what differs.
    pub fn keep(&self, shots: &[Shot<'_>], json: bool) -> Result<Report, Problem> {
        let (mut entries, mut lines, mut differing) = (Vec::new(), String::new(), Vec::new());
        for shot in shots {
            let path = self.path_of(shot);
            if let Some(path) = &path {
                files::write(path, &shot.picture)?;
            }
            let Picture { width, height, .. } = shot.picture;
            let shown =
                path.as_ref().map_or_else(|| shot.combination.name(), |path| path.display().to_string());
            let _ = write!(lines, "{shown}  {width} × {height}");
            if let Some(baseline) = &self.baseline {
                let standing = baseline.standing(shot)?;
                let _ = write!(lines, "  {}", standing.word());
                if let Standing::Differs(reason) = standing {
                    differing.push(format!("{}: {reason}", shot.combination.label()));
                }
            }
            lines.push('\n');
            entries.push(entry(shot, path.as_deref()));
        }
        if let Some(path) = &self.sheet {
            let labelled: Vec<Labelled<'_>> = shots
                .iter()
                .map(|shot| Labelled { picture: &shot.picture, label: shot.combination.label() })
                .collect();
            files::write(path, &drawing::sheet(&labelled)?)?;
            let _ = writeln!(lines, "{}", path.display());
        }
        let result = if json { output::json(&entries)? } else { lines };
        let report = Report::done(result);
        if differing.is_empty() {
            return Ok(report);
        }
        let problem = Problem::failed(
            differing.join("\n"),
            "If that is as it should be, keep the new pictures with --update-baseline.",
        );
        Ok(Report { problem: Some(problem), ending: Ending::Differs, ..report })
    }

    fn path_of(&self, shot: &Shot<'_>) -> Option<PathBuf> {
        match self.output.as_ref()? {
            Output::File(path) => Some(path.clone()),
            Output::Folder(folder) => Some(folder.join(format!("{}.png", shot.combination.name()))),
        }
    }
}

impl Baseline {
    fn standing(&self, shot: &Shot<'_>) -> Result<Standing, Problem> {
        let name = shot.combination.name();
        let path = self.folder.join(format!("{name}.png"));
        let kept = files::read(&path)?;
        let found = kept.as_ref().map(|kept| (kept, compare::difference(kept, &shot.picture)));
        if let Some((_, Some(Difference { share, .. }))) = &found
            && *share < self.threshold
        {
            self.forget_difference(&name);
            return Ok(Standing::Same);
        }
        if self.updates {
            self.forget_difference(&name);
            files::write(&path, &shot.picture)?;
            return Ok(Standing::Kept);
        }
        let Some((kept, difference)) = found else {
            return Ok(Standing::Differs(format!("there is no {} to compare with", path.display())));
        };
        let now = self.folder.join(format!("{name}.now.png"));
        files::write(&now, &shot.picture)?;
        let Some(Difference { count, share, marked }) = difference else {
            let (Picture { width, height, .. }, then) = (&shot.picture, kept);
            return Ok(Standing::Differs(format!(
                "it is {width} × {height} and was {} × {}; see {}",
                then.width,
                then.height,
                now.display()
            )));
        };
        let seen = self.folder.join(format!("{name}.difference.png"));
        files::write(&seen, &marked)?;
        Ok(Standing::Differs(format!(
            "{count} pixels differ, {:.2} %; see {}",
            share * 100.0,
            seen.display()
        )))
    }

    /// Of an earlier comparison. One that is not there, or cannot go, says nothing of this one.
    fn forget_difference(&self, name: &str) {
        for kind in ["now", "difference"] {
            let _ = std::fs::remove_file(self.folder.join(format!("{name}.{kind}.png")));
        }
    }
}

impl Standing {
    fn word(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Kept => "kept",
            Self::Differs(_) => "differs",
        }
    }
}
