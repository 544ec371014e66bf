#!/usr/bin/env python3
"""Compares the heads of state and government of people.tsv with three lists of leaders. Standard library only.

    python3 check_leaders.py [--show differ|unmet] COUNTRYINFO_FOLDER REIGN_FOLDER ARCHIGOS_FOLDER

The folders hold CountryInfo.*.txt (MIT licence), leaderlist_*.csv of REIGN and Archigos_4.1_stata14.dta; the latter two
serve for checking only. Nothing is written: what differs is looked at by a person, and docs/leaders-check.md says how
it was settled.

A spell of a list is met by a spell of ours of the same country, with a word of its name the same or nearly so (other
transcriptions count), that overlaps it or lies within 200 days of it. It agrees when both ends lie within 62 days. Our
spells of one person that follow each other within 62 days count as one. Spells that ended before 1990 are left out.
"""
import argparse
import collections
import csv
import datetime
import difflib
import pathlib
import re
import struct
import unicodedata

Spell = collections.namedtuple("Spell", "country name start end")  # end: None where it is open

PEOPLE = pathlib.Path(__file__).with_name("people.tsv")
OFFICES = {"head-of-state", "head-of-government"}
NEAR = datetime.timedelta(days=62)
REACH = datetime.timedelta(days=200)
FIRST, LAST = datetime.date(1990, 1, 1), datetime.date(9999, 12, 31)
# The last day that a list knows: its open spells say nothing of later days.
HORIZONS = {
    "CountryInfo": datetime.date(2007, 1, 1),
    "REIGN": datetime.date(2021, 3, 31),
    "Archigos": datetime.date(2015, 12, 31),
}
# States to which CountryInfo gives no number of the Correlates of War, or a wrong one, by that number.
OTHER_STATES = {
    "2": "USA", "40": "CUB", "90": "GTM", "95": "PAN", "404": "GNB", "571": "BWA", "666": "ISR", "740": "JPN",
    "835": "BRN", "910": "PNG",
    "255": "DEU", "260": "DEU", "265": "DDR", "315": "CSK", "317": "SVK", "345": "SRB", "347": "XKX", "341": "MNE",
    "365": "RUS", "563": "ZAF", "626": "SSD", "678": "YEM", "679": "YEM", "680": "YMD", "713": "TWN", "816": "VNM",
    "860": "TLS", "331": "SMR", "80": "BLZ",
}
# One state for the comparison: what followed the other, or was written for it.
SAME_STATE = {"YUG": "SRB", "SCG": "SRB", "SUN": "RUS", "ZAR": "COD", "ROM": "ROU", "TMP": "TLS", "BUR": "MMR",
              "IL": "ISR"}


# --- reading ---

def first_day(text):
    """The first day that "2018-03", "20180300" or "2018" can mean; None where there is none."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < 4:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1)
    return day_of(year, month, day)


def last_day(text):
    """The last day that it can mean."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < 4:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6] or 12), int(digits[6:8] or 31)
    return day_of(year, month, day)


def day_of(year, month, day):
    """The day, or the nearest of the calendar: lists write 31 June."""
    month = min(max(month, 1), 12)
    for last in (31, 30, 29, 28):
        try:
            return datetime.date(year, month, min(max(day, 1), last))
        except ValueError:
            continue
    return None


def words(name):
    """The words of a name in small letters without accents."""
    plain = unicodedata.normalize("NFKD", name.replace("_", " "))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    plain = plain.translate(str.maketrans("øłđðþı", "olddti"))
    return [word for word in re.split(r"[^a-z]+", plain) if len(word) > 1]


def read_ours(path):
    """Our spells by country: names and aliases, and spells of one person that touch made into one."""
    by_person = collections.defaultdict(list)
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["office"] in OFFICES:
            start = first_day(row["from"]) or datetime.date(1900, 1, 1)
            end = last_day(row["to"]) or LAST
            name = row["name"] + " " + row["aliases"].replace(";", " ")
            country = SAME_STATE.get(row["country"], row["country"])
            by_person[country, row["name"], row["office"]].append((start, end, name))
    ours = collections.defaultdict(list)
    for (country, _, _), spells in by_person.items():
        spells.sort()
        whole = []
        for start, end, name in spells:
            if whole and (end == LAST or start <= day_after(whole[-1][1])):
                whole[-1] = (whole[-1][0], max(whole[-1][1], end), name)
            else:
                whole.append((start, end, name))
        # A line of its own as well: a list may keep apart what we join.
        for start, end, name in {*spells, *whole}:
            ours[country].append(Spell(country, name, start, end))
    return ours


def day_after(day):
    return day if day >= LAST - NEAR else day + NEAR


def read_countryinfo(folder):
    """CountryInfo's leaders, and the states by their number of the Correlates of War."""
    text = next(folder.glob("CountryInfo*.txt")).read_text(encoding="utf-8", errors="replace")
    spells, states = [], dict(OTHER_STATES)
    for block in re.findall(r"<Country>(.*?)</Country>", text, re.S):
        code = re.search(r"<ISO3166-alpha3>\s*(\w+)", block) or re.search(r"<CountryCode>\s*(\w+)", block)
        if not code:
            continue
        code = SAME_STATE.get(code.group(1), code.group(1))
        number = re.search(r"<COW-Numeric>\s*(\d+)", block)
        if number:
            states.setdefault(str(int(number.group(1))), code)
        leaders = re.search(r"<Leaders>(.*?)</Leaders>", block, re.S)
        for line in (leaders.group(1) if leaders else "").splitlines():
            name = line.split("[")[0].strip().strip("_")
            for dates in re.findall(r"\[([^\]:]+)\]", line):
                spells += dated(code, name, dates)
    return spells, states


