//! Text to sentences of words.

use std::ops::Range;

use record::Span;

use crate::Multiword;

/// A text, cut into words and sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    /// UD's syntactic words, in the order of the text.
    pub words: Vec<Word>,
    /// Each sentence's words; together they are all of them.
    pub sentences: Vec<Range<u32>>,
}

/// A syntactic word, before it has a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands.
    pub span: Span,
    /// Whether, and how, it is part of a multiword token ("don't", "China's").
    pub multiword: Multiword,
}

/// Cuts a text into words and sentences: no word lies in a span of `skip`, no sentence crosses one.
pub(crate) fn tokenize(text: &str, skip: &[Span]) -> Tokens {
    let mut tokens = Tokens::default();
    let mut first = 0;
    let mut end_sentence = |tokens: &mut Tokens| {
        let last = tokens.words.len() as u32;
        if last > first {
            tokens.sentences.push(first..last);
            first = last;
        }
    };
    let mut open: Option<usize> = None;
    let mut ended = false;
    let mut skip = skip.iter().peekable();
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        while skip.next_if(|span| span.end as usize <= at).is_some() {}
        let skipped = skip.peek().is_some_and(|span| span.start as usize <= at);
        let part = !skipped && !letter.is_whitespace();
        let punctuation = part && !letter.is_alphanumeric() && letter != '-' && letter != '\'';
        if (!part || punctuation)
            && let Some(start) = open.take()
        {
            tokens.words.push(Word { span: Span::new(start, at), multiword: Multiword::No });
        }
        if skipped || letter == '\n' || (letter.is_whitespace() && ended) {
            end_sentence(&mut tokens);
        }
        if punctuation {
            tokens.words.push(Word { span: Span::new(at, at + letter.len_utf8()), multiword: Multiword::No });
        } else if part && open.is_none() {
            open = Some(at);
        }
        ended = matches!(letter, '.' | '!' | '?') || (ended && matches!(letter, '"' | '”' | '’' | ')'));
    }
    end_sentence(&mut tokens);
    tokens
}
