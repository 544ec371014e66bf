//! A very long sentence: a tree, in bounded memory. Alone in its program, whose memory it measures.

use dateline_language::{Language, from_conllu};

/// The most memory that this program has had, in megabytes, where the system tells.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? / 1024)
}

#[test]
fn a_sentence_of_5000_tokens() {
    const WORDS: [&str; 9] = ["the", "envoys", "of", "Chad", "who", "left", ",", "and", "Norway"];
    let row = |id: usize| format!("{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_\n", id + 1, WORDS[id * id % 13 % 9]);
    let (text, given) = from_conllu(&(0..5_000).map(row).collect::<String>()).expect("it is CoNLL-U");
    let before = peak_memory();
    let parse = Language::embedded().parse_tokens(&text, &given);
    assert_eq!((parse.sentences.len(), parse.tokens.len()), (1, 5_000));
    assert_eq!(parse.tokens.iter().filter(|token| token.head.is_none()).count(), 1);
    for id in 0..5_000 {
        assert!(parse.ancestors(id).take(5_000).count() < 5_000, "a circle above {id}");
    }
    // The model's numbers and what this sentence wants beside them.
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after - before < 100, "{} MB", after - before);
    }
}
