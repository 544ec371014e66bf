"""Prepared sets, read and put into batches."""

import numpy as np
import torch

SLOTS = 13
COLUMNS = SLOTS + 4
NONE = -1


def read_set(path):
    """A list of sentences, each an array words x (features, head, relation, tag, entity)."""
    numbers = np.fromfile(path, dtype="<u4")
    count = int(numbers[0])
    lengths = numbers[1 : 1 + count].astype(np.int64)
    words = numbers[1 + count :].reshape(-1, COLUMNS)
    assert len(words) == lengths.sum()
    return [words[end - length : end] for length, end in zip(lengths, np.cumsum(lengths))]


def read_labels(path):
    labels = {"tag": [], "relation": [], "entity": []}
    for line in open(path, encoding="utf-8"):
        kind, label = line.rstrip("\n").split("\t")
        labels[kind].append(label)
    return labels


class Vectors:
    """The given vectors (`vectors.py`): fingerprints of words, sorted; their rows, whole numbers; the scale of these."""

    def __init__(self, fingerprints, rows, scale):
        self.fingerprints, self.rows, self.scale = fingerprints, rows, np.float32(scale)

    @classmethod
    def read(cls, path):
        file = np.load(path)
        return cls(file["fingerprints"], file["vectors"], file["scale"])

    def tensor(self):
        """As numbers, after a row of zeros for words without a vector."""
        return torch.from_numpy(np.pad(self.rows * self.scale, ((1, 0), (0, 0))))


class Rows:
    """Which row of the embedding table a feature has: the frequent ones their own, the others their slot's; and
    which given vector a word has."""

    def __init__(self, sentences, least, vectors):
        self.vectors = vectors
        words = np.concatenate(sentences)
        # A word that has no tree teaches the parser nothing: it counts a quarter.
        weights = np.where(words[:, SLOTS] == np.uint32(2**32 - 1), 0.25, 1)
        self.fingerprints, counts = [], []
        for slot in range(SLOTS):
            column = words[:, slot]
            found, inverse = np.unique(column, return_inverse=True)
            count = np.bincount(inverse, weights)
            found, count = found[found != 0], count[found != 0]
            frequent = count >= least[slot]
            self.fingerprints.append(found[frequent])
            counts.append(count[frequent])
        self.starts = SLOTS + 1 + np.cumsum([0] + [len(f) for f in self.fingerprints])
        self.count = int(self.starts[-1])
        # Row 0 is for an absent feature and always zero; rows 1 to SLOTS for rare ones.
        self.counts = np.zeros(self.count, dtype=np.float32)
        self.counts[SLOTS + 1 :] = np.concatenate(counts)

    @classmethod
    def read(cls, fingerprints, starts, vectors):
        """The table of a model file."""
        rows = cls.__new__(cls)
        rows.vectors = vectors
        rows.fingerprints = [fingerprints[starts[slot] : starts[slot + 1]] for slot in range(SLOTS)]
        rows.starts = SLOTS + 1 + starts.astype(np.int64)
        rows.count = int(rows.starts[-1])
        return rows

    def of(self, sentence):
        """words x (features, vector)."""
        rows = np.zeros((len(sentence), SLOTS + 1), dtype=np.int64)
        for slot in range(SLOTS):
            known, column = self.fingerprints[slot], sentence[:, slot]
            at = np.searchsorted(known, column).clip(max=len(known) - 1)
            rows[:, slot] = np.where(known[at] == column, self.starts[slot] + at, slot + 1)
            rows[column == 0, slot] = 0
        known, column = self.vectors.fingerprints, sentence[:, 0]
        at = np.searchsorted(known, column).clip(max=len(known) - 1)
        rows[:, SLOTS] = np.where(known[at] == column, at + 1, 0)
        return rows


def batch(items):
    """Pads sentences (rows, annotation) to words x sentences x ..."""
    longest = max(len(rows) for rows, _ in items)
    rows = torch.zeros(longest, len(items), SLOTS + 1, dtype=torch.long)
    gold = torch.full((longest, len(items), 4), NONE, dtype=torch.long)
    mask = torch.zeros(longest, len(items), 1)
    for i, (r, annotation) in enumerate(items):
        rows[: len(r), i] = torch.from_numpy(r)
        gold[: len(r), i] = torch.from_numpy(annotation)
        mask[: len(r), i] = 1
    return rows, gold, mask


def items(sentences, rows, longest=120):
    """Sentences as (rows, annotation). Long ones are left out."""
    return [(rows.of(s), s[:, SLOTS:].astype(np.int32).astype(np.int64)) for s in sentences if len(s) <= longest]


def has_tree(item):
    return item[1][0, 0] != NONE


def shuffled(items, words, generator, share=1.0):
    """An order of batches: sentences with trees, and a share of those without apart from them, by length with noise."""
    noise = generator.uniform(0, 4, len(items))
    found, size = [[]], 0
    for trees in (True, False):
        indices = [i for i, item in enumerate(items) if has_tree(item) == trees and (trees or generator.random() < share)]
        for index in sorted(indices, key=lambda i: len(items[i][0]) + noise[i]):
            length = len(items[index][0])
            if size + length > words:
                found.append([])
                size = 0
            found[-1].append(index)
            size += length
        found.append([])
        size = 0
    found = [batch for batch in found if batch]
    generator.shuffle(found)
    return found
