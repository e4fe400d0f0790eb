//! Which pictures are wanted: each device in each theme, mode and locale; and which of them are taken side by side.

use greenroom_contract::Problem;
use greenroom_contract::stage::{
    DeviceForm, DisplayMode, Orientation, Preferences, Preset, ScreenSetup, Theme,
};

use super::Picture;
use super::drawing::{self, Body};

/// Each screen is a web process.
const SIDE_BY_SIDE: usize = 4;

#[derive(Clone, Debug)]
pub struct Matrix {
    pub devices: Vec<String>,
    pub themes: Vec<Theme>,
    pub modes: Vec<DisplayMode>,
    /// None where the host's own is meant.
    pub locales: Vec<String>,
}

/// What one picture is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Combination {
    /// The id of its screen.
    pub screen: String,
    pub device: Preset,
    pub theme: Theme,
    pub mode: DisplayMode,
    pub locale: Option<String>,
}

/// The pictures that there can be, and where there can be none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub combinations: Vec<Combination>,
    /// Names of devices on which nothing floats, though that was wanted.
    pub without_pip: Vec<String>,
}

/// Screens that are open at once.
pub struct Round<'a> {
    pub locale: Option<&'a str>,
    combinations: Vec<&'a Combination>,
}

impl Matrix {
    pub fn count(&self) -> usize {
        self.devices.len() * self.themes.len() * self.modes.len() * self.locales.len().max(1)
    }

    /// Which of them can be, on screens whose ids begin like this. Those of a screen, which are of different modes, have
    /// its id.
    ///
    /// # Errors
    /// Where a device is none of the presets.
    pub fn plan(&self, presets: &[Preset], series: &str) -> Result<Plan, Problem> {
        let locales: Vec<Option<&String>> =
            if self.locales.is_empty() { vec![None] } else { self.locales.iter().map(Some).collect() };
        let mut plan = Plan::default();
        let mut screens = 0;
        for (index, locale) in locales.into_iter().enumerate() {
            for name in &self.devices {
                let device = presets.iter().find(|preset| preset.id == *name);
                let device = device.ok_or_else(|| unknown(name, presets))?;
                let floats = device.form != DeviceForm::Phone;
                let possible = |mode: &&DisplayMode| floats || **mode != DisplayMode::Pip;
                let modes: Vec<DisplayMode> = self.modes.iter().filter(possible).copied().collect();
                if index == 0 && modes.len() < self.modes.len() {
                    plan.without_pip.push(device.name.clone());
                }
                for &theme in self.themes.iter().filter(|_| !modes.is_empty()) {
                    screens += 1;
                    plan.combinations.extend(modes.iter().map(|&mode| Combination {
                        screen: format!("{series}-{screens}"),
                        device: device.clone(),
                        theme,
                        mode,
                        locale: locale.cloned(),
                    }));
                }
            }
        }
        Ok(plan)
    }
}

/// A round is of one locale, for it is told with the call.
pub fn rounds(combinations: &[Combination]) -> Vec<Round<'_>> {
    let mut rounds: Vec<Round<'_>> = Vec::new();
    for combination in combinations {
        let locale = combination.locale.as_deref();
        let fits = |round: &&mut Round<'_>| {
            let is_known = round.combinations.iter().any(|other| other.screen == combination.screen);
            round.locale == locale && (is_known || round.screens().count() < SIDE_BY_SIDE)
        };
        match rounds.last_mut().filter(fits) {
            Some(round) => round.combinations.push(combination),
            None => rounds.push(Round { locale, combinations: vec![combination] }),
        }
    }
    rounds
}

impl<'a> Round<'a> {
    pub fn arrangement(&self) -> Vec<ScreenSetup> {
        let setup = |combination: &Combination| ScreenSetup {
            id: combination.screen.clone(),
            preset: combination.device.id.clone(),
            orientation: Orientation::Portrait,
            size: None,
            preferences: Preferences {
                theme: Some(combination.theme),
                locale: combination.locale.clone(),
                ..Preferences::default()
            },
        };
        self.screens().map(setup).collect()
    }

    pub fn of_mode(&self, mode: DisplayMode) -> impl Iterator<Item = &'a Combination> {
        self.combinations.iter().copied().filter(move |combination| combination.mode == mode)
    }

    /// One combination of each.
    fn screens(&self) -> impl Iterator<Item = &'a Combination> {
        let mut known: Vec<&str> = Vec::new();
        self.combinations.iter().copied().filter(move |combination| {
            let is_new = !known.contains(&combination.screen.as_str());
            if is_new {
                known.push(&combination.screen);
            }
            is_new
        })
    }
}

impl Combination {
    /// For a file.
    pub fn name(&self) -> String {
        let locale = self.locale.iter().map(|locale| format!("-{locale}")).collect::<String>();
        format!("{}-{}-{}{locale}", self.device.id, theme(self.theme), mode(self.mode))
    }

