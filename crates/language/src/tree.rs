//! The best tree over the words of a sentence, and the best sequence of entity labels.

/// A score of each head for each of `words` words: rows of `words + 1`, the root first.
///
/// Gives each word's head, 0 for the root: the tree of the greatest sum in which exactly one word hangs
/// from the root. Mostly each word's best head already makes a tree; if not, Chu, Liu and Edmonds' method
/// finds it.
pub(crate) fn best_tree(scores: &[f32], words: usize) -> Vec<u32> {
    let nodes = words + 1;
    debug_assert_eq!(scores.len(), words * nodes);
    let mut matrix = vec![f64::NEG_INFINITY; nodes * nodes];
    for word in 1..nodes {
        for head in 0..nodes {
            if head != word {
                matrix[word * nodes + head] = f64::from(scores[(word - 1) * nodes + head]);
            }
        }
    }
    let heads = best_heads(&matrix, nodes);
    if heads.iter().skip(1).filter(|&&head| head == 0).count() == 1 && cycle(&heads).is_none() {
        return to_words(&heads);
    }
    // With every root arc this much worse, the best tree has as few of them as can be: one.
    const FAR: f64 = 1e6;
    for word in 1..nodes {
        matrix[word * nodes] -= FAR;
    }
    to_words(&arborescence(&matrix, nodes))
}

fn to_words(heads: &[usize]) -> Vec<u32> {
    heads[1..].iter().map(|&head| head as u32).collect()
}

fn best_heads(matrix: &[f64], nodes: usize) -> Vec<usize> {
    let mut heads = vec![0; nodes];
    for (word, head) in heads.iter_mut().enumerate().skip(1) {
        let row = &matrix[word * nodes..][..nodes];
        for (candidate, score) in row.iter().enumerate() {
            if *score > row[*head] {
                *head = candidate;
            }
        }
    }
    heads
}

/// A circle of heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()]; // by the walk from which node
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let around =
                std::iter::successors(Some(heads[node]), |&next| (next != node).then(|| heads[next]));
            return Some(around.collect());
        }
    }
    None
}

/// The best tree from node 0: takes each node's best head; draws a circle together to one node; so on.
fn arborescence(matrix: &[f64], nodes: usize) -> Vec<usize> {
    let mut heads = best_heads(matrix, nodes);
    let Some(circle) = cycle(&heads) else { return heads };
    let at = |word: usize, head: usize| matrix[word * nodes + head];
    let others: Vec<usize> = (0..nodes).filter(|node| !circle.contains(node)).collect();
    let (count, whole) = (others.len() + 1, others.len());
    let mut smaller = vec![f64::NEG_INFINITY; count * count];
    let mut entry = vec![circle[0]; count]; // from this head, the circle is best broken at
    let mut exit = vec![circle[0]; count]; // to this word, the best head in the circle
    for (index, &other) in others.iter().enumerate() {
        for (column, &head) in others.iter().enumerate() {
            smaller[index * count + column] = at(other, head);
        }
        let gain = |node: usize| at(node, other) - at(node, heads[node]);
        for &node in &circle {
            if at(other, node) > at(other, exit[index]) {
                exit[index] = node;
            }
            if gain(node) > gain(entry[index]) {
                entry[index] = node;
            }
        }
        smaller[index * count + whole] = if other == 0 { f64::NEG_INFINITY } else { at(other, exit[index]) };
        smaller[whole * count + index] = gain(entry[index]);
    }
    let found = arborescence(&smaller, count);
    for (index, &other) in others.iter().enumerate().skip(1) {
        heads[other] = if found[index] == whole { exit[index] } else { others[found[index]] };
    }
    let from = found[whole];
    heads[entry[from]] = others[from];
    heads
}

/// The best labels (0 for O, 1 + 2k for B, 2 + 2k for I of kind k) where I follows only B or I of its kind.
pub(crate) fn best_labels(scores: &[f32], labels: usize) -> Vec<usize> {
    let words = scores.len() / labels;
    let mut sums = vec![0.0f32; labels];
    let mut back = vec![0; scores.len()];
    for (word, row) in scores.chunks_exact(labels).enumerate() {
        let before = sums.clone();
        for label in 0..labels {
            let inside = label > 0 && label % 2 == 0;
            let mut best = if inside { label - 1 } else { 0 };
            let may_follow = if inside { label - 1..label + 1 } else { 0..labels };
            for previous in may_follow {
                if before[previous] > before[best] {
                    best = previous;
                }
            }
            let opens = word == 0 && inside;
            sums[label] = if opens { f32::NEG_INFINITY } else { before[best] + row[label] };
            back[word * labels + label] = best;
        }
    }
    let mut label = crate::matrix::argmax(&sums);
    let mut found = vec![0; words];
    for word in (0..words).rev() {
        found[word] = label;
        label = back[word * labels + label];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All trees with one root, the best of them.
    fn by_trying(scores: &[f32], words: usize) -> f32 {
        let nodes = words + 1;
        let mut best = f32::NEG_INFINITY;
        for mut code in 0..nodes.pow(words as u32) {
            let mut heads = vec![0];
            for _ in 0..words {
                heads.push(code % nodes);
                code /= nodes;
            }
            let one_root = heads[1..].iter().filter(|&&head| head == 0).count() == 1;
            let loops = (1..nodes).any(|word| heads[word] == word);
            if one_root && !loops && cycle(&heads).is_none() {
                best = best.max(sum(scores, &heads));
            }
        }
        best
    }

    fn sum(scores: &[f32], heads: &[usize]) -> f32 {
        (1..heads.len()).map(|word| scores[(word - 1) * heads.len() + heads[word]]).sum()
    }

    #[test]
    fn finds_the_best_of_all_trees() {
        let mut state = 1u32;
        for words in 1..6 {
            for _ in 0..60 {
                let scores: Vec<f32> = (0..words * (words + 1))
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (state >> 20) as f32 / 100.0
                    })
                    .collect();
                let heads = best_tree(&scores, words);
                let heads: Vec<usize> =
                    std::iter::once(0).chain(heads.iter().map(|&head| head as usize)).collect();
                assert_eq!(heads[1..].iter().filter(|&&head| head == 0).count(), 1);
                assert!(cycle(&heads).is_none(), "{heads:?}");
                assert!((sum(&scores, &heads) - by_trying(&scores, words)).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn a_name_goes_on_only_after_it_began() {
        // O, B, I of one kind: the second word would like to go on what the first did not begin.
        assert_eq!(best_labels(&[1.0, 0.5, 9.0, 0.0, 0.0, 2.0], 3), [1, 2]);
        assert_eq!(best_labels(&[3.0, 0.0, 0.0, 0.0, 1.0, 2.0], 3), [0, 1]);
        assert_eq!(best_labels(&[], 3), [0usize; 0]);
    }
}
