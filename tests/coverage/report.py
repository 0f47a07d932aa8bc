#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the unit tests of rooms, built with clang's -fprofile-instr-generate -fcoverage-mapping, and tells what of a room's own
headers they ran: lines and branches. What other rooms' tests run of them is not counted, nor what only a constant expression
evaluates; a template that no test instantiates is not there to be counted, so headers that never appear are listed.

Usage: report.py --programs DIR --work DIR --tools VERSION [--json OUT] [--command TEXT] ROOM...      or      report.py --self-test
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

INCLUDE = pathlib.Path(__file__).resolve().parent.parent.parent / "include/vidimus"
WANTED = 95.0
Header = collections.namedtuple("Header", "lines covered branches taken missing")


def headers_of(lcov, folder):
    """{name: Header} of what lies in the folder, from an lcov trace."""
    found, name, lines, branches = {}, None, {}, []
    for record in lcov.splitlines():
        kind, _, rest = record.partition(":")
        if kind == "SF":
            name, lines, branches = rest, {}, []
        elif kind == "DA":
            line, count = rest.split(",")[:2]
            lines[int(line)] = max(int(count), lines.get(int(line), 0))
        elif kind == "BRDA":
            branches.append(rest.rsplit(",", 1)[1] not in ("-", "0"))
        elif kind == "end_of_record" and name and pathlib.PurePath(name).is_relative_to(folder):
            missing = sorted(line for line, count in lines.items() if count == 0)
            found[str(pathlib.PurePath(name).relative_to(folder))] = Header(
                len(lines), len(lines) - len(missing), len(branches), sum(branches), missing)
    return found


def ranges(lines):
    """[1, 2, 3, 7] as 1-3, 7."""
    out = []
    for line in lines:
        if out and out[-1][1] == line - 1:
            out[-1][1] = line
        else:
            out.append([line, line])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def summary(headers, expected):
    total = Header(*(sum(h[i] for h in headers.values()) for i in range(4)), [])
    return {
        "headers": len(headers), "lines": total.lines, "lines_covered": total.covered, "branches": total.branches,
        "branches_taken": total.taken, "lines_percent": round(percent(total.covered, total.lines), 2),
        "branches_percent": round(percent(total.taken, total.branches), 2),
        "missing": {name: ranges(h.missing) for name, h in sorted(headers.items()) if h.missing},
        "without_code": sorted(set(expected) - set(headers)),
    }


def measure(room, told):
    program = (told.programs / f"vidimus_{room}_tests").resolve()
    raw, merged = told.work / f"{room}.profraw", told.work / f"{room}.profdata"
    ran = subprocess.run([program, "~[peers]"], capture_output=True, text=True, env={"LLVM_PROFILE_FILE": str(raw)}, check=False)
    if ran.returncode != 0:
        raise SystemExit(f"{program.name}: {ran.returncode}\n{ran.stdout[-4000:]}{ran.stderr[-2000:]}")
    subprocess.run([f"llvm-profdata-{told.tools}", "merge", "-sparse", raw, "-o", merged], check=True)
    lcov = subprocess.run([f"llvm-cov-{told.tools}", "export", "-format=lcov", f"-instr-profile={merged}", program], check=True,
                          capture_output=True, text=True).stdout
    folder = told.include / room
    return summary(headers_of(lcov, folder), [str(p.relative_to(folder)) for p in folder.rglob("*.hpp")])


def table(rooms):
    yield "| room | headers with code | lines | covered | branches | taken |"
    yield "|---|---:|---:|---:|---:|---:|"
    for room, it in rooms.items():
        yield (f"| {room} | {it['headers']} | {it['lines']} | {it['lines_percent']:.1f} % | {it['branches']} | "
               f"{it['branches_percent']:.1f} % |")


def self_test():
    lcov = ("SF:/x/der/a.hpp\nDA:1,5\nDA:2,0\nDA:3,0\nDA:5,0\nBRDA:1,0,0,3\nBRDA:1,0,1,0\nBRDA:2,0,0,-\nend_of_record\n"
            "SF:/x/path/b.hpp\nDA:1,0\nend_of_record\n")
    it = summary(headers_of(lcov, "/x/der"), ["a.hpp", "c.hpp"])
    expected = {"headers": 1, "lines": 4, "lines_covered": 1, "branches": 3, "branches_taken": 1, "lines_percent": 25.0,
                "branches_percent": 33.33, "missing": {"a.hpp": "2-3, 5"}, "without_code": ["c.hpp"]}
    if it != expected:
        print(f"self-test: {it}, expected {expected}")
    return 0 if it == expected else 1


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="+", metavar="ROOM")
    parser.add_argument("--programs", required=True, type=pathlib.Path)
    parser.add_argument("--include", type=pathlib.Path, default=INCLUDE)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--tools", required=True, help="the version in the names of llvm-cov and llvm-profdata")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--command", default="")
    told = parser.parse_args()
    told.work.mkdir(parents=True, exist_ok=True)
    rooms = {room: measure(room, told) for room in told.rooms}
    print("\n".join(table(rooms)))
    for room, it in rooms.items():
        if it["lines_percent"] < WANTED:
            print(f"\n{room} is below {WANTED:.0f} % of lines; not run:")
            print("\n".join(f"  {name}: {missing}" for name, missing in it["missing"].items()))
    if told.json:
        told.json.write_text(json.dumps({"command": told.command, "wanted_lines_percent": WANTED, "rooms": rooms}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
