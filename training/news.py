"""Our own annotated sentences, their slots filled: `news.py KNOWLEDGE TREEBANK OUT FILE...`.

FILEs are those of `news/` (news/README.md has their format), KNOWLEDGE is `crates/knowledge/data`, which the names
are drawn from; from TREEBANK comes which features a form has. Writes OUT.conllu (trees) and OUT.tsv (names).
"""

import collections
import random
import re
import sys

TIMES = 5  # how often a sentence with slots or alternatives is filled
ADJECTIVES = set("New Old Western Eastern Northern Southern Central Great Greater United Upper Lower Saudi Equatorial"
                 " Democratic National International Social Socialist Liberal Christian Islamic Supreme Foreign General Federal Republican"
                 " Conservative Progressive Popular Green Free African Arab European Asian American Human Political Medical Global Royal"
                 " Public Communist Revolutionary Military Constitutional High Internal Special Red".split())
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TITLES = "President Senator Chancellor Premier Minister Secretary General Judge Governor Mayor Congressman Ambassador King Bishop Sen. Rep. Gov. Gen. Col. Mr. Ms. Mrs. Dr.".split()
LETTERS = "AAABCCDDEFFGHIIJKLLMMNNNOPPPPRRRSSSTTUUV"
Token = collections.namedtuple("Token", "form tag head relation label")


def table(path):
    """The lines of a knowledge file by its columns."""
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip() and line[0] != "#"]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def plain(name):
    """Whether a name is of words that the tokenizer leaves whole, with "of", "for", "the" at most between them."""
    words = name.split(" ")
    return all(re.fullmatch(r"[^\W\d_]+\.?|(?:[A-Z]\.)+", word) for word in words) and all(
        word[0].isupper() or word in ("of", "for", "the") and word != words[-1] for word in words)


class Names:
    """What a slot is filled with."""

    def __init__(self, folder):
        people = sorted({p["name"] for p in table(f"{folder}/people.tsv") if plain(p["name"]) and " " in p["name"]})
        given = [g["name"] for g in table(f"{folder}/given_names.tsv") if plain(g["name"])]
        surnames = sorted({name.split(" ")[-1] for name in people})
        places = {p["name"]: int(p["population"]) for p in table(f"{folder}/places.tsv") if plain(p["name"])}
        large, places = [name for name, people in places.items() if people > 400_000], list(places)
        regions = [r["name"] for r in table(f"{folder}/regions.tsv") if plain(r["name"])]
        # Small ones are rare in the news, and of "the Netherlands" the article would be missing.
        countries = [c for c in table(f"{folder}/countries.tsv") if plain(c["name"]) and int(c["population"] or 0) > 500_000
                     and not re.search(r" of |s$|Republic|Union|Kingdom|Emirates", c["name"])]
        organisations = [o for o in table(f"{folder}/organisations.tsv")]
        names = {o["name"]: o["kind"] for o in organisations if plain(o["name"]) and " " in o["name"] and o["name"][:4] != "The "}
        parties = [name for name, kind in names.items() if kind == "party"]
        bodies = [name for name, kind in names.items() if kind != "party"]
        acronyms = sorted({a for o in organisations for a in [o["name"], *o["aliases"].split(";")] if re.fullmatch(r"[A-Z]{2,6}", a)})
        self.draws = {
            "person": lambda draw: draw.choice(people) if draw.random() < 0.5 else f"{draw.choice(given)} {draw.choice(surnames)}",
            "surname": lambda draw: draw.choice(surnames),
            "city": lambda draw: draw.choice(large if draw.random() < 0.5 else places),
            "country": lambda draw: draw.choice(countries)["name"],
            "region": lambda draw: draw.choice(regions),
            "org": lambda draw: draw.choice(bodies),
            "party": lambda draw: draw.choice(parties),
            "acronym": lambda draw: draw.choice(acronyms) if draw.random() < 0.5 else "".join(draw.choices(LETTERS, k=draw.choice([2, 3, 3, 3, 4, 4, 5]))),
            "demonym": lambda draw: draw.choice(countries)["adjectives"].split(";")[0],
            "demonyms": lambda draw: draw.choice(countries)["nationals"].split(";")[-1],
            "month": lambda draw: draw.choice(MONTHS),
            "weekday": lambda draw: draw.choice(DAYS),
            "year": lambda draw: str(draw.randint(1950, 2026)),
            "number": lambda draw: draw.choice([str(draw.randint(2, 99)), f"{draw.randint(100, 990)}", f"{draw.randint(1, 90)},{draw.randint(0, 9)}00"]),
            "title": lambda draw: draw.choice(TITLES),
        }

    def draw(self, slot, draw):
        while True:
            name = self.draws[slot](draw)
            if name and (plain(name) or slot in ("year", "number")):
                return name


