//! Writes the documents of a treebank out as text, in the ways that text comes: paragraphs by blank lines or by
//! line breaks, filled lines, a sentence a line, bullets, straight quotes or round ones, with datelines and titles.

use language::training::Boundary;

use crate::treebank::{Document, Paragraph, Token, Word};

/// A way to write a document down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A blank line between paragraphs.
    Paragraphs,
    /// A line for each paragraph, no blank lines.
    Lines,
    /// Blank lines, and lines filled to some width.
    Filled,
    /// No line break but after what has no full stop.
    Flat,
    /// A line for each sentence.
    Sentences,
}

impl Layout {
    pub(crate) const ALL: [Layout; 5] =
        [Layout::Paragraphs, Layout::Lines, Layout::Filled, Layout::Flat, Layout::Sentences];
}

/// A text and what is right at each of its bytes.
#[derive(Default)]
pub(crate) struct Gold {
    pub text: String,
    pub boundaries: Vec<Boundary>,
    pub ends: Vec<bool>,
    /// Start and end of each token and each sentence.
    pub tokens: Vec<(usize, usize)>,
    pub sentences: Vec<(usize, usize)>,
}

impl Gold {
    fn mark(&mut self, boundary: Boundary) {
        self.boundaries.resize(self.text.len() + 1, Boundary::Join);
        if let Some(last) = self.boundaries.last_mut() {
            *last = boundary;
        }
    }

    fn add(&mut self, token: &Token) {
        let start = self.text.len();
        self.mark(Boundary::Cut);
        for (index, word) in token.words.iter().enumerate() {
            if index > 0 {
                self.mark(Boundary::Joint);
            }
            self.text.push_str(&word.form);
        }
        self.mark(Boundary::Cut);
        self.tokens.push((start, self.text.len()));
    }
}

/// Writes a document out.
pub(crate) fn write_out(document: &Document, layout: Layout, chance: &mut Chance) -> Gold {
    let mut gold = Gold::default();
    let width = 56 + chance.below(24);
    let mut line = 0; // where the line begins
    for paragraph in document {
        for sentence in paragraph {
            let start = gold.text.len();
            for token in sentence {
                let size: usize = token.words.iter().map(|word| word.form.len()).sum();
                if layout == Layout::Filled
                    && gold.text.ends_with(' ')
                    && gold.text.len() + size > line + width
                {
                    gold.text.pop();
                    gold.text.push('\n');
                    line = gold.text.len();
                }
                gold.add(token);
                if token.space {
                    gold.text.push(' ');
                }
            }
            let end = gold.text.trim_end().len();
            let start = start + (gold.text[start..].len() - gold.text[start..].trim_start().len());
            gold.sentences.push((start, end));
            gold.ends.resize(end + 1, false);
            gold.ends[end] = true;
            if layout == Layout::Sentences {
                gold.text.truncate(end);
                gold.text.push('\n');
            }
        }
        let ended = gold.text.trim_end().ends_with(['.', '!', '?', '"', '”', ')']);
        gold.text.truncate(gold.text.trim_end().len());
        gold.text.push_str(match layout {
            Layout::Paragraphs | Layout::Filled => "\n\n",
            Layout::Flat if ended => " ",
            _ => "\n",
        });
        line = gold.text.len();
    }
    gold.boundaries.resize(gold.text.len() + 1, Boundary::Join);
    gold.ends.resize(gold.text.len() + 1, false);
    gold
}

/// The document in other clothes: other quotes, a title or initials before some names, a dateline before some
/// paragraphs; sentences that have a line each with bullets, or without their full stops, as in lists.
pub(crate) fn disguise(document: &Document, layout: Layout, chance: &mut Chance) -> Document {
    let quotes = chance.below(5);
    let bullet =
        (layout == Layout::Sentences && chance.below(4) == 0).then(|| ["•", "-", "*", "–"][chance.below(4)]);
    let unended = layout == Layout::Sentences && chance.below(3) == 0;
    let mut number = 0;
    let mut disguised = document.clone();
    for paragraph in &mut disguised {
        if chance.below(25) == 0 {
            add_dateline(paragraph, chance);
        }
        for sentence in paragraph.iter_mut() {
            add_titles(sentence, chance);
            add_possessives(sentence, chance);
            number += 1;
            if unended && sentence.len() > 3 && sentence.last().is_some_and(|last| last.words[0].form == ".")
            {
                sentence.pop();
            }
            match bullet {
                Some("1") => {
                    sentence.splice(0..0, [plain(&number.to_string(), false), plain(".", true)]);
                }
                Some(bullet) => sentence.insert(0, plain(bullet, true)),
                None => {}
            }
            for word in sentence.iter_mut().flat_map(|token| &mut token.words) {
                match quotes {
                    0 => round_quotes(word),
                    1 => straight_quotes(word),
                    2 => single_quotes(word, ["'", "'"]),
                    3 => single_quotes(word, ["‘", "’"]),
                    _ => {}
                }
            }
        }
    }
    disguised
}

fn plain(form: &str, space: bool) -> Token {
    Token { words: vec![Word { form: form.to_owned(), ..Word::default() }], space }
}

