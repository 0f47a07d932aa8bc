# SPDX-License-Identifier: Apache-2.0
"""Trees with one planted mistake each, and whether a check sees it."""
import pathlib
import tempfile


def trees(check, good, plants):
    """`check(root)` returns what it found. It must find nothing in `good`, a {path: text}, and for each (name, changes,
    expected) of `plants` a line that contains `expected` once `changes` ({path: text, or None to leave a file out}) are made."""
    wrong = 0
    for name, changes, expected in [("good", {}, None), *plants]:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in {**good, **changes}.items():
                if text is not None:
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    (root / path).write_text(text)
            found = check(root)
        if (expected is None and found) or (expected is not None and not any(expected in line for line in found)):
            wrong += 1
            print(f"self-test {name}: expected {expected!r}, found {found}")
    print(f"self-test: {1 + len(plants)} trees, {wrong} judged wrongly")
    return 1 if wrong else 0
