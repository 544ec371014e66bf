#!/usr/bin/env python3
"""How well mentions are gathered into actors: CoNLL's F1 against GUM's coreference. Standard library only.

    python3 coref.py articles FOLDER > articles.jsonl
    dateline code --format jsonl articles.jsonl > records.jsonl
    python3 coref.py score FOLDER records.jsonl

FOLDER holds CoNLL-U with GUM's `Entity=` in MISC. The last line of `score` is `FIGURES name=value ...`, in percent.

entities   Of the gold: mentions with one number are one entity. Of a record: an actor's mentions; an actor and a
           place that share a mention are one. As in CoNLL's tasks, an entity that is mentioned once counts on neither
           side.
mentions   A mention of a record is a gold one if its words are among those of the gold mention (which has its
           relative clauses) and hold that one's head; one to one, the longest first.
muc, b3, ceafe, conll   Precision, recall and F1 of links, of mentions, of entities as wholes; the mean of the F1s.
named_...  The same over what Dateline wants to resolve: persons, organisations and places with a proper name; of a
           record, entities of which a mention is a name or a place.
"""
import json
import sys
from collections import Counter, defaultdict, namedtuple
from pathlib import Path

WANTED = {"person", "organization", "place"}
WORD_PARTS = {"'s", "’s", "'", "’"}

Word = namedtuple("Word", "form upos head start end")  # head: an index into the words, or None
Entity = namedtuple("Entity", "kind named mentions")  # mentions: (first word, last word + 1, head)
Article = namedtuple("Article", "id date text words entities")


# --- reading ---

def read_article(path):
    """An article of a CoNLL-U file: its text as it was written, its words and its gold entities."""
    text, words, marks, date = "", [], [], None
    first, covered, paragraph, pending = 0, None, False, None
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# meta::dateCreated"):
            date = line.partition("=")[2].strip()
        if line.startswith("#"):
            continue
        if not line:
            first, covered = len(words), None
            continue
        number, form, _, upos, _, _, head, _, _, misc = line.split("\t")
        if "." in number:
            continue
        if paragraph and text:
            text = text.rstrip() + "\n\n"
        paragraph = False
        space = "" if "SpaceAfter=No" in misc.split("|") else " "
        if "-" in number:
            covered, pending = int(number.split("-")[1]), space
            continue
        inside = covered is not None and int(number) <= covered
        if inside:
            space = pending if int(number) == covered else ""
        above = first + int(head) - 1 if head not in ("0", "_") else None
        words.append(Word(form, upos, above, len(text), len(text) + len(form)))
        text += form + space
        fields = dict(field.partition("=")[::2] for field in misc.split("|"))
        marks.append(fields.get("Entity", ""))
    return Article(path.stem, date, text.rstrip() + "\n", words, gold_entities(words, marks))


def gold_entities(words, marks):
    """The entities of `Entity=` marks: "(3-person-...", "3)" and "(3-person-...)"."""
    found, kinds, named = defaultdict(list), defaultdict(Counter), set()
    open_at = defaultdict(list)
    for index, mark in enumerate(marks):
        for piece in pieces(mark):
            number = piece.strip("()").split("-")[0]
            if piece.startswith("("):
                kinds[number][piece.strip("()").split("-")[1]] += 1
                open_at[number].append(index)
            if piece.endswith(")") and open_at[number]:
                start, end = trimmed(words, open_at[number].pop(), index + 1)
                head = head_of(words, start, end)
                found[number].append((start, end, head))
                if words[head].upos == "PROPN":
                    named.add(number)
    return [Entity(kinds[number].most_common(1)[0][0], number in named, sorted(set(mentions)))
            for number, mentions in found.items()]


def pieces(mark):
    """The openings and closings in one mark, in order."""
    piece, found = "", []
    for char in mark:
        if char == "(" and piece:
            found.append(piece)
            piece = ""
        piece += char
        if char == ")":
            found.append(piece)
            piece = ""
    return found + [piece] if piece else found


def trimmed(words, start, end):
    """A range without punctuation and possessive endings at its edges."""
    idle = lambda word: word.upos == "PUNCT" or word.form in WORD_PARTS
    first, last = start, end
    while first < last and idle(words[first]):
        first += 1
    while last > first and idle(words[last - 1]):
        last -= 1
    return (first, last) if first < last else (start, end)


def head_of(words, start, end):
    """The first word whose head lies outside."""
    outside = (index for index in range(start, end)
               if words[index].head is None or not start <= words[index].head < end)
    return next(outside, start)


def predicted_entities(record, words):
    """Actors and places of a record as (named, mentions); those that share a mention are one."""
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index + 1 for index, word in enumerate(words)}
    merged = []
    for key in ("actors", "places"):
        for entity in record.get(key, []):
            ranges, named = set(), False
            for mention in entity.get("mentions", []):
                start, end = starts.get(mention["start"]), ends.get(mention["end"])
                if start is not None and end is not None and start < end:
                    ranges.add(trimmed(words, start, end))
                    named |= key == "places" or mention["kind"] == "name"
            for other in [one for one in merged if one[1] & ranges]:
                merged.remove(other)
                named, ranges = named or other[0], ranges | other[1]
            if ranges:
                merged.append((named, ranges))
    return merged


# --- matching ---

