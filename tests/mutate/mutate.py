#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Leaves out, or turns round, one check of a room's headers at a time, and says which changes none of the room's tests misses.

A check is `if (condition) return` of something that refuses: what is returned names an error, a fault, a finding or false. In a
copy of the headers each has a number, `if (at<17>(condition))`, and the room's tests are compiled once against it. The
environment tells the program which check to change, and it writes which ones it reached. So a change is tried by running the
test cases that can tell, the quickest first, until one fails: those that reach the check, and to leave it out, those in which
it refuses. What survives them is tried in the tests that evaluate checks as they are compiled, such as in a static_assert.
What was found is kept in the work folder, so that a run that was stopped goes on.

Usage: mutate.py --build DIR --work DIR [--json OUT] [--only HEADER] [--every] [--jobs N] [--seconds N] ROOM
       mutate.py --self-test
"""
import argparse
import collections
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
REFUSES = re.compile(r"refuse|fault|fail|Errc::|[Ff]inding|error\(\)|\bfalse\b|note\(|nullopt|out_of")
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
KINDS = {"left out": 1, "turned round": -1}  # check 17 is left out where 17 is told, turned round where -17 is
Check = collections.namedtuple("Check", "header line number text refuses")
TestCase = collections.namedtuple("TestCase", "name seconds outcomes")  # outcomes[n]: check n was false (1), true (2), both
MEMORY = 4 << 30  # octets of a changed program

# Included before everything else. VIDIMUS_MUTANT is the change: in the environment for what runs, a macro for what is evaluated
# as it is compiled. With VIDIMUS_MUTANT_PROBE no evaluation of a check is constant.
INSTRUMENT = """#pragma once
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#ifndef VIDIMUS_MUTANT
#define VIDIMUS_MUTANT 0
#endif
#ifndef VIDIMUS_MUTANT_PROBE
#define VIDIMUS_MUTANT_PROBE 0
#endif
namespace vidimus_mutant {
inline auto told(char const* name) -> char const* {
  auto const* const text = std::getenv(name);
  return text == nullptr ? "" : text;
}
inline int const change = std::atoi(told("VIDIMUS_MUTANT"));
inline struct Outcomes {
  std::atomic<unsigned char> of[@COUNT@ + 1] = {};
  ~Outcomes() {
    if (auto* const file = std::fopen(told("VIDIMUS_MUTANT_OUTCOMES"), "wb")) {
      for (auto const& one : of) std::fputc('0' + one, file);
      std::fclose(file);
    }
  }
} outcomes;
constexpr auto changed(int wanted, int check, bool condition) -> bool {
  return wanted == check ? false : wanted == -check ? !condition : condition;
}
template <int Check>
constexpr auto at(bool condition) -> bool {
  if (std::is_constant_evaluated()) {
    if (VIDIMUS_MUTANT_PROBE) throw Check;
    return changed(VIDIMUS_MUTANT, Check, condition);
  }
  outcomes.of[Check] |= condition ? 2 : 1;
  return changed(change, Check, condition);
}
}  // namespace vidimus_mutant
"""


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


def with_number(number, condition):
    """What is inside of `if (…)`, its outcome passed through check `number`. A declaration stays, since it may be used."""
    semicolon = at_top(condition, ";")
    first, last = (condition[:semicolon + 1] + " ", condition[semicolon + 1:].strip()) if semicolon >= 0 else ("", condition)
    declared = re.match(r"(?:auto|std::\w+(?:<.*>)?)\s+(?:const\s*)?[&*]*\s*(?:const\s+)?(\w+)\s*(?:=|\{)", last)
    if declared:
        first, last = f"{first}{last}; ", declared[1]
    return f"{first}::vidimus_mutant::at<{number}>(static_cast<bool>({last}))"


def with_numbers(header, text, first):
    """The header's text with its checks numbered from `first` on, each line where it was, and the checks."""
    code = NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)  # each character where it was
    checks, out, kept = [], [], 0
    for found in re.finditer(r"\bif \(", code):
        opened = found.end() - 1
        closed = closing(code, opened)
        rest = re.match(r"\s*return\b([^;]*);", code[closed + 1:])
        if not rest:
            continue
        shown = " ".join(text[found.start():closed + 1 + rest.end()].split())
        line = code.count("\n", 0, found.start()) + 1
        checks.append(Check(header, line, first + len(checks), shown, bool(REFUSES.search(rest[1]))))
        out += [text[kept:opened + 1], with_number(checks[-1].number, text[opened + 1:closed])]
        kept = closed
    return "".join(out) + text[kept:], checks


