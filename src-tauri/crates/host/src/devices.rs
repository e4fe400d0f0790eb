//! The devices that the screens are: what a person arranged, made of the profile's presets.

mod preferences;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom_contract::Problem;
use greenroom_contract::stage::{Cutout, Device, Orientation, Preset, ScreenSetup, Size};

use crate::text;

/// More are illegible side by side, and each is a web process.
const MOST: usize = 8;
/// In CSS pixels. A window that is smaller shows no conversation, and no screen is larger.
const SIDE: std::ops::RangeInclusive<f64> = 240.0..=4096.0;
/// It names a folder.
const LONGEST_ID: usize = 32;

/// Those that the screens are now, in the person's order, and offstage those that are there for pictures only.
#[derive(Debug)]
pub struct Devices {
    presets: Vec<Preset>,
    now: Mutex<Now>,
}

#[derive(Clone, Debug)]
struct Now {
    arranged: Arc<Vec<Arc<Device>>>,
    offstage: Vec<Arc<Device>>,
}

impl Devices {
    /// # Errors
    /// Where the arrangement cannot be made of these presets.
    pub fn new(presets: Vec<Preset>, arrangement: &[ScreenSetup]) -> Result<Self, Problem> {
        let arranged = Arc::new(devices(&presets, arrangement)?);
        Ok(Self { presets, now: Mutex::new(Now { arranged, offstage: Vec::new() }) })
    }

    pub fn presets(&self) -> &[Preset] {
        &self.presets
    }

    /// The person's.
    pub fn now(&self) -> Arc<Vec<Arc<Device>>> {
        self.lock().arranged.clone()
    }

    /// With those that are offstage, after the person's.
    pub fn all(&self) -> Vec<Arc<Device>> {
        let Now { arranged, offstage } = self.lock().clone();
        arranged.iter().cloned().chain(offstage).collect()
    }

    /// By the id of the screen, offstage or not.
    pub fn get(&self, screen: &str) -> Option<Arc<Device>> {
        let now = self.lock();
        now.arranged.iter().chain(&now.offstage).find(|device| device.id == screen).cloned()
    }

    pub fn is_offstage(&self, screen: &str) -> bool {
        self.lock().offstage.iter().any(|device| device.id == screen)
    }

    /// # Errors
    /// Where it cannot be; then nothing changes.
    pub fn arrange(&self, arrangement: &[ScreenSetup]) -> Result<(), Problem> {
        let devices = devices(&self.presets, arrangement)?;
        let mut now = self.lock();
        apart(&devices, &now.offstage)?;
        now.arranged = Arc::new(devices);
        Ok(())
    }

    /// Nothing where none is to be offstage any more.
    ///
    /// # Errors
    /// Where it cannot be; then nothing changes.
    pub fn put_offstage(&self, setups: &[ScreenSetup]) -> Result<(), Problem> {
        let devices = if setups.is_empty() { Vec::new() } else { devices(&self.presets, setups)? };
        let mut now = self.lock();
        apart(&now.arranged, &devices)?;
        now.offstage = devices;
        Ok(())
    }