def aligned(gold_mentions, ranges):
    """For each predicted range the gold mention that it is, where it is one."""
    found, taken = {}, set()
    by_head = defaultdict(list)
    for mention in gold_mentions:
        by_head[mention[2]].append(mention)
    for start, end in sorted(ranges, key=lambda pair: (pair[0] - pair[1], pair)):
        fitting = [mention for head in range(start, end) for mention in by_head.get(head, ())
                   if mention not in taken and mention[0] <= start and end <= mention[1]]
        if fitting:
            best = min(fitting, key=lambda mention: (mention[1] - mention[0], mention))
            found[start, end] = best
            taken.add(best)
    return found


def clusters(article, record, wanted_only):
    """Gold and predicted entities of more than one mention, as sets of mentions that can be compared."""
    every = [mention for entity in article.entities for mention in entity.mentions]
    predicted = predicted_entities(record, article.words)
    found = aligned(every, {pair for _, ranges in predicted for pair in ranges})
    gold = [set(entity.mentions) for entity in article.entities
            if not wanted_only or entity.kind in WANTED and entity.named]
    answer = [{found.get(pair, pair) for pair in ranges} for named, ranges in predicted
              if named or not wanted_only]
    return [one for one in gold if len(one) > 1], [one for one in answer if len(one) > 1]


# --- the three measures: each gives (hits, all) for one side against the other ---

def muc(side, other):
    """Links of a side's entities that the other side has as well."""
    where = {mention: index for index, entity in enumerate(other) for mention in entity}
    hits = total = 0
    for entity in side:
        parts = {where.get(mention, ("alone", mention)) for mention in entity}
        hits, total = hits + len(entity) - len(parts), total + len(entity) - 1
    return hits, total


def b_cubed(side, other):
    """For each mention the share of its entity's mentions that share its entity on the other side too."""
    where = {mention: entity for entity in other for mention in entity}
    hits = sum(len(entity & where[mention]) / len(entity)
               for entity in side for mention in entity if mention in where)
    return hits, sum(map(len, side))


def ceaf_e(side, other):
    """The likeness of entities paired one to one for the most likeness."""
    rows, columns = (side, other) if len(side) <= len(other) else (other, side)
    return best_pairing([[2 * len(one & two) / (len(one) + len(two)) for two in columns] for one in rows]), len(side)


def best_pairing(gains):
    """The largest sum of a one-to-one pairing of rows with columns, at most as many rows (Hungarian method)."""
    if not gains:
        return 0.0
    height, width = len(gains), len(gains[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    row_of, before = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0], column = row, 0
        slack, used = [float("inf")] * (width + 1), [False] * (width + 1)
        while row_of[column]:
            used[column], current = True, row_of[column]
            step, following = float("inf"), 0
            for other in range(1, width + 1):
                if used[other]:
                    continue
                cost = -gains[current - 1][other - 1] - row_price[current] - column_price[other]
                if cost < slack[other]:
                    slack[other], before[other] = cost, column
                if slack[other] < step:
                    step, following = slack[other], other
            for other in range(width + 1):
                if used[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = following
        while column:
            row_of[column], column = row_of[before[column]], before[column]
    return sum(gains[row_of[column] - 1][column - 1] for column in range(1, width + 1) if row_of[column])


MEASURES = {"muc": muc, "b3": b_cubed, "ceafe": ceaf_e}


def figures(articles, records, wanted_only):
    """{measure: (precision, recall, F1)} over all articles, in percent."""
    sums = {name: [0, 0, 0, 0] for name in MEASURES}
    for article in articles:
        gold, answer = clusters(article, records.get(article.id, {}), wanted_only)
        for name, measure in MEASURES.items():
            parts = (*measure(answer, gold), *measure(gold, answer))
            sums[name] = [one + other for one, other in zip(sums[name], parts)]
    found = {}
    for name, (right, given, reached, wanted) in sums.items():
        precision, recall = 100 * right / given if given else 0.0, 100 * reached / wanted if wanted else 0.0
        both = precision + recall
        found[name] = precision, recall, 2 * precision * recall / both if both else 0.0
    return found


# --- the command line ---

def read_folder(folder):
    paths = sorted(Path(folder).glob("*.conllu"))
    if not paths:
        sys.exit(f"{folder}: no .conllu file in it\n  hint: give the folder of GUM's dev part")
    return [read_article(path) for path in paths]


def print_articles(folder):
    for article in read_folder(folder):
        row = {"id": article.id, "text": article.text}
        if article.date and len(article.date) == 10:
            row["published"] = article.date
        print(json.dumps(row, ensure_ascii=False))


def print_score(folder, path):
    articles = read_folder(folder)
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    records = {row["article"]["id"]: row for row in rows if "article" in row}
    missing = sum(article.id not in records for article in articles)
    if missing:
        print(f"note: {path}: {missing} of {len(articles)} articles have no record", file=sys.stderr)
    named_values = {}
    for prefix, wanted_only, words in (("", False, "all entities"), ("named_", True, "named, resolvable")):
        found = figures(articles, records, wanted_only)
        print(f"{words:<20}{'P':>7}{'R':>7}{'F1':>7}")
        for name, values in found.items():
            print(f"{name:<20}" + "".join(f"{value:7.1f}" for value in values))
            named_values[f"{prefix}{name}_f1"] = values[2]
        mean = sum(values[2] for values in found.values()) / len(found)
        print(f"{'conll':<20}{mean:21.1f}")
        named_values[f"{prefix}conll_f1"] = mean
    print("FIGURES " + " ".join(f"{name}={value:.2f}" for name, value in named_values.items()))


def main(arguments):
    match arguments:
        case ["articles", folder]:
            print_articles(folder)
        case ["score", folder, path]:
            print_score(folder, path)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