def dated(code, name, dates):
    """The spell of "19690620 - 19740403", ">20070516" or "<19900101"."""
    parts = re.findall(r"\d{8}", dates)
    if not parts or not name:
        return []
    if dates.startswith(">"):
        return [Spell(code, name, first_day(parts[0]), None)]
    if dates.startswith("<"):
        return [Spell(code, name, datetime.date(1900, 1, 1), last_day(parts[0]))]
    return [Spell(code, name, first_day(parts[0]), last_day(parts[-1]))]


def read_reign(folder, states):
    """REIGN: a surname, day and month of the beginning, month of the end."""
    spells = []
    with open(next(folder.glob("leaderlist*.csv")), encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            code = states.get(row["ccode"])
            if not code or not row["syear"]:
                continue
            start = day_of(int(row["syear"]), int(row["smonth"] or 1), int(row["sdate"] or 1))
            end = day_of(int(row["eyear"]), int(row["emonth"] or 12), 31) if row["eyear"] else None
            spells.append(Spell(code, row["leader"], start, end))
    return spells


def read_archigos(folder, states):
    """Archigos: a Stata file of release 118, read by its own description of its columns."""
    data = next(folder.glob("*.dta")).read_bytes()
    count = int.from_bytes(after(data, b"<K>")[:2], "little")
    rows = int.from_bytes(after(data, b"<N>")[:8], "little")
    types = struct.unpack(f"<{count}H", after(data, b"<variable_types>")[: 2 * count])
    names = after(data, b"<varnames>")
    names = [names[129 * k:129 * (k + 1)].split(b"\0")[0].decode() for k in range(count)]
    numbers = {65526: 8, 65527: 4, 65528: 4, 65529: 2, 65530: 1, 32768: 8}
    widths = [numbers.get(kind, kind) for kind in types]
    table, width = after(data, b"<data>"), sum(widths)
    spells = []
    for row in range(rows):
        cells, at = {}, row * width
        for name, kind, size in zip(names, types, widths):
            cells[name] = table[at:at + size]
            at += size
        text = {name: cell.split(b"\0")[0].decode("utf-8", "replace") for name, cell in cells.items()}
        number = int.from_bytes(cells["ccode"], "little")
        start, end = first_day(text["startdate"]), last_day(text["enddate"])
        if start and str(number) in states:
            spells.append(Spell(states[str(number)], text["leader"], start, end))
    return spells


def after(data, tag):
    return data[data.index(tag) + len(tag):]


# --- comparing ---

def alike(one, other):
    """Whether two names share a word, or nearly."""
    for word in words(one):
        for known in words(other):
            near = min(len(word), len(known)) > 3 and difflib.SequenceMatcher(None, word, known).ratio() >= 0.8
            if word == known and len(word) > 2 or near:
                return True
    return False


def apart(spell, our, horizon):
    """How many days two spells' ends are apart, at the worse end."""
    start = abs(spell.start - our.start)
    if spell.end is None or spell.end >= horizon:
        end = max(horizon - our.end, datetime.timedelta())
    else:
        end = abs(spell.end - our.end)
    return max(start, end)


def compare(spells, ours, horizon):
    """The spells that agree, that differ (with the nearest of ours), that are not met."""
    agree, differ, unmet = [], [], []
    for spell in spells:
        end = spell.end or LAST
        if end < FIRST:
            continue
        met = [
            our
            for our in ours.get(spell.country, ())
            if our.start - REACH <= end
            and spell.start <= (our.end if our.end > LAST - REACH else our.end + REACH)
            and alike(spell.name, our.name)
        ]
        nearest = min(met, key=lambda our: (apart(spell, our, horizon), our.start), default=None)
        if nearest is None:
            unmet.append(spell)
        elif apart(spell, nearest, horizon) <= NEAR:
            agree.append(spell)
        else:
            differ.append((spell, nearest))
    return agree, differ, unmet


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs=3, type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--show", choices=["differ", "unmet"], help="list these spells")
    options = parser.parse_args()
    countryinfo, states = read_countryinfo(options.folders[0])
    lists = {
        "REIGN": read_reign(options.folders[1], states),
        "Archigos": read_archigos(options.folders[2], states),
        "CountryInfo": countryinfo,
    }
    ours = read_ours(PEOPLE)
    print("| List | Spells | Agree | Differ | Not met |\n|---|---:|---:|---:|---:|")
    shown = []
    for name, spells in lists.items():
        agree, differ, unmet = compare(spells, ours, HORIZONS[name])
        print(f"| {name} | {len(agree) + len(differ) + len(unmet):,} | {len(agree):,} | {len(differ):,} | {len(unmet):,} |")
        if options.show == "differ":
            shown += [f"{name}: {told(spell)}; ours {told(our)}" for spell, our in differ]
        elif options.show == "unmet":
            shown += [f"{name}: {told(spell)}" for spell in unmet]
    print(*sorted(shown), sep="\n")


def told(spell):
    end = spell.end if spell.end and spell.end < LAST else ""
    return f"{spell.country} {' '.join(spell.name.split())[:40]} {spell.start} - {end}"


if __name__ == "__main__":
    main()
