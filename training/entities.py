"""Entity labels for training from data sets that mark them in other ways: `entities.py SOURCE OUT`.

    gum FOLDER OUT              GUM's nested mentions (Entity= in MISC): the named ones
    links FOLDER OUT            current-events pages: linked spans, their kinds still open (`?`)
    silver FOLDER OUT PREPARED MODEL GEONAMES    the same with kinds, by vote of a trained model

Each writes a word and its label a line, an empty line after each sentence. `?` is unknown: not trained on.
"""

import collections
import glob
import re
import sys

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
SMALL = {"of", "the", "and", "for", "de", "la", "du", "in", "on", "&", "'s", "-", "al", "el", "von", "van", "bin", "."}
TITLES = {"President", "Minister", "Senator", "Doctor", "Mr.", "Mrs.", "Ms.", "Dr.", "King", "Queen", "Prince", "Secretary", "Justice",
          "Judge", "Speaker", "Chairman", "Governor", "Mayor", "General", "Congress", "Professor", "Earl", "Lord", "Lady", "Mom", "Dad"}


def write(path, sentences):
    with open(path, "w", encoding="utf-8") as file:
        for words in sentences:
            file.write("".join(f"{form}\t{label}\n" for form, label in words) + "\n")


def label_spans(forms, spans):
    """BIO labels; a span that overlaps an earlier one is left out."""
    labels = ["O"] * len(forms)
    for start, end, kind in spans:
        if all(label == "O" for label in labels[start:end]):
            labels[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return list(zip(forms, labels))


def gum(folder):
    for path in sorted(glob.glob(f"{folder}/*.conllu")):
        words = []
        for line in list(open(path, encoding="utf-8")) + ["\n"]:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                words.append((columns[1], columns[3], columns[9]))
            elif line == "\n" and words:
                yield gum_sentence(words)
                words = []


def gum_sentence(words):
    found, open_mentions = [], []
    for index, (_, _, misc) in enumerate(words):
        entity = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        open_mentions += [(index, attributes.split("-")) for attributes in re.findall(r"\(([^()]*)", entity)]
        # A bracket closes the mention whose number it names, or, at once, the one just opened.
        for piece in re.finditer(r"\(([^()]*)(\)?)|([^()]*)\)", entity):
            number = piece.group(1).split("-")[0] if piece.group(2) else piece.group(3)
            if piece.group(2) or piece.group(3):
                for at in range(len(open_mentions) - 1, -1, -1):
                    if open_mentions[at][1][0] == number:
                        start, attributes = open_mentions.pop(at)
                        found.append((start, index + 1, attributes))
                        break
    forms, tags = [w[0] for w in words], [w[1] for w in words]
    spans = []
    for start, end, attributes in found:
        kind = KINDS.get(attributes[1]) if len(attributes) > 1 else None
        name = kind and gum_name(forms, tags, start, end, kind, attributes)
        if name:
            spans.append((*name, kind))
    spans.sort(key=lambda span: (span[0] - span[1], span))
    return label_spans(forms, spans)


def gum_name(forms, tags, start, end, kind, attributes):
    """The name inside a mention, if a name it is: a person's name proper, any other without its article."""
    least = next((a for a in attributes[4:] if re.fullmatch(r"\d+(,\d+)*", a)), None)
    least = sorted(start + int(i) - 1 for i in least.split(",")) if least else []
    if not least or least[-1] >= end or not any(tags[i] == "PROPN" for i in least):
        return None
    if kind == "PER":
        first, last = run(forms, tags, start, end, [i for i in least if tags[i] == "PROPN"][-1])
        while first < last and forms[first] in TITLES:
            first += 1
        wiki = attributes[-1].replace("_", " ")
        other = " " in wiki and last - first == 1 and forms[first] not in wiki
        return None if first == last or other else (first, last)
    while start < end and tags[start] in ("DET", "ADP", "PUNCT", "PRON"):
        start += 1
    while end > start and (tags[end - 1] in ("PUNCT", "PART") or forms[end - 1] == "'s"):
        end -= 1
    if start < end and all(f[0].isupper() or f.lower() in SMALL or f.isdigit() for f in forms[start:end]):
        return start, end
    return run(forms, tags, start, end, next(i for i in least if tags[i] == "PROPN"))


def run(forms, tags, start, end, at):
    """The proper nouns around a word, in a mention."""
    first, last = at, at + 1
    while first > start and (tags[first - 1] == "PROPN" or forms[first - 1] == "-"):
        first -= 1
    while last < end and (tags[last] == "PROPN" or forms[last] == "-"):
        last += 1
    return first, last


# What a name's words say of its kind, whatever the vote: the last word of most names, the first of some.
LAST = {
    "LOC": "Oblast Province Governorate County City District Raion Region Island Islands Sea Ocean River Airport Bridge"
           " Mountains Mountain Prefecture Valley Square Stadium Peninsula Territory Township Krai Voivodeship Desert Bay Strip"
           " Hormuz Coast Park Beach Port Village Street Hospital Palace",
    "ORG": "Party Ministry Department Army Navy Force Forces Command Agency Council Court University Bank Corporation"
           " Company Airlines Airways Union Association Organization Committee Police Guard Parliament Congress Senate Times"
           " News Club Group Service Federation Movement Front Commission Corps Brigade Brigades Authority Institute"
           " Foundation Office Bureau Inc. Ltd College School Alliance Coalition Defense Justice State Hamas Hezbollah",
    "O": "War Cup Championship Championships Prize Award Awards Olympics Open Tour election Agreement Treaty Act Plan"
         " Accords Festival Games Trophy Super Bowl Final Prix Series Summit Conference Day Christmas Eve war Masters",
}
LAST = {word: kind for kind, words in LAST.items() for word in words.split()}
FIRST = {"Strait": "LOC", "Gulf": "LOC", "Lake": "LOC", "Mount": "LOC", "Sea": "LOC", "Port": "LOC", "Ministry": "ORG",
         "Department": "ORG", "University": "ORG", "Bank": "ORG", "Court": "ORG", "Battle": "O", "Treaty": "O"}
NAMED = {"United States": "LOC", "United Kingdom": "LOC", "U.S.": "LOC", "US": "LOC", "UK": "LOC", "U.K.": "LOC", "EU": "ORG", "UN": "ORG",
         "United Nations": "ORG", "Islamic State": "ORG", "Burkina Faso": "LOC", "European Union": "ORG", "NATO": "ORG", "Middle East": "LOC"}


def kind_by_words(forms, target):
    """`LOC`, `PER`, `ORG` or `O` where the words settle it."""
    text = " ".join(forms)
    if text in NAMED:
        return NAMED[text]
    if len(forms) > 1 and forms[-1] == "State" and "Islamic" not in forms:
        return "LOC"
    if len(forms) > 1 and (forms[-1] in LAST or forms[0] in FIRST):
        return LAST.get(forms[-1]) or FIRST.get(forms[0])
    if ", " in (target or "") and text == target.split(", ")[0]:
        return "LOC"  # "Springfield", linked to "Springfield, Illinois"
    return None


WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Maj|Jr|Sr|No)\.|'s\b|’s\b|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*\d*|\S")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((https?://[^\s()]*(?:\([^()]*\)[^\s()]*)*)(?:\s+\"((?:[^\"\\]|\\.)*)\")?\)")


