#!/usr/bin/env python3
"""Writes counties.tsv: the counties of the United States, each at the middle of its outline.

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python3 counties.py package/counties-10m.json > counties.tsv
"""
import json
import sys

STATES = {  # FIPS: postal code
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "12": "FL",
    "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA",
    "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT", "31": "NE",
    "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK",
    "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT",
    "51": "VA", "53": "WA", "54": "WV", "55": "WI", "56": "WY"}
# Counties of other countries that newspapers name alone, by hand.
OTHERS = """
GBR ENG Bedfordshire 52.08 -0.45|Berkshire 51.42 -1.0|Buckinghamshire 51.8 -0.8|Cambridgeshire 52.3 0.08|Cheshire 53.2 -2.5
GBR ENG Cornwall 50.4 -4.9|County Durham 54.7 -1.75|Cumbria 54.6 -2.9|Derbyshire 53.1 -1.55|Devon 50.73 -3.8|Dorset 50.8 -2.35
GBR ENG East Sussex 50.93 0.27|West Sussex 50.93 -0.5|Essex 51.75 0.55|Gloucestershire 51.8 -2.15|Greater Manchester 53.5 -2.3
GBR ENG Hampshire 51.05 -1.3|Herefordshire 52.1 -2.75|Hertfordshire 51.83 -0.22|Kent 51.2 0.75|Lancashire 53.85 -2.6
GBR ENG Leicestershire 52.65 -1.1|Lincolnshire 53.1 -0.2|Merseyside 53.4 -2.95|Middlesex 51.5 -0.4|Norfolk 52.65 1.0
GBR ENG Northamptonshire 52.3 -0.85|Northumberland 55.25 -2.0|North Yorkshire 54.15 -1.4|Nottinghamshire 53.15 -1.0
GBR ENG Oxfordshire 51.75 -1.28|Shropshire 52.65 -2.75|Somerset 51.1 -2.9|South Yorkshire 53.5 -1.4|Staffordshire 52.85 -2.05
GBR ENG Suffolk 52.2 1.0|Surrey 51.25 -0.45|Tyne and Wear 54.95 -1.55|Warwickshire 52.3 -1.55|West Midlands 52.5 -1.95
GBR ENG West Yorkshire 53.75 -1.7|Wiltshire 51.3 -1.95|Worcestershire 52.2 -2.2|Yorkshire 53.95 -1.4
GBR NIR County Antrim 54.85 -6.2|County Armagh 54.25 -6.6|County Down 54.35 -5.9|County Fermanagh 54.35 -7.65
GBR NIR County Londonderry 54.95 -6.9|County Tyrone 54.6 -7.2
IRL - County Clare 52.85 -9.0|County Cork 51.95 -8.6|County Donegal 54.9 -7.9|County Galway 53.35 -8.75|County Kerry 52.15 -9.55
IRL - County Kildare 53.2 -6.8|County Kilkenny 52.55 -7.25|County Limerick 52.5 -8.75|County Mayo 53.9 -9.25|County Meath 53.65 -6.65
IRL - County Sligo 54.15 -8.6|County Tipperary 52.6 -7.9|Tipperary 52.6 -7.9|County Waterford 52.2 -7.6|County Wexford 52.45 -6.55
IRL - County Wicklow 53.0 -6.35
"""


def middle(rings):
    """The centroid of the largest ring."""
    def doubled_area(ring):
        return sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in zip(ring, ring[1:]))
    ring = max(rings, key=lambda ring: abs(doubled_area(ring)))
    area = doubled_area(ring)
    pairs = list(zip(ring, ring[1:]))
    east = sum((x + u) * (x * v - u * y) for (x, y), (u, v) in pairs) / (3 * area)
    north = sum((y + v) * (x * v - u * y) for (x, y), (u, v) in pairs) / (3 * area)
    return north, east


def decode(topology):
    """The arcs in degrees: TopoJSON stores differences on a grid."""
    (x_scale, y_scale), (x_shift, y_shift) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * x_scale + x_shift, y * y_scale + y_shift))
        arcs.append(points)
    return arcs


def ring_of(numbers, arcs):
    points = []
    for number in numbers:
        piece = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += piece[1:] if points else piece
    return points


def counties(topology):
    arcs = decode(topology)
    for shape in topology["objects"]["counties"]["geometries"]:
        state = STATES.get(shape["id"][:2])
        # Virginia's independent cities are cities.
        if not state or (state == "VA" and int(shape["id"]) >= 51510) or shape["id"] in ("11001", "24510", "29510", "32510"):
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        kind = {"LA": "Parish", "AK": "Borough"}.get(state, "County")
        name = shape["properties"]["name"]
        yield f"{name} {kind}", f"{name} Co", "USA", state, *middle([ring_of(polygon[0], arcs) for polygon in polygons])


def others():
    for line in OTHERS.strip().splitlines():
        country, region, rest = line.split(" ", 2)
        for entry in rest.split("|"):
            name, north, east = entry.rsplit(" ", 2)
            yield name, "", country, region.strip("-"), float(north), float(east)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    print("# Counties: those of the United States, and of Britain and Ireland where newspapers name them alone.")
    print("# Source: US Census Bureau by way of npm us-atlas 3.0.1 (ISC); the others by hand. Public domain and MIT OR Apache-2.0.")
    print("# Made by counties.py: edit that, not this file. A county lies at the middle of its outline.")
    print("geonames_id\tname\talternates\tcountry\tadmin1\tlatitude\tlongitude\tpopulation\tkind")
    for name, other, country, region, north, east in [*sorted(counties(topology)), *others()]:
        print("", name, other, country, region, f"{north:.2f}", f"{east:.2f}", 0, "county", sep="\t")


if __name__ == "__main__":
    main()
