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


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    print("# Counties of the United States.")
    print("# Source: US Census Bureau, public domain, by way of npm us-atlas 3.0.1 (ISC).")
    print("# Made by counties.py: edit that, not this file. A county lies at the middle of its outline.")
    print("geonames_id\tname\talternates\tcountry\tadmin1\tlatitude\tlongitude\tpopulation\tkind")
    for name, other, country, region, north, east in sorted(counties(topology)):
        print("", name, other, country, region, f"{north:.2f}", f"{east:.2f}", 0, "county", sep="\t")


if __name__ == "__main__":
    main()