def links(folder):
    """Sentences of (form, anchor target or None, begins an anchor)."""
    seen = set()
    for path in sorted(glob.glob(f"{folder}/*-index.md")):
        for line in open(path, encoding="utf-8"):
            if not line.lstrip().startswith("* ") or not re.search(r"\[\(", line):
                continue
            line = re.sub(r"\[\(.*", "", line.strip()[2:]).replace("*", "")
            words, at = [], 0
            for link in LINK.finditer(line):
                words += [(w, None, False) for w in WORD.findall(line[at : link.start()])]
                target = link.group(3) or link.group(2).rsplit("/", 1)[-1]
                words += [(w, target, i == 0) for i, w in enumerate(WORD.findall(link.group(1)))]
                at = link.end()
            words += [(w, None, False) for w in WORD.findall(line[at:])]
            start = 0
            for i, (form, _, _) in enumerate(words):
                if form in ".!?" or i + 1 == len(words):
                    sentence = words[start : i + 1]
                    start = i + 1
                    key = tuple(w[0] for w in sentence)
                    if len(sentence) > 4 and key not in seen:
                        seen.add(key)
                        yield sentence


def anchors(sentence):
    """Start, end, target of each linked span."""
    found = []
    for i, (_, target, begins) in enumerate(sentence):
        if begins:
            found.append([i, i + 1, target])
        elif target is not None and found:
            found[-1][1] = i + 1
    return found


def places(geonames):
    """Countries and provinces of GeoNames (CC BY 4.0)."""
    names = [line.split("\t")[4] for line in open(f"{geonames}/countryInfo.txt", encoding="utf-8") if line[0] != "#"]
    names += [line.split("\t")[1] for line in open(f"{geonames}/admin1CodesASCII.txt", encoding="utf-8")]
    return {name: "LOC" for name in names if name[0].isupper()}


