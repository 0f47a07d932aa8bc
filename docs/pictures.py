#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/house.svg, the rooms and what each includes, from the headers; and docs/handshake.svg, a handshake with the steps
of the job.

Usage: pictures.py [--check] [--root DIR]      --check only says whether the pictures are what would be drawn
"""
import argparse
import pathlib
import re
import sys
from xml.sax.saxutils import escape

NOUNS = ["core", "der", "x509", "crypto"]
VERBS = "transport engine path revocation peer_name cipher_spec pipeline record channel message".split()
STYLE = """  <style>
    text { font: 13px sans-serif; fill: #1f2328; }
    .small { font-size: 11px; fill: #59636e; }
    .title { font-weight: bold; }
    .noun { fill: #ddf4ff; stroke: #0969da; }
    .verb { fill: #dafbe1; stroke: #1a7f37; }
    .leaf { fill: #f6f8fa; stroke: #59636e; stroke-dasharray: 4 3; }
    .step { fill: #fff8c5; stroke: #9a6700; }
    .line { fill: none; stroke: #59636e; }
    .head { fill: #59636e; }
    .life { stroke: #59636e; stroke-dasharray: 3 4; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .small { fill: #9198a1; }
      .noun { fill: #0c2d6b; stroke: #4493f8; }
      .verb { fill: #033a16; stroke: #3fb950; }
      .leaf { fill: #151b23; stroke: #9198a1; }
      .step { fill: #4b2900; stroke: #d29922; }
      .line, .life { stroke: #9198a1; }
      .head { fill: #9198a1; }
    }
  </style>
  <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
    <path class="head" d="M0 0 L8 4 L0 8 z"/></marker></defs>"""


def picture(width, height, title, parts):
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
                      f"  <title>{escape(title)}</title>", STYLE, *("  " + part for part in parts), "</svg>", ""])


def text(x, y, words, kind="", anchor="middle"):
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{named}>{escape(words)}</text>'


def box(x, y, width, height, kind):
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" class="{kind}"/>'


# ---- the house --------------------------------------------------------------------------------------------------------

def rooms_included(include):
    """{room: the rooms that its headers include}"""
    found = {}
    for room in [*NOUNS, *VERBS, "adapters"]:
        text = "\n".join(header.read_text() for header in sorted((include / room).glob("*.hpp")))
        found[room] = set(re.findall(r"^#include <vidimus/(\w+)/", text, re.MULTILINE)) - {room}
    return found


def not_implied(included):
    """Without what follows from the rest: a room that an included room includes too."""
    def reached(room):
        return set().union(*({inner} | reached(inner) for inner in included[room])) if included[room] else set()
    return {room: {inner for inner in direct if not any(inner in reached(other) for other in direct - {inner})}
            for room, direct in included.items()}


def house(root):
    include = root / "include" / "vidimus"
    arrows = not_implied(rooms_included(include))
    columns, wide, gap, top = {}, 94, 12, 210
    parts, x = [], 12
    for room in [*NOUNS, *VERBS]:
        x += 22 if room == VERBS[0] else 0
        columns[room] = x + wide / 2
        parts += [box(x, top, wide, 34, "noun" if room in NOUNS else "verb"), text(x + wide / 2, top + 22, room, "title")]
        x += wide + gap
    width = int(x)
    for room in [*NOUNS, *VERBS]:
        for inner in sorted(arrows[room], key=columns.get):
            start, end = columns[room] - 8, columns[inner] + 8
            high = top - min(14 + (start - end) * 0.3, (top - 34) * 1.28)
            parts.append(f'<path class="line" marker-end="url(#arrow)" d="M{start:g} {top} C{start:g} {high:g} {end:g} {high:g} {end:g} {top - 2}"/>')
    parts += [text(12, 20, "An arrow: includes (what follows from other arrows is left out). All of them lead to the left.", "small", "start"),
              text(columns["core"] - wide / 2, top + 56, "nouns", "", "start"),
              text(columns["transport"] - wide / 2, top + 56, "verbs, in the order in which bytes meet them", "", "start"),
              box(12, top + 72, width - 26, 30, "leaf"),
              text(width / 2, top + 92, "adapters: may include everything; nothing includes them")]
    return picture(width, top + 114, "The rooms of vidimus and what each includes", parts)


# ---- a handshake ------------------------------------------------------------------------------------------------------

ROWS = [  # (number, who does it, what happens, which policy decides) or (direction, message)
    ("1", "connect", "a Transport", "transport"),
    (">", "ClientHello: suites, groups, versions of the CipherSpec"),
    ("<", "ServerHello, certificates, proof of the key, Finished"),
    ("2", "receive the certificates", "as sent: untrusted", "engine"),
    ("3", "authenticate the chain", "Validator: a VerifiedPath, or why there is none", "path"),
    ("4", "ask OCSP", "RevocationChecker, each certificate of the path", "revocation"),
    ("5", "ask CRLs", "RevocationChecker, each certificate of the path", "revocation"),
    ("6", "filter the name", "PeerNameFilter, on the end entity", "peer_name"),
    ("7", "accept", "CipherSpec, on what was agreed: an AcceptedPeer", "cipher_spec"),
    (">", "own certificate, where asked for, and Finished"),
    ("8", "secure connection", "session keys; the SecureChannel exists now", "channel"),
    ("=", "messages, and new keys when a policy wants them"),
]


def handshake():
    left, right, width = 150, 690, 820
    parts, y = [], 64
    for number, *told in ROWS:
        if number in "<>=":
            x1, x2 = (left, right) if number in ">=" else (right, left)
            both = ' marker-start="url(#arrow)"' if number == "=" else ""
            parts += [f'<path class="line"{both} marker-end="url(#arrow)" d="M{x1} {y + 16} L{x2} {y + 16}"/>',
                      text((left + right) / 2, y + 10, told[0])]
            y += 34
        else:
            what, by, room = told
            parts += [box(20, y, 470, 38, "step"), text(36, y + 24, number, "title"), text(58, y + 17, what, "title", "start"),
                      text(58, y + 31, by, "small", "start"), text(478, y + 24, room, "small", "end")]
            y += 46
    height = y + 76
    ends = [box(left - 60, 20, 120, 30, "noun"), text(left, 40, "QM1, client", "title"), box(right - 60, 20, 120, 30, "noun"),
            text(right, 40, "QM2, server", "title"),
            f'<path class="life" d="M{left} 50 L{left} {y + 8}"/>', f'<path class="life" d="M{right} 50 L{right} {y + 8}"/>']
    parts = ends + parts + [
        text(20, y + 30, "A refusal at 3 to 7 ends the handshake: QM2 gets an alert and nothing else, QM1's program every finding. Steps that the", "small", "start"),
        text(20, y + 46, "channel's type does not name are not there. QM2 asks QM1 for a certificate too, unless its type says otherwise, and takes 2 to 7", "small", "start"),
        text(20, y + 62, "when QM1's has come: under TLS 1.3 that is after QM1's step 8.", "small", "start")]
    return picture(width, height, "A handshake, and the steps at which policies decide", parts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    told = parser.parse_args()
    for name, drawn in [("house.svg", house(told.root)), ("handshake.svg", handshake())]:
        target = told.root / "docs" / name
        if not told.check:
            target.write_text(drawn)
        elif not target.exists() or target.read_text() != drawn:
            sys.exit(f"docs/{name} is not what the headers say; draw it anew: docs/pictures.py")


if __name__ == "__main__":
    main()
