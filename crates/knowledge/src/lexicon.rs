//! The files of `lexicon/`, in the order in which they are read.

use record::Error;

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
    file!("frames/about.toml"),
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

/// The file that, beside frames, makes a folder a whole lexicon.
const MARK: &str = "classes.toml";

/// A lexicon to read: ours, or one that stands in its place.
pub(crate) struct Lexicon<'t> {
    /// Name and text, in the order of [`FILES`]; frame files that are not in it follow by name.
    files: Vec<(&'t str, &'t str)>,
}

impl<'t> Lexicon<'t> {
    /// The one inside the binary.
    pub(crate) fn embedded() -> Lexicon<'static> {
        Lexicon { files: FILES.to_vec() }
    }

    /// Whether these files are a whole lexicon, and not additions to one.
    pub(crate) fn is_whole(files: &[(String, String)]) -> bool {
        files.iter().any(|(name, _)| name == MARK)
            && files.iter().any(|(name, _)| name.starts_with("frames/"))
    }

    /// The lexicon of a folder. What it lacks is ours, but its frames are all there are.
    pub(crate) fn of(files: &'t [(String, String)]) -> Result<Lexicon<'t>, Error> {
        let text =
            |wanted: &str| files.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.as_str());
        if text("times.toml").is_some_and(|text| text != file("times.toml").1) {
            let error =
                Error::new("the patterns of times cannot be read from a folder").in_file("times.toml");
            return Err(error.hint("they are built in: build dateline again to try others"));
        }
        let kept = FILES.iter().filter_map(|&(name, ours)| match text(name) {
            None if name.starts_with("frames/") => None,
            found => Some((name, found.unwrap_or(ours))),
        });
        let is_new =
            |name: &str| name.starts_with("frames/") && FILES.iter().all(|(known, _)| *known != name);
        let new = files.iter().filter(|(name, _)| is_new(name));
        Ok(Lexicon { files: kept.chain(new.map(|(name, text)| (name.as_str(), text.as_str()))).collect() })
    }

    /// One of its files, by name.
    pub(crate) fn file(&self, name: &str) -> (&'t str, &'t str) {
        *self.files.iter().find(|(known, _)| *known == name).expect("the name of a file in the list")
    }

    /// The frame files, named without their folder.
    pub(crate) fn frame_files(&self) -> Vec<(&'t str, &'t str)> {
        self.files.iter().filter_map(|&(name, text)| Some((name.strip_prefix("frames/")?, text))).collect()
    }

    /// All its texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &'t str> {
        self.files.iter().map(|(_, text)| *text)
    }
}

/// One of the files inside the binary, by name.
pub(crate) fn file(name: &str) -> (&'static str, &'static str) {
    Lexicon::embedded().file(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_file_of_the_folder_is_in_the_list() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/frames")).unwrap();
        let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut found: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
        let mut listed: Vec<&str> =
            Lexicon::embedded().frame_files().into_iter().map(|(name, _)| name).collect();
        found.sort();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_ours() {
        let files = [
            ("classes.toml".to_owned(), String::new()),
            ("frames/assault.toml".to_owned(), "b".to_owned()),
            ("frames/diplomacy.toml".to_owned(), "a".to_owned()),
            ("frames/own.toml".to_owned(), "c".to_owned()),
        ];
        let lexicon = Lexicon::of(&files).unwrap();
        let frames = [("diplomacy.toml", "a"), ("assault.toml", "b"), ("own.toml", "c")];
        assert_eq!(lexicon.frame_files(), frames);
        assert_eq!(lexicon.file("cues.toml"), file("cues.toml"));
    }

    #[test]
    fn other_times_are_refused() {
        let files = [(MARK.to_owned(), String::new()), ("times.toml".to_owned(), "[class]".to_owned())];
        let message = Lexicon::of(&files).err().unwrap().to_string();
        assert!(message.starts_with("times.toml: the patterns of times cannot"), "{message}");
    }
}