KINDS = {"person": "PER", "surname": "PER", "city": "LOC", "country": "LOC", "region": "LOC", "org": "ORG", "party": "ORG", "acronym": "ORG"}


def spread(slot, name, token, common):
    """A slot's words, their heads counted from 1 in the slot (0: where the slot hangs); `common` are common nouns."""
    words = name.split(" ")
    tags = ["ADJ:NNP" if w in ADJECTIVES else {"of": "IN", "for": "IN", "the": "DT"}.get(w, "NNP") for w in words]
    if len(words) == 1:
        return [Token(words[0], token.tag, 0, token.relation, None)]
    small = next((i for i, w in enumerate(words) if w[0].islower()), None)
    foreign = slot in ("city", "country", "region") and small is None and tags[0] == "NNP" and words[-1].lower() not in common
    if slot == "person" or foreign and words[0] not in ("North", "South", "East", "West"):
        return [Token(w, "NNP", 0 if i == 0 else 1, token.relation if i == 0 else "flat", None) for i, w in enumerate(words)]
    head = small or len(words)
    tags[head - 1] = "NNP"
    found = [Token(w, tag, 0 if i + 1 == head else head, token.relation if i + 1 == head else "amod" if tag[0] == "A" else "compound", None)
             for i, (w, tag) in enumerate(zip(words[:head], tags))]
    start = head
    while start < len(words):  # "of the Southern Coast": a phrase below the word before it
        end = next((i for i in range(start + 1, len(words)) if words[i][0].islower() and words[i - 1][0].isupper()), len(words))
        for i in range(start, end):
            last = i + 1 == end
            relation = "nmod" if last else {"IN": "case", "DT": "det"}.get(tags[i], "amod" if tags[i][0] == "A" else "compound")
            found.append(Token(words[i], tags[i], head if last else end, relation, None))
        start = end
    return found


def fill(line, names, common, draw):
    """A line's sentence with its slots filled: tokens with heads counted from 1."""
    written = [token.split("|") for token in line.split(" ")]
    runs, heads = [], []
    for fields in written:
        token = Token(fields[0], fields[1], int(fields[2]), fields[3], fields[4] if len(fields) > 4 else "O")
        slot = token.form.strip("{}") if token.form.startswith("{") and token.form.endswith("}") else None
        if slot:
            run = spread(slot, names.draw(slot, draw), token, common)
            kind = KINDS.get(slot)
            run = [t._replace(label=f"{'B' if i == 0 else 'I'}-{kind}" if kind else "O") for i, t in enumerate(run)]
        else:
            form = draw.choice(token.form.split("/")) if len(token.form) > 1 else token.form
            run = [Token(form, token.tag, 0, token.relation, token.label)]
        runs.append(run)
        heads.append(token.head)
    starts = [sum(len(run) for run in runs[:i]) for i in range(len(runs))]
    top = [start + next(i for i, t in enumerate(run) if t.head == 0) + 1 for start, run in zip(starts, runs)]
    return [token._replace(head=start + token.head if token.head else top[head - 1] if head else 0)
            for run, start, head in zip(runs, starts, heads) for token in run]


def upos(token, tag):
    """The universal tag that a Penn tag has here."""
    if tag.startswith("VB"):
        return "AUX" if token.relation in ("aux", "aux:pass", "cop") else "VERB"
    if tag == "IN":
        return "SCONJ" if token.relation == "mark" else "ADP"
    if tag in ("DT", "WDT", "PDT"):
        return "DET" if token.relation in ("det", "det:predet") else "PRON"
    if tag == "TO":
        return "PART" if token.relation == "mark" else "ADP"
    if tag in ("RB", "RBR", "RBS"):
        return "PART" if token.form.lower() in ("not", "n't", "n’t") else "ADV"
    if tag == "NNP" and token.relation == "amod":
        return "ADJ"
    return {"MD": "AUX", "NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "PRP": "PRON", "WP": "PRON", "PRP$": "PRON", "WP$": "PRON",
            "POS": "PART", "RP": "ADP", "EX": "PRON", "UH": "INTJ", "CC": "CCONJ", "CD": "NUM", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "WRB": "ADV",
            "$": "SYM", "SYM": "SYM", "FW": "X", "LS": "X", "GW": "X", "ADD": "X"}.get(tag, "PUNCT")


