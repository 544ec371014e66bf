//! What is true of the parse of every text, however odd.

use dateline_language::{Language, Multiword, Parse, Relation, from_conllu, to_conllu};
use proptest::prelude::*;

/// Pieces that are hard on a tokenizer: joined and flagged emoji, marks without a letter, what has no width,
/// what turns the direction of writing, all kinds of white space.
const ODD: [&str; 30] = [
    "👩‍🚀",
    "👍🏽",
    "🇳🇴",
    "🇳",
    "1️⃣",
    "🏴\u{e0067}\u{e0062}\u{e007f}",
    "e\u{301}",
    "\u{301}",
    "\u{345}\u{327}",
    "नमस्ते",
    "日本語",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{2060}",
    "\u{ad}",
    "\u{200f}",
    "\u{202e}",
    "\u{0}",
    "\u{1c}",
    "\u{85}",
    "\u{a0}",
    "\u{3000}",
    "\u{2028}",
    "\r\n",
    "\t",
    "\n\n",
    "\u{fdd0}",
    "\u{10ffff}",
    "İ",
];

/// Pieces of news.
const PLAIN: [&str; 30] = [
    "The",
    "harbour",
    "master",
    "of",
    "Vesterby",
    "told",
    "reporters",
    "didn't",
    "can't've",
    "Chad's",
    "U.S.",
    "Sen.",
    "J.",
    "$1,200.50",
    "3-4",
    "\"",
    "“",
    "’",
    "(",
    ")",
    ".",
    ",",
    "-",
    "–",
    "www.example.org/a?b=c",
    "press@example.org",
    "#harbour",
    "NATO",
    "two",
    "left",
];

/// Texts of such pieces, of any characters, and of both.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PLAIN.to_vec()).prop_map(str::to_owned),
        2 => proptest::sample::select(ODD.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        4 => Just(" ".to_owned()),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// Whether a character may be left out of the words beside white space: it has no width, or is a control.
fn is_nothing(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Words and what is between them give back the text; between them stands nothing that could be seen.
fn holds_the_text(text: &str, parse: &Parse) {
    let (mut rebuilt, mut at) = (String::new(), 0);
    for token in &parse.tokens {
        let gap = &text[at..token.span.start as usize];
        assert!(gap.chars().all(is_nothing), "left out: {gap:?}");
        assert!(!token.span.is_empty());
        rebuilt.push_str(gap);
        rebuilt.push_str(token.span.of(text));
        at = token.span.end as usize;
    }
    assert!(text[at..].chars().all(is_nothing), "left out: {:?}", &text[at..]);
    rebuilt.push_str(&text[at..]);
    assert!(rebuilt.as_bytes() == text.as_bytes());
}

/// Sentences follow one another, each is a tree, and a name stands in one sentence.
fn holds_trees(parse: &Parse) {
    let mut next = 0;
    for sentence in &parse.sentences {
        let tokens = sentence.tokens.clone();
        assert!(tokens.start == next && !tokens.is_empty());
        next = tokens.end;
        for id in tokens.clone() {
            let token = parse.token(id);
            assert_eq!(token.relation == Relation::Root, token.head.is_none());
            assert!(token.head.is_none_or(|head| tokens.contains(&head)));
            assert!(parse.ancestors(id).take(tokens.len()).count() < tokens.len(), "a circle");
            if let Multiword::First(words) = token.multiword {
                let rest = id + 1..id + u32::from(words);
                assert!(rest.end <= tokens.end);
                assert!(rest.into_iter().all(|id| parse.token(id).multiword == Multiword::Rest));
            }
        }
        assert_eq!(tokens.filter(|&id| parse.token(id).head.is_none()).count(), 1);
    }
    assert_eq!(next as usize, parse.tokens.len());
    let mut last = 0;
    for entity in &parse.entities {
        assert!(last <= entity.tokens.start && entity.tokens.start < entity.tokens.end);
        last = entity.tokens.end;
        assert_eq!(parse.sentence_of(entity.tokens.start), parse.sentence_of(last - 1));
    }
}

/// CoNLL-U that a strict reader accepts: ten columns without white space in forms, `# text` as the words say it,
/// offsets that point at them; and what is read of it is what was written.
fn holds_conllu(text: &str, parse: &Parse) {
    let conllu = to_conllu(text, parse, None);
    let letters: Vec<char> = text.chars().collect();
    let (rebuilt, read) = from_conllu(&conllu).expect("what we write can be read");
    assert_eq!(read.tokens.len(), parse.tokens.len());
    for (one, other) in parse.tokens.iter().zip(&read.tokens) {
        assert_eq!(one.span.of(text), other.span.of(&rebuilt));
        assert_eq!((&one.lemma, one.head, one.multiword), (&other.lemma, other.head, other.multiword));
        assert_eq!(
            (one.upos, one.xpos, one.feats, one.relation),
            (other.upos, other.xpos, other.feats, other.relation)
        );
    }
    assert_eq!(read.entities, parse.entities);
    let texts = conllu.lines().filter_map(|line| line.strip_prefix("# text = "));
    assert!(texts.eq(rebuilt.lines()));
    for line in conllu.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 10);
        assert!(
            columns.iter().all(|column| !column.is_empty() && !column.contains(char::is_whitespace)),
            "{line:?}"
        );
        let offset = |name| {
            columns[9]
                .split('|')
                .find_map(|entry| entry.strip_prefix(name))
                .map(|digits: &str| digits.parse::<usize>())
        };
        if let (Some(Ok(start)), Some(Ok(end))) = (offset("start="), offset("end=")) {
            assert_eq!(letters[start..end].iter().collect::<String>(), columns[1]);
        } else {
            assert!(columns[0].contains('-'), "no offsets: {line:?}");
        }
    }
}