def silver(folder, prepared, model):
    """Kinds for the linked spans: what the model says of a span, averaged over its text and its target."""
    import torch

    import data
    import export

    network, table, labels = export.read(model)
    network.eval()
    sentences = list(links(folder))
    arrays = data.read_set(f"{prepared}/links.bin")
    assert len(arrays) == len(sentences)
    adjective = [t.split("|")[1] in ("JJ", "NNPS") for t in labels["tag"]]
    scores = [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    with torch.no_grad():
        for first in range(0, len(order), 100):
            indices = order[first : first + 100]
            rows, _, mask = data.batch([(table.of(arrays[i]), arrays[i][:, :4].astype("int64") * 0) for i in indices])
            x = network.encode(rows, mask)
            ner = torch.nn.functional.leaky_relu(network.heads(x), 0.1)[..., -network.widths[-1] :]
            entity = torch.log_softmax(network.entity(ner), -1)
            tags = network.tag(x).argmax(-1)
            for column, i in enumerate(indices):
                n = len(sentences[i])
                scores[i] = (entity[:n, column], [adjective[t] for t in tags[:n, column].tolist()])
    votes = collections.defaultdict(list)
    for sentence, (entity, _) in zip(sentences, scores):
        for start, end, target in anchors(sentence):
            text = " ".join(w[0] for w in sentence[start:end])
            kinds = [entity[start, 1 + 2 * k] + entity[start + 1 : end, 2 + 2 * k].sum() for k in range(3)]
            chance = torch.softmax(torch.stack([entity[start:end, 0].sum()] + kinds), 0)
            for key in ((text, target), (text, None), (None, target)):
                votes[key].append(chance)
    votes = {key: torch.stack(found).mean(0) for key, found in votes.items()}
    known = {}
    for (text, target), vote in votes.items():
        if text and target is None and vote.max() > 0.75 and vote.argmax() > 0 and text[0].isupper():
            known[tuple(text.split(" "))] = int(vote.argmax())
    for sentence, (entity, adjectives) in zip(sentences, scores):
        forms = [w[0] for w in sentence]
        spans, unknown = [], set()
        taken = set()
        for start, end, target in anchors(sentence):
            taken.update(range(start, end))
            text = " ".join(forms[start:end])
            small = [f for f in forms[start:end] if f[0].islower() and f.lower() not in SMALL]
            if forms[start][0].islower() or small and forms[end - 1] in small or end == start + 1 and adjectives[start]:
                if not all(f[0].islower() for f in forms[start:end]) and end > start + 1:
                    unknown.update(range(start, end))
                continue
            pieces = split_at_commas(forms, start, end)
            if len(pieces) > 1:  # "Forio, Campania": places, one in the other
                spans += [(*piece, "LOC") for piece in pieces]
                continue
            settled = kind_by_words(forms[start:end], target)
            if settled and not small:
                spans += [(start, end, settled)] if settled != "O" else []
                continue
            vote = (votes[text, target] + votes[text, None] + votes[None, target]) / 3
            best = int(vote.argmax())
            if vote[best] < 0.5 or small:
                unknown.update(range(start, end))
            elif best:
                spans.append((start, end, ("PER", "ORG", "LOC")[best - 1]))
        for start in range(len(forms)):
            for end in range(min(len(forms), start + 6), start, -1):
                kind = known.get(tuple(forms[start:end]))
                if kind and not taken & set(range(start, end)) and not (end == start + 1 and adjectives[start]):
                    kind = kind_by_words(forms[start:end], None) or ("PER", "ORG", "LOC")[kind - 1]
                    spans += [(start, end, kind)] if kind != "O" else []
                    taken.update(range(start, end))
                    break
        surnames = {forms[end - 1] for start, end, kind in spans if kind == "PER" and end > start + 1}
        for i, form in enumerate(forms):
            if i not in taken and form in surnames:
                spans.append((i, i + 1, "PER"))
                taken.add(i)
            if i not in taken and form[0].isupper() and entity[i, 0] < -0.15:
                unknown.add(i)
        words = label_spans(forms, spans)
        yield [(form, "?" if i in unknown and label == "O" else label) for i, (form, label) in enumerate(words)]


def split_at_commas(forms, start, end):
    """The pieces between commas, each a start and an end."""
    commas = [i for i in range(start, end) if forms[i] == ","]
    pieces = zip([start] + [i + 1 for i in commas], commas + [end])
    return [(first, last) for first, last in pieces if first < last]


def main():
    match sys.argv[1:]:
        case ["gum", folder, out]:
            write(out, gum(folder))
        case ["links", folder, out]:
            write(out, ([(form, "?") for form, _, _ in sentence] for sentence in links(folder)))
        case ["silver", folder, out, prepared, model, geonames]:
            NAMED.update(places(geonames) | NAMED)
            write(out, silver(folder, prepared, model))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
