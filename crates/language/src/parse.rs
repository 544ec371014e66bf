use std::ops::Range;

use compact_str::CompactString;
use record::Span;

use crate::{EntityKind, Relation, Upos, Xpos};

/// The number of a token (a syntactic word) in its [`Parse`], counted from 0 over the whole text.
pub type TokenId = u32;

/// A text, read: sentences of tokens, each token with its tag, lemma and head.
///
/// Tokens are UD's syntactic words: "don't" is two, "do" and "n't", which share one [`Token::multiword`].
/// Heads never cross a sentence.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
    /// All tokens of all sentences, in the order of the text.
    pub tokens: Vec<Token>,
    /// Names of persons, organisations and places, in the order of the text, without overlaps.
    pub entities: Vec<Entity>,
    /// For each token where its children begin in `children`; one entry more at the end.
    child_starts: Vec<u32>,
    children: Vec<TokenId>,
}

/// A sentence: a run of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<TokenId>,
}

/// A syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands. The parts of a multiword token divide its span among them.
    pub span: Span,
    /// Whether, and how, it is part of a multiword token ("don't", "China's").
    pub multiword: Multiword,
    /// The dictionary form.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Morphological features as CoNLL-U has them, `""` for none.
    pub feats: &'static str,
    /// The token it depends on; none for the root of its sentence.
    pub head: Option<TokenId>,
    /// How it depends on it.
    pub relation: Relation,
}

/// The place of a syntactic word in a multiword token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiword {
    /// A token of its own.
    No,
    /// The first of this many words.
    First(u8),
    /// A later word.
    Rest,
}

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// What it names.
    pub kind: EntityKind,
}

impl Parse {
    /// A parse of these sentences; works out who is whose child.
    pub fn new(sentences: Vec<Sentence>, tokens: Vec<Token>, entities: Vec<Entity>) -> Parse {
        let mut child_starts = vec![0; tokens.len() + 1];
        for head in tokens.iter().filter_map(|token| token.head) {
            child_starts[head as usize + 1] += 1;
        }
        for index in 1..child_starts.len() {
            child_starts[index] += child_starts[index - 1];
        }
        let mut next = child_starts.clone();
        let mut children = vec![0; child_starts[tokens.len()] as usize];
        for (id, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head as usize] as usize] = id as TokenId;
                next[head as usize] += 1;
            }
        }
        Parse { sentences, tokens, entities, child_starts, children }
    }

    /// The token of this number.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id as usize]
    }

    /// The tokens that depend on it directly, in the order of the text.
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        let at = |index: usize| self.child_starts[index] as usize;
        &self.children[at(id as usize)..at(id as usize + 1)]
    }

    /// Its children in one of these relations.
    pub fn children_in<'a>(
        &'a self,
        id: TokenId,
        relations: &'a [Relation],
    ) -> impl Iterator<Item = TokenId> + 'a {
        self.children(id)
            .iter()
            .copied()
            .filter(move |&child| relations.contains(&self.token(child).relation))
    }

    /// Its first child in this relation.
    pub fn child(&self, id: TokenId, relation: Relation) -> Option<TokenId> {
        self.children(id).iter().copied().find(|&child| self.token(child).relation == relation)
    }

    /// It and all that hangs from it, in the order of the text.
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        self.subtree_without(id, |_| false)
    }

    /// It and all that hangs from it, without those children (and what hangs from them) that are left out.
    pub fn subtree_without(&self, id: TokenId, leave_out: impl Fn(TokenId) -> bool) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while let Some(&token) = found.get(next) {
            next += 1;
            found.extend(self.children(token).iter().copied().filter(|&child| !leave_out(child)));
        }
        found.sort_unstable();
        found
    }

    /// The number of the sentence that a token stands in.
    pub fn sentence_of(&self, id: TokenId) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= id)
    }

    /// The token at the top of a sentence.
    pub fn root(&self, sentence: usize) -> Option<TokenId> {
        self.sentences[sentence].tokens.clone().find(|&id| self.token(id).head.is_none())
    }

    /// Its head, its head's head, and so on up to the root.
    pub fn ancestors(&self, id: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.token(id).head, |&head| self.token(head).head)
    }

    /// From the first byte of these tokens to the last; empty for none.
    pub fn span_of(&self, tokens: &[TokenId]) -> Span {
        match (tokens.iter().min(), tokens.iter().max()) {
            (Some(&first), Some(&last)) => self.token(first).span.cover(self.token(last).span),
            _ => Span::default(),
        }
    }

    /// The tokens that overlap a span.
    pub fn tokens_in(&self, span: Span) -> Range<TokenId> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        first as TokenId..last.max(first) as TokenId
    }
}