/// The lines of the words of a text, without their offsets.
fn lines(text: &str) -> Vec<String> {
    let conllu = to_conllu(text, &Language::embedded().parse(text), None);
    let words = conllu.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    words
        .map(|line| {
            line.split("start=").next().unwrap_or(line).to_owned() + line.split("|NER=").nth(1).unwrap_or("")
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_text_has_a_parse(text in text()) {
        let parse = Language::embedded().parse(&text);
        holds_the_text(&text, &parse);
        holds_trees(&parse);
        holds_conllu(&text, &parse);
    }

    #[test]
    fn a_paragraph_does_not_depend_on_its_neighbours(texts in proptest::collection::vec(text(), 1..7)) {
        // What is printed of the last word tells whether white space follows; so let it always follow.
        let texts: Vec<String> = texts.iter().map(|text| format!("{text} x\n\n")).collect();
        let alone: Vec<String> = texts.iter().flat_map(|text| lines(text)).collect();
        prop_assert_eq!(lines(&texts.concat()), alone);
    }

    #[test]
    fn what_is_no_conllu_is_an_error_and_no_panic(rows in proptest::collection::vec("[0-3]?(-[1-3])?(\t([a-cé]{0,2}|[0-3]|_)){8,9}|# x|", 0..8)) {
        if let Ok((text, parse)) = from_conllu(&rows.join("\n")) {
            let again = Language::embedded().parse_tokens(&text, &parse);
            prop_assert_eq!(again.tokens.len(), parse.tokens.len());
            to_conllu(&text, &again, None);
        }
    }
}

#[test]
fn a_parse_does_not_depend_on_other_threads() {
    let text = include_str!("../../../examples/trial.txt");
    let alone = lines(text);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(|| lines(text))).collect();
        for reader in readers {
            assert!(reader.join().expect("no thread panics") == alone);
        }
    });
}

#[test]
fn words_of_a_megabyte() {
    for piece in ["a", "é", "e\u{301}", "a\u{200b}", "0"] {
        let text = format!("The {} left.", piece.repeat((1 << 20) / piece.len()));
        let parse = Language::embedded().parse(&text);
        holds_the_text(&text, &parse);
        holds_trees(&parse);
    }
}
