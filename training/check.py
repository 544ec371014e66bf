"""Compares the parser in Rust with this network.

    check.py fixture MODEL PREPARED OUT    what the network says of check.tsv, for the parser's own test
    check.py agree MODEL SET.bin PARSED.conllu   how many words of a set got the same labels from both
"""

import sys

import torch

import data
import export
from train import padding


def best_labels(scores):
    """The best sequence of entity labels in which I follows B or I of its kind."""
    sums, back = torch.zeros(scores.shape[1]), []
    allowed = torch.full((scores.shape[1], scores.shape[1]), 0.0)  # from, to
    for label in range(2, scores.shape[1], 2):
        allowed[:, label] = float("-inf")
        allowed[[label - 1, label], label] = 0
    for word, row in enumerate(scores):
        best, before = (sums[:, None] + allowed).max(0) if word else (torch.zeros_like(sums), torch.zeros_like(sums).long())
        sums = best + row
        if word == 0:
            sums[2::2] = float("-inf")
        back.append(before)
    found = [int(sums.argmax())]
    for before in back[:0:-1]:
        found.append(int(before[found[-1]]))
    return torch.tensor(found[::-1])


def label(network, table, sentence):
    """Encoded words, tags, heads by argmax, relations, entity labels."""
    rows, _, mask = data.batch([(table.of(sentence), sentence[:, data.SLOTS :].astype("int64") * 0)])
    with torch.no_grad():
        encoded = network.encode(rows, mask)[:, 0]
        out = network(rows, mask)
        heads = out["arcs"].masked_fill(padding(mask), -1e4).argmax(-1).t()
        relations = network.relations(out, heads).argmax(-1)
    columns = (out["tag"].argmax(-1), heads, relations, best_labels(out["entity"][:, 0])[:, None])
    return encoded, torch.cat(columns, 1).tolist()


def fixture(model, prepared, out):
    network, table, _ = export.read(model)
    text = open(__file__.replace("check.py", "check.tsv"), encoding="utf-8").read()
    forms = [[line.split("\t")[0] for line in block.splitlines()] for block in text.strip().split("\n\n")]
    with open(out, "w", encoding="utf-8") as file:
        file.write("# form, tag, head, relation, entity label, then the first four numbers of the encoded word\n")
        for words, sentence in zip(forms, data.read_set(f"{prepared}/check.bin"), strict=True):
            encoded, labels = label(network, table, sentence)
            for form, found, vector in zip(words, labels, encoded[:, :4].tolist(), strict=True):
                file.write("\t".join([form, *map(str, found), *(f"{x:.5f}" for x in vector)]) + "\n")
            file.write("\n")


def agree(model, prepared, parsed):
    network, table, labels = export.read(model)
    system, sentence = [], []
    for line in open(parsed, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            sentence.append(("|".join(columns[3:6]), int(columns[6]), columns[7]))
        elif line == "\n":
            system.append(sentence)
            sentence = []
    words, same = 0, [0, 0, 0]
    for one, other in zip(data.read_set(prepared), system, strict=False):
        assert len(one) == len(other)
        for (tag, head, relation, _), theirs in zip(label(network, table, one)[1], other):
            ours = (labels["tag"][tag], head, labels["relation"][relation])
            words += 1
            same = [count + (x == y) for count, x, y in zip(same, ours, theirs)]
    print(f"{words} words; the same tag {same[0]}, head {same[1]}, relation {same[2]}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fixture", *arguments]:
            fixture(*arguments)
        case ["agree", *arguments]:
            agree(*arguments)
        case _:
            sys.exit(__doc__)
