//! The gallery, `tests/gallery`: a picture of each state of a screen, as it should look. One of the state `hours` on a
//! phone in the dark theme is `hours-phone-dark.png`. They have one pixel for each of CSS.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};

/// Whether what the screens show now is to be the gallery from now on.
pub fn is_renewed() -> bool {
    std::env::var_os("UPDATE_GALLERY").is_some()
}

/// Where the picture of this name hangs.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gallery").join(format!("{name}.png"))
}

/// Hangs a picture, in a file as small as can be.
pub fn hang(name: &str, picture: &[u8]) {
    let path = path(name);
    fs::create_dir_all(path.parent().expect("the gallery is a folder")).expect("the gallery can be made");
    fs::write(&path, small(picture)).expect("a picture can be written");
}

/// Puts beside the pictures of the window what a person has to look at, as `gallery-NAME.KIND.png`.
pub fn lay_out(name: &str, kind: &str, picture: &Path) {
    let program = crate::program::path();
    let folder = program.ancestors().nth(2).expect("the program is in target/debug").join("screenshots");
    let copied = fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(picture, folder.join(format!("gallery-{name}.{kind}.png"))));
    copied.expect("a picture can be laid out");
}

/// The picture with so many other pixels.
pub fn with_other_pixels(picture: &[u8], count: usize) -> Vec<u8> {
    let mut picture = Opaque::read(picture);
    picture.pixels.iter_mut().take(3 * count).for_each(|channel| *channel ^= 0x80);
    picture.written()
}

/// How many pixels it has.
pub fn extent(picture: &[u8]) -> usize {
    Opaque::read(picture).pixels.len() / 3
}

fn small(picture: &[u8]) -> Vec<u8> {
    Opaque::read(picture).written()
}

/// Screens are: nothing shines through them.
struct Opaque {
    width: u32,
    height: u32,
    /// Red, green and blue.
    pixels: Vec<u8>,
}

impl Opaque {
    fn read(png: &[u8]) -> Self {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info().expect("a picture is a PNG");
        let mut raw = vec![0; reader.output_buffer_size().expect("a picture fits the memory")];
        let info = reader.next_frame(&mut raw).expect("a picture is whole");
        assert_eq!(info.color_type, ColorType::Rgba, "pictures of screens are in colour");
        assert!(raw.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX), "something shines through the picture");
        let pixels = raw.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: info.width, height: info.height, pixels }
    }

    fn written(&self) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = Encoder::new(&mut png, self.width, self.height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::High);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels));
        written.expect("a picture can be encoded");
        png
    }
}
