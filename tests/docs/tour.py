#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes one source with all of the small examples, each in a namespace of its own, so that they compile in a fraction of the
time: what they include comes first, and `#include` of an example then brings its code alone. The program takes an example's
name, and what that one takes.

Usage: tour.py OUT EXAMPLE...
"""
import pathlib
import sys


def main():
    out, examples = pathlib.Path(sys.argv[1]), [pathlib.Path(name).resolve() for name in sys.argv[2:]]
    included = []
    for example in examples:
        included += [line for line in example.read_text().splitlines() if line.startswith("#include")]
    lines = ["// Written by tests/docs/tour.py.", *dict.fromkeys(included), "#include <cstring>", ""]
    for example in examples:
        lines += [f"namespace example_{example.stem} {{", f'#include "{example}"', "}"]
    lines += ["", "int main(int count, char** words) {", "  if (count < 2) return 2;"]
    for example in examples:
        given = "count - 1, words + 1" if "int main(int" in example.read_text() else ""
        lines.append(f'  if (std::strcmp(words[1], "{example.stem}") == 0) return example_{example.stem}::main({given});')
    lines += ["  return 2;", "}", ""]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
