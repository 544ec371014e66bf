"""The network: hashed features and given vectors of words in, scores of tags, heads, relations and entity labels out.

`crates/language/src/network.rs` computes the same; `check.py` compares the two.
"""

import torch
from torch import nn
from torch.nn import functional as F

DISTANCES = 33  # heads from 16 words before to 16 words after, what is farther counts as that


class Scan(torch.autograd.Function):
    """c[t] = keep[t] * c[t-1] + new[t], over the first dimension."""

    @staticmethod
    def forward(ctx, keep, new):
        c = torch.empty_like(new)
        c[0] = new[0]
        for t in range(1, len(new)):
            torch.addcmul(new[t], keep[t], c[t - 1], out=c[t])
        ctx.save_for_backward(keep, c)
        return c

    @staticmethod
    def backward(ctx, gradient):
        keep, c = ctx.saved_tensors
        g = gradient.clone(memory_format=torch.contiguous_format)
        for t in range(len(g) - 2, -1, -1):
            g[t].addcmul_(keep[t + 1], g[t + 1])
        g_keep = torch.zeros_like(keep)
        torch.mul(g[1:], c[:-1], out=g_keep[1:])
        return g_keep, g


def turn_second_half(x):
    """The second half of the channels in reverse order of the words."""
    half = x.shape[-1] // 2
    return torch.cat([x[..., :half], x[..., half:].flip(0)], -1)


class Recurrence(nn.Module):
    """A gated average over the words before (first half of the channels) and after (second half)."""

    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, 3 * width)
        with torch.no_grad():
            self.linear.bias.zero_()
            self.linear.bias[width : 2 * width] = torch.linspace(-1, 3, width // 2).repeat(2)

    def forward(self, x):
        new, keep, out = self.linear(x).chunk(3, -1)
        keep, out = torch.sigmoid(keep), torch.sigmoid(out)
        new = new - keep * new
        c = turn_second_half(Scan.apply(turn_second_half(keep), turn_second_half(new)))
        return x + out * (c - x)


class Network(nn.Module):
    def __init__(self, rows, vectors, tags, relations, entities, embed=128, width=256, depth=3, arc=128, relation=128,
                 ner=128, dropout=0.3):
        super().__init__()
        self.dropout = dropout
        self.embedding = nn.EmbeddingBag(rows, embed, mode="sum")
        nn.init.normal_(self.embedding.weight, std=0.3)
        self.register_buffer("vectors", vectors)  # given, not trained; row 0 is zero
        self.vector = nn.Linear(vectors.shape[1], embed)
        self.embedding_norm = nn.LayerNorm(embed)
        self.window = nn.Linear(3 * embed, width)
        self.window_norm = nn.LayerNorm(width)
        self.recurrences = nn.ModuleList(Recurrence(width) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.heads = nn.Linear(width, 2 * arc + 2 * relation + ner)
        self.widths = [arc, arc, relation, relation, ner]
        self.arc = nn.Linear(arc, arc)
        self.arc_head = nn.Linear(arc, 1)
        self.arc_distance = nn.Linear(arc, DISTANCES)
        self.root = nn.Parameter(torch.zeros(arc + relation))
        self.relation = nn.Linear(relation, relations)
        self.tag = nn.Linear(width, tags)
        self.entity = nn.Linear(ner, entities)
        for layer in (self.arc, self.arc_distance):
            nn.init.zeros_(layer.bias)
        nn.init.zeros_(self.arc_distance.weight)

    def drop(self, x):
        """Drops channels, the same for all words of a sentence."""
        if not self.training or not self.dropout:
            return x
        keep = 1 - self.dropout
        return x * torch.empty_like(x[:1]).bernoulli_(keep).div_(keep)

    def encode(self, rows, mask):
        """rows: words x sentences x (features, vector). mask: words x sentences x 1."""
        words, sentences, _ = rows.shape
        x = self.embedding(rows[..., :-1].flatten(0, 1)).view(words, sentences, -1)
        x = x + self.vector(self.vectors[rows[..., -1]])
        x = self.drop(self.embedding_norm(x)) * mask
        x = F.pad(x, (0, 0, 0, 0, 1, 1))
        x = torch.cat([x[:-2], x[1:-1], x[2:]], -1)
        x = self.drop(self.window_norm(F.relu(self.window(x)))) * mask
        for recurrence in self.recurrences:
            x = self.drop(recurrence(x)) * mask
        return self.norm(x)

    def entities(self, rows, mask):
        """Scores of entity labels alone."""
        ner = self.widths[-1]
        heads = F.linear(self.encode(rows, mask), self.heads.weight[-ner:], self.heads.bias[-ner:])
        return self.entity(self.drop(F.leaky_relu(heads, 0.1)))

    def forward(self, rows, mask):
        x = self.encode(rows, mask)
        tag = self.tag(x)
        dependent, head, r_dependent, r_head, ner = self.drop(F.leaky_relu(self.heads(x), 0.1)).split(self.widths, -1)
        entity = self.entity(ner)
        root = self.root.expand(1, x.shape[1], -1)
        head = torch.cat([root[..., : self.widths[0]], head])
        r_head = torch.cat([root[..., self.widths[0] :], r_head])
        arcs = torch.einsum("nbk,mbk->bnm", self.arc(dependent), head) + self.arc_head(head).permute(1, 2, 0)
        n = len(rows)
        distance = torch.arange(n + 1)[None, :] - torch.arange(1, n + 1)[:, None]
        distance = distance.clamp(-(DISTANCES // 2), DISTANCES // 2) + DISTANCES // 2
        distance[:, 0] = 0  # the root is far
        by_distance = self.arc_distance(dependent).transpose(0, 1)
        arcs = arcs + by_distance.gather(2, distance.expand(x.shape[1], -1, -1))
        return {"tag": tag, "entity": entity, "arcs": arcs, "r_dependent": r_dependent, "r_head": r_head}

    def relations(self, out, heads):
        """Relation scores for these heads (words x sentences)."""
        r_head = out["r_head"].gather(0, heads.unsqueeze(-1).expand(-1, -1, out["r_head"].shape[-1]))
        return self.relation(F.relu(out["r_dependent"] + r_head))
