"""Trains spaCy and UDPipe 1 on a treebank, and measures both and Dateline on the raw text of another, one thread each.

    compare.py WORK TRAIN.conllu DEV.conllu --dateline PROGRAM --score COMMAND

COMMAND is a scorer that takes the gold file and a system's file and prints a line a figure, as CoNLL 2018's
`python3 conll18_ud_eval.py` does. What has been trained into WORK is not trained again. README.md has the whole way.
"""

import argparse
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))  # before any library looks

FIGURES = ("tokens", "sentences", "upos", "las")
HERE = pathlib.Path(__file__).parent


def raw_text(conllu):
    """The text of a treebank, a line a paragraph, blank lines between them; and its number of words."""
    text, words, space = "", 0, ""
    for line in open(conllu, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if line.startswith(("# newpar", "# newdoc")):
            space = "\n\n"
        elif line.startswith("# text = "):
            text += (space if text else "") + line[9:].strip()
            space = " "
        elif len(columns) == 10:
            words += columns[0].isdigit()
            space = "" if "SpaceAfter=No" in columns[9].split("|") else " "
    return text + "\n", words


def train_spacy(work, train, dev, steps):
    """The folder of a spaCy pipeline."""
    if not (work / "spacy/model-best").exists():
        spacy = [sys.executable, "-m", "spacy"]
        for path in (train, dev):
            subprocess.run([*spacy, "convert", path, work, "-n", "10", "-c", "conllu"], check=True)
        paths = [f"--paths.{name}={work / pathlib.Path(path).stem}.spacy" for name, path in (("train", train), ("dev", dev))]
        settings = [*paths, f"--training.max_steps={steps}", f"--training.eval_frequency={min(steps, 1000)}"]
        subprocess.run([*spacy, "init", "fill-config", HERE / "spacy.cfg", work / "spacy.cfg"], check=True)
        subprocess.run([*spacy, "train", work / "spacy.cfg", "-o", work / "spacy", *settings], check=True)
    return work / "spacy/model-best"


def with_spacy(model):
    """A parser of texts to CoNLL-U, and one only to spaCy's own result."""
    import spacy

    nlp = spacy.load(model)

    def parse(text):
        return list(nlp.pipe(text.split("\n\n")))

    return parse, lambda docs: "".join(write_spacy(sentence) for doc in docs for sentence in doc.sents)


def write_spacy(sentence):
    """A sentence as CoNLL-U, without the tokens that are white space."""
    words = [token for token in sentence if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(words, 1)}
    lines = []
    for token in words:
        head = token
        while head.head is not head and (head is token or head.is_space):
            head = head.head
        number = numbers.get(head.i, 0) if head is not token else 0
        features = str(token.morph) or "_"
        relation = "root" if number == 0 else token.dep_
        lines.append(f"{numbers[token.i]}\t{token.text}\t_\t{token.pos_}\t{token.tag_}\t{features}\t{number}\t{relation}\t_\t_\n")
    return "".join(lines) + "\n" if words else ""


def train_udpipe(work, train, dev, rounds):
    """The file of a UDPipe model; `rounds` of training for each of its parts."""
    from ufal import udpipe

    path = work / "udpipe.model"
    if not path.exists():
        sets = [read_udpipe(udpipe, conllu) for conllu in (train, dev)]
        options = [f"epochs={rounds};early_stopping=1", f"iterations={rounds}", f"iterations={rounds}"]
        error = udpipe.ProcessingError()
        model = udpipe.Trainer.train("morphodita_parsito", *sets, *options, error)
        if error.occurred():
            sys.exit(f"UDPipe: {error.message}")
        path.write_bytes(model)
    return path


def read_udpipe(udpipe, conllu):
    reader, error = udpipe.InputFormat.newInputFormat("conllu"), udpipe.ProcessingError()
    reader.setText(open(conllu, encoding="utf-8").read())
    sentences, sentence = udpipe.Sentences(), udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    return sentences


def with_udpipe(path):
    from ufal import udpipe

    model = udpipe.Model.load(str(path))
    default = udpipe.Pipeline.DEFAULT
    pipeline = udpipe.Pipeline(model, "tokenize", default, default, "conllu")
    return lambda text, _kept=model: pipeline.process(text), str  # the pipeline does not keep its model alive


def seconds_of(parse, text):
    """What it gives, and the seconds of processor time it took."""
    start = time.process_time()
    found = parse(text)
    return found, time.process_time() - start


def with_dateline(program, work):
    """Dateline is a program: what it takes to start and load is measured with an empty text, and taken off."""

    def run(text):
        (work / "text.txt").write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = subprocess.run([program, "parse", work / "text.txt"], check=True, capture_output=True, encoding="utf-8")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return found.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def measured(text):
        found, seconds = run(text)
        return found, seconds - run("\n")[1]

    return measured


def size(path):
    path = pathlib.Path(path)
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def score(command, gold, system):
    printed = subprocess.run([*command.split(), gold, system], check=True, capture_output=True, encoding="utf-8").stdout
    found = {name: re.search(rf"(?im)^{name}\b.*?([\d.]+)\s*$", printed) for name in FIGURES}
    return [float(match[1]) if match else float("nan") for match in found.values()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("train")
    parser.add_argument("dev")
    parser.add_argument("--dateline", required=True, help="the program")
    parser.add_argument("--score", required=True, help="the scorer")
    parser.add_argument("--steps", type=int, default=4000, help="of spaCy's training")
    parser.add_argument("--rounds", type=int, default=20, help="of UDPipe's training")
    parser.add_argument("--times", type=int, default=5, help="how often each is timed")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    text, words = raw_text(options.dev)
    spacy = train_spacy(options.work, options.train, options.dev, options.steps)
    udpipe = train_udpipe(options.work, options.train, options.dev, options.rounds)
    systems = {}
    for name, path, (parse, write) in (("spaCy", spacy, with_spacy(spacy)), ("UDPipe 1", udpipe, with_udpipe(udpipe))):
        systems[name] = (size(path), lambda text, parse=parse: seconds_of(parse, text), write)
    model = HERE / "../../crates/language/model"
    systems["Dateline"] = (size(model), with_dateline(options.dateline, options.work), str)

    # In turns, so that a slow minute of the machine is everybody's.
    times = {name: [] for name in systems}
    for _ in range(options.times):
        for name, (_, parse, write) in systems.items():
            found, seconds = parse(text)
            times[name].append(seconds)
            (options.work / f"{name}.conllu").write_text(write(found), encoding="utf-8")
    print(f"{words} words, one thread; words per second of processor time, median of {options.times} (slowest, fastest)\n")
    print(f"| | {' | '.join(FIGURES)} | words/s | model |\n|---|{'---|' * (len(FIGURES) + 2)}")
    for name, (megabytes, _, _) in systems.items():
        figures = " | ".join(f"{figure:.1f}" for figure in score(options.score, options.dev, options.work / f"{name}.conllu"))
        middle, most, least = (words / seconds for seconds in (statistics.median(times[name]), max(times[name]), min(times[name])))
        print(f"| {name} | {figures} | {middle:,.0f} ({most:,.0f}, {least:,.0f}) | {megabytes:.0f} MB |")


if __name__ == "__main__":
    main()
