//! The files of `lexicon/`, in the order in which they are read.

/// A file of the lexicon: its name and its text.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../lexicon/", $name)))
    };
}

/// All of them.
#[rustfmt::skip]
pub(crate) const FILES: &[(&str, &str)] = &[
    file!("classes.toml"),
    file!("modality.toml"),
    file!("boilerplate.toml"),
    file!("cues.toml"),
    file!("times.toml"),
    file!("frames/diplomacy.toml"),
    file!("frames/help.toml"),
    file!("frames/yield.toml"),
    file!("frames/demands.toml"),
    file!("frames/force.toml"),
];

/// One of them, by name.
pub(crate) fn file(name: &str) -> (&'static str, &'static str) {
    *FILES.iter().find(|(known, _)| *known == name).expect("the name of a file in the list")
}

/// The frame files, named without their folder.
pub(crate) fn frame_files() -> Vec<(&'static str, &'static str)> {
    FILES.iter().filter_map(|&(name, text)| Some((name.strip_prefix("frames/")?, text))).collect()
}
