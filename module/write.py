#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes module/vidimus.cppm from include/: a C++20 module that exports every public name of the umbrella header, and nothing else.

What is public is what docs/reference.py says: all that no namespace `detail` holds. Adapters stay headers.

Usage: write.py [--check] [--include DIR] [--output FILE]      --check only says whether the file is what the headers say
"""
import argparse
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "docs"))
import reference  # noqa: E402

HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by module/write.py from the headers; a test compares the two. `import vidimus;` is `#include <vidimus/vidimus.hpp>`,
// compiled once: the same entities, so that sources of one program may do either. See docs/how-to/compile-time.md.
module;
#include <vidimus/vidimus.hpp>
export module vidimus;
"""


def public_names(include):
    """{namespace: names}, both sorted, of all headers but the adapters."""
    found = {}
    for header in (include / "vidimus").rglob("*.hpp"):
        if "adapters" in header.relative_to(include).parts:
            continue
        for one in reference.public_declarations(reference.read_header(header)[1]):
            found.setdefault(one.namespace, set()).add(one.name)
    return {namespace: sorted(found[namespace]) for namespace in sorted(found)}


def module(include):
    out = [HEAD]
    for namespace, names in public_names(include).items():
        exported = "".join(f"using {namespace}::{name};\n" for name in names)
        out.append(f"\nexport namespace {namespace} {{\n{exported}}}\n")
    return "".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--include", type=pathlib.Path, default=HERE.parent / "include")
    parser.add_argument("--output", type=pathlib.Path, default=HERE / "vidimus.cppm")
    told = parser.parse_args()
    written = module(told.include)
    if not told.check:
        told.output.write_text(written)
    elif not told.output.is_file() or told.output.read_text() != written:
        sys.exit(f"{told.output} is not what the headers say: run module/write.py")


if __name__ == "__main__":
    main()
