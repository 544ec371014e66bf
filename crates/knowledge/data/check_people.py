#!/usr/bin/env python3
"""Checks people.tsv: columns, codes, offices, dates; lists overlapping holders of single-holder offices.

    python3 check_people.py [people.tsv]

Errors end with status 1; overlaps are listed as notes, since acting, rival and rotating holders are real.
"""
import collections
import pathlib
import re
import sys

COLUMNS = "name aliases gender country sectors office title from to wikidata source".split()
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
BODIES = set("IGO UNO EUR NGO ISM IMG MNC".split())
OFFICES = set(
    """head-of-state head-of-government deputy-head-of-government foreign-minister defence-minister
    interior-minister finance-minister justice-minister minister vice-president spokesperson opposition-leader
    party-leader legislator speaker igo-head armed-group-leader military-chief intelligence-chief police-chief
    adviser envoy official ambassador religious-leader royal governor regional-leader mayor
    central-bank-governor judge prosecutor business-leader activist crime-boss candidate other""".split()
)
COUNTRIES = set(
    """AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA
    BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ
    ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL
    ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT
    MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PSE PAN
    PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF
    SSD ESP LKA SDN SUR SWE CHE SYR TWN TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB
    VUT VEN VNM YEM ZMB ZWE VAT XKX""".split()
)
SINGLE = {"head-of-state", "head-of-government", "foreign-minister", "defence-minister"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def row_errors(cells):
    """Yields what is wrong with the cells of one line."""
    if len(cells) not in (11, 12):
        yield f"{len(cells)} columns, not 11 or 12"
        return
    row = dict(zip(COLUMNS, cells))
    if not row["name"] or row["name"] != " ".join(row["name"].split()):
        yield "empty or untidy name"
    if row["gender"] not in ("f", "m", ""):
        yield f"gender {row['gender']!r}"
    if row["country"] not in COUNTRIES | BODIES:
        yield f"country {row['country']!r}"
    sectors = [s for s in row["sectors"].split(";") if s]
    if set(sectors) - SECTORS or (not sectors and row["country"] not in BODIES):
        yield f"sectors {row['sectors']!r}"
    if row["office"] not in OFFICES:
        yield f"office {row['office']!r}"
    if not row["title"] or not row["source"]:
        yield "empty title or source"
    for column in ("from", "to"):
        if row[column] and not DATE.match(row[column]):
            yield f"{column} {row[column]!r}"
    if not row["from"]:
        yield "no `from`"
    if row["to"] and earliest(row["from"]) > latest(row["to"]):
        yield f"from {row['from']} after to {row['to']}"
    aliases = [a for a in row["aliases"].split(";") if a]
    if len(aliases) != len(set(aliases)) or row["name"] in aliases:
        yield "repeated alias"


def earliest(date):
    """The first day that the date may be: '2001' is 2001-01-01."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def latest(date):
    """The last day that the date may be."""
    return date + "-12-31" if len(date) == 4 else date + "-31" if len(date) == 7 else date


def overlaps(rows):
    """Yields pairs of different people who certainly held one single-holder office at one time."""
    held = collections.defaultdict(list)
    for number, row in rows:
        if row["office"] in SINGLE:
            held[row["country"], row["office"]].append((number, row))
    for key, spells in sorted(held.items()):
        spells.sort(key=lambda spell: (latest(spell[1]["from"]), spell[0]))
        for i, (number, row) in enumerate(spells):
            for later, other in spells[i + 1 :]:
                end = earliest(row["to"]) if row["to"] else "9999"
                if row["name"] != other["name"] and latest(other["from"]) < end:
                    yield key, number, row, later, other


def main():
    default = pathlib.Path(__file__).with_name("people.tsv")
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    rows, errors, seen, genders, header = [], 0, {}, {}, False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if not header:
            header = True
            wrong = [] if cells == COLUMNS else ["the header is not the agreed one"]
        else:
            wrong = list(row_errors(cells))
            row = dict(zip(COLUMNS, cells))
            key = tuple(row.get(c) for c in ("name", "country", "office", "title", "from", "to"))
            if key in seen:
                wrong.append(f"the same spell as line {seen[key]}")
            seen[key] = number
            if genders.setdefault(row["name"], row.get("gender")) != row.get("gender"):
                wrong.append("another gender than on an earlier line")
            rows.append((number, row))
        for what in wrong:
            errors += 1
            print(f"{path.name}:{number}: {what}: {line[:80]}")
    notes = 0
    for (country, office), number, row, later, other in overlaps(rows):
        notes += 1
        print(
            f"note: {country} {office}: line {number} {row['name']} ({row['title']}) {row['from']}..{row['to']}"
            f" | line {later} {other['name']} ({other['title']}) {other['from']}..{other['to']}"
        )
    people = len({row["name"] for _, row in rows})
    print(f"{len(rows)} spells, {people} people, {errors} errors, {notes} overlaps to look at")
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
