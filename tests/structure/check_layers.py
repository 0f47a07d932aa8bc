#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The one direction of the house: a header includes its own folder and folders to its left in ROOMS, nothing else.

Usage: check_layers.py [REPOSITORY]      or      check_layers.py --self-test
"""
import pathlib
import re
import sys

import planted

ROOMS = ("core der x509 crypto transport engine path revocation peer_name cipher_spec pipeline record channel message").split()
ONLY_CHANNEL = {"transport", "engine", "record"}  # the rules about certificates never see a socket or a TLS context
TLS_LIBRARY = {"crypto", "engine", "record"}      # the rooms that know which TLS library runs
TOO_BROAD = {"range/v3/all.hpp", "range/v3/view.hpp", "ranges", "iostream", "regex", "expected", "format"}
SPDX = "// SPDX-License-Identifier: Apache-2.0"
# Tables made of data that is under a licence of its own; nothing but their adapter includes them.
DATA_SPDX = "// SPDX-License-Identifier: MPL-2.0"
DATA = {"vidimus/adapters/public_suffixes_private.hpp", "vidimus/adapters/public_suffixes_registries.hpp"}
# libstdc++ 12 takes their buffer from what C++17 deprecates, and under Clang that is a warning in every program that uses us.
BUFFERED = re.compile(r"\b(stable_sort|stable_partition|inplace_merge)\s*\(")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>]*)>|"([^"]*)")')


def includes(text):
    """(line number, name, whether in quotes) of each include directive."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := INCLUDE.match(line):
            yield number, found[1] or found[2], found[1] is None


class House:
    def __init__(self, root):
        self.base = root / "include"
        self.texts = {p.relative_to(self.base).as_posix(): p.read_text() for p in sorted(self.base.rglob("*.hpp"))}
        self.graph = {name: [n for _, n, quoted in includes(text) if not quoted and n in self.texts]
                      for name, text in self.texts.items()}

    def reachable(self, start):
        seen, todo = set(), [start]
        while todo:
            name = todo.pop()
            if name not in seen and name in self.graph:
                seen.add(name)
                todo += self.graph[name]
        return seen

    def check(self):
        found = [] if self.texts else [f"{self.base}: no headers"]
        for name, text in self.texts.items():
            found += self.form(name, text) + self.room(name, text) + self.buffered(name, text)
        return found + self.cycles() + self.umbrella() + self.policies()

    def form(self, name, text):
        found = []
        lines = text.splitlines()
        if not lines or lines[0] not in (SPDX, DATA_SPDX if name in DATA else SPDX):
            found.append(f"{name}:1: the first line must be `{SPDX}`")
        if "#pragma once" not in lines:
            found.append(f"{name}:1: `#pragma once` is missing")
        if not name.startswith("vidimus/"):
            found.append(f"{name}:1: headers live below include/vidimus")
        return found

    def buffered(self, name, text):
        calls = ((number, BUFFERED.search(line.split("//")[0])) for number, line in enumerate(text.splitlines(), 1))
        return [f"{name}:{number}: std::{call[1]} warns under Clang with libstdc++ 12: sort with a tie-breaker, or "
                "with core/insertion_sort.hpp" for number, call in calls if call]

    def room(self, name, text):
        parts = name.split("/")
        here = parts[1] if len(parts) > 2 else None  # None: one of the headers above the rooms
        found = []
        if here and here not in ROOMS and here != "adapters":
            found.append(f"{name}:1: {here} is not a room of the house")
        for number, include, quoted in includes(text):
            wrong = self.relative(include, quoted) or self.library(here, include) or self.direction(here, include)
            if wrong:
                found.append(f"{name}:{number}: {wrong}")
        return found

    def relative(self, include, quoted):
        if quoted or ".." in include.split("/"):
            return f"write <vidimus/...>, not \"{include}\""
        if include.startswith("vidimus/") and include not in self.texts:
            return f"there is no {include}"

    def library(self, here, include):
        if include in TOO_BROAD and here != "adapters":
            return f"<{include}> is too broad for a header (compile time), or not in every promised library"
        if include.split("/")[0] in ("mbedtls", "psa") and here not in TLS_LIBRARY | {"adapters"}:
            return f"{here or 'an umbrella'} must not include {include}: only {', '.join(sorted(TLS_LIBRARY))} know the TLS library"

    def direction(self, here, include):
        parts = include.split("/")
        if parts[0] != "vidimus" or here == "adapters":
            return None
        there = parts[1] if len(parts) > 2 else None
        if there == "adapters":
            return f"nothing includes an adapter ({include})"
        if here is None:
            return None
        if there is None:
            return f"{here} must not include the umbrella {include}"
        if here in ROOMS and there in ROOMS:
            if ROOMS.index(there) > ROOMS.index(here):
                return f"{here} must not include {include}: {there} comes later"
            if there in ONLY_CHANNEL and here not in (there, "channel"):
                return f"{here} must not include {include}: {there} is for channel alone"

    def cycles(self):
        """Headers on a cycle. Folders cannot form one without breaking the direction, their headers among themselves can."""
        done, path, found = set(), [], []

        def walk(name):
            if name in path:
                found.append(f"{name}:1: includes itself through {' > '.join(path[path.index(name):] + [name])}")
            elif name not in done:
                path.append(name)
                for next_name in self.graph[name]:
                    walk(next_name)
                path.pop()
                done.add(name)

        for name in self.graph:
            walk(name)
        return found

    def umbrella(self):
        umbrella = "vidimus/vidimus.hpp"
        if umbrella not in self.texts:
            return [f"{umbrella}:1: the umbrella is missing"]
        public = {n for n in self.texts if not n.startswith("vidimus/adapters/") and "detail" not in n.split("/")}
        return [f"{umbrella}:1: does not include {name}" for name in sorted(public - self.reachable(umbrella))]

    def policies(self):
        start = "vidimus/policies.hpp"
        if start not in self.texts:
            return [f"{start}:1: the half without the TLS library is missing"]
        return [f"{start}:1: reaches {include} through {name}" for name in sorted(self.reachable(start))
                for _, include, _ in includes(self.texts[name]) if include.split("/")[0] in ("mbedtls", "psa")]


