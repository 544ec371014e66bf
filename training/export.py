"""Writes the model file that `crates/language/src/weights.rs` reads.

A line `dateline-model 1 BYTES`, then BYTES of lines: `tag`, `relation` and `entity` with a label each, and
`tensor NAME TYPE DIMENSIONS OFFSET` (offsets count from the end of these lines); then the numbers, little-endian.
"""

import os

import numpy as np


def write(path, network, table, labels):
    tensors = {}
    embedding = network.embedding.weight.detach().numpy()
    scale = np.maximum(np.abs(embedding).max(1), 1e-8) / 127
    tensors["embedding"] = np.rint(embedding / scale[:, None]).astype(np.int8)
    tensors["embedding.scale"] = scale.astype("<f4")
    tensors["fingerprints"] = np.concatenate(table.fingerprints).astype("<u4")
    tensors["fingerprints.starts"] = (table.starts - table.starts[0]).astype("<u4")
    tensors["vectors"] = table.vectors.rows
    tensors["vectors.scale"] = np.array([table.vectors.scale], dtype="<f4")
    tensors["vectors.fingerprints"] = table.vectors.fingerprints.astype("<u4")
    for name, weight in network.named_parameters():
        if name != "embedding.weight":
            weight = weight.detach().numpy()
            # A matrix stands as inputs x outputs, as it is multiplied.
            tensors[name] = np.ascontiguousarray(weight.T).astype("<f2" if weight.ndim > 1 else "<f4")
    lines, parts, offset = [], [], 0
    for kind, names in labels.items():
        lines += [f"{kind}\t{name}\n" for name in names]
    for name, tensor in tensors.items():
        kind = {"int8": "i8", "float16": "f16", "float32": "f32", "uint32": "u32"}[tensor.dtype.name]
        lines.append(f"tensor\t{name}\t{kind}\t{'x'.join(map(str, tensor.shape))}\t{offset}\n")
        parts.append(tensor.tobytes())
        offset += len(parts[-1])
    header = "".join(lines).encode()
    with open(path + ".part", "wb") as file:
        file.write(f"dateline-model 1 {len(header)}\n".encode() + header + b"".join(parts))
    os.replace(path + ".part", path)


def read(path):
    """The model of a file, to label or to compare with: network, feature table, labels."""
    import torch

    import data
    from network import Network

    with open(path, "rb") as file:
        length = int(file.readline().split()[2])
        header, numbers = file.read(length).decode(), file.read()
    labels, tensors = {"tag": [], "relation": [], "entity": []}, {}
    for line in header.splitlines():
        kind, *rest = line.split("\t")
        if kind == "tensor":
            name, kind, shape, offset = rest
            shape = tuple(map(int, shape.split("x")))
            kind = {"i8": "i1", "f16": "<f2", "f32": "<f4", "u32": "<u4"}[kind]
            count = int(np.prod(shape))
            tensors[name] = np.frombuffer(numbers, kind, count, int(offset)).reshape(shape)
        else:
            labels[kind].append(rest[0])
    vectors = data.Vectors(tensors.pop("vectors.fingerprints"), tensors.pop("vectors"), tensors.pop("vectors.scale")[0])
    table = data.Rows.read(tensors.pop("fingerprints"), tensors.pop("fingerprints.starts"), vectors)
    embedding = tensors.pop("embedding").astype(np.float32) * tensors.pop("embedding.scale")[:, None]
    inputs = {name: len(tensors[f"{name}.weight"]) for name in ("arc", "relation", "entity", "tag")}
    network = Network(
        table.count,
        vectors.tensor(),
        *(len(labels[kind]) for kind in ("tag", "relation", "entity")),
        embed=embedding.shape[1],
        width=inputs["tag"],
        depth=sum(name.endswith(".linear.weight") for name in tensors),
        arc=inputs["arc"],
        relation=inputs["relation"],
        ner=inputs["entity"],
    )
    state = {name: torch.tensor(tensor.astype(np.float32).T.copy()) for name, tensor in tensors.items()}
    network.load_state_dict(state | {"embedding.weight": torch.tensor(embedding), "vectors": network.vectors})
    network.eval()
    return network, table, labels
