#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The C++ in the documentation compiles: every ```cpp block of README.md and docs/, all of them in one source, each in a
namespace of its own with its #includes put first. Around a block stands what a comment before it says (see pages.py), and
`using namespace vidimus`, as docs/README.md tells its readers. A block that shows a file is what the file has.

Usage: snippets.py --compiler compiler.json --work DIR ROOT | snippets.py --self-test --compiler compiler.json --work DIR
"""
import argparse
import pathlib
import re
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from compiler import Compiler  # noqa: E402
from pages import blocks, pages  # noqa: E402


def shown(block, root):
    """What is wrong with a block that shows a file: nothing, or why."""
    name = block.told["file"]
    text = (root / name).read_text() if (root / name).is_file() else ""
    start = text.find(block.code.split("\n", 1)[0] + "\n")
    whole = start >= 0 and block.code in text
    return [] if whole else [f"{block.page}:{block.line}: this is not what stands in {name}"]


def source_of(found, root, umbrella):
    included, bodies = [f"#include <vidimus/{umbrella}>"], []
    for number, block in enumerate(found):
        included += re.findall(r"^#include .*$", block.code, re.MULTILINE)
        code = re.sub(r"^#include .*$", "", block.code, flags=re.MULTILINE)
        bodies += [f"namespace snippet_{number} {{", "using namespace vidimus;", block.told.get("given", "")]
        if "inside" in block.told:
            bodies.append(f"[[maybe_unused]] auto snippet({block.told['inside']}) {{")
        bodies += [f'#line {block.line} "{root / block.page}"', code.rstrip("\n"), '#line 1 "around a snippet"']
        bodies += ["}"] if "inside" in block.told else []
        bodies.append("}")
    return "\n".join([*dict.fromkeys(included), *bodies, ""])


def check(root, compiler, work, umbrella="vidimus.hpp"):
    found = [block for page in pages(root) for block in blocks(page, root) if block.language == "cpp"]
    files = [block for block in found if "file" in block.told]
    wrong = [line for block in files for line in shown(block, root)]
    compiled = [block for block in found if "file" not in block.told]
    work.mkdir(parents=True, exist_ok=True)
    source = work / "snippets.cpp"
    source.write_text(source_of(compiled, root, umbrella))
    made = compiler.run("-fsyntax-only", source)
    if made.returncode != 0:
        wrong.append(made.stderr)
    print(f"{len(compiled)} blocks compiled, {len(files)} shown from files")
    return len(found), wrong


def self_test(compiler, work):
    """One block that does not compile and one that shows another text than its file are found, at their lines."""
    root = work / "tree"
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "a.hpp").write_text("int a;\nint b;\n")
    (root / "docs" / "page.md").write_text(
        "Words.\n\n```cpp\nusing Name = DnsId<\"qm1.acme.example\">;\n```\n\n<!-- inside: int x -->\n```cpp\n"
        "return x + nothing_of_this_name;\n```\n\n<!-- file: a.hpp -->\n```cpp\nint b;\n```\n\n<!-- file: a.hpp -->\n```cpp\nint c;\n```\n")
    count, wrong = check(root, compiler, work, "peer_name/dns_id.hpp")
    text = "\n".join(wrong)
    expected = ["page.md:9:", "nothing_of_this_name", "docs/page.md:19: this is not what stands in a.hpp"]
    missing = [part for part in expected if part not in text]
    if count != 4 or missing or "page.md:4" in text:
        print(f"self-test: {count} blocks, not told: {missing}\n{text}")
        return 1
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("root", type=pathlib.Path, nargs="?")
    told = parser.parse_args()
    compiler = Compiler(told.compiler)
    if told.self_test:
        sys.exit(self_test(compiler, told.work / "self_test"))
    count, wrong = check(told.root.resolve(), compiler, told.work)
    if count < 25:
        sys.exit(f"only {count} blocks of C++ were found; there were 25 at least")
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