def write(path, text):
    """Only what is new, so that ninja compiles no more than it must."""
    if not path.is_file() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def copy_headers(room, include):
    """Copies the headers, with the room's checks numbered, and returns the checks."""
    source, checks, copied = REPOSITORY / "include", [], set()
    for header in sorted(source.rglob("*.hpp")):
        text = header.read_text()
        if header.parent == source / "vidimus" / room:
            text, more = with_numbers(header.name, text, len(checks) + 1)
            checks += more
        copied.add(include / header.relative_to(source))
        write(include / header.relative_to(source), text)
    for gone in set(include.rglob("*.hpp")) - copied:
        gone.unlink()
    return checks


class Build:
    """The tests of a room, compiled with the flags that CMake wrote for the build, the checks numbered."""

    def __init__(self, room, build, work, jobs):
        self.build, self.work, self.program, self.jobs = build, work, work / "program", jobs
        self.headers = work / "include/vidimus" / room
        self.checks = copy_headers(room, work / "include")
        commands = {pathlib.Path(entry["file"]): shlex.split(entry["command"])
                    for entry in json.loads((build / "compile_commands.json").read_text())}
        commands = {source: words for source, words in commands.items() if source.parent == REPOSITORY / "tests" / room}
        if any("cmake_pch" in word for words in commands.values() for word in words):
            raise SystemExit("mutate: the build precompiles the true headers; configure it with VIDIMUS_TESTS_PCH=OFF")
        instrument = work / "instrument.hpp"
        write(instrument, INSTRUMENT.replace("@COUNT@", str(len(self.checks))))
        flags = {source: self.flags(words) for source, words in commands.items()}
        self.compiles = {source.stem: [*words, "-include", str(instrument), "-c", str(source)] for source, words in flags.items()}
        write(work / "build.ninja", self.plan(self.links(f"vidimus_{room}_tests")))
        self.ninja("program")

    def flags(self, words):
        """A compile command without what it reads and writes, and with the copied headers instead of the true ones. The standard
        library's assertions are on: what a check keeps from happening may else pass by luck."""
        del words[words.index("-c"):]
        for at in [words.index(flag) for flag in ("-o", "-MT", "-MF") if flag in words]:
            words[at:at + 2] = ["", ""]
        own = [word.replace(str(REPOSITORY / "include"), str(self.work / "include")) for word in words
               if word not in ("", "-MD") and not word.endswith("ccache")]
        return [*own, "-O0", "-D_GLIBCXX_ASSERTIONS"]

    def links(self, target):
        asked = ["ninja", "-C", self.build, "-t", "commands", target]
        every = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        links = [part for line in every.splitlines() for part in line.split("&&") if re.search(rf" -o \S*{target}\b", part)]
        words = shlex.split(links[-1])
        first = next(i for i, word in enumerate(words) if word.endswith(".o"))
        objects = [str(self.work / f"{test}.o") for test in self.compiles]
        words[first:] = [*objects, *(word for word in words[first:] if not word.endswith(".o"))]
        words[words.index("-o") + 1] = str(self.program)
        return words

    def plan(self, links):
        """build.ninja: each source to an object, all to the program, and which sources evaluate checks as they are compiled."""
        lines = ["rule run", f"  command = cd {self.build} && $line", "  description = $out", "  depfile = $needs"]

        def edge(output, inputs, line, *more):
            lines.extend([f"build {output}: run {inputs}", "  line = " + line.replace("$", "$$"), *more])
            return str(output)

        objects, probes = [], []
        for test, command in self.compiles.items():
            made, probe = f"{self.work / test}.o", f"{self.work / test}.probe"
            line = shlex.join([*command, "-MD", "-MF", f"{made}.d", "-o", made])
            objects.append(edge(made, command[-1], line, f"  needs = {made}.d"))
            line = shlex.join([*command, "-fsyntax-only", "-DVIDIMUS_MUTANT_PROBE=1"])
            probes.append(edge(probe, made, f"if {line} 2>/dev/null; then echo no; else echo yes; fi > {probe}"))
        edge(self.program, " ".join(objects), shlex.join(links))
        return "\n".join([*lines, f"build program: phony {self.program}", f"build probes: phony {' '.join(probes)}", ""])

    def ninja(self, wanted):
        made = subprocess.run(["nice", "ninja", "-C", self.work, "-j", str(self.jobs), wanted], stdout=sys.stderr)
        if made.returncode != 0:
            raise SystemExit("the tests do not compile with the checks numbered")

    def evaluating(self):
        """{test: what it includes} of the tests that evaluate checks as they are compiled."""
        self.ninja("probes")
        return {test: (self.work / f"{test}.o.d").read_text().split() for test in self.compiles
                if (self.work / f"{test}.probe").read_text() == "yes\n"}

    def compiles_with(self, test, change):
        tried = ["nice", *self.compiles[test], "-fsyntax-only", f"-DVIDIMUS_MUTANT={change}"]
        return subprocess.run(tried, cwd=self.build, capture_output=True).returncode == 0


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Tests:
    def __init__(self, build):
        self.build, self.temporary, self.evaluating = build, build.work / "tmp", None
        asked = [build.program, "~[peers]", "--list-tests", "--verbosity", "quiet"]
        names = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
        self.cases = sorted((self.unchanged(name) for name in names), key=lambda case: case.seconds)

    def passes(self, name, seconds, **told):
        """Whether the test case passes. It has a folder for its files, which one that crashes would leave behind."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()
        exactly = re.sub(r'([\\,\[\]"])', r"\\\1", name)
        try:
            ran = subprocess.run([self.build.program, exactly, "--abort"], capture_output=True, timeout=seconds,
                                 preexec_fn=limited, env={**os.environ, "TMPDIR": str(self.temporary), **told})
        except subprocess.TimeoutExpired:
            return False
        return ran.returncode == 0

    def unchanged(self, name):
        file, began = self.build.work / "outcomes", time.monotonic()
        file.unlink(missing_ok=True)
        if not self.passes(name, 300, VIDIMUS_MUTANT_OUTCOMES=str(file)):
            raise SystemExit(f"'{name}' does not pass as it is")
        return TestCase(name, time.monotonic() - began, file.read_text())

    def that_compile(self, header):
        """The tests that include the header and evaluate checks as they are compiled."""
        if self.evaluating is None:
            self.evaluating = self.build.evaluating()
        return [test for test, included in self.evaluating.items() if str(self.build.headers / header) in included]

    def judge(self, check, kind):
        change = str(KINDS[kind] * check.number)
        telling = "23" if kind == "left out" else "123"
        cases = [case for case in self.cases if case.outcomes[check.number] in telling]
        for case in cases:
            if not self.passes(case.name, 10 + 10 * case.seconds, VIDIMUS_MUTANT=change):
                return f"found by '{case.name}'"
        for test in self.that_compile(check.header):
            if not self.build.compiles_with(test, change):
                return f"found as {test} is compiled"
        if cases:
            return f"survives {len(cases)} test cases"
        return "no test case makes it refuse" if kind == "left out" else "no test case reaches it"


def run(told):
    told.work.mkdir(parents=True, exist_ok=True)
    kept = told.work / f"{told.room}.jsonl"
    done = {}
    for line in kept.read_text().splitlines() if kept.is_file() else []:
        it = json.loads(line)
        done[it["header"], it["kind"], it["text"], it["of"]] = it
    build = Build(told.room, told.build, told.work / told.room, told.jobs)
    tests, results, until = Tests(build), [], time.monotonic() + told.seconds
    every = [(check, kind) for check in build.checks if told.only in (None, check.header) and (told.every or check.refuses)
             for kind in KINDS]
    counts = collections.Counter()
    for at, (check, kind) in enumerate(every):
        counts[check.header, kind, check.text] += 1
        key = (check.header, kind, check.text, counts[check.header, kind, check.text])
        if not done.get(key, {"outcome": ""})["outcome"].startswith("found"):  # a test may have been added for it
            if time.monotonic() > until:
                break
            outcome = tests.judge(check, kind)
            done[key] = dict(zip(("header", "kind", "text", "of"), key), outcome=outcome)
            with kept.open("a") as file:
                file.write(json.dumps(done[key]) + "\n")
            print(f"{at + 1}/{len(every)} {check.header}:{check.line} {kind}: {outcome}", file=sys.stderr, flush=True)
        results.append({**done[key], "line": check.line})
    report(told, results, len(every))
    return 0


def report(told, results, total):
    survivors = [it for it in results if not it["outcome"].startswith("found")]
    found = len(results) - len(survivors)
    print(f"{told.room}: {len(results)} of {total} changes tried; {found} found, {len(survivors)} survive")
    for it in survivors:
        print(f"  {it['header']}:{it['line']} {it['kind']}: {it['text']}: {it['outcome']}")
    if told.json:
        told.json.write_text(json.dumps({"room": told.room, "changes": total, "tried": len(results), "found": found,
                                         "survivors": survivors}, indent=2) + "\n")


def test_numbers():
    text = """auto f(int a) {
  if (a < 1) return refuse(Errc::x);  // if (no) return refuse
  if (auto const b = g(a); !b)
    return refuse(b.error());
  if (auto finding = h(a, "if (")) return *finding;
  if (a == 2) return 7;
  if (a == 3) a = 4;
  return true;
}
"""
    expected = text
    for number, old, last in (5, "a < 1", "a < 1"), (6, "!b", "!b"), (7, ' h(a, "if (")', "finding"), (8, "a == 2", "a == 2"):
        new = f"::vidimus_mutant::at<{number}>(static_cast<bool>({last}))"
        expected = expected.replace(old, new if old == last else f"{old}; {new}", 1)
    numbered, checks = with_numbers("a.hpp", text, 5)
    assert numbered == expected, numbered
    told = [(check.line, check.number, check.refuses) for check in checks]
    assert told == [(2, 5, True), (3, 6, True), (5, 7, True), (6, 8, False)], told


def test_changes():
    """What a program says whose two checks are changed as it runs, and as it is compiled."""
    text, checks = with_numbers("a.hpp", """constexpr auto fault(int a) -> int { return a; }
