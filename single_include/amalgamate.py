#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the two single headers from include/:

  single_include/vidimus/vidimus.hpp    everything but the adapters
  single_include/vidimus/policies.hpp   what needs no TLS library

Every <vidimus/...> header is put in the place where it is first included, all other includes are collected at the top.
<tl/expected.hpp> is put in as it is, with its licence: the copy whose hash stands below, taken from the header to be
replaced or from --expected. The output depends on nothing else: no date, no path, no order of a directory. A program may
include both headers, in either order.

Usage: amalgamate.py [--check] [--expected FILE] [--include DIR] [--output DIR]
"""
import argparse
import hashlib
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGETS = {"vidimus.hpp": "vidimus/vidimus.hpp", "policies.hpp": "vidimus/policies.hpp"}
ONLY_IN_WHOLE = ("mbedtls/", "psa/")
EXPECTED = "tl/expected.hpp"
EXPECTED_VERSION = "1.0.0"
EXPECTED_SHA256 = "b6cdf077532b75f8c6ad95b3ae8b6f1b8ead63be0f06b6e6c349bcdc10097009"
INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*<([^>]+)>.*$")
SPDX = "// SPDX-License-Identifier: Apache-2.0"


class Refused(Exception):
    pass


class Amalgamation:
    def __init__(self, include, expected):
        self.include, self.expected = include, expected
        self.done, self.system, self.body = set(), set(), []

    def add(self, name, chain=()):
        """Puts a header's text in place, the headers that it includes before it."""
        if name in chain:
            raise Refused(f"{name} includes itself through {' > '.join(chain)}")
        if name in self.done:
            return
        if name == EXPECTED:
            self.body += [begin(name), self.expected, end(name), ""]
        else:
            kept = self.kept(name, (*chain, name))
            guard = "VIDIMUS_SINGLE_" + re.sub(r"\W", "_", name.removeprefix("vidimus/"))
            self.body += [begin(name), f"#ifndef {guard}", f"#define {guard}", *trimmed(kept), "#endif", end(name), ""]
        self.done.add(name)

    def kept(self, name, chain):
        """The lines of a header that stay in its place."""
        file = self.include / name
        if not file.is_file():
            raise Refused(f"there is no {name}")
        kept, conditionals = [], 0
        for line in file.read_text().splitlines():
            conditionals += bool(re.match(r"\s*#\s*if", line)) - bool(re.match(r"\s*#\s*endif", line))
            found = INCLUDE.match(line)
            if found and (found[1].startswith("vidimus/") or found[1] == EXPECTED):
                self.add(found[1], chain)
            elif found and conditionals == 0:
                self.system.add(found[1])
            elif line.strip() not in (SPDX, "#pragma once"):
                kept.append(line)  # an include below an #if among them: its place and condition matter
        return kept

    def text(self, start):
        self.add(start)
        packages = [n for n in sorted(self.system) if "/" in n and not n.startswith("sys/")]
        posix = [n for n in sorted(self.system) if n not in packages and n.endswith(".h")]
        standard = [n for n in sorted(self.system) if n not in packages and n not in posix]
        head = [SPDX, f"// <{start}> and all it includes, made by single_include/amalgamate.py; change the headers, not this.",
                "#pragma once", ""]
        for group in filter(None, (packages, posix, standard)):
            head += [*(f"#include <{name}>" for name in group), ""]
        return "\n".join(head + self.body).rstrip("\n") + "\n"


def begin(name):
    return f"// ---- {name}"


def end(name):
    return f"// ---- end of {name}"


def trimmed(lines):
    """Without blank lines at the ends and without runs of them."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n").split("\n")


def amalgamate(name, include, expected):
    made = Amalgamation(include, expected)
    text = made.text(TARGETS[name])
    for found in sorted(made.system) if name == "policies.hpp" else []:
        if found.startswith(ONLY_IN_WHOLE):
            raise Refused(f"{TARGETS[name]} reaches <{found}>, which the half without a TLS library must not")
    for found in sorted(made.done):
        if found.startswith("vidimus/adapters/"):
            raise Refused(f"{TARGETS[name]} reaches {found}, and adapters stay apart")
    return text


def read_expected(told, output):
    """The text of the pinned <tl/expected.hpp>: from the file told, else from a single header that has it."""
    if told:
        text = pathlib.Path(told).read_text().rstrip("\n")
    else:
        whole = output / "policies.hpp"
        found = re.search(rf"^{re.escape(begin(EXPECTED))}\n(.*?)\n{re.escape(end(EXPECTED))}$",
                          whole.read_text() if whole.is_file() else "", re.DOTALL | re.MULTILINE)
        if not found:
            raise Refused(f"no single header to take {EXPECTED} from; say where it is with --expected")
        text = found[1]
    if hashlib.sha256((text + "\n").encode()).hexdigest() != EXPECTED_SHA256:
        raise Refused(f"{told or output} does not hold the pinned {EXPECTED} {EXPECTED_VERSION} (SHA-256 {EXPECTED_SHA256})")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not what would be written")
    parser.add_argument("--expected", help=f"a {EXPECTED} of version {EXPECTED_VERSION}")
    parser.add_argument("--include", type=pathlib.Path, default=HERE.parent / "include")
    parser.add_argument("--output", type=pathlib.Path, default=HERE / "vidimus")
    told = parser.parse_args()
    stale = 0
    try:
        expected = read_expected(told.expected, told.output)
        for name in TARGETS:
            text, file = amalgamate(name, told.include, expected), told.output / name
            if file.is_file() and file.read_text() == text:
                continue
            if told.check:
                stale += 1
                print(f"{file} is stale: run single_include/amalgamate.py")
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
                print(f"wrote {file} ({text.count(chr(10))} lines)")
    except Refused as refusal:
        print(f"amalgamate: {refusal}", file=sys.stderr)
        return 1
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
