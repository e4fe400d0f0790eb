//! Pictures made smaller, to be looked at beside others: each pixel is the mean of those in its place.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use greenroom_contract::Problem;

use super::{PIXEL, Picture};

impl Picture {
    /// As wide as this, if it is wider. Its height follows.
    pub fn narrowed(self, width: u32) -> Self {
        if self.width <= width {
            return self;
        }
        self.to_size(width, scaled(self.height, width, self.width))
    }

    /// Neither side longer than this.
    pub fn shrunk(&self, longest: u32) -> Self {
        let side = self.width.max(self.height);
        if side <= longest {
            return self.clone();
        }
        self.to_size(scaled(self.width, longest, side), scaled(self.height, longest, side))
    }

    /// For a page.
    pub fn to_url(&self) -> Result<String, Problem> {
        let bytes = self.to_png().map_err(|error| {
            Problem::failed(format!("The picture cannot be written: {error}."), "Take it again.")
        })?;
        Ok(format!("data:image/png;base64,{}", BASE64.encode(bytes)))
    }

    fn to_size(&self, width: u32, height: u32) -> Self {
        let mut small = Self::new(width, height);
        for (index, pixel) in small.pixels.chunks_exact_mut(PIXEL).enumerate() {
            let (x, y) = (index as u32 % width, index as u32 / width);
            let columns = part(x, width, self.width);
            let rows = part(y, height, self.height);
            pixel.copy_from_slice(&self.mean(columns, rows));
        }
        small
    }

    /// Colours count as much as they are opaque.
    fn mean(&self, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> [u8; PIXEL] {
        let count = u64::from(columns.end - columns.start) * u64::from(rows.end - rows.start);
        let (mut colours, mut opacity) = ([0u64; 3], 0u64);
        for y in rows {
            let row = y as usize * self.width as usize;
            let pixels = (row + columns.start as usize) * PIXEL..(row + columns.end as usize) * PIXEL;
            for pixel in self.pixels[pixels].chunks_exact(PIXEL) {
                let weight = u64::from(pixel[3]);
                opacity += weight;
                for (sum, colour) in colours.iter_mut().zip(pixel) {
                    *sum += u64::from(*colour) * weight;
                }
            }
        }
        let byte = |sum: u64, of: u64| u8::try_from((sum + of / 2) / of.max(1)).unwrap_or(u8::MAX);
        let [red, green, blue] = colours.map(|sum| byte(sum, opacity));
        [red, green, blue, byte(opacity, count)]
    }
}

fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let length = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
    u32::try_from(length).unwrap_or(u32::MAX).max(1)
}

/// Of `all` pixels those that the one at `index` of `count` stands for.
fn part(index: u32, count: u32, all: u32) -> std::ops::Range<u32> {
    let edge = |index: u32| (u64::from(index) * u64::from(all) / u64::from(count)) as u32;
    let start = edge(index);
    start..edge(index + 1).max(start + 1).min(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_picture_has_the_means_of_what_was_there() {
        let row = |colours: [u8; 4]| colours.map(|colour| [colour, 0, 0, 255]).concat();
        let pixels = [row([0, 100, 10, 10]), row([100, 200, 10, 10])].concat();
        let picture = Picture { width: 4, height: 2, pixels };
        let small = Picture { width: 2, height: 1, pixels: vec![100, 0, 0, 255, 10, 0, 0, 255] };
        assert_eq!(picture.shrunk(2).pixels, small.pixels);
        assert_eq!(picture.clone().narrowed(2), small);
        assert_eq!(picture.shrunk(4), picture);
    }

    #[test]
    fn what_is_transparent_gives_no_colour() {
        let picture = Picture { width: 2, height: 1, pixels: vec![200, 100, 50, 255, 0, 0, 0, 0] };
        assert_eq!(picture.shrunk(1).pixels, [200, 100, 50, 128]);
    }
}
