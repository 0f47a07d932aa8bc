#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the two headers of single_include/.

  fresh        they are what amalgamate.py makes of include/ now
  stand_alone  each compiles with no other header of this project; the policies without the TLS library; the program of
               tests/package and a source that includes them in another way link into one program, which runs
  hostile      with macros defined that old headers leave behind, without exceptions and without RTTI, a channel is compiled,
               linked and run
  self_test    amalgamate.py refuses what it must: a stale file, policies that reach the TLS library, a changed tl::expected
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SINGLE = REPOSITORY / "single_include"
CONSUMER = REPOSITORY / "tests/package/main.cpp"
sys.path.insert(0, str(HERE.parent))
from compiler import Compiler  # noqa: E402

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]


def amalgamate(*arguments):
    return subprocess.run([sys.executable, str(SINGLE / "amalgamate.py"), *map(str, arguments)], capture_output=True, text=True)


def fresh(compiler, work):
    checked = amalgamate("--check")
    return (checked.stdout + checked.stderr).splitlines() if checked.returncode else []


def must(wrong, what, done):
    if done.returncode != 0:
        wrong.append(f"{what}:\n{done.stdout}{done.stderr}")
    return done


def stand_alone(compiler, work):
    wrong, include = [], {"include": SINGLE}
    for source, system, forbidden in (
            (CONSUMER, None, r"/tl/expected\.hpp|/include/vidimus/"),
            (HERE / "policies_alone.cpp", compiler.policies_includes, r"/tl/expected\.hpp|/include/vidimus/|/mbedtls/|/psa/")):
        listed = must(wrong, f"preprocessing {source}", compiler.run("-M", source, system=system, **include))
        used = [u for u in listed.stdout.split() if re.search(forbidden, u) and not u.startswith(str(SINGLE))]
        wrong += [f"{source.name} reaches {u}, so the single header is not alone" for u in used]
    must(wrong, "compiling policies_alone.cpp",
         compiler.run("-fsyntax-only", *WARNINGS, HERE / "policies_alone.cpp", system=compiler.policies_includes, **include))
    objects = []
    for source in (CONSUMER, HERE / "two.cpp"):
        objects.append(work / f"{source.stem}.o")
        must(wrong, f"compiling {source}", compiler.run(*WARNINGS, "-c", source, "-o", objects[-1], **include))
    if not wrong:
        folders = dict.fromkeys(str(pathlib.Path(library).parent) for library in compiler.libraries)
        program = work / "program"
        must(wrong, "linking", compiler.run(*objects, *compiler.libraries, *(f"-Wl,-rpath,{f}" for f in folders), "-pthread",
                                            "-o", program))
        wrong or must(wrong, "running", subprocess.run([program], capture_output=True, text=True))
    return wrong


def others():
    """What this project's headers include of others, which macros break too: each there before the macros are."""
    found = set()
    for header in (REPOSITORY / "include/vidimus").rglob("*.hpp"):
        if "adapters" not in header.parts:
            found |= set(re.findall(r"^[ \t]*#[ \t]*include <((?!vidimus/)[^>]+)>", header.read_text(), re.MULTILINE))
    return "".join(f"#include <{name}>\n" for name in sorted(found))


def issue(folder):
    """A root and a certificate of it, by the openssl command: what the program may not throw for, it does not make itself."""
    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    (folder / "leaf.cnf").write_text("subjectAltName=DNS:qm2.acme.example\nkeyUsage=critical,digitalSignature\n")
    for command in (f"req -x509 {key} -subj /O=Acme/CN=Root -keyout root.key -out root.pem "
                    "-addext keyUsage=critical,keyCertSign,cRLSign",
                    f"req {key} -subj /O=Acme/CN=QM2 -keyout leaf.key -out leaf.csr",
                    "x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile leaf.cnf -out leaf.pem"):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


def hostile(compiler, work):
    wrong, program = [], work / "program"
    (work / "others.hpp").write_text(others())
    issue(work)
    folders = dict.fromkeys(str(pathlib.Path(library).parent) for library in compiler.libraries)
    must(wrong, "compiling and linking hostile.cpp", compiler.run(
        "-fno-exceptions", "-fno-rtti", *WARNINGS, "-I", work, HERE / "hostile.cpp", *compiler.libraries,
        *(f"-Wl,-rpath,{f}" for f in folders), "-pthread", "-o", program))
    wrong or must(wrong, "running hostile.cpp", subprocess.run(
        [program, *(work / name for name in ("root.pem", "leaf.pem", "leaf.key"))], capture_output=True, text=True))
    return wrong


def self_test(compiler, work):
    """A small library of the same shape, changed in one place each time."""
    include, output = work / "include", work / "output"
    whole, half, core = (include / "vidimus" / n for n in ("vidimus.hpp", "policies.hpp", "core.hpp"))
    whole.parent.mkdir(parents=True)
    whole.write_text("#pragma once\n#include <psa/crypto.h>\n#include <vidimus/policies.hpp>\n#include <vector>\n")
    half.write_text("#pragma once\n#include <vidimus/core.hpp>\n#include <vidimus/core.hpp>\n#include <vector>\n")
    core.write_text("#pragma once\n#include <tl/expected.hpp>\nint once;\n")
    output.mkdir()
    shutil.copy(SINGLE / "vidimus/policies.hpp", output)  # for the pinned tl::expected in it
    places = ["--include", include, "--output", output]
    wrong = []

    def expect(name, refused, says, *arguments):
        done = amalgamate(*arguments, *places)
        if (done.returncode != 0) != refused or says not in done.stdout + done.stderr:
            wrong.append(f"{name}: status {done.returncode}, expected {says!r} in {done.stdout}{done.stderr}")

    expect("first", False, "wrote")
    expect("unchanged", False, "", "--check")
    made = (output / "vidimus.hpp").read_text()
    if made.count("int once;") != 1 or made.count("#include <vector>") != 1 or "tl::expected" not in made:
        wrong.append("the output does not hold each thing once")
    core.write_text(core.read_text() + "int twice;\n")
    expect("stale", True, "is stale", "--check")
    expect("again", False, "wrote")
    half.write_text(half.read_text() + "#include <mbedtls/ssl.h>\n")
    expect("policies that reach the TLS library", True, "reaches <mbedtls/ssl.h>")
    half.write_text("#pragma once\n#include <vidimus/gone.hpp>\n")
    expect("an include of nothing", True, "there is no vidimus/gone.hpp")
    half.write_text("#pragma once\n#include <vidimus/adapters/json.hpp>\n")
    core.parent.joinpath("adapters").mkdir()
    core.parent.joinpath("adapters/json.hpp").write_text("#pragma once\n")
    expect("an adapter", True, "adapters stay apart")
    (output / "policies.hpp").write_text((output / "policies.hpp").read_text().replace("namespace tl", "namespace lt"))
    expect("a changed tl::expected", True, "does not hold the pinned")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    checks = {"fresh": fresh, "stand_alone": stand_alone, "hostile": hostile, "self_test": self_test}
    parser.add_argument("check", choices=checks)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    told = parser.parse_args()
    shutil.rmtree(told.work, ignore_errors=True)
    told.work.mkdir(parents=True)
    wrong = checks[told.check](Compiler(told.compiler), told.work)
    print("\n".join(wrong) if wrong else f"{told.check}: as it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
