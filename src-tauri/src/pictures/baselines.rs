//! The pictures that a person keeps in the window to compare later ones with: in a folder beside the data, one for each
//! tool, device and look.

use std::path::{Path, PathBuf};

use greenroom_contract::Problem;
use greenroom_contract::picture::{Compared, Comparison};

use super::compare::{self, Difference};
use super::{Picture, files};

/// The longest side of a picture that is shown beside the one it was compared with, in pixels.
const THUMB: u32 = 640;

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

    /// The threshold is the share of pixels from which on it differs; with 0 any one is enough.
    pub fn compare(&self, name: &str, now: &Picture, threshold: f64) -> Result<Comparison, Problem> {
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Problem::invalid(
                format!("A picture cannot differ from a share of {threshold} on."),
                "Choose between 0 and 1, of all pixels.",
            ));
        }
        let Some(kept) = files::read(&self.path(name, ""))? else { return Ok(Comparison::NoneKept) };
        let Some(Difference { count, share, marked }) = compare::difference(&kept, now) else {
            return Ok(Comparison::OtherSize {
                kept: (kept.width, kept.height),
                now: (now.width, now.height),
                pictures: compared(&kept, now, None)?,
            });
        };
        if count == 0 || share < threshold {
            return Ok(Comparison::Same { different: count });
        }
        let path = self.path(name, ".difference");
        files::write(&path, &marked)?;
        Ok(Comparison::Different {
            different: count,
            share,
            marked: path.display().to_string(),
            pictures: compared(&kept, now, Some(&marked))?,
        })
    }

    /// Names hold what servers say, so nothing of them leads elsewhere.
    fn path(&self, name: &str, kind: &str) -> PathBuf {
        let letters = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
        let name: String = letters.take(120).collect();
        self.folder.join(format!("{name}{kind}.png"))
    }
}

fn compared(kept: &Picture, now: &Picture, marked: Option<&Picture>) -> Result<Compared, Problem> {
    let url = |picture: &Picture| picture.shrunk(THUMB).to_url();
    Ok(Compared { kept: url(kept)?, now: url(now)?, difference: marked.map(url).transpose()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::compare::THRESHOLD;

    fn grey(changed: usize) -> Picture {
        let mut pixels = [100, 100, 100, 255].repeat(1000);
        pixels.iter_mut().step_by(4).take(changed).for_each(|red| *red = 200);
        Picture { width: 50, height: 20, pixels }
    }

    #[test]
    fn a_picture_differs_from_the_kept_one_by_one_pixel_in_a_thousand() {
        let dir = tempfile::tempdir().unwrap();
        let baselines = Baselines::beside(dir.path());
        let compare = |now: &Picture, threshold: f64| baselines.compare("../board", now, threshold);
        assert_eq!(compare(&grey(0), THRESHOLD), Ok(Comparison::NoneKept));
        let path = baselines.keep("../board", &grey(0)).unwrap();
        assert_eq!(path, dir.path().join("baselines/---board.png"));
        assert_eq!(compare(&grey(0), 0.0), Ok(Comparison::Same { different: 0 }));
        let marked = dir.path().join("baselines/---board.difference.png");
        let Comparison::Different { different, share, marked: saved, pictures } =
            compare(&grey(1), THRESHOLD).unwrap()
        else {
            panic!("it differs");
        };
        assert_eq!((different, share, saved), (1, 0.001, marked.display().to_string()));
        let (kept, now) = (grey(0).to_url().unwrap(), grey(1).to_url().unwrap());
        let difference = Picture::from_png(&std::fs::read(&marked).unwrap()).unwrap().to_url().ok();
        assert_eq!(pictures, Compared { kept: kept.clone(), now, difference });
        assert_eq!(compare(&grey(1), 0.05), Ok(Comparison::Same { different: 1 }));
        let small = grey(0).cut(0.0, 0.0, 10.0, 20.0).unwrap();
        let pictures = Compared { kept, now: small.to_url().unwrap(), difference: None };
        let other = Comparison::OtherSize { kept: (50, 20), now: (10, 20), pictures };
        assert_eq!(compare(&small, THRESHOLD), Ok(other));
        let refusal = "A picture cannot differ from a share of 2 on.";
        assert_eq!(compare(&small, 2.0).unwrap_err().message, refusal);
    }
}
