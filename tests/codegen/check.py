#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A static policy becomes the code that somebody would write by hand for it.

Each function NAME of a source here is compared with its NAME_by_hand, compiled with -O2: with all that it calls it has at most
LIMIT times the instructions, calls nobody outside the object whom the other does not call, and refers to no table. What both
call for rare cases, each from its own place, is not counted.

Usage: check.py --compiler compiler.json --objdump OBJDUMP --work DIR [--self-test]
  --self-test   compares with a function that walks a table, allocates and is long: all three must be found.
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from compiler import Compiler  # noqa: E402

LIMIT, LIMIT_OF_GNU_14 = 1.2, 1.4  # g++ 14 keeps the state of three attributes in memory: 1.35
RARE = re.compile("long_header|match_folded")
TABLE = re.compile("attribute_oids|attribute_key_names|cipher_suites|known_extensions|aliases|planted_table")
PADDING = re.compile(r"^(nop|data16|xchg +%ax,%ax|cs nop|int3)")
PLANTED = """#include <string>
#include <vector>
inline constexpr int planted_table[400]{1, 2, 3};
extern "C" auto walk(int wanted) -> bool {
  std::vector<std::string> texts(static_cast<unsigned>(wanted));
  for (int const& row : planted_table) if (row == wanted) return !texts.empty();
  return false;
}
extern "C" [[gnu::alias("walk")]] auto walk_again(int wanted) -> bool;
extern "C" auto walk_by_hand(int wanted) -> bool { return wanted == 3; }
"""


class Function:
    def __init__(self):
        self.instructions = 0
        self.refers_to = set()


def read_object(listing):
    """Every function of an object: how many instructions it has, and which symbols it names. And its constants."""
    functions, constants, places = {}, set(), {}
    name = None
    for line in listing.splitlines():
        if symbol := re.match(r"[0-9a-f]{16} .{7} (\.rodata\S*|\.data\S*)\s+\S+\s+(?:\.hidden )?(\S+)$", line):
            constants.add(symbol[2])
        elif symbol := re.match(r"([0-9a-f]{16}) .{6}F (\S+)\s+\S+\s+(?:\.hidden )?(\S+)$", line):
            places[symbol[3]] = (symbol[2], symbol[1])
        elif begins := re.match(r"[0-9a-f]+ <(.+)>:$", line):
            name = begins[1]
            functions[name] = Function()
        elif relocated := re.match(r"\s+[0-9a-f]+: R_\S+\s+([^\s+@-]+)", line):
            functions[name].refers_to.add(relocated[1])
        elif instruction := re.match(r"\s+[0-9a-f]+:\s+(\S.*)$", line):
            if PADDING.match(instruction[1]):
                continue
            functions[name].instructions += 1
            if target := re.search(r"<([^>+]+)(?:\+0x[0-9a-f]+)?>", instruction[1]):
                functions[name].refers_to.add(target[1])
    listed = {places[name]: function for name, function in functions.items() if name in places}
    for alias in places.keys() - functions.keys():  # a function with two names is listed below one of them
        if places[alias] in listed:
            functions[alias] = listed[places[alias]]
    return functions, constants


class Code:
    """A function with all that it calls in its object: its instructions, and what it names beyond them."""

    def __init__(self, read, name):
        functions, constants = read
        self.instructions, outside, self._seen = 0, set(), set()
        self._add(functions, name, outside)
        self.tables = {name for name in outside if TABLE.search(name)}
        self.callees = {name for name in outside - constants if not name.startswith(".")}

    def _add(self, functions, name, outside):
        if RARE.search(name):
            return
        if name not in functions:
            outside.add(name)
            return
        if functions[name] in self._seen:
            return
        self._seen.add(functions[name])
        self.instructions += functions[name].instructions
        for other in functions[name].refers_to:
            self._add(functions, other, outside)


def wrongs(read, name, limit):
    ours, by_hand = Code(read, name), Code(read, name + "_by_hand")
    print(f"{name}: {ours.instructions} instructions, by hand {by_hand.instructions}")
    if ours.instructions == 0 or by_hand.instructions == 0:
        yield f"{name}: there is no code of it"
    if ours.instructions > limit * by_hand.instructions:
        yield f"{name}: {ours.instructions} instructions are more than {limit} times {by_hand.instructions}"
    if more := ours.callees - by_hand.callees:
        yield f"{name}: calls whom it would not by hand: {', '.join(sorted(more))}"
    if ours.tables:
        yield f"{name}: looks into {', '.join(sorted(ours.tables))}"


def disassembled(compiler, objdump, source, work):
    made = work / (source.stem + ".o")
    compiled = compiler.run("-O2", "-DNDEBUG", "-fno-asynchronous-unwind-tables", "-c", source, "-o", made)
    if compiled.returncode != 0:
        raise SystemExit(f"{source.name} does not compile\n{compiled.stderr}")
    listing = subprocess.run([objdump, "-tdr", "--no-show-raw-insn", made], capture_output=True, text=True, check=True)
    return read_object(listing.stdout)


def pairs(read):
    functions, _ = read
    return [name.removesuffix("_by_hand") for name in functions if name.endswith("_by_hand")]


def self_test(compiler, objdump, work):
    planted = work / "planted.cpp"
    planted.write_text(PLANTED)
    read = disassembled(compiler, objdump, planted, work)
    found = "\n".join(wrongs(read, "walk", LIMIT_OF_GNU_14))
    missed = [what for what in ("are more than", "_Znwm", "planted_table") if what not in found]
    if Code(read, "walk_again").instructions != Code(read, "walk").instructions:
        missed.append("a function by its other name")
    print(found)
    return f"not found: {missed}" if missed else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--objdump", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    told = parser.parse_args()
    told.work.mkdir(parents=True, exist_ok=True)
    compiler = Compiler(told.compiler)
    if unusual := [flag for flag in compiler.flags if re.match("-fsanitize|--coverage|-fprofile|-O0|-m32", flag)]:
        print(f"skipped: the code is of another kind with {' '.join(unusual)}")
        return 77
    if told.self_test:
        return self_test(compiler, told.objdump, told.work) or 0
    limit = LIMIT_OF_GNU_14 if (compiler.gnu_version() or 0) >= 14 else LIMIT
    found = []
    for source in sorted(HERE.glob("*.cpp")):
        read = disassembled(compiler, told.objdump, source, told.work)
        names = pairs(read)
        found += [f"{source.name}: {wrong}" for name in names for wrong in wrongs(read, name, limit)]
        found += [] if names else [f"{source.name}: compares nothing"]
    print("\n".join(found) if found else "static policies are the code that one would write by hand")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
