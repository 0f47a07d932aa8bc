#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Leaves out, or turns round, one check of a room's headers at a time, and says which changes none of the room's tests misses.

A check is `if (condition) return` of something that refuses: what is returned names an error, a fault, a finding or false. For
each the tests that include the header are compiled with the changed copy and run, the one of the header's name first, until one
fails; what does not compile is no mutant. What is done is kept in the work folder, so that a run that was stopped goes on.

Usage: mutate.py --build DIR --work DIR [--json OUT] [--only HEADER] [--seconds N] ROOM      or      mutate.py --self-test
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
REFUSES = re.compile(r"refuse|fault|fail|Errc::|[Ff]inding|error\(\)|\bfalse\b|note\(|nullopt|out_of")
Mutant = collections.namedtuple("Mutant", "header line kind text changed")
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def closing(text, at):
    """The index of what closes text[at]."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if depth == 0:
            return i
    raise ValueError("unbalanced")


def at_top(text, what):
    """The last index of a character outside of all brackets, or -1."""
    depth, last = 0, -1
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c == what and depth == 0:
            last = i
    return last


def changes(condition):
    """(kind, condition) with the check left out and turned round. A declaration before it stays, since it may be used."""
    semicolon = at_top(condition, ";")
    first, last = (condition[:semicolon + 1] + " ", condition[semicolon + 1:].strip()) if semicolon >= 0 else ("", condition)
    declared = re.match(r"(?:auto|std::\w+(?:<.*>)?)\s+(?:const\s*)?[&*]*\s*(?:const\s+)?(\w+)\s*(?:=|\{)", last)
    if declared:
        return [("left out", f"{first}{last}; {declared[1]} && false"), ("turned round", f"{first}{last}; !{declared[1]}")]
    return [("left out", f"{first}({last}) && false"), ("turned round", f"{first}!({last})")]


def mutants(name, text):
    code = NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)  # each character where it was
    for found in re.finditer(r"\bif \(", code):
        opened = found.end() - 1
        closed = closing(code, opened)
        rest = re.match(r"\s*return\b([^;]*);", code[closed + 1:])
        if not rest or not REFUSES.search(rest[1]):
            continue
        line = code.count("\n", 0, found.start()) + 1
        shown = " ".join(text[found.start():closed + 1 + rest.end()].split())
        for kind, condition in changes(text[opened + 1:closed]):
            yield Mutant(name, line, kind, shown, text[:opened + 1] + condition + text[closed:])


class Tests:
    """How the tests of a room are compiled and linked, from what CMake wrote for the build."""

    def __init__(self, room, build, work):
        self.room, self.build, self.work, self.good = room, build, work, set()
        self.include = work / "include"
        shutil.rmtree(self.include, ignore_errors=True)
        shutil.copytree(REPOSITORY / "include", self.include)
        folder = REPOSITORY / "tests" / room
        self.commands = {}
        for entry in json.loads((build / "compile_commands.json").read_text()):
            source = pathlib.Path(entry["file"])
            if source.parent == folder:
                self.commands[source.stem] = self.compiles(shlex.split(entry["command"]))
        target = f"vidimus_{room}_tests"
        every = subprocess.run(["ninja", "-C", build, "-t", "commands", target], capture_output=True, text=True, check=True).stdout
        links = [part for line in every.splitlines() for part in line.split("&&") if re.search(rf" -o \S*{target}\b", part)]
        words = shlex.split(links[-1])
        first = next(i for i, word in enumerate(words) if word.endswith(".o"))
        self.link = [*words[:first], str(work / "test.o"), *(word for word in words[first:] if not word.endswith(".o"))]
        self.link[self.link.index("-o") + 1] = str(work / "test")

    def compiles(self, words):
        own, at = [str(self.include) if w == str(REPOSITORY / "include") else w for w in words], 0
        own = [f"-I{self.include}" if w == f"-I{REPOSITORY / 'include'}" else w for w in own]
        while at < len(own):
            if own[at] in ("-o", "-MF", "-MT"):
                del own[at:at + 2]
            elif own[at] == "-MD" or own[at].endswith("ccache"):
                del own[at]
            else:
                at += 1
        return [*own, "-O0", "-o", str(self.work / "test.o")]

    def that_include(self, header):
        """The tests that see the header, the likeliest first."""
        wanted, seen = f"vidimus/{self.room}/{header}", {}

        def reaches(name):
            if name not in seen:
                seen[name] = name == wanted
                file = REPOSITORY / "include" / name
                used = re.findall(r"#include <(vidimus/[^>]+)>", file.read_text()) if file.is_file() else []
                seen[name] = seen[name] or any([reaches(one) for one in used])
            return seen[name]

        stem, out = header.removesuffix(".hpp"), []
        for test in sorted(self.commands):
            text = (REPOSITORY / "tests" / self.room / f"{test}.cpp").read_text()
            for local in re.findall(r'#include "([^"]+)"', text):
                for folder in (REPOSITORY / "tests" / self.room, REPOSITORY / "tests/support"):
                    text += (folder / local).read_text() if (folder / local).is_file() else ""
            used = re.findall(r"#include <(vidimus/[^>]+)>", text)
            if any([reaches(name) for name in used]):
                out.append((test != stem, not test.startswith(stem.split("_")[0]), wanted not in used, test))
        return [test for *_, test in sorted(out)]

    def outcome(self, test):
        """'passes', 'fails' (a static_assert among them), or 'does not compile'."""
        compiled = subprocess.run(self.commands[test], cwd=self.build, capture_output=True, text=True)
        if compiled.returncode != 0:
            return "fails" if "static assertion failed" in compiled.stderr else "does not compile"
        linked = subprocess.run(self.link, cwd=self.build, capture_output=True, text=True)
        if linked.returncode != 0:
            raise SystemExit(linked.stderr)
        try:
            ran = subprocess.run([self.work / "test", "~[peers]", "--abort"], capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            return "fails"
        return "fails" if ran.returncode != 0 else "passes"

    def judge(self, mutant):
        place = self.include / "vidimus" / self.room / mutant.header
        text, passed = place.read_text(), 0
        for test in self.that_include(mutant.header):
            if test not in self.good:
                if self.outcome(test) != "passes":
                    raise SystemExit(f"{self.room}/{test} does not pass as it is")
                self.good.add(test)
            place.write_text(mutant.changed)
            try:
                found = self.outcome(test)
            finally:
                place.write_text(text)
            if found == "does not compile":
                return "does not compile"
            if found == "fails":
                return f"found by {test}"
            passed += 1
        return f"survives {passed} tests" if passed else "no test includes it"


def run(told):
    told.work.mkdir(parents=True, exist_ok=True)
    kept = told.work / f"{told.room}.jsonl"
    done = {}
    for line in kept.read_text().splitlines() if kept.is_file() else []:
        it = json.loads(line)
        done[it["header"], it["kind"], it["text"], it["of"]] = it
    tests, results, until = Tests(told.room, told.build, told.work), [], time.monotonic() + told.seconds
    headers = sorted((REPOSITORY / "include/vidimus" / told.room).glob("*.hpp"))
    every = [m for h in headers if told.only in (None, h.name) for m in mutants(h.name, h.read_text())]
    counts = collections.Counter()
    for at, mutant in enumerate(every):
        counts[mutant.header, mutant.kind, mutant.text] += 1
        key = (mutant.header, mutant.kind, mutant.text, counts[mutant.header, mutant.kind, mutant.text])
        if key not in done:
            if time.monotonic() > until:
                break
            outcome = tests.judge(mutant)
            done[key] = dict(zip(("header", "kind", "text", "of"), key), line=mutant.line, outcome=outcome)
            with kept.open("a") as file:
                file.write(json.dumps(done[key]) + "\n")
            print(f"{at + 1}/{len(every)} {mutant.header}:{mutant.line} {mutant.kind}: {outcome}", file=sys.stderr, flush=True)
        results.append(done[key])
    report(told, results, len(every))
    return 0


def report(told, results, total):
    kinds = collections.Counter(it["outcome"].split()[0] for it in results)
    survivors = [it for it in results if not it["outcome"].startswith(("found", "does"))]
    print(f"{told.room}: {len(results)} of {total} changes tried; {kinds['found']} found, {kinds['does']} do not compile, "
          f"{len(survivors)} survive")
    for it in survivors:
        print(f"  {it['header']}:{it['line']} {it['kind']}: {it['text']}: {it['outcome']}")
    if told.json:
        told.json.write_text(json.dumps({"room": told.room, "changes": total, "tried": len(results), "found": kinds["found"],
                                         "not_compiled": kinds["does"], "survivors": survivors}, indent=2) + "\n")


def self_test():
    text = ('auto f(int a) {\n  if (a < 1) return refuse(Errc::x);  // if (no) return refuse\n  if (auto const b = g(a); !b)\n'
            '    return refuse(b.error());\n  if (auto finding = h(a, "if (")) return *finding;\n  if (a == 2) return 7;\n  return true;\n}\n')
    is_now = [(m.line, m.kind, m.changed[len("auto f(int a) {\n"):].splitlines()[m.line - 2]) for m in mutants("a.hpp", text)]
    expected = [
        (2, "left out", "  if ((a < 1) && false) return refuse(Errc::x);  // if (no) return refuse"),
        (2, "turned round", "  if (!(a < 1)) return refuse(Errc::x);  // if (no) return refuse"),
        (3, "left out", "  if (auto const b = g(a); (!b) && false)"), (3, "turned round", "  if (auto const b = g(a); !(!b))"),
        (5, "left out", '  if (auto finding = h(a, "if ("); finding && false) return *finding;'),
        (5, "turned round", '  if (auto finding = h(a, "if ("); !finding) return *finding;'),
    ]
    for wrong in set(is_now) ^ set(expected):
        print(f"self-test: {'not expected' if wrong in is_now else 'missing'}: {wrong}")
    return 0 if is_now == expected else 1


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("room")
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--only", help="one header of the room")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no change after these")
    told = parser.parse_args()
    told.build, told.work = told.build.resolve(), told.work.resolve()
    os.environ["LC_ALL"] = "C"
    return run(told)


if __name__ == "__main__":
    sys.exit(main())