class Features:
    """Which features a form with its tags has."""

    def __init__(self, treebank):
        counts = collections.defaultdict(collections.Counter)
        for line in open(treebank, encoding="utf-8"):
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and "Typo" not in columns[5]:
                counts[columns[1].lower(), columns[3], columns[4]][columns[5]] += 1
                counts[None, columns[3], columns[4]][columns[5]] += 1
        self.common = {form for form, _, tag in counts if tag == "NN"}
        self.usual = {key: found.most_common(1)[0][0] for key, found in counts.items()}

    def of(self, index, sentence, universal, tag):
        token = sentence[index]
        below = [t for t in sentence if t.head == index + 1]
        relations = {t.relation for t in below}
        if tag in ("VBD", "VBP"):
            subject = next((t for t in (below if token.relation not in ("aux", "aux:pass", "cop") else
                                        [t for t in sentence if t.head == token.head]) if t.relation.startswith("nsubj")), None)
            person = {"i": "1", "we": "1", "you": "2"}.get(subject.form.lower() if subject else "", "3")
            plural = subject and (subject.tag in ("NNS", "NNPS", "CD") or subject.form.lower() in ("we", "they", "you", "both", "many", "these")
                                  or any(t.relation == "conj" and sentence[t.head - 1] is subject for t in sentence))
            tense = "Past" if tag == "VBD" else "Pres"
            number = "Plur" if plural or tag == "VBP" and not (subject and subject.form.lower() == "i") else "Sing"
            return f"Mood=Ind|Number={number}|Person={person}|Tense={tense}|VerbForm=Fin"
        if tag == "VBN" and universal == "VERB":
            active = "aux" in relations and "aux:pass" not in relations and not any(r.endswith(":pass") for r in relations)
            have = any(t.relation == "aux" and t.form.lower() in ("have", "has", "had", "'ve", "having") for t in below)
            return "Tense=Past|VerbForm=Part" + ("" if active and have else "|Voice=Pass")
        if tag == "VBG" and universal == "VERB":
            gerund = "mark" in relations or token.relation in ("nsubj", "obj", "obl", "csubj", "nmod", "compound")
            return "VerbForm=Ger" if gerund and "aux" not in relations else "Tense=Pres|VerbForm=Part"
        if tag == "VB":
            imperative = token.relation == "root" and not relations & {"mark", "aux", "nsubj"}
            return "Mood=Imp|VerbForm=Fin" if imperative else "VerbForm=Inf"
        key = (token.form.lower(), universal, tag)
        return self.usual.get(key) or self.usual.get((None, universal, tag), "_")


def main(knowledge, treebank, out, *files):
    names, features, draw, seen = Names(knowledge), Features(treebank), random.Random(1), set()
    with open(out + ".conllu", "w", encoding="utf-8") as trees, open(out + ".tsv", "w", encoding="utf-8") as labels:
        for path in files:
            for number, line in enumerate(open(path, encoding="utf-8"), 1):
                line = line.rstrip("\n")
                if not line or line.startswith("#"):
                    continue
                for _ in range(TIMES if "{" in line or "/" in line else 1):
                    try:
                        sentence = fill(line, names, features.common, draw)
                    except (ValueError, IndexError, KeyError) as error:
                        sys.exit(f"{path}:{number}: {error!r} in {line!r}")
                    key = " ".join(token.form for token in sentence)
                    if key in seen:
                        continue
                    seen.add(key)
                    for index, token in enumerate(sentence):
                        universal, _, tag = token.tag.rpartition(":") if len(token.tag) > 1 else ("", "", token.tag)
                        universal = universal or upos(token, tag)
                        shown = features.of(index, sentence, universal, tag)
                        trees.write(f"{index + 1}\t{token.form}\t_\t{universal}\t{tag}\t{shown}\t{token.head}\t{token.relation}\t_\t_\n")
                        labels.write(f"{token.form}\t{token.label}\n")
                    trees.write("\n")
                    labels.write("\n")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
