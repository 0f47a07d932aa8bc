#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The code in README.md compiles: every ```cpp block, as it stands or with what stands around it there.

Usage: readme.py --compiler compiler.json --work DIR README
"""
import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

AROUND = "#include <vidimus/vidimus.hpp>\n\nauto is_day_shift(vidimus::Name const&) -> bool;\n"


def blocks(text):
    return re.findall(r"^```cpp\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("readme", type=pathlib.Path)
    told = parser.parse_args()
    compiler = Compiler(told.compiler)
    told.work.mkdir(parents=True, exist_ok=True)
    found = blocks(told.readme.read_text())
    if len(found) < 3:
        sys.exit(f"{told.readme} has {len(found)} blocks of C++; it had at least three")
    failed = 0
    for number, code in enumerate(found, 1):
        source = told.work / f"block{number}.cpp"
        source.write_text(code if "#include" in code else AROUND + code)
        made = compiler.run("-fsyntax-only", source)
        if made.returncode != 0:
            failed += 1
            print(f"block {number} of {told.readme.name} does not compile:\n{made.stderr}")
    print(f"{len(found) - failed} passed, {failed} failed")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