def header(*included):
    return "\n".join([SPDX, "#pragma once", *(f"#include <{i}>" for i in included), ""])


GOOD = {
    "include/vidimus/vidimus.hpp": header("vidimus/policies.hpp", "vidimus/channel/channel.hpp", "vidimus/crypto/digest.hpp"),
    "include/vidimus/policies.hpp": header("vidimus/path/path.hpp"),
    "include/vidimus/core/core.hpp": header("vector") + "// not std::stable_sort(): its buffer is deprecated\n",
    "include/vidimus/crypto/digest.hpp": header("vidimus/core/core.hpp", "psa/crypto.h"),
    "include/vidimus/engine/engine.hpp": header("vidimus/core/core.hpp", "mbedtls/ssl.h"),
    "include/vidimus/path/path.hpp": header("vidimus/core/core.hpp"),
    "include/vidimus/channel/channel.hpp": header("vidimus/engine/engine.hpp", "vidimus/path/path.hpp"),
    "include/vidimus/adapters/json.hpp": header("vidimus/vidimus.hpp", "nlohmann/json.hpp"),
}
CORE, PATH = "include/vidimus/core/core.hpp", "include/vidimus/path/path.hpp"
PLANTS = [
    ("a later room", {CORE: header("vidimus/path/path.hpp")}, "core must not include vidimus/path/path.hpp: path comes later"),
    ("reaching past channel", {PATH: header("vidimus/engine/engine.hpp")}, "engine is for channel alone"),
    ("the TLS library leaks", {PATH: header("mbedtls/x509_crt.h")}, "path must not include mbedtls/x509_crt.h"),
    ("PSA in an umbrella", {"include/vidimus/vidimus.hpp": GOOD["include/vidimus/vidimus.hpp"] + "#include <psa/crypto.h>\n"},
     "an umbrella must not include psa/crypto.h"),
    ("an adapter in the umbrella", {"include/vidimus/vidimus.hpp": GOOD["include/vidimus/vidimus.hpp"] +
                                    "#include <vidimus/adapters/json.hpp>\n"}, "nothing includes an adapter"),
    ("a room that is none", {"include/vidimus/util/x.hpp": header()}, "util is not a room"),
    ("a relative include", {CORE: header() + '#include "other.hpp"\n'}, 'not "other.hpp"'),
    ("an include of nothing", {CORE: header("vidimus/core/gone.hpp")}, "there is no vidimus/core/gone.hpp"),
    ("the umbrella from below", {PATH: header("vidimus/vidimus.hpp")}, "must not include the umbrella"),
    ("no pragma once", {CORE: SPDX + "\n"}, "`#pragma once` is missing"),
    ("no licence line", {CORE: "#pragma once\n"}, "the first line must be"),
    ("all of range-v3", {PATH: header("range/v3/all.hpp")}, "too broad"),
    ("a cycle in a room", {CORE: header("vidimus/core/b.hpp"), "include/vidimus/core/b.hpp": header("vidimus/core/core.hpp")},
     "includes itself through"),
    ("left out of the umbrella", {"include/vidimus/core/lost.hpp": header()}, "does not include vidimus/core/lost.hpp"),
    ("no umbrella", {"include/vidimus/vidimus.hpp": None}, "the umbrella is missing"),
    ("policies that need the TLS library", {"include/vidimus/policies.hpp": header("vidimus/crypto/digest.hpp")},
     "reaches psa/crypto.h through vidimus/crypto/digest.hpp"),
    ("no policies", {"include/vidimus/policies.hpp": None}, "the half without the TLS library is missing"),
    ("a sort with a buffer", {CORE: header("algorithm") + "void f(int* a) { std::stable_sort(a, a + 2); }\n"},
     "vidimus/core/core.hpp:4: std::stable_sort warns"),
    ("a merge with a buffer", {PATH: header() + "void f(V& v) { std::ranges::inplace_merge(v, v.begin()); }\n"},
     "std::inplace_merge warns"),
    ("a partition with a buffer", {PATH: header() + "void f(V& v) { std::ranges::stable_partition (v, g); }\n"},
     "std::stable_partition warns"),
    ("a header above the house", {"include/other.hpp": header()}, "headers live below"),
]


def check(root):
    return House(pathlib.Path(root)).check()


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(planted.trees(check, GOOD, PLANTS))
    found = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    print("\n".join(found) if found else "every include goes one way")
    sys.exit(1 if found else 0)
