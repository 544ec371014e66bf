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
    file!("frames/promises.toml"),
    file!("frames/help.toml"),
    file!("frames/politics.toml"),
    file!("frames/demands.toml"),
    file!("frames/yield.toml"),
    file!("frames/sanctions.toml"),
    file!("frames/courts.toml"),
    file!("frames/protest.toml"),
    file!("frames/coercion.toml"),
    file!("frames/mobilization.toml"),
    file!("frames/assault.toml"),
];

/// One of them, by name.
pub(crate) fn file(name: &str) -> (&'static str, &'static str) {
    *FILES.iter().find(|(known, _)| *known == name).expect("the name of a file in the list")
}

/// The frame files, named without their folder.
pub(crate) fn frame_files() -> Vec<(&'static str, &'static str)> {
    FILES.iter().filter_map(|&(name, text)| Some((name.strip_prefix("frames/")?, text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_file_of_the_folder_is_in_the_list() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/frames")).unwrap();
        let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut found: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
        let mut listed: Vec<&str> = frame_files().into_iter().map(|(name, _)| name).collect();
        found.sort();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }
}
