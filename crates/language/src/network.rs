//! The network's forward pass: words in, scores out.
//!
//! The sum of each word's feature rows and its given vector, turned; a window of three words; gated recurrences in both directions; a
//! head for tags, one for entity labels, a biaffine one for heads and one for relations. The same as
//! `training/network.py`, whose scores a test compares with these. Sentences go through together for the
//! sake of the matrix products, and each comes out as if alone.

use std::ops::Range;

use record::Error;

use crate::features::{SLOTS, features, opens};
use crate::matrix::{Columns, Linear, Norm, add_products, argmax, sigmoid, wide};
use crate::tree::{best_labels, best_tree};
use crate::weights::{Embedding, File, Vectors};

/// Longer sentences get a tree for each piece of so many words, so that time and memory stay bounded.
const LONGEST: usize = 300;

/// The weights, ready.
pub(crate) struct Network {
    embedding: Embedding,
    vectors: Vectors,
    vector: Linear,
    embedding_norm: Norm,
    window: Linear,
    window_norm: Norm,
    recurrences: Vec<Linear>,
    norm: Norm,
    heads: Linear,
    arc: Linear,
    arc_head: Linear,
    arc_distance: Linear,
    /// The root as a head: for arcs, then for relations.
    root: Vec<f32>,
    relation: Linear,
    tag: Linear,
    entity: Linear,
}

/// What the network says of some sentences' words, by numbers of labels.
#[derive(Default)]
pub(crate) struct Labels {
    pub(crate) tags: Vec<usize>,
    /// 0 for the root, else the head's number in its sentence, from 1.
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<usize>,
    pub(crate) entities: Vec<usize>,
}

impl Network {
    pub(crate) fn new(file: &File) -> Result<Network, Error> {
        let mut recurrences = Vec::new();
        while let Ok(recurrence) = file.linear(&format!("recurrences.{}.linear", recurrences.len())) {
            recurrences.push(recurrence);
        }
        Ok(Network {
            embedding: file.embedding()?,
            vectors: file.vectors()?,
            vector: file.linear("vector")?,
            embedding_norm: file.norm("embedding_norm")?,
            window: file.linear("window")?,
            window_norm: file.norm("window_norm")?,
            recurrences,
            norm: file.norm("norm")?,
            heads: file.linear("heads")?,
            arc: file.linear("arc")?,
            arc_head: file.linear("arc_head")?,
            arc_distance: file.linear("arc_distance")?,
            root: file.numbers("root")?,
            relation: file.linear("relation")?,
            tag: file.linear("tag")?,
            entity: file.linear("entity")?,
        })
    }

    /// Labels the words of these sentences, one after the other.
    pub(crate) fn label(&self, sentences: &[&[&str]]) -> Labels {
        let ranges = ranges(sentences);
        let encoded = self.encode(sentences, &ranges);
        let width = self.norm.scale.len();
        let mut scores = Vec::new();
        self.tag.apply(Columns::all(&encoded, width), &mut scores);
        let tags = scores.chunks_exact(self.tag.outputs).map(argmax).collect();

        let mut heads = Vec::new();
        self.heads.apply(Columns::all(&encoded, width), &mut heads);
        for number in &mut heads {
            *number = number.max(*number * 0.1);
        }
        let entities = self.entities(&heads, &ranges, &mut scores);
        let found = self.trees(&heads, &ranges);
        let relations = self.relations(&heads, &ranges, &found, &mut scores);
        Labels { tags, heads: found, relations, entities }
    }

    /// A vector for each word in its sentence.
    fn encode(&self, sentences: &[&[&str]], ranges: &[Range<usize>]) -> Vec<f32> {
        let width = self.embedding.width;
        let features = features_of(sentences);
        let mut given = vec![0.0; features.len() * self.vectors.width];
        for (features, row) in features.iter().zip(given.chunks_exact_mut(self.vectors.width)) {
            self.vectors.copy(features[0], row);
        }
        let mut embedded = Vec::new();
        self.vector.apply(Columns::all(&given, self.vectors.width), &mut embedded);
        for (features, row) in features.iter().zip(embedded.chunks_exact_mut(width)) {
            self.embedding.add(features, row);
        }
        self.embedding_norm.apply(&mut embedded);
        let windows = windows(&embedded, width, ranges);
        let mut x = Vec::new();
        self.window.apply(Columns::all(&windows, 3 * width), &mut x);
        x.iter_mut().for_each(|x| *x = x.max(0.0));
        self.window_norm.apply(&mut x);
        let mut gates = Vec::new();
        for recurrence in &self.recurrences {
            recurrence.apply(Columns::all(&x, recurrence.inputs), &mut gates);
            for range in ranges {
                let width = recurrence.inputs;
                recur(
                    &mut gates[range.start * 3 * width..range.end * 3 * width],
                    &mut x[range.start * width..range.end * width],
                    width,
                );
            }
        }
        self.norm.apply(&mut x);
        x
    }

