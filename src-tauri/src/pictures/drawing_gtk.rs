//! What is drawn around pictures: the body of a device, and a sheet of several with their labels. Drawn by cairo, whose
//! fonts are those of the machine.

use greenroom_contract::Problem;
use greenroom_contract::stage::DeviceForm;
use gtk::cairo::{Antialias, Context, Error, FontSlant, FontWeight, Format, ImageSurface};

use super::Picture;

/// The device that a picture is put into.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    pub form: DeviceForm,
    /// Pixels of one CSS pixel.
    pub density: f64,
}

/// A picture on a sheet.
pub struct Labelled<'a> {
    pub picture: &'a Picture,
    pub label: String,
}

/// Around a screen, in CSS pixels.
struct Bezel {
    thickness: f64,
    /// Of the screen's corners.
    radius: f64,
}

/// As the screens' own page draws a phone's corners; `ui/src/parts/phone-body.css`.
const PHONE: Bezel = Bezel { thickness: 12.0, radius: 36.0 };
const DESKTOP: Bezel = Bezel { thickness: 8.0, radius: 6.0 };
const BODY: (f64, f64, f64) = (23.0 / 255.0, 23.0 / 255.0, 26.0 / 255.0);
const EDGE: (f64, f64, f64) = (0.32, 0.32, 0.34);

/// On a sheet, in pixels.
const SPACE: f64 = 32.0;
const LABEL: f64 = 28.0;
const FONT: f64 = 16.0;
/// Pictures are made smaller to be this wide.
pub const WIDEST: u32 = 480;
const COLUMNS: usize = 4;

pub fn framed(picture: &Picture, Body { form, density }: Body) -> Result<Picture, Problem> {
    let Bezel { thickness, radius } = match form {
        DeviceForm::Phone => PHONE,
        DeviceForm::Desktop => DESKTOP,
    };
    let (edge, radius) = ((thickness * density).round(), radius * density);
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    drawn((width + 2.0 * edge, height + 2.0 * edge), |context| {
        rounded(context, (0.0, 0.0), (width + 2.0 * edge, height + 2.0 * edge), radius + edge);
        let (red, green, blue) = EDGE;
        context.set_source_rgb(red, green, blue);
        context.fill()?;
        let rim = density.round().max(1.0);
        let inner = (width + 2.0 * (edge - rim), height + 2.0 * (edge - rim));
        rounded(context, (rim, rim), inner, radius + edge - rim);
        let (red, green, blue) = BODY;
        context.set_source_rgb(red, green, blue);
        context.fill()?;
        rounded(context, (edge, edge), (width, height), radius);
        context.clip();
        context.set_source_surface(surface(picture)?, edge, edge)?;
        context.paint()
    })
}