    /// For a person.
    pub fn label(&self) -> String {
        let locale = self.locale.iter().map(|locale| format!(" · {locale}")).collect::<String>();
        format!("{} · {} · {}{locale}", self.device.name, theme(self.theme), mode(self.mode))
    }
}

pub fn framed(picture: Picture, combination: &Combination, density: Option<f64>) -> Result<Picture, Problem> {
    let body =
        Body { form: combination.device.form, density: density.unwrap_or(combination.device.pixel_ratio) };
    drawing::framed(&picture, body)
}

fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn mode(mode: DisplayMode) -> &'static str {
    match mode {
        DisplayMode::Inline => "inline",
        DisplayMode::Fullscreen => "fullscreen",
        DisplayMode::Pip => "pip",
        DisplayMode::Modal => "modal",
    }
}

fn unknown(name: &str, presets: &[Preset]) -> Problem {
    let names: Vec<&str> = presets.iter().map(|preset| preset.id.as_str()).collect();
    Problem::invalid(format!("There is no device “{name}”."), format!("There are: {}.", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preset(id: &str) -> Preset {
        let device = format!(
            r#"{{"id":"{id}","name":"{id}","form":"phone","width":320,"height":480,"userAgent":"","touch":true,
            "safeArea":{{"top":0,"right":0,"bottom":0,"left":0}},"hover":false,"platform":"","touchPoints":5,
            "safeAreaTurned":{{"top":0,"right":0,"bottom":0,"left":0}},"pixelRatio":2,"cutout":"none","source":""}}"#
        );
        serde_json::from_str(&device).unwrap()
    }

    fn matrix() -> Matrix {
        Matrix {
            devices: vec!["a".into(), "b".into(), "c".into()],
            themes: vec![Theme::Light, Theme::Dark],
            modes: vec![DisplayMode::Inline, DisplayMode::Fullscreen],
            locales: Vec::new(),
        }
    }

    #[test]
    fn a_screen_is_open_once_for_all_modes_and_four_are_at_once() {
        let combinations = matrix().plan(&["a", "b", "c"].map(preset), "shot").unwrap().combinations;
        assert_eq!(combinations.len(), matrix().count());
        let rounds = rounds(&combinations);
        let open: Vec<Vec<String>> = rounds
            .iter()
            .map(|round| round.arrangement().into_iter().map(|setup| setup.id).collect())
            .collect();
        assert_eq!(open, [vec!["shot-1", "shot-2", "shot-3", "shot-4"], vec!["shot-5", "shot-6"]]);
        let names: Vec<String> = rounds[1].of_mode(DisplayMode::Fullscreen).map(Combination::name).collect();
        assert_eq!(names, ["c-light-fullscreen", "c-dark-fullscreen"]);
    }

    #[test]
    fn each_locale_has_rounds_of_its_own() {
        let locales = vec!["de-CH".to_owned(), "ar".to_owned()];
        let matrix = Matrix { devices: vec!["a".into()], locales, ..matrix() };
        let combinations = matrix.plan(&[preset("a")], "shot").unwrap().combinations;
        let locales: Vec<Option<&str>> = rounds(&combinations).iter().map(|round| round.locale).collect();
        assert_eq!(locales, [Some("de-CH"), Some("ar")]);
        assert_eq!(combinations[0].name(), "a-light-inline-de-CH");
        assert_eq!(combinations[0].label(), "a · light · inline · de-CH");
    }

    #[test]
    fn nothing_floats_on_a_phone() {
        let modes = vec![DisplayMode::Pip, DisplayMode::Inline];
        let matrix = Matrix { devices: vec!["a".into(), "b".into()], modes, ..matrix() };
        let presets = [preset("a"), Preset { form: DeviceForm::Desktop, ..preset("b") }];
        let plan = matrix.plan(&presets, "shot").unwrap();
        let names: Vec<String> = plan.combinations.iter().map(Combination::name).collect();
        let left = [
            "a-light-inline",
            "a-dark-inline",
            "b-light-pip",
            "b-light-inline",
            "b-dark-pip",
            "b-dark-inline",
        ];
        assert_eq!(names, left);
        assert_eq!(plan.without_pip, ["a"]);
        assert_eq!(rounds(&plan.combinations)[0].arrangement().len(), 4);
        let floating = Matrix { modes: vec![DisplayMode::Pip], ..matrix };
        let screens = floating.plan(&presets, "shot").unwrap().combinations;
        let ids: Vec<&str> = screens.iter().map(|combination| combination.screen.as_str()).collect();
        assert_eq!(ids, ["shot-1", "shot-2"]);
    }

    #[test]
    fn who_names_a_device_that_is_none_is_told_which_there_are() {
        let problem = matrix().plan(&["a", "b"].map(preset), "shot").unwrap_err();
        assert_eq!(problem, Problem::invalid("There is no device “c”.", "There are: a, b."));
    }
}