    fn entities(&self, heads: &[f32], ranges: &[Range<usize>], scores: &mut Vec<f32>) -> Vec<usize> {
        let (stride, width) = (self.heads.outputs, self.entity.inputs);
        self.entity.apply(Columns::some(heads, stride, stride - width, width), scores);
        let labels = self.entity.outputs;
        ranges
            .iter()
            .flat_map(|range| best_labels(&scores[range.start * labels..range.end * labels], labels))
            .collect()
    }

    /// The heads of all words, counted in their sentences from 1.
    fn trees(&self, heads: &[f32], ranges: &[Range<usize>]) -> Vec<u32> {
        let (stride, width) = (self.heads.outputs, self.arc.inputs);
        let dependents = Columns::some(heads, stride, 0, width);
        let as_heads = Columns::some(heads, stride, width, width);
        let (mut turned, mut by_head, mut by_distance) = (Vec::new(), Vec::new(), Vec::new());
        self.arc.apply(dependents, &mut turned);
        self.arc_head.apply(as_heads, &mut by_head);
        self.arc_distance.apply(dependents, &mut by_distance);
        let distances = self.arc_distance.outputs;
        let root = &self.root[..width];
        let mut of_root = Vec::new();
        self.arc_head.apply(Columns::all(root, width), &mut of_root);
        let (mut scores, mut products) = (Vec::new(), Vec::new());
        let mut found = Vec::with_capacity(turned.len() / width);
        for range in ranges {
            let mut above = 0; // the root of the sentence's first piece
            for piece in pieces(range) {
                let words = piece.len();
                let turned = Columns::all(&turned, width).slice(piece.clone());
                products.clear();
                products.resize(words * words, 0.0);
                add_products(turned, as_heads.slice(piece.clone()), &mut products);
                scores.clear();
                for word in 0..words {
                    let far = &by_distance[(piece.start + word) * distances..][..distances];
                    let with_root: f32 = turned.row(word).iter().zip(root).map(|(x, y)| x * y).sum();
                    scores.push(with_root + of_root[0] + far[0]);
                    let heads = &by_head[piece.clone()];
                    let products = &products[word * words..][..words];
                    scores.extend(products.iter().zip(heads).enumerate().map(
                        |(head, (product, by_head))| {
                            let middle = distances / 2;
                            let distance = (head + middle).saturating_sub(word).min(distances - 1);
                            product + by_head + far[distance]
                        },
                    ));
                }
                let before = (piece.start - range.start) as u32;
                let tree = best_tree(&scores, words);
                let mut root = 0;
                for (word, head) in tree.into_iter().enumerate() {
                    if head == 0 {
                        root = before + word as u32 + 1;
                    }
                    found.push(if head == 0 { above } else { before + head });
                }
                if above == 0 {
                    above = root;
                }
            }
        }
        found
    }

    fn relations(
        &self,
        heads: &[f32],
        ranges: &[Range<usize>],
        found: &[u32],
        scores: &mut Vec<f32>,
    ) -> Vec<usize> {
        let (stride, arc, width) = (self.heads.outputs, self.arc.inputs, self.relation.inputs);
        let dependents = Columns::some(heads, stride, 2 * arc, width);
        let as_heads = Columns::some(heads, stride, 2 * arc + width, width);
        let mut pairs = Vec::with_capacity(found.len() * width);
        for range in ranges {
            for word in range.clone() {
                let head = match found[word] {
                    0 => &self.root[arc..],
                    head => as_heads.row(range.start + head as usize - 1),
                };
                pairs.extend(dependents.row(word).iter().zip(head).map(|(x, y)| (x + y).max(0.0)));
            }
        }
        self.relation.apply(Columns::all(&pairs, width), scores);
        scores.chunks_exact(self.relation.outputs).map(argmax).collect()
    }
}

