"""Tests of coref.py on stories of our own: `python3 -m unittest discover training`."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import coref

# Ines Vale met her aide, who smiled. She left Norway's port.
STORY = """\
# newpar
1\tInes\tInes\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-cf1-1,2-coref-Ines_Vale
2\tVale\tVale\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
4\ther\ther\tPRON\tPRP$\t_\t5\tnmod:poss\t_\tEntity=(2-person-new-cf2-2-coref(1-person-giv-cf1-1-ana)
5\taide\taide\tNOUN\tNN\t_\t3\tobj\t_\tSpaceAfter=No
6\t,\t,\tPUNCT\t,\t_\t8\tpunct\t_\t_
7\twho\twho\tPRON\tWP\t_\t8\tnsubj\t_\tEntity=(2-person-giv-cf2-1-ana)
8\tsmiled\tsmile\tVERB\tVBD\t_\t5\tacl:relcl\t_\tEntity=2)|SpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3-4\tNorway's\t_\t_\t_\t_\t_\t_\t_\t_
3\tNorway\tNorway\tPROPN\tNNP\t_\t5\tnmod:poss\t_\tEntity=(3-place-new-cf3-2-sgl(4-place-new-cf4-1-sgl-Norway
4\t's\t's\tPART\tPOS\t_\t3\tcase\t_\tEntity=4)
5\tport\tport\tNOUN\tNN\t_\t2\tobj\t_\tEntity=3)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def article():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.conllu"
        path.write_text(STORY, encoding="utf-8")
        return coref.read_article(path)


def record(*actors, places=()):
    """A record whose actors are lists of (words, which occurrence, kind)."""
    text = article().text

    def entity(mentions):
        found = []
        for words, number, kind in mentions:
            start = -1
            for _ in range(number):
                start = text.index(words, start + 1)
            found.append({"start": start, "end": start + len(words), "kind": kind})
        return {"mentions": found}

    return {"actors": [entity(one) for one in actors], "places": [entity(one) for one in places]}


INES = [("Ines Vale", 1, "name"), ("her", 1, "pronoun"), ("She", 1, "pronoun")]
AIDE = [("her aide", 1, "nominal"), ("who", 1, "pronoun")]


class Reading(unittest.TestCase):
    def test_the_text_is_as_it_was_written(self):
        self.assertEqual(article().text, "Ines Vale met her aide, who smiled.\n\nShe left Norway's port.\n")

    def test_entities_have_their_mentions_and_heads(self):
        ines, aide, *_ = sorted(article().entities, key=lambda one: one.mentions)
        self.assertEqual(ines.mentions, [(0, 2, 0), (3, 4, 3), (9, 10, 9)])
        self.assertEqual(aide.mentions, [(3, 8, 4), (6, 7, 6)])
        self.assertEqual((ines.kind, ines.named, aide.named), ("person", True, False))

    def test_a_possessive_ending_is_no_part_of_a_name(self):
        norway = next(one for one in article().entities if one.mentions[0][2] == 11 and one.named)
        self.assertEqual(norway.mentions, [(11, 12, 11)])


class Scoring(unittest.TestCase):
    def f1(self, found, wanted_only=False):
        story = article()
        return {name: round(values[2], 1)
                for name, values in coref.figures([story], {"story": found}, wanted_only).items()}

    def test_a_perfect_record(self):
        self.assertEqual(self.f1(record(INES, AIDE)), {"muc": 100, "b3": 100, "ceafe": 100})

    def test_nothing_found(self):
        self.assertEqual(self.f1({}), {"muc": 0, "b3": 0, "ceafe": 0})

    def test_one_entity_taken_for_the_other(self):
        # Gold: {Ines, her, She}, {her aide, who}; answer: {Ines, her, who}, {her aide, She}.
        found = record([INES[0], INES[1], AIDE[1]], [AIDE[0], INES[2]])
        # Links: 1 of 3; mentions: (2/3 + 2/3 + 1/3 + 1/2 + 1/2) of 5; entities: 2/3 + 1/2 of 2.
        self.assertEqual(self.f1(found), {"muc": 33.3, "b3": 53.3, "ceafe": 58.3})

    def test_only_the_named_count(self):
        self.assertEqual(self.f1(record(INES), True), {"muc": 100, "b3": 100, "ceafe": 100})
        self.assertEqual(self.f1(record(INES, AIDE), True), {"muc": 100, "b3": 100, "ceafe": 100})

    def test_an_actor_and_its_place_are_one(self):
        norway = [("Norway", 1, "name")]
        found = coref.predicted_entities(record(norway, places=[norway]), article().words)
        self.assertEqual(found, [(True, {(11, 12)})])

    def test_the_best_pairing_is_not_the_greedy_one(self):
        self.assertAlmostEqual(coref.best_pairing([[0.9, 0.8], [0.8, 0.1]]), 1.6)
        self.assertAlmostEqual(coref.best_pairing([[0.2, 0.9, 0.4]]), 0.9)


if __name__ == "__main__":
    unittest.main()
