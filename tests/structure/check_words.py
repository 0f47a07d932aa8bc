#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Words that are not to be left behind: marks of unfinished work, paths of one machine, package mirrors by name.

Usage: check_words.py [REPOSITORY]      or      check_words.py --self-test
"""
import pathlib
import re
import subprocess
import sys

import planted

# Put together here, so that this file does not contain what it looks for.
MARKS = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
HOSTS = [".".join(parts) for parts in (
    ("deb", "debian", "org"), ("ftp", "debian", "org"), ("security", "debian", "org"), ("snapshot", "debian", "org"),
    ("archive", "ubuntu", "com"), ("security", "ubuntu", "com"), ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"),
    ("pypi", "org"), ("files", "pythonhosted", "org"), ("static", "crates", "io"), ("index", "crates", "io"),
    ("proxy", "golang", "org"), ("conan", "io"))]
RULES = [
    ("unfinished work", re.compile(rf"\b(?:{'|'.join(MARKS)})\b|\bnot (?:yet )?implemented\b")),
    ("a path of one machine", re.compile(r"(?<![\w.$}/])/(?:home|root|work|Users|mnt|farm)/\w")),
    ("a package mirror by name", re.compile(rf"\b(?:{'|'.join(map(re.escape, HOSTS))})\b", re.IGNORECASE)),
]
NOT_TEXT = {".der", ".pem", ".crt", ".crl", ".key", ".csr", ".p12", ".bin", ".gz", ".png"}
GENERATED = "single_include/vidimus"  # from headers that are looked at, and a third party's
LEFT_OUT = {"build", ".deps", ".git", "__pycache__"}


def files(root):
    """What git tracks or would add; without git, everything but what a build leaves."""
    listed = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, text=True) if (root / ".git").exists() else None
    if listed and listed.returncode == 0:
        return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]
    return [p for p in sorted(root.rglob("*")) if p.is_file() and not LEFT_OUT & set(p.relative_to(root).parts)]


def check(root):
    root, found = pathlib.Path(root), []
    for path in files(root):
        if path.suffix in NOT_TEXT or path.is_relative_to(root / GENERATED):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found += [f"{path.relative_to(root)}:{number}: {what}: {hit[0]}" for what, rule in RULES if (hit := rule.search(line))]
    return found


GOOD = {"a.cpp": "// see /usr/include and ${root}/work/x, ../home/x, the RFC 5280 text\n", "build/b.txt": MARKS[0], "c.pem": MARKS[2]}
PLANTS = [(what, {"a.hpp": f"x\n// {text}\n"}, f"a.hpp:2: {what}") for what, text in (
    *(("unfinished work", f"{mark}: later") for mark in MARKS), ("unfinished work", "this is not yet " + "implemented"),
    *(("a path of one machine", f"in {path}") for path in ("/" + "home/alice/x", "/" + "root/x", "/" + "work/main")),
    *(("a package mirror by name", f"http://{host}/x") for host in HOSTS))]


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(planted.trees(check, GOOD, PLANTS))
    found = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    print("\n".join(found) if found else "nothing left behind")
    sys.exit(1 if found else 0)
