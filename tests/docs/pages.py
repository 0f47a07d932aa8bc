# SPDX-License-Identifier: Apache-2.0
"""The pages of the documentation, and the blocks of code in them."""
import collections
import re

Block = collections.namedtuple("Block", "page line language marks told code")  # line: of its first line of code
FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOLD = re.compile(r"<!-- (\w+):((?:(?!-->).)*)-->\s*\Z", re.DOTALL)


def pages(root):
    """Every page, in a fixed order."""
    return [page for page in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))] if page.is_file()]


def blocks(page, root):
    """The fenced blocks. `told`: what a comment just before the block says of it: {"given": declarations that it needs},
    {"inside": parameters of a function whose body it is}, {"file": which file it shows}."""
    text, found = page.read_text(), []
    for fence in FENCE.finditer(text):
        told, before = {}, text[:fence.start()]
        while comment := TOLD.search(before):
            told[comment[1]] = comment[2].strip()
            before = before[:comment.start()]
        line = text.count("\n", 0, fence.start()) + 2
        found.append(Block(page.relative_to(root), line, fence[1], fence[2].split(), told, fence[3]))
    return found
