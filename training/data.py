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


class Rows:
    """Which row of the embedding table a feature has: the frequent ones their own, the others their slot's."""

    def __init__(self, sentences, least):
        words = np.concatenate(sentences)
        self.fingerprints, self.slots, counts = [], [], []
        for slot in range(SLOTS):
            column = words[:, slot]
            found, count = np.unique(column[column != 0], return_counts=True)
            frequent = count >= least[slot]
            self.fingerprints.append(found[frequent])
            counts.append(count[frequent])
        self.starts = SLOTS + 1 + np.cumsum([0] + [len(f) for f in self.fingerprints])
        self.count = int(self.starts[-1])
        # Row 0 is for an absent feature and always zero; rows 1 to SLOTS for rare ones.
        self.counts = np.zeros(self.count, dtype=np.float32)
        self.counts[SLOTS + 1 :] = np.concatenate(counts)

    @classmethod
    def read(cls, fingerprints, starts):
        """The table of a model file."""
        rows = cls.__new__(cls)
        rows.fingerprints = [fingerprints[starts[slot] : starts[slot + 1]] for slot in range(SLOTS)]
        rows.starts = SLOTS + 1 + starts.astype(np.int64)
        rows.count = int(rows.starts[-1])
        return rows

    def of(self, sentence):
        rows = np.zeros((len(sentence), SLOTS), dtype=np.int64)
        for slot in range(SLOTS):
            known, column = self.fingerprints[slot], sentence[:, slot]
            at = np.searchsorted(known, column).clip(max=len(known) - 1)
            rows[:, slot] = np.where(known[at] == column, self.starts[slot] + at, slot + 1)
            rows[column == 0, slot] = 0
        return rows


def batch(items):
    """Pads sentences (rows, annotation) to words x sentences x ..."""
    longest = max(len(rows) for rows, _ in items)
    rows = torch.zeros(longest, len(items), SLOTS, dtype=torch.long)
    gold = torch.full((longest, len(items), 4), NONE, dtype=torch.long)
    mask = torch.zeros(longest, len(items), 1)
    for i, (r, annotation) in enumerate(items):
        rows[: len(r), i] = torch.from_numpy(r)
        gold[: len(r), i] = torch.from_numpy(annotation)
        mask[: len(r), i] = 1
    return rows, gold, mask


def batches(sentences, rows, words, longest=120):
    """Batches of about so many words, sentences of like length together. Long training sentences are left out."""
    items = [(rows.of(s), s[:, SLOTS:].astype(np.int32).astype(np.int64)) for s in sentences if len(s) <= longest]
    return items, words


def shuffled(items, words, generator):
    """An order of batches: sentences shuffled, bucketed by length with noise, batches shuffled."""
    noise = generator.uniform(0, 4, len(items))
    order = np.argsort([len(rows) + n for (rows, _), n in zip(items, noise)])
    found, current, size = [], [], 0
    for index in order:
        length = len(items[index][0])
        if current and (size + length > words):
            found.append(current)
            current, size = [], 0
        current.append(index)
        size += length
    found.append(current)
    generator.shuffle(found)
    return found
