"""Compares the parser in Rust with this network.

    check.py fixture MODEL PREPARED OUT    what the network says of check.tsv, for the parser's own test
    check.py agree MODEL SET.bin PARSED.conllu   how many words of a set get the same labels from both

The parser takes the best tree, this network each word's best head: heads are compared in sentences whose best heads
make a tree, relations at the parser's heads.
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


def label(network, table, sentence, heads=None):
    """Encoded words, tags, heads by argmax, relations at these heads or at those given, entity labels."""
    rows, _, mask = data.batch([(table.of(sentence), sentence[:, data.SLOTS :].astype("int64") * 0)])
    with torch.no_grad():
        encoded = network.encode(rows, mask)[:, 0]
        out = network(rows, mask)
        best = out["arcs"].masked_fill(padding(mask), -1e4).argmax(-1).t()
        relations = network.relations(out, best if heads is None else torch.tensor(heads)[:, None]).argmax(-1)
    columns = (out["tag"].argmax(-1), best, relations, best_labels(out["entity"][:, 0])[:, None])
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


def read_parsed(path):
    """Sentences of words (tag, head, relation, entity label)."""
    sentences = [[]]
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            name = [entry[4:] for entry in columns[9].split("|") if entry.startswith("NER=")]
            sentences[-1].append(("|".join(columns[3:6]), int(columns[6]), columns[7], name[0] if name else "O"))
        elif line == "\n":
            sentences.append([])
    return sentences[:-1]


def is_tree(heads):
    """Whether every word of a sentence leads to one root."""
    reached, last = {0}, None
    while last != len(reached):
        last = len(reached)
        reached |= {word for word, head in enumerate(heads, 1) if head in reached}
    return heads.count(0) == 1 and last == len(heads) + 1


def agree(model, prepared, parsed):
    network, table, labels = export.read(model)
    sentences = list(zip(data.read_set(prepared), read_parsed(parsed), strict=False))
    names = ("tag", "head", "relation", "entity label")
    words, same = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for sentence, system in sentences:
        assert len(sentence) == len(system)
        ours = label(network, table, sentence, [head for _, head, _, _ in system])[1]
        tree = is_tree([head for _, head, _, _ in ours])
        for (tag, head, relation, entity), theirs in zip(ours, system):
            # The parser's root has no other relation than root, and nothing else has.
            relation = "root" if theirs[1] == 0 else labels["relation"][relation].replace("root", "parataxis")
            ours_too = (labels["tag"][tag], head, relation, labels["entity"][entity])
            for name, one, other in zip(names, ours_too, theirs):
                if name != "head" or tree:
                    words[name] += 1
                    same[name] += one == other
    print(f"{len(sentences)} sentences")
    for name in names:
        print(f"the same {name}: {same[name]} of {words[name]} words")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fixture", *arguments]:
            fixture(*arguments)
        case ["agree", *arguments]:
            agree(*arguments)
        case _:
            sys.exit(__doc__)
