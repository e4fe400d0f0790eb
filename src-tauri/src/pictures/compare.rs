//! How much two pictures differ, and where.
//!
//! A pixel differs if one of its channels does by more than [`TOLERANCE`]: less is how a glyph's edge falls when the same
//! page is painted again, and no eye sees it.

use super::{PIXEL, Picture};

/// Of 255.
const TOLERANCE: u8 = 8;

/// How many pixels may differ where nobody says otherwise, as a share of all.
pub const THRESHOLD: f64 = 0.001;

/// What is the same is this much paler, of 4.
const PALE: u32 = 3;
const MARK: [u8; PIXEL] = [224, 0, 64, 255];

#[derive(Debug, PartialEq)]
pub struct Difference {
    /// Pixels that differ.
    pub count: u32,
    /// Of all pixels, between 0 and 1.
    pub share: f64,
    /// The kept picture in pale, with what differs marked.
    pub marked: Picture,
}

/// `None` where the two are not of one size.
pub fn difference(kept: &Picture, now: &Picture) -> Option<Difference> {
    if (kept.width, kept.height) != (now.width, now.height) {
        return None;
    }
    let mut marked = Picture::new(kept.width, kept.height);
    let mut count = 0;
    let pairs = kept.pixels.chunks_exact(PIXEL).zip(now.pixels.chunks_exact(PIXEL));
    for ((kept, now), mark) in pairs.zip(marked.pixels.chunks_exact_mut(PIXEL)) {
        if differ(kept, now) {
            count += 1;
            mark.copy_from_slice(&MARK);
        } else {
            mark.copy_from_slice(&pale(kept));
        }
    }
    let all = f64::from(kept.width) * f64::from(kept.height);
    Some(Difference { count, share: if all > 0.0 { f64::from(count) / all } else { 0.0 }, marked })
}

fn differ(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).any(|(one, other)| one.abs_diff(*other) > TOLERANCE)
}

/// Over white.
fn pale(pixel: &[u8]) -> [u8; PIXEL] {
    let opacity = u32::from(pixel[3]);
    let colour = |value: u8| {
        let over = (u32::from(value) * opacity + 255 * (255 - opacity)) / 255;
        u8::try_from((over + 255 * PALE) / (PALE + 1)).unwrap_or(u8::MAX)
    };
    [colour(pixel[0]), colour(pixel[1]), colour(pixel[2]), 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, height: u32) -> Picture {
        let pixels = [100, 100, 100, 255].repeat((width * height) as usize);
        Picture { width, height, pixels }
    }

    #[test]
    fn one_pixel_in_a_thousand_is_found_and_marked() {
        let kept = grey(50, 20);
        let mut now = kept.clone();
        now.pixels[4 * 777 + 1] = 110;
        let found = difference(&kept, &now).unwrap();
        assert_eq!((found.count, found.share), (1, 0.001));
        let mut marked = [216, 216, 216, 255].repeat(1000);
        marked[4 * 777..4 * 778].copy_from_slice(&MARK);
        assert_eq!(found.marked.pixels, marked);
    }

    #[test]
    fn what_no_eye_sees_is_no_difference() {
        let kept = grey(10, 10);
        let mut now = kept.clone();
        now.pixels.iter_mut().step_by(4).for_each(|red| *red += TOLERANCE);
        assert_eq!(difference(&kept, &now).map(|found| (found.count, found.share)), Some((0, 0.0)));
    }

    #[test]
    fn pictures_of_two_sizes_are_not_compared() {
        assert_eq!(difference(&grey(10, 10), &grey(10, 11)), None);
    }
}