constexpr auto digit(int a) -> int {
  if (a < 0) return fault(-1);
  if (a > 9) return fault(-2);
  return a;
}
static_assert(digit(10) == -2);
int main(int count, char**) { return digit(count + 9) + 2; }
""", 1)
    assert len(checks) == 2, checks
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "instrument.hpp").write_text(INSTRUMENT.replace("@COUNT@", "2"))
        (place / "a.cpp").write_text(text)

        def compiles(*more):
            line = [os.environ.get("CXX", "c++"), "-std=c++20", "-Wall", "-Wextra", "-Wshadow", "-Werror", "-include",
                    str(place / "instrument.hpp"), str(place / "a.cpp"), "-o", str(place / "a"), *more]
            return subprocess.run(line, capture_output=True, text=True).returncode == 0

        def says(change):
            told = {"VIDIMUS_MUTANT": change, "VIDIMUS_MUTANT_OUTCOMES": str(place / "outcomes")}
            return subprocess.run([place / "a"], env={**os.environ, **told}).returncode, (place / "outcomes").read_text()

        assert not any(compiles("-fsyntax-only", f"-DVIDIMUS_MUTANT{more}") for more in ("=2", "=-2", "=-1", "_PROBE=1"))
        assert compiles("-fsyntax-only", "-DVIDIMUS_MUTANT=1") and compiles()
        is_now = {change: says(change) for change in ("0", "1", "-1", "2", "-2")}  # 10 is a digit only where the second is changed
        assert is_now == {"0": (0, "012"), "1": (0, "012"), "-1": (1, "010"), "2": (12, "012"), "-2": (12, "012")}, is_now


def main():
    if sys.argv[1:] == ["--self-test"]:
        test_numbers()
        test_changes()
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("room")
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--only", help="one header of the room")
    parser.add_argument("--every", action="store_true", help="not only the checks that refuse, but every `if (…) return`")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="to compile with")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no change after these")
    told = parser.parse_args()
    told.build, told.work = told.build.resolve(), told.work.resolve()
    os.environ["LC_ALL"] = "C"
    return run(told)


if __name__ == "__main__":
    sys.exit(main())
