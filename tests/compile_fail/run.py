#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mistakes that must not compile, and must say why in one sentence.

  NAME.cpp        begins with `// error: SENTENCE`. It must not compile, the compiler's output must contain SENTENCE, and
                  must hold exactly one error: a second one would be noise beside the sentence.
  NAME.pass.cpp   must compile: the same code without the mistake, so that a case cannot fail for another reason.

A line `// flags: FLAG...` is for a case that is about how the TLS library was built: it is compiled with these, and
includes what it needs itself.

Usage: run.py --compiler compiler.json --work DIR [--jobs N] FOLDER [NAME...]
"""
import argparse
import concurrent.futures
import contextlib
import io
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

FLAGS = re.compile(r"^// flags: (.*)$", re.MULTILINE)
SMALL = re.compile(r"^#include <(vidimus/(?:peer_name|cipher_spec)/[^>]+)>", re.MULTILINE)
ERROR = re.compile(r"^[^\n]*\berror: [^\n]*$", re.MULTILINE)


def first_line_sentence(case):
    first = case.read_text().split("\n", 1)[0]
    return first.removeprefix("// error: ").strip() if first.startswith("// error: ") else None


def flags_of(case):
    told = FLAGS.search(case.read_text())
    return told[1].split() if told else []


def precompiled(compiler, header, includes):
    """The flag that includes these headers, parsed once for many cases. Where they do not compile the cases do without."""
    header.write_text("".join(f"#include <{include}>\n" for include in includes))
    made = compiler.run("-x", "c++-header", header, "-o", f"{header}.gch")
    return ["-include", str(header)] if made.returncode == 0 else []


def precompile(compiler, work, cases):
    """What a case is compiled behind: the umbrella where it is about whole channels, else what it may be about in small: to
    load the umbrella takes five times as long."""
    of_channels = [case for case in cases if '#include "' in case.read_text()]
    small = {include for case in cases if case not in of_channels for include in SMALL.findall(case.read_text())}
    behind_umbrella = precompiled(compiler, work / "umbrella.hpp", ["vidimus/vidimus.hpp"]) if of_channels else []
    behind_small = precompiled(compiler, work / "small.hpp", sorted(small)) if small else []
    return lambda case: behind_umbrella if case in of_channels else behind_small


def judge(compiler, case, extra):
    """None if the case behaves, else what is wrong with it."""
    flags = flags_of(case)
    compiled = compiler.run(*(["-I", case.parent, *flags] if flags else extra), "-fsyntax-only", case)
    output = compiled.stdout + compiled.stderr
    if case.name.endswith(".pass.cpp"):
        return None if compiled.returncode == 0 else f"must compile, but does not\n{output}"
    sentence = first_line_sentence(case)
    if not sentence:
        return "must begin with a line `// error: SENTENCE`"
    if compiled.returncode == 0:
        return f"must not compile, but does; expected: {sentence}"
    if sentence not in output:
        return f"does not say: {sentence}\n{output}"
    errors = ERROR.findall(output)
    if len(errors) != 1:
        return f"gives {len(errors)} errors instead of one\n{output}"
    return None


def run(compiler, folder, names, work, jobs, prepare=precompile):
    cases = [c for c in sorted(folder.glob("*.cpp")) if not names or c.name.split(".")[0] in names]
    if not cases:
        print(f"no cases in {folder}" + (f" named {' '.join(names)}" if names else ""))
        return 1
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    behind = prepare(compiler, work, cases)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        verdicts = list(pool.map(lambda case: judge(compiler, case, behind(case)), cases))
    for case, wrong in zip(cases, verdicts):
        if wrong:
            print(f"FAILED {case.name}: {wrong}")
    failed = sum(wrong is not None for wrong in verdicts)
    print(f"{len(cases)} cases, {failed} failed")
    return 1 if failed else 0


# What run() must say of a folder that holds only this file; None: nothing is wrong with it.
SELF_TEST = {
    "refused.cpp": ('// error: the answer is 42\nstatic_assert(1 == 2, "the answer is 42");\n', None),
    "fine.pass.cpp": ("int main() {}\n", None),
    "broken.pass.cpp": ("int main() { return }\n", "must compile, but does not"),
    "compiles.cpp": ("// error: never said\nint main() {}\n", "must not compile, but does"),
    "flags.cpp": ('// error: the answer is 42\n// flags: -DANSWER=42\nstatic_assert(ANSWER != 42, "the answer is 42");\n', None),
    "other.cpp": ("// error: the answer is 42\nint main() { return nothing; }\n", "does not say: the answer is 42"),
    "two.cpp": ('// error: the answer is 42\nstatic_assert(1 == 2, "the answer is 42");\nint x = nothing;\n', "gives 2 errors"),
    "no_sentence.cpp": ("int main() { return }\n", "must begin with a line"),
    "unmet.txt": ("", "no cases in"),
}


def self_test(compiler, work):
    wrong = 0
    for name, (text, expected) in SELF_TEST.items():
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / name).write_text(text)
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                status = run(compiler, pathlib.Path(folder), [], work, 1, prepare=lambda *_: lambda case: [])
        if (status == 0) != (expected is None) or (expected or "") not in said.getvalue():
            wrong += 1
            print(f"self-test {name}: status {status}, expected {expected!r} in:\n{said.getvalue()}")
    print(f"self-test: {len(SELF_TEST)} folders, {wrong} judged wrongly")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    told = parser.parse_args()
    compiler = Compiler(told.compiler)
    if told.self_test:
        return self_test(compiler, told.work)
    if not told.folder:
        parser.error("which folder?")
    return run(compiler, told.folder, told.names, told.work, told.jobs)


if __name__ == "__main__":
    sys.exit(main())
