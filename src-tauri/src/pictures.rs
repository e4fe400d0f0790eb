//! Pictures: pixels, and what is made of them. How they are taken of a screen is in [`crate::stage`].

pub mod baselines;
pub mod compare;
#[cfg_attr(target_os = "linux", path = "pictures/drawing_gtk.rs")]
#[cfg_attr(not(target_os = "linux"), path = "pictures/drawing_child.rs")]
pub mod drawing;
pub mod files;
pub mod matrix;
mod smaller;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};

/// Pixels of 8 bits each for red, green, blue and opacity, row by row from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

/// Bytes of a pixel.
const PIXEL: usize = 4;

impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Picture({} × {})", self.width, self.height)
    }
}

impl Picture {
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height, pixels: vec![0; width as usize * height as usize * PIXEL] }
    }

    /// Of rows of 32-bit pixels in the machine's own order, opacity first, by which the colours are multiplied. A row has
    /// `stride` bytes.
    pub fn from_premultiplied(width: u32, height: u32, stride: usize, data: &[u8]) -> Self {
        let mut picture = Self::new(width, height);
        let row_bytes = width as usize * PIXEL;
        for (to, from) in picture.pixels.chunks_exact_mut(row_bytes.max(1)).zip(data.chunks(stride.max(1))) {
            for (to, from) in to.chunks_exact_mut(PIXEL).zip(from.chunks_exact(PIXEL)) {
                let value = u32::from_ne_bytes([from[0], from[1], from[2], from[3]]);
                let [opacity, red, green, blue] = value.to_be_bytes();
                to.copy_from_slice(&match opacity {
                    u8::MAX => [red, green, blue, opacity],
                    0 => [0; PIXEL],
                    _ => [plain(red, opacity), plain(green, opacity), plain(blue, opacity), opacity],
                });
            }
        }
        picture
    }

    /// Rows of 32-bit pixels in the machine's own order, opacity first, by which the colours are multiplied.
    pub fn premultiplied(&self) -> Vec<u8> {
        let mut data = vec![0; self.pixels.len()];
        for (to, from) in data.chunks_exact_mut(PIXEL).zip(self.pixels.chunks_exact(PIXEL)) {
            let opacity = from[3];
            let colour = |value: u8| match opacity {
                u8::MAX => value,
                _ => u8::try_from((u32::from(value) * u32::from(opacity) + 127) / 255).unwrap_or(u8::MAX),
            };
            let pixel = [opacity, colour(from[0]), colour(from[1]), colour(from[2])];
            to.copy_from_slice(&u32::from_be_bytes(pixel).to_ne_bytes());
        }
        data
    }

    /// What of the rectangle is within the picture, in pixels; `None` where nothing is.
    pub fn cut(&self, x: f64, y: f64, width: f64, height: f64) -> Option<Self> {
        let within = |value: f64, most: u32| value.round().clamp(0.0, most.into()) as u32;
        let (left, right) = (within(x, self.width), within(x + width, self.width));
        let (top, bottom) = (within(y, self.height), within(y + height, self.height));
        if left >= right || top >= bottom {
            return None;
        }
        let (start, end) = (left as usize * PIXEL, right as usize * PIXEL);
        let rows = self.pixels.chunks_exact(self.width as usize * PIXEL);
        let rows = rows.skip(top as usize).take((bottom - top) as usize);
        let pixels = rows.flat_map(|row| &row[start..end]).copied().collect();
        Some(Self { width: right - left, height: bottom - top, pixels })
    }

    /// As the bytes of a file.
    pub fn to_png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Fast);
        encoder.write_header()?.write_image_data(&self.pixels)?;
        Ok(bytes)
    }

    /// Of a file of any kind of PNG. The error is a sentence's end.
    pub fn from_png(bytes: &[u8]) -> Result<Self, String> {
        let mut decoder = Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
        let size = reader.output_buffer_size().ok_or("it is too large")?;
        let mut raw = vec![0; size];
        let info = reader.next_frame(&mut raw).map_err(|error| error.to_string())?;
        raw.truncate(info.buffer_size());
        let pixels = match info.color_type {
            ColorType::Rgba => raw,
            ColorType::GrayscaleAlpha => {
                raw.chunks_exact(2).flat_map(|grey| [grey[0], grey[0], grey[0], grey[1]]).collect()
            }
            other => return Err(format!("its colours are of the kind {other:?}")),
        };
        Ok(Self { width: info.width, height: info.height, pixels })
    }
}

fn plain(colour: u8, opacity: u8) -> u8 {
    let value = (u32::from(colour) * 255 + u32::from(opacity) / 2) / u32::from(opacity);
    u8::try_from(value).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chequered() -> Picture {
        let pixels = (0..3 * 2u8).flat_map(|index| [index, 10 * index, 100, 255 - index]).collect();
        Picture { width: 3, height: 2, pixels }
    }

    #[test]
    fn a_picture_is_the_same_after_it_was_a_file() {
        let picture = chequered();
        assert_eq!(Picture::from_png(&picture.to_png().unwrap()), Ok(picture));
        assert!(Picture::from_png(b"no picture").is_err());
    }

    #[test]
    fn what_is_cut_out_is_what_lies_within() {
        let cut = chequered().cut(0.6, -4.0, 99.0, 5.0).unwrap();
        assert_eq!(cut, Picture { width: 2, height: 1, pixels: vec![1, 10, 100, 254, 2, 20, 100, 253] });
        assert_eq!(chequered().cut(3.0, 0.0, 1.0, 1.0), None);
    }

    #[test]
    fn the_engines_pixels_lose_what_their_opacity_did_to_them() {
        let half = u32::from_be_bytes([128, 64, 0, 128]).to_ne_bytes();
        let whole = u32::from_be_bytes([255, 1, 2, 3]).to_ne_bytes();
        let row = [half, whole, [0; 4]].concat();
        let picture = Picture::from_premultiplied(2, 1, 12, &row);
        assert_eq!(picture.pixels, [128, 0, 255, 128, 1, 2, 3, 255]);
    }
}
