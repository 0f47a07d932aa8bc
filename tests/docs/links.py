#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every relative link of the documentation leads somewhere: to a file of the tree, and to a heading in it where it names one.
Files in backticks that look like the tree's own are there too, and every page of docs/ is in docs/README.md.

Usage: links.py ROOT | --self-test
"""
import pathlib
import re
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "structure"))
from pages import pages  # noqa: E402
from planted import trees  # noqa: E402

LINK = re.compile(r"\[[^\]\[]*(?:\[[^\]]*\][^\]\[]*)*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|<(?:img|source)[^>]*?\b(?:src|srcset)=\"([^\"]+)\"")
MENTION = re.compile(r"`((?:docs|examples|tests|include|cmake|ports|single_include)/[\w./-]+\.\w+)`")


def without_code(text):
    """Blocks of code as empty lines, so that lines keep their numbers."""
    return re.sub(r"^```.*?^```$", lambda block: "\n" * block[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL)


def anchor_of(heading):
    """The anchor that GitHub gives a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip()).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", text.replace("\\", "")).replace(" ", "-")


def anchors_of(page):
    anchors, seen = set(), {}
    for heading in re.findall(r"^#{1,6} +(.*?)\s*$", without_code(page.read_text()), re.MULTILINE):
        anchor = anchor_of(heading)
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        anchors.add(f"{anchor}-{count}" if count else anchor)
    return anchors


def check_link(page, target, root):
    if re.match(r"[a-z]+:", target):
        return None
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.exists() or root not in [file, *file.parents]:
        return f"{target} leads to no file"
    if anchor and (file.suffix != ".md" or anchor not in anchors_of(file)):
        return f"{target} leads to no heading"
    return None


def check(root):
    root, found = root.resolve(), []
    for page in pages(root):
        text = without_code(page.read_text())
        for link in LINK.finditer(text):
            wrong = check_link(page, link[1] or link[2], root)
            if wrong:
                found.append(f"{page.relative_to(root)}:{text.count(chr(10), 0, link.start()) + 1}: {wrong}")
        for mention in MENTION.finditer(text):
            if not (root / mention[1]).exists():
                found.append(f"{page.relative_to(root)}:{text.count(chr(10), 0, mention.start()) + 1}: there is no {mention[1]}")
    index = root / "docs" / "README.md"
    linked = {(index.parent / target.partition("#")[0]).resolve() for target in re.findall(r"\]\(([^)]+)\)", index.read_text())}
    return found + [f"docs/README.md: {page.relative_to(root)} is not listed"
                    for page in pages(root) if index.parent in page.parents and page != index and page not in linked]


GOOD = {"README.md": "# Top\n\n[docs](docs/README.md#how-to-x), [web](https://a.example/none), [self](#top), `docs/a.md`\n",
        "docs/README.md": "# Index\n\n## How to: `x`?\n\n## Twice\n\n## Twice\n\n[a](a.md) [b](#twice-1)\n\n```sh\n[x](nowhere.md)\n```\n",
        "docs/a.md": "# A\n\n[up](../README.md) ![p](p.svg)\n", "docs/p.svg": "<svg/>"}
PLANTS = [
    ("file", {"docs/a.md": "[x](b.md)\n"}, "docs/a.md:1: b.md leads to no file"),
    ("anchor", {"docs/a.md": "\n[x](README.md#none)\n"}, "docs/a.md:2: README.md#none leads to no heading"),
    ("third of two", {"docs/a.md": "[x](README.md#twice-2)\n"}, "leads to no heading"),
    ("own anchor", {"README.md": "# Top\n[x](#bottom)\n"}, "README.md:2: #bottom leads to no heading"),
    ("picture", {"docs/p.svg": None}, "p.svg leads to no file"),
    ("source", {"docs/a.md": '<img alt="x" src="q.svg">\n'}, "q.svg leads to no file"),
    ("outside", {"docs/a.md": "[x](../../README.md)\n"}, "leads to no file"),
    ("mention", {"docs/a.md": "see `examples/none.cpp`\n"}, "there is no examples/none.cpp"),
    ("not listed", {"docs/how-to/b.md": "# B\n"}, "docs/how-to/b.md is not listed"),
]


def main():
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(trees(check, GOOD, PLANTS))
    found = check(pathlib.Path(sys.argv[1]))
    print("\n".join(found))
    print(f"{len(found)} broken links")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
