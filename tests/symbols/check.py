#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Code that a program must not contain, found by the names of its symbols.

  NAME.cpp    begins with `// without: REGULAR EXPRESSION`, `// with: REGULAR EXPRESSION`, or both, a line each. Compiled
              without optimisation, which leaves out nothing that is asked for, the object must (not) have such a symbol.
              `// smaller than: NAME`: its functions have fewer octets than those of the other program.

Usage: check.py --compiler compiler.json --nm NM --work DIR
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from compiler import Compiler  # noqa: E402

STANDARD_TRAIT = re.compile(r"[0-9a-f]+ 0*1 [a-zA-Z] std::")  # one octet: a variable template of libstdc++ 14, asked as one compiles


def symbols(compiler, nm, source, work):
    made = work / (source.stem + ".o")
    compiled = compiler.run("-O0", "-c", source, "-o", made)
    if compiled.returncode != 0:
        raise SystemExit(f"{source.name} does not compile\n{compiled.stderr}")
    listed = subprocess.run([nm, "-C", "-S", made], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in listed if not STANDARD_TRAIT.match(line)]


def octets_of(lines):
    """Of all functions: `ADDRESS SIZE LETTER NAME`."""
    sizes = (re.match(r"[0-9a-f]+ ([0-9a-f]+) [tTwW] ", line) for line in lines)
    return sum(int(size[1], 16) for size in sizes if size)


def wrongs(source, programs):
    """What is wrong with the symbols of a program."""
    lines = programs[source.stem]
    rules = re.findall(r"^// (without|with|smaller than): (.+)$", source.read_text(), re.MULTILINE)
    if not rules:
        yield "says neither `// with:` nor `// without:`"
    for kind, expression in rules:
        hits = [line for line in lines if re.search(expression, line)]
        if kind == "with" and not hits:
            yield f"has no symbol of {expression}"
        if kind == "without" and hits:
            yield "\n  ".join([f"has {len(hits)} symbols of {expression}", *hits[:5]])
        if kind == "smaller than" and octets_of(lines) >= octets_of(programs[expression]):
            yield f"has as many octets as {expression}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--nm", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    told = parser.parse_args()
    told.work.mkdir(parents=True, exist_ok=True)
    compiler = Compiler(told.compiler)
    sources = sorted(HERE.glob("*.cpp"))
    programs = {source.stem: symbols(compiler, told.nm, source, told.work) for source in sources}
    for name, lines in programs.items():
        print(f"{name}: {octets_of(lines)} octets of functions, not optimised")
    found = [f"{source.name}: {wrong}" for source in sources for wrong in wrongs(source, programs)]
    print("\n".join(found) if found else f"{len(sources)} programs have what they ask for and nothing else")
    return 1 if found or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
