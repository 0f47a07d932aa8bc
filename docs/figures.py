#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes docs/figures.md and docs/figures-NAME.svg, a picture for each benchmark, from docs/figures.json, which is what
`./dev bench channel names ocsp path revocation --json docs/figures.json` wrote.

Usage: figures.py [--check]      --check only says whether they are what would be written
"""
import argparse
import json
import pathlib
import sys
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
# what a picture shows; the rest is in the tables
UNITS = {"ns": "shorter is better", "us": "shorter is better", "ms": "shorter is better", "MB": "shorter is better",
         "octets of heap": "shorter is better", "MB/s": "longer is better", "handshakes/s": "longer is better"}
ASIDE = {"with its words", "its signature checks", "status", "wants", "vidimus warm"}  # ours too: with more, or a part
STYLE = """  <style>
    text { font: 12px sans-serif; fill: #1f2328; }
    .title { font-weight: bold; font-size: 14px; }
    .small { font-size: 11px; fill: #59636e; }
    .ours { fill: #1a7f37; }
    .peer { fill: #8c959f; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .small { fill: #9198a1; }
      .ours { fill: #3fb950; }
      .peer { fill: #656c76; }
    }
  </style>"""


def figure(value):
    """Three digits, as people write them."""
    if value == 0 or 0.001 <= abs(value) < 100_000:
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,.0f}" if value >= 1 else f"{value:.3g}"


def by_benchmark(rows):
    """{benchmark: {(workload, unit): {implementation: value}}}, in the order of the rows."""
    found = {}
    for row in rows:
        benchmark, workload = row["workload"].split(": ", 1)
        found.setdefault(benchmark, {}).setdefault((workload, row["unit"]), {})[row["implementation"]] = row["value"]
    return found


def picture(benchmark, workloads):
    """Bars side by side: within a workload the longest is as long as there is room."""
    parts, y = [], 44
    for (workload, unit), values in workloads.items():
        if unit not in UNITS or len(values) < 2:
            continue
        parts.append(f'<text x="8" y="{y}">{escape(workload)}, {escape(unit)}<tspan class="small">, {UNITS[unit]}</tspan></text>')
        longest = max(values.values())
        for implementation, value in values.items():
            y += 17
            width = max(1.0, 420 * value / longest)
            kind = "ours" if implementation.startswith("vidimus") or implementation in ASIDE else "peer"
            parts.append(f'<text x="150" y="{y}" text-anchor="end" class="small">{escape(implementation)}</text>'
                         f'<rect x="158" y="{y - 10}" width="{width:.1f}" height="12" class="{kind}"/>'
                         f'<text x="{164 + width:.1f}" y="{y}" class="small">{figure(value)}</text>')
        y += 28
    if not parts:
        return None
    title = f"{benchmark}: vidimus and others"
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {y}" width="680" height="{y}" role="img">',
                      f"  <title>{escape(title)}</title>", STYLE, f'  <text x="8" y="20" class="title">{escape(title)}</text>',
                      *("  " + part for part in parts), "</svg>", ""])


def ratios(unit, values):
    """How much better our figure over mbedTLS is than raw mbedTLS's, and our best one than the best peer's; empty where there is
    none."""
    ours = {name: value for name, value in values.items() if name.startswith("vidimus") and name not in ASIDE}
    peers = {name: value for name, value in values.items() if not name.startswith("vidimus") and name not in ASIDE}
    if unit not in (*UNITS, "instructions") or not ours or not peers or not all(values.values()):
        return "", ""
    is_longer_better = UNITS.get(unit) == "longer is better"
    best = max if is_longer_better else min

    def better(own, peer):
        return f"{figure(own / peer if is_longer_better else peer / own)}x"

    own = ours.get("vidimus mbedTLS", best(ours.values()))
    return better(own, peers["mbedTLS"]) if "mbedTLS" in peers else "", better(best(ours.values()), best(peers.values()))


def table(workloads):
    """A line for each workload, a column for each implementation, and how much better than mbedTLS and the best peer we are."""
    implementations = list(dict.fromkeys(name for values in workloads.values() for name in values))
    lines = [f"| | {' | '.join(implementations)} | beside mbedTLS | beside the best peer |", "|---|" + "---|" * (len(implementations) + 2)]
    for (workload, unit), values in workloads.items():
        cells = [*(figure(values[name]) if name in values else "" for name in implementations), *ratios(unit, values)]
        lines.append(f"| {workload}, {unit} | {' | '.join(cells)} |")
    return lines


def targets_of(targets):
    lines = ["| target | measured | |", "|---|---|---|"]
    for it in targets:
        met = it["measured"] >= it["limit"] if it["at_least"] else it["measured"] <= it["limit"]
        bound = "at least" if it["at_least"] else "at most"
        lines.append(f"| {it['what']}: {bound} {figure(it['limit'])} {it['unit']} | {figure(it['measured'])} | {'met' if met else '**missed**'} |")
    return lines


def pages(measured):
    """{file name: text}"""
    written = {}
    lines = ["# Figures", "", "Every benchmark in one run, beside the peers that were there: medians of interleaved runs.", "",
             "    ./dev bench channel names ocsp path revocation --json docs/figures.json && docs/figures.py", "",
             f"Measured on {measured['machine']}; look at ratios: ours over mbedTLS to raw mbedTLS, and our best",
             "to the best peer, more being better. [What it costs](performance.md) says what the figures mean. This page is written by",
             "`docs/figures.py`.", ""]
    for benchmark, workloads in by_benchmark(measured["rows"]).items():
        lines += [f"## {benchmark}", ""]
        drawn = picture(benchmark, workloads)
        if drawn:
            written[f"figures-{benchmark}.svg"] = drawn
            lines += [f"![{benchmark}: vidimus and others](figures-{benchmark}.svg)", ""]
        lines += [*table(workloads), ""]
    lines += ["## Targets", "", *targets_of(measured["targets"]), ""]
    for note in measured["notes"]:
        lines += [note, ""]
    written["figures.md"] = "\n".join(lines).rstrip("\n") + "\n"
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    told = parser.parse_args()
    stale = []
    for name, text in pages(json.loads((HERE / "figures.json").read_text())).items():
        page = HERE / name
        if not told.check:
            page.write_text(text)
        elif not page.exists() or page.read_text() != text:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is not what docs/figures.json says: run docs/figures.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