    /// Whether there can be a screen like this.
    pub fn check(&self, setup: &ScreenSetup) -> Result<(), Problem> {
        device(&self.presets, setup).map(drop)
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A screen's id says which it is.
fn apart(arranged: &[Arc<Device>], offstage: &[Arc<Device>]) -> Result<(), Problem> {
    let both = arranged.iter().find(|device| offstage.iter().any(|other| other.id == device.id));
    both.map_or(Ok(()), |device| {
        let message = format!("A screen with the id “{}” is there for pictures.", device.id);
        Err(Problem::invalid(message, "Give it another one."))
    })
}

fn devices(presets: &[Preset], arrangement: &[ScreenSetup]) -> Result<Vec<Arc<Device>>, Problem> {
    if arrangement.is_empty() || arrangement.len() > MOST {
        let message = format!("There cannot be {} screens.", arrangement.len());
        return Err(Problem::invalid(message, format!("One is the least, {MOST} are the most.")));
    }
    for (index, setup) in arrangement.iter().enumerate() {
        if arrangement[..index].iter().any(|other| other.id == setup.id) {
            let message = format!("Two screens have the id “{}”.", text::shown(&setup.id, LONGEST_ID));
            return Err(Problem::invalid(message, "Give each one of its own."));
        }
    }
    arrangement.iter().map(|setup| device(presets, setup).map(Arc::new)).collect()
}

fn device(presets: &[Preset], setup: &ScreenSetup) -> Result<Device, Problem> {
    let shown = |name: &str| text::shown(name, LONGEST_ID);
    let is_id = !setup.id.is_empty()
        && setup.id.len() <= LONGEST_ID
        && setup.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_id {
        let message = format!("“{}” is no id of a screen.", shown(&setup.id));
        return Err(Problem::invalid(message, "It has small letters, digits and dashes only."));
    }
    let Some(preset) = presets.iter().find(|preset| preset.id == setup.preset) else {
        let message = format!("There is no device “{}”.", shown(&setup.preset));
        return Err(Problem::invalid(message, "Choose one of the list."));
    };
    let Size { width, height } = setup.size.unwrap_or(Size { width: preset.width, height: preset.height });
    if !SIDE.contains(&width) || !SIDE.contains(&height) {
        let (least, most) = SIDE.into_inner();
        return Err(Problem::invalid(
            format!("A screen cannot be {width} by {height} pixels."),
            format!("Choose between {least} and {most} for each side."),
        ));
    }
    let turned = setup.orientation == Orientation::Landscape;
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Device {
        id: setup.id.clone(),
        preset: preset.id.clone(),
        name: preset.name.clone(),
        form: preset.form,
        width,
        height,
        user_agent: preset.user_agent.clone(),
        safe_area: if turned { preset.safe_area_turned } else { preset.safe_area },
        touch: preset.touch,
        hover: preset.hover,
        platform: preset.platform.clone(),
        touch_points: preset.touch_points,
        pixel_ratio: preset.pixel_ratio,
        orientation: setup.orientation,
        custom_size: setup.size,
        preferences: preferences::checked(&setup.preferences)?,
        // It is at the side then, where nothing of ours is drawn.
        cutout: if turned { Cutout::None } else { preset.cutout },
        source: preset.source.clone(),
    })
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use greenroom_contract::stage::Preferences;

    use super::*;
    use crate::profile::Profile;

    fn setup(id: &str, preset: &str) -> ScreenSetup {
        ScreenSetup {
            id: id.into(),
            preset: preset.into(),
            orientation: Orientation::Portrait,
            size: None,
            preferences: Preferences::default(),
        }
    }

    fn refusal(arrangement: &[ScreenSetup]) -> String {
        devices(&Profile::chatgpt().unwrap().presets, arrangement).unwrap_err().message
    }

    #[test]
    fn there_are_phones_of_both_systems_a_tablet_and_desktops_each_with_its_source() {
        let presets = Profile::chatgpt().unwrap().presets;
        assert!(presets.len() >= 10);
        for preset in &presets {
            assert!(preset.source.contains(':'), "{preset:?}");
            assert!(SIDE.contains(&preset.width) && SIDE.contains(&preset.height), "{preset:?}");
        }
        let named = |part: &str| presets.iter().any(|preset| preset.user_agent.contains(part));
        assert!(named("iPhone") && named("Android") && named("Windows"));
    }

    #[test]
    fn a_device_can_be_turned_and_have_another_size() {
        let presets = Profile::chatgpt().unwrap().presets;
        let turned = ScreenSetup { orientation: Orientation::Landscape, ..setup("phone-2", "iphone-15") };
        let device = device(&presets, &turned).unwrap();
        assert_eq!((device.width, device.height), (852.0, 393.0));
        assert_eq!((device.safe_area.left, device.safe_area.top), (59.0, 0.0));
        let size = Some(Size { width: 500.0, height: 600.0 });
        let custom = super::device(&presets, &ScreenSetup { size, ..setup("own", "desktop") }).unwrap();
        assert_eq!((custom.width, custom.height), (500.0, 600.0));
    }

    #[test]
    fn a_screen_offstage_is_found_by_its_id_and_is_none_of_the_persons() {
        let devices = Devices::new(Profile::chatgpt().unwrap().presets, &[setup("a", "desktop")]).unwrap();
        let ids = |devices: &[Arc<Device>]| -> Vec<String> {
            devices.iter().map(|device| device.id.clone()).collect()
        };
        devices.put_offstage(&[setup("b", "iphone-15")]).unwrap();
        assert_eq!(
            (ids(&devices.now()), ids(&devices.all())),
            (vec!["a".into()], vec!["a".into(), "b".into()])
        );
        assert_eq!(devices.get("b").map(|device| device.preset.clone()), Some("iphone-15".into()));
        let taken = "A screen with the id “b” is there for pictures.";
        assert_eq!(devices.arrange(&[setup("b", "desktop")]).unwrap_err().message, taken);
        devices.put_offstage(&[]).unwrap();
        assert_eq!(ids(&devices.all()), ["a"]);
    }

    #[test]
    fn what_no_arrangement_can_be_is_refused_with_the_reason() {
        assert_eq!(refusal(&[]), "There cannot be 0 screens.");
        let many: Vec<ScreenSetup> = (0..9).map(|index| setup(&format!("s{index}"), "desktop")).collect();
        assert_eq!(refusal(&many), "There cannot be 9 screens.");
        assert_eq!(
            refusal(&[setup("a", "desktop"), setup("a", "iphone-15")]),
            "Two screens have the id “a”."
        );
        assert_eq!(refusal(&[setup("../up", "desktop")]), "“../up” is no id of a screen.");
        assert_eq!(refusal(&[setup("a", "abacus")]), "There is no device “abacus”.");
        let huge = ScreenSetup { size: Some(Size { width: 1e9, height: f64::NAN }), ..setup("a", "desktop") };
        assert_eq!(refusal(&[huge]), "A screen cannot be 1000000000 by NaN pixels.");
    }
}