/// From left to right and from top to bottom.
pub fn sheet(pictures: &[Labelled<'_>]) -> Result<Picture, Problem> {
    let columns = COLUMNS.min(pictures.len()).max(1);
    let scaled: Vec<(f64, f64, f64)> = pictures.iter().map(|one| scaled(one.picture)).collect();
    let column = scaled.iter().map(|(_, width, _)| *width).fold(0.0, f64::max);
    let rows: Vec<f64> = scaled
        .chunks(columns)
        .map(|row| row.iter().map(|(_, _, height)| *height).fold(0.0, f64::max))
        .collect();
    let width = SPACE + columns as f64 * (column + SPACE);
    let height = SPACE + rows.iter().map(|row| row + LABEL + SPACE).sum::<f64>();
    drawn((width, height), |context| {
        context.set_source_rgb(0.93, 0.93, 0.94);
        context.paint()?;
        let mut top = SPACE;
        for ((row, places), height) in pictures.chunks(columns).zip(scaled.chunks(columns)).zip(&rows) {
            for (index, (one, (scale, width, height))) in row.iter().zip(places).enumerate() {
                let left = SPACE + index as f64 * (column + SPACE);
                label(context, &one.label, (left, top), column)?;
                context.save()?;
                context.translate(left, top + LABEL);
                context.rectangle(0.0, 0.0, *width, *height);
                context.clip();
                context.scale(*scale, *scale);
                context.set_source_surface(surface(one.picture)?, 0.0, 0.0)?;
                context.paint()?;
                context.restore()?;
            }
            top += height + LABEL + SPACE;
        }
        Ok(())
    })
}

/// Its scale on a sheet, and its size there.
fn scaled(picture: &Picture) -> (f64, f64, f64) {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let scale = (f64::from(WIDEST) / width.max(1.0)).min(1.0);
    (scale, (width * scale).round(), (height * scale).round())
}

/// Ends in an ellipsis where there is no room for all of it.
fn label(context: &Context, text: &str, (left, top): (f64, f64), room: f64) -> Result<(), Error> {
    context.select_font_face("sans-serif", FontSlant::Normal, FontWeight::Bold);
    context.set_font_size(FONT);
    context.set_source_rgb(0.15, 0.15, 0.16);
    let mut shown = text.to_owned();
    while context.text_extents(&shown)?.x_advance() > room && shown.chars().count() > 1 {
        let kept: Vec<char> = shown.trim_end_matches('…').chars().collect();
        shown = kept[..kept.len() - 1].iter().collect::<String>() + "…";
    }
    context.move_to(left, top + FONT);
    context.show_text(&shown)
}

fn rounded(context: &Context, (x, y): (f64, f64), (width, height): (f64, f64), radius: f64) {
    use std::f64::consts::{FRAC_PI_2, PI};
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let (right, bottom) = (x + width - radius, y + height - radius);
    context.new_sub_path();
    context.arc(right, y + radius, radius, -FRAC_PI_2, 0.0);
    context.arc(right, bottom, radius, 0.0, FRAC_PI_2);
    context.arc(x + radius, bottom, radius, FRAC_PI_2, PI);
    context.arc(x + radius, y + radius, radius, PI, 3.0 * FRAC_PI_2);
    context.close_path();
}

/// A picture of this size, transparent where nothing is drawn.
fn drawn(
    (width, height): (f64, f64),
    draw: impl FnOnce(&Context) -> Result<(), Error>,
) -> Result<Picture, Problem> {
    let paint = || -> Result<Picture, Error> {
        let mut image = ImageSurface::create(Format::ARgb32, width as i32, height as i32)?;
        let context = Context::new(&image)?;
        context.set_antialias(Antialias::Good);
        draw(&context)?;
        drop(context);
        image.flush();
        let (width, height) = (image.width().unsigned_abs(), image.height().unsigned_abs());
        let stride = image.stride().unsigned_abs() as usize;
        let data = image.data().map_err(|_| Error::SurfaceFinished)?;
        Ok(Picture::from_premultiplied(width, height, stride, &data))
    };
    paint().map_err(|error| {
        Problem::failed(
            format!("A picture of {width} by {height} pixels cannot be drawn: {error}."),
            "Take fewer or smaller ones.",
        )
    })
}

fn surface(picture: &Picture) -> Result<ImageSurface, Error> {
    let (width, height) = (picture.width as i32, picture.height as i32);
    let stride = Format::ARgb32.stride_for_width(picture.width)?;
    ImageSurface::create_for_data(picture.premultiplied(), Format::ARgb32, width, height, stride)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(width: u32, height: u32, colour: [u8; 4]) -> Picture {
        Picture { width, height, pixels: colour.repeat((width * height) as usize) }
    }

    fn pixel(picture: &Picture, x: u32, y: u32) -> &[u8] {
        let start = 4 * (y * picture.width + x) as usize;
        &picture.pixels[start..start + 4]
    }

    #[test]
    fn a_phone_has_a_body_around_its_screen_and_nothing_beyond_its_corners() {
        let white = plain(200, 300, [255; 4]);
        let framed = framed(&white, Body { form: DeviceForm::Phone, density: 2.0 }).unwrap();
        assert_eq!((framed.width, framed.height), (248, 348));
        assert_eq!(pixel(&framed, 0, 0), [0; 4]);
        assert_eq!(pixel(&framed, 12, 174), [23, 23, 26, 255]);
        assert_eq!(pixel(&framed, 124, 174), [255; 4]);
        assert_eq!(pixel(&framed, 36, 36), [23, 23, 26, 255]);
    }

    #[test]
    fn a_sheet_has_each_picture_in_its_column_at_a_width_that_fits() {
        let (red, blue) = (plain(960, 200, [255, 0, 0, 255]), plain(100, 300, [0, 0, 255, 255]));
        let one = |picture, label: &str| Labelled { picture, label: label.into() };
        let sheet = sheet(&[one(&red, "red"), one(&blue, "blue")]).unwrap();
        assert_eq!((sheet.width, sheet.height), (32 + 2 * (480 + 32), 32 + 28 + 300 + 32));
        assert_eq!(pixel(&sheet, 32 + 240, 32 + 28 + 50), [255, 0, 0, 255]);
        assert_eq!(pixel(&sheet, 32 + 480 + 32 + 50, 32 + 28 + 150), [0, 0, 255, 255]);
        let ink = (32..100).flat_map(|x| (32..52).map(move |y| (x, y)));
        assert!(ink.into_iter().any(|(x, y)| pixel(&sheet, x, y)[0] < 100), "it has a label");
    }
}
