#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every source file says its licence, as an SPDX line among its first: Apache-2.0, but for data that came with another.

Usage: check_licences.py [REPOSITORY]      or      check_licences.py --self-test
"""
import pathlib
import re
import sys

import planted
from check_words import GENERATED, files

SOURCES = {".cpp", ".cppm", ".hpp", ".h", ".c", ".py", ".sh"}
LINES = 5  # a test's expectation may come first
FOUND = re.compile(r"^(?://|#) SPDX-License" + r"-Identifier: (.+)$")
OWN = "Apache-2.0"
OTHERS = {"include/vidimus/adapters/public_suffixes_private.hpp": "MPL-2.0",
          "include/vidimus/adapters/public_suffixes_registries.hpp": "MPL-2.0"}


def is_source(path):
    if path.suffix in SOURCES:
        return True
    with path.open("rb") as file:
        return path.suffix == "" and file.read(2) == b"#!"


def check(root):
    root, found = pathlib.Path(root), []
    for path in files(root):
        name = str(path.relative_to(root))
        if not is_source(path):
            continue
        said = [hit[1] for line in path.read_text().splitlines()[:LINES] if (hit := FOUND.match(line))]
        expected = OTHERS.get(name, OWN)
        if not said:
            found.append(f"{name}: no SPDX line among the first {LINES}")
        elif said != [expected] and not name.startswith(GENERATED):
            found.append(f"{name}: {' and '.join(said)}, expected {expected}")
    return found


LINE = "SPDX-License" + "-Identifier: "
GOOD = {"a.cpp": f"// {LINE}Apache-2.0\n", "b.py": f"#!/usr/bin/env python3\n# {LINE}Apache-2.0\n",
        "c.cpp": f"// error: no\n// {LINE}Apache-2.0\n", "tool": f"#!/bin/sh\n# {LINE}Apache-2.0\n", "notes.md": "words\n",
        "data": "words\n", "include/vidimus/adapters/public_suffixes_private.hpp": f"// {LINE}MPL-2.0\n"}
PLANTS = [
    ("no line", {"d.hpp": "#pragma once\n"}, "d.hpp: no SPDX line"),
    ("a script without one", {"e": "#!/bin/sh\nexit 0\n"}, "e: no SPDX line"),
    ("too far down", {"f.py": "\n" * LINES + f"# {LINE}Apache-2.0\n"}, "f.py: no SPDX line"),
    ("in a text", {"g.cpp": f'auto const text = "{LINE}Apache-2.0";\n'}, "g.cpp: no SPDX line"),
    ("another licence", {"h.hpp": f"// {LINE}GPL-3.0-only\n"}, "h.hpp: GPL-3.0-only, expected Apache-2.0"),
    ("ours on what is not ours", {"include/vidimus/adapters/public_suffixes_private.hpp": f"// {LINE}Apache-2.0\n"}, "expected MPL-2.0"),
]

if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(planted.trees(check, GOOD, PLANTS))
    found = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    print("\n".join(found) if found else "every source says its licence")
    sys.exit(1 if found else 0)
