"""Trains the model and writes it: `train.py PREPARED VECTORS MODEL`. See README.md."""

import argparse
import copy
import math
import time

import numpy as np
import torch
from torch.nn import functional as F

import data
import export
from network import Network


def losses(network, rows, gold, mask, weight):
    """The sum of the four losses, each a mean over the words it is known for; entities with this weight."""
    heads, relations, tags, entities = gold.unbind(-1)
    if not (heads >= 0).any():
        return weight * mean_loss(network.entities(rows, mask).flatten(0, 1), entities.reshape(-1))
    out = network(rows, mask)
    arcs = out["arcs"].masked_fill(padding(mask), -1e4)
    return (mean_loss(arcs.flatten(0, 1), heads.t().reshape(-1), smoothing=0)
            + mean_loss(network.relations(out, heads.clamp(min=0)).flatten(0, 1), relations.reshape(-1))
            + mean_loss(out["tag"].flatten(0, 1), tags.reshape(-1))
            + weight * mean_loss(out["entity"].flatten(0, 1), entities.reshape(-1)))


def padding(mask):
    """sentences x 1 x (1 + words): which heads do not exist."""
    none = mask.squeeze(-1).t() == 0
    return F.pad(none, (1, 0), value=False)[:, None, :]


def mean_loss(scores, gold, smoothing=0.03):
    known = gold >= 0
    if not known.any():
        return scores.sum() * 0
    return F.cross_entropy(scores, gold, ignore_index=data.NONE, label_smoothing=smoothing)


