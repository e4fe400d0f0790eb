//! The pictures that a person keeps in the window to compare later ones with: in a folder beside the data, one for each
//! tool, device and look.

use std::path::{Path, PathBuf};

use greenroom_contract::Problem;
use greenroom_contract::picture::Comparison;

use super::compare::{self, Difference, THRESHOLD};
use super::{Picture, files};

#[derive(Clone, Debug)]
pub struct Baselines {
    folder: PathBuf,
}

impl Baselines {
    pub fn beside(data_dir: &Path) -> Self {
        Self { folder: data_dir.join("baselines") }
    }

    /// Returns where it is kept.
    pub fn keep(&self, name: &str, picture: &Picture) -> Result<PathBuf, Problem> {
        let path = self.path(name, "");
        files::write(&path, picture)?;
        let _ = std::fs::remove_file(self.path(name, ".difference"));
        Ok(path)
    }

    pub fn compare(&self, name: &str, now: &Picture) -> Result<Comparison, Problem> {
        let Some(kept) = files::read(&self.path(name, ""))? else { return Ok(Comparison::NoneKept) };
        let Some(Difference { count, share, marked }) = compare::difference(&kept, now) else {
            return Ok(Comparison::OtherSize {
                kept: (kept.width, kept.height),
                now: (now.width, now.height),
            });
        };
        if share < THRESHOLD {
            return Ok(Comparison::Same { different: count });
        }
        let path = self.path(name, ".difference");
        files::write(&path, &marked)?;
        Ok(Comparison::Different { different: count, share, marked: path.display().to_string() })
    }

    /// Names hold what servers say, so nothing of them leads elsewhere.
    fn path(&self, name: &str, kind: &str) -> PathBuf {
        let letters = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
        let name: String = letters.take(120).collect();
        self.folder.join(format!("{name}{kind}.png"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(changed: usize) -> Picture {
        let mut pixels = [100, 100, 100, 255].repeat(1000);
        pixels.iter_mut().step_by(4).take(changed).for_each(|red| *red = 200);
        Picture { width: 50, height: 20, pixels }
    }

    #[test]
    fn a_picture_differs_from_the_kept_one_by_one_pixel_in_a_thousand() {
        let dir = tempfile::tempdir().unwrap();
        let baselines = Baselines::beside(dir.path());
        assert_eq!(baselines.compare("../board", &grey(0)), Ok(Comparison::NoneKept));
        let path = baselines.keep("../board", &grey(0)).unwrap();
        assert_eq!(path, dir.path().join("baselines/---board.png"));
        assert_eq!(baselines.compare("../board", &grey(0)), Ok(Comparison::Same { different: 0 }));
        let marked = dir.path().join("baselines/---board.difference.png");
        assert_eq!(
            baselines.compare("../board", &grey(1)),
            Ok(Comparison::Different { different: 1, share: 0.001, marked: marked.display().to_string() })
        );
        assert!(marked.exists());
        let small = grey(0).cut(0.0, 0.0, 10.0, 20.0).unwrap();
        let other = Comparison::OtherSize { kept: (50, 20), now: (10, 20) };
        assert_eq!(baselines.compare("../board", &small), Ok(other));
    }
}