/// The features of all words, one sentence after the other.
fn features_of(sentences: &[&[&str]]) -> Vec<[u32; SLOTS]> {
    let mut found = Vec::with_capacity(sentences.iter().map(|sentence| sentence.len()).sum());
    for sentence in sentences {
        let mut first = true;
        for form in *sentence {
            found.push(features(form, first));
            first &= opens(form);
        }
    }
    found
}

/// Where each sentence's words stand among all.
fn ranges(sentences: &[&[&str]]) -> Vec<Range<usize>> {
    let mut end = 0;
    sentences
        .iter()
        .map(|sentence| {
            let start = end;
            end += sentence.len();
            start..end
        })
        .collect()
}

/// A sentence, or the pieces of a very long one.
fn pieces(range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = range.end;
    range.clone().step_by(LONGEST).map(move |start| start..(start + LONGEST).min(end))
}

/// Each word's vector between its neighbours' (zeros beyond the sentence).
fn windows(x: &[f32], width: usize, ranges: &[Range<usize>]) -> Vec<f32> {
    let mut windows = vec![0.0; 3 * x.len()];
    for range in ranges {
        for word in range.clone() {
            let from = if word > range.start { word - 1 } else { word };
            let to = (word + 2).min(range.end);
            let start = (2 * word + 1 + from) * width; // the middle one is the word's own
            windows[start..start + (to - from) * width].copy_from_slice(&x[from * width..to * width]);
        }
    }
    windows
}

wide! {
    /// One sentence through a recurrence. Each row of `gates` is new, keep, out; the first half of the
    /// channels runs forward, the second backward. `x` is replaced by `x + out * (c - x)` with
    /// `c = keep * c before + (1 - keep) * new`.
    fn recur(gates: &mut [f32], x: &mut [f32], width: usize) {
        for gates in gates.chunks_exact_mut(3 * width) {
            sigmoid(&mut gates[width..]);
        }
        let half = width / 2;
        let mut c = vec![0.0; half];
        for (gates, x) in gates.chunks_exact(3 * width).zip(x.chunks_exact_mut(width)) {
            step(gates, x, &mut c, 0..half, width);
        }
        c.fill(0.0);
        for (gates, x) in gates.chunks_exact(3 * width).zip(x.chunks_exact_mut(width)).rev() {
            step(gates, x, &mut c, half..width, width);
        }
    }
}

/// One word of a recurrence.
#[inline(always)]
fn step(gates: &[f32], x: &mut [f32], c: &mut [f32], channels: Range<usize>, width: usize) {
    let (new, gates) = gates.split_at(width);
    let (keep, out) = gates.split_at(width);
    let (new, keep, out) = (&new[channels.clone()], &keep[channels.clone()], &out[channels.clone()]);
    for ((((x, c), new), keep), out) in x[channels].iter_mut().zip(c).zip(new).zip(keep).zip(out) {
        *c = keep * (*c - new) + new;
        *x += out * (*c - *x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `training/check.py` says that PyTorch finds, with the very model that is embedded.
    #[test]
    fn finds_what_the_network_in_training_finds() {
        let file = File::read(include_bytes!("../model/english.bin")).expect("a model");
        let network = Network::new(&file).expect("a whole model");
        for sentence in include_str!("../model/check.tsv").trim_end().split("\n\n") {
            let lines = sentence.lines().filter(|line| !line.starts_with("# "));
            let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
            let words: Vec<&str> = rows.iter().map(|row| row[0]).collect();
            let sentences = [words.as_slice()];
            let labels = network.label(&sentences);
            let encoded = network.encode(&sentences, &ranges(&sentences));
            let vectors = encoded.chunks_exact(network.norm.scale.len());
            for (index, (row, vector)) in rows.iter().zip(vectors).enumerate() {
                let found = [
                    labels.tags[index],
                    labels.heads[index] as usize,
                    labels.relations[index],
                    labels.entities[index],
                ];
                assert_eq!(found.map(|label| label.to_string()), row[1..5], "{row:?}");
                for (number, wanted) in vector.iter().zip(&row[5..]) {
                    let wanted: f32 = wanted.parse().expect("a number");
                    assert!((number - wanted).abs() < 1e-3, "{row:?}: {number}");
                }
            }
        }
    }
}