def spans(labels):
    """Entity spans of a list of label numbers (0 O, 1 + 2k B, 2 + 2k I)."""
    found, start, kind = set(), None, None
    for i, label in enumerate(list(labels) + [0]):
        inside = label > 0 and label % 2 == 0 and kind == (label - 1) // 2 and start is not None
        if not inside:
            if start is not None:
                found.add((start, i, kind))
            start, kind = (i, (label - 1) // 2) if label > 0 else (None, None)
    return found


@torch.no_grad()
def evaluate(network, items, labels):
    """UPOS, UAS, LAS in percent (heads by argmax), entity F1."""
    network.eval()
    upos = np.array([hash(t.split("|")[0]) for t in labels["tag"]] + [0])
    count = np.zeros(7)
    order = data.shuffled(items, 4000, np.random.default_rng(0))
    for indices in order:
        rows, gold, mask = data.batch([items[i] for i in indices])
        out = network(rows, mask)
        heads, relations, tags, entities = gold.unbind(-1)
        found = out["arcs"].masked_fill(padding(mask), -1e4).argmax(-1).t()
        found_relations = network.relations(out, found).argmax(-1)
        known = heads >= 0
        right = (found == heads) & known
        found_tags = out["tag"].argmax(-1)
        count[0] += known.sum()
        count[1] += (upos[found_tags[known]] == upos[tags[known]]).sum()
        count[2] += right.sum()
        count[3] += (right & (found_relations == relations)).sum()
        found_entities = out["entity"].argmax(-1).numpy()
        for i in range(rows.shape[1]):
            if entities[0, i] >= 0:
                n = int(mask[:, i].sum())
                one, other = spans(entities[:n, i].tolist()), spans(found_entities[:n, i].tolist())
                count[4:] += [len(one & other), len(one), len(other)]
    network.train()
    return {"UPOS": 100 * count[1] / max(count[0], 1), "UAS": 100 * count[2] / max(count[0], 1),
            "LAS": 100 * count[3] / max(count[0], 1), "NER": 200 * count[4] / max(count[5] + count[6], 1)}


def drop_features(rows, counts, generator):
    """Rare words, and now and then any feature, look unknown, so that unknown ones are met in training."""
    slot = torch.arange(1, data.SLOTS + 2)
    slot[-1] = 0  # a word without a vector
    slot = slot.expand_as(rows)
    word = rows[..., :1]
    rare = 0.3 / (0.3 + counts[word]) + 0.03
    drop = torch.rand(rows.shape, generator=generator) < 0.05
    drop[..., :2] |= torch.rand(word.shape, generator=generator) < rare
    return torch.where(drop & (rows > 0), slot, rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("prepared")
    parser.add_argument("vectors")
    parser.add_argument("model")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--words", type=int, default=2000, help="in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--dropout", type=float, default=0.28)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--least", type=int, default=2, help="how often a feature must occur")
    parser.add_argument("--entities", type=float, default=2.0, help="weight of the loss of entity labels")
    parser.add_argument("--share", type=float, default=0.5, help="of the sentences without trees that an epoch takes")
    parser.add_argument("--every", type=int, default=2, help="evaluate every so many epochs")
    parser.add_argument("--stop", type=int, default=0, help="end after so many batches (to measure speed)")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    generator = np.random.default_rng(1)
    noise = torch.Generator().manual_seed(1)

    labels = data.read_labels(f"{arguments.prepared}/labels.txt")
    train = data.read_set(f"{arguments.prepared}/train.bin")
    least = [arguments.least] * 2 + [arguments.least + 1] * (data.SLOTS - 2)
    table = data.Rows(train, least, data.Vectors.read(arguments.vectors))
    counts = torch.from_numpy(table.counts)
    items = data.items(train, table)
    devs = {}
    for name in ("dev-ewt", "dev-gum", "dev-politics"):
        devs[name] = data.items(data.read_set(f"{arguments.prepared}/{name}.bin"), table, 10**6)
    network = Network(table.count, table.vectors.tensor(), *(len(labels[kind]) for kind in labels),
                      dropout=arguments.dropout, depth=arguments.depth)
    with torch.no_grad():
        network.embedding.weight[0] = 0
    average = copy.deepcopy(network)
    sizes = {name: p.numel() for name, p in network.named_parameters()}
    print(f"{len(items)} sentences, {sum(len(r) for r, _ in items)} words, {table.count} rows, "
          f"{sum(sizes.values()) - sizes['embedding.weight']} weights beside them", flush=True)

    decayed = [p for name, p in network.named_parameters() if p.dim() > 1 and "embedding" not in name]
    plain = [p for name, p in network.named_parameters() if p.dim() <= 1 or "embedding" in name]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0}],
                                  lr=arguments.rate, betas=(0.9, 0.98), eps=1e-8, fused=True)
    per_epoch = len(data.shuffled(items, arguments.words, np.random.default_rng(1), arguments.share))
    total = arguments.epochs * per_epoch
    step, best, words, mean, start = 0, -1.0, 0, 0.0, time.time()
    for epoch in range(arguments.epochs):
        for indices in data.shuffled(items, arguments.words, generator, arguments.share):
            warm = min(1.0, (step + 1) / 200)
            rate = arguments.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / total))))
            for group in optimizer.param_groups:
                group["lr"] = rate
            rows, gold, mask = data.batch([items[i] for i in indices])
            loss = losses(network, drop_features(rows, counts, noise), gold, mask, arguments.entities)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            with torch.no_grad():
                network.embedding.weight[0] = 0
                if step % 5 == 4:
                    weight = min(0.02, 10 / (step + 10))
                    torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), weight)
            step += 1
            words += int(mask.sum())
            mean += (loss.item() - mean) * 0.02
            if step == arguments.stop:
                print(f"{words / (time.time() - start):.0f} words/s, {per_epoch} batches an epoch, loss {mean:.2f}")
                return
        if epoch % arguments.every < arguments.every - 1 and epoch < arguments.epochs - 1:
            continue
        figures = {name: evaluate(average, dev, labels) for name, dev in devs.items()}
        score = (figures["dev-ewt"]["LAS"] + figures["dev-gum"]["LAS"] + 0.2 * figures["dev-ewt"]["NER"]
                 + 0.2 * figures["dev-politics"]["NER"])
        seconds = time.time() - start
        shown = [f"{name} " + " ".join(f"{k} {v:.2f}" for k, v in f.items() if v) for name, f in figures.items()]
        print(f"{seconds:.0f}s epoch {epoch + 1}/{arguments.epochs} {words / seconds:.0f} words/s loss {mean:.2f} "
              + "  ".join(shown) + (" *" if score > best else ""), flush=True)
        if score > best:
            best = score
            export.write(arguments.model, average, table, labels)


if __name__ == "__main__":
    main()