fn round_quotes(word: &mut Word) {
    word.form = match (word.form.as_str(), word.xpos.as_str()) {
        ("\"", "``") => "“".to_owned(),
        ("\"", "''") => "”".to_owned(),
        ("'", "``") => "‘".to_owned(),
        _ => word.form.replace('\'', "’"),
    };
}

fn straight_quotes(word: &mut Word) {
    word.form = word.form.replace(['“', '”'], "\"").replace(['’', '‘'], "'");
}

/// As British papers have them.
fn single_quotes(word: &mut Word, marks: [&str; 2]) {
    match word.form.as_str() {
        "\"" | "“" | "”" if word.xpos == "``" => word.form = marks[0].to_owned(),
        "\"" | "“" | "”" => word.form = marks[1].to_owned(),
        _ if marks[1] == "’" => word.form = word.form.replace('\'', "’"),
        _ => {}
    }
}

const TITLES: [&str; 20] = [
    "Gen.", "Sen.", "Rep.", "Gov.", "Lt.", "Col.", "Capt.", "Maj.", "Sgt.", "Mr.", "Mrs.", "Ms.", "Dr.",
    "Prof.", "Rev.", "St.", "Adm.", "Brig.", "Hon.", "Amb.",
];

/// "Sen. Lind", "Lt. Gen. Lind", "J. R. Lind" where the treebank has "Lind".
fn add_titles(sentence: &mut Vec<Token>, chance: &mut Chance) {
    let mut at = 0;
    while at < sentence.len() {
        let name = |token: &Token| token.words.len() == 1 && token.words[0].xpos == "NNP";
        let long = sentence[at].words[0].form.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
        if name(&sentence[at]) && long && (at == 0 || !name(&sentence[at - 1])) && chance.below(20) == 0 {
            let initial = |chance: &mut Chance| format!("{}.", (b'A' + chance.below(26) as u8) as char);
            let words = match chance.below(5) {
                0 => vec![initial(chance)],
                1 => vec![initial(chance), initial(chance)],
                2 => vec!["No.".to_owned(), (chance.below(30) + 1).to_string()],
                3 => vec![TITLES[chance.below(TITLES.len())].to_owned()],
                _ => vec![TITLES[chance.below(TITLES.len())].to_owned(), initial(chance)],
            };
            for word in words {
                sentence.insert(at, plain(&word, true));
                at += 1;
            }
        }
        at += 1;
    }
}

/// "envoys' cars" where the treebank has "envoys cars" or some such: plural possessives are rare there.
fn add_possessives(sentence: &mut [Token], chance: &mut Chance) {
    for at in 1..sentence.len() {
        let (before, after) = sentence.split_at_mut(at);
        let (Some(plural), Some(noun)) = (before.last_mut(), after.first()) else { continue };
        let [word] = plural.words.as_slice() else { continue };
        let fits = matches!(word.xpos.as_str(), "NNS" | "NNPS") && word.form.ends_with('s') && plural.space;
        if fits && matches!(noun.words[0].xpos.as_str(), "NN" | "NNS" | "JJ") && chance.below(6) == 0 {
            let xpos = "POS".to_owned();
            plural.words.push(Word { form: "'".to_owned(), xpos, ..Word::default() });
        }
    }
}

const CITIES: [&str; 10] = [
    "RABAT",
    "New Delhi",
    "MEXICO CITY",
    "Oslo",
    "KYIV",
    "LIMA",
    "Addis Ababa",
    "MANILA",
    "Ankara",
    "CANBERRA",
];
const MONTHS: [&str; 8] = ["Jan.", "Feb.", "March", "July", "Aug.", "Sept.", "Oct", "Dec"];
const AGENCIES: [&str; 5] = ["AP", "Reuters", "AFP", "Xinhua", "IPS"];

/// "RABAT, 12 Jan (Agency) - " before the first sentence.
fn add_dateline(paragraph: &mut Paragraph, chance: &mut Chance) {
    let Some(first) = paragraph.first_mut().filter(|first| first.len() > 8) else { return };
    let mut tokens: Vec<Token> = CITIES[chance.below(10)].split(' ').map(|word| plain(word, true)).collect();
    let glue = |tokens: &mut Vec<Token>| {
        if let Some(last) = tokens.last_mut() {
            last.space = false;
        }
    };
    let form = chance.below(4);
    if form != 0 {
        glue(&mut tokens);
        tokens.push(plain(",", true));
        let (month, day) = (MONTHS[chance.below(8)], (chance.below(30) + 1).to_string());
        let date = if form == 1 { [day.as_str(), month] } else { [month, day.as_str()] };
        tokens.extend(date.map(|word| plain(word, true)));
    }
    if form != 1 {
        tokens.extend([plain("(", false), plain(AGENCIES[chance.below(5)], false), plain(")", true)]);
    }
    tokens.push(plain(["-", "—", "–", "--"][chance.below(4)], true));
    first.splice(0..0, tokens);
}

/// A small generator of numbers that look random, the same each time.
pub(crate) struct Chance(pub u64);

impl Chance {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound
    }
}
