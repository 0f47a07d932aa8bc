#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes sbom.spdx.json (SPDX 2.3): what vidimus needs, what it may need, what it is tested with, and what of others is in it.

Versions, archives and their hashes are read from where they are pinned: cmake/VidimusDependencies.cmake, VidimusAdapters.cmake,
single_include/amalgamate.py, the tables of public suffixes. The same tree gives the same bytes: the time of creation is the day
of the version in CHANGELOG.md, and the start of 1970 for a version that is not released.

Usage: sbom.py [--check] [--root DIR]   --check only says whether the file is what would be written      or      sbom.py --self-test
"""
import argparse
import hashlib
import json
import pathlib
import re
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OUTPUT = "sbom.spdx.json"
READ = ["CMakeLists.txt", "CHANGELOG.md", "cmake/VidimusDependencies.cmake", "cmake/VidimusAdapters.cmake", "single_include/amalgamate.py",
        "include/vidimus/adapters/public_suffixes_private.hpp", "include/vidimus/adapters/public_suffixes_registries.hpp"]

# the relationship to vidimus, and the licence that its authors give
PINNED = {
    "MbedTLS": ("DEPENDENCY_OF", "Apache-2.0 OR GPL-2.0-or-later"),
    "range-v3": ("DEPENDENCY_OF", "BSL-1.0"),
    "tl-expected": ("DEPENDENCY_OF", "CC0-1.0"),
    "nlohmann_json": ("OPTIONAL_DEPENDENCY_OF", "MIT"),
    "Catch2": ("TEST_DEPENDENCY_OF", "BSL-1.0"),
    "CLI11": ("TEST_DEPENDENCY_OF", "BSD-3-Clause"),
}
ADAPTERS = {"ASIO": ("asio", "BSL-1.0"), "CURL": ("curl", "curl"), "LDAP": ("OpenLDAP", "OLDAP-2.8"), "LIBCRYPTO": ("OpenSSL", "Apache-2.0")}


class Refused(Exception):
    pass


def found(pattern, text, what):
    hit = re.search(pattern, text, re.MULTILINE)
    if not hit:
        raise Refused(f"{what} is not where it was")
    return hit[1]


def package(name, version, licence, location="NOASSERTION", **more):
    return {"SPDXID": "SPDXRef-" + re.sub(r"[^\w.-]|_", "-", f"{name}-{version}" if name != "vidimus" else name), "name": name,
            "versionInfo": version, "downloadLocation": location, "filesAnalyzed": False, "licenseConcluded": licence,
            "licenseDeclared": licence, "copyrightText": "NOASSERTION", **more}


def pinned(text):
    """The dependencies that CMake downloads where they are not installed: at least one version, and the archive of another."""
    rows = re.findall(r"^vidimus_dependency_\((\S+) ([\d.]+) (\S+)\s+([0-9a-f]{64})\)", text, re.MULTILINE)
    if {name for name, *_ in rows} != set(PINNED):
        raise Refused(f"the pinned dependencies are {[name for name, *_ in rows]}; say the licence of each in packaging/sbom.py")
    for name, least, url, sha256 in rows:
        version = found(r"/(?:[\w-]*-)?v?(\d+\.\d+\.\d+)", url, f"the version of {name}")
        relation, licence = PINNED[name]
        yield relation, package(name, version, licence, url, comment=f"{least} or newer is used where it is installed",
                                checksums=[{"algorithm": "SHA256", "checksumValue": sha256}])


def adapters(text):
    for key, (name, licence) in ADAPTERS.items():
        version = found(rf"^set\(VIDIMUS_{key}_VERSION ([\d.]+)\)", text, f"the version of {name}")
        yield "OPTIONAL_DEPENDENCY_OF", package(name, version, licence, comment=f"this version or newer, for vidimus::{key.lower()}")


def contained(root):
    """What of others is in this repository."""
    text = (root / "single_include/amalgamate.py").read_text()
    yield package("tl-expected", found(r'^EXPECTED_VERSION = "([\d.]+)"', text, "the version of tl::expected"), "CC0-1.0",
                  comment="its one header, as it is, in single_include/vidimus/vidimus.hpp and policies.hpp", checksums=[
                      {"algorithm": "SHA256", "checksumValue": found(r'^EXPECTED_SHA256 = "([0-9a-f]+)"', text, "the hash of tl::expected")}])
    texts = [(root / name).read_text() for name in READ if "/public_suffixes_" in name]
    versions = {found(r"version (\d{8}\.\d+)", text, "the version of the Public Suffix List") for text in texts}
    licences = {found(r"SPDX-License" + r"-Identifier: (\S+)$", text, "the licence of the Public Suffix List") for text in texts}
    if len(versions) != 1 or licences != {"MPL-2.0"}:
        raise Refused(f"the Public Suffix List is of {sorted(versions)} under {sorted(licences)}")
    yield package("Public Suffix List", versions.pop(), "MPL-2.0",
                  comment="its entries, put in order, in include/vidimus/adapters/public_suffixes_*.hpp; not in the single headers")


def created(changes, version):
    heading = found(rf"^## {re.escape(version)}, (.+)$", changes, f"{version} in CHANGELOG.md")
    day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", heading)
    if not day and heading != "not released yet":
        raise Refused(f"CHANGELOG.md says of {version} neither a day nor that it is not released yet: {heading}")
    return (day[0] if day else "1970-01-01") + "T00:00:00Z"


def document(root):
    text = {name: (root / name).read_text() for name in READ}
    version = found(r"^project\(vidimus VERSION ([\d.]+)", text["CMakeLists.txt"], "the version")
    own = package("vidimus", version, "Apache-2.0", primaryPackagePurpose="LIBRARY")
    needs = [*pinned(text["cmake/VidimusDependencies.cmake"]), *adapters(text["cmake/VidimusAdapters.cmake"])]
    holds = list(contained(root))
    relationships = [("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"])]
    relationships += [(needed["SPDXID"], relation, own["SPDXID"]) for relation, needed in needs]
    relationships += [(own["SPDXID"], "CONTAINS", held["SPDXID"]) for held in holds]
    body = {
        "packages": [own, *(needed for _, needed in needs), *holds],
        "relationships": [{"spdxElementId": a, "relationshipType": b, "relatedSpdxElement": c} for a, b, c in relationships],
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"vidimus-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/vidimus-{version}-{digest[:32]}",
        "creationInfo": {"created": created(text["CHANGELOG.md"], version), "creators": ["Tool: packaging/sbom.py"]}, **body,
    }


def mistakes(made):
    """What SPDX 2.3 wants of the parts that are used here: identifiers that are well formed, there once, and there at all."""
    names = [made["SPDXID"], *(part["SPDXID"] for part in made["packages"])]
    wrong = [f"{name} is there twice" for name in sorted({n for n in names if names.count(n) > 1})]
    wrong += [f"{name} is no identifier" for name in names if not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", name)]
    for relation in made["relationships"]:
        wrong += [f"a relationship to {relation[end]}, which is not there" for end in ("spdxElementId", "relatedSpdxElement")
                  if relation[end] not in names]
    related = {relation[end] for relation in made["relationships"] for end in ("spdxElementId", "relatedSpdxElement")}
    return wrong + [f"{name} is related to nothing" for name in names if name not in related]


def run(root, only_check):
    try:
        made = document(root)
        wrong = mistakes(made)
    except Refused as refusal:
        wrong = [str(refusal)]
    if wrong:
        return [f"sbom: {line}" for line in wrong], 1
    text, file = json.dumps(made, indent=2) + "\n", root / OUTPUT
    if file.is_file() and file.read_text() == text:
        return [], 0
    if only_check:
        return [f"{OUTPUT} is stale: run packaging/sbom.py"], 1
    file.write_text(text)
    return [f"wrote {OUTPUT}: {len(made['packages'])} packages"], 0


def self_test():
    """Copies of what is read, with one change each."""
    suffixes = READ[-1]
    plants = [
        ("nothing", None, None, None),
        ("another version", "CMakeLists.txt", (r"VERSION [\d.]+ DESC", "VERSION 9.9.9 DESC"), "9.9.9 in CHANGELOG.md is not where it was"),
        ("another archive", "cmake/VidimusDependencies.cmake", (r"\b[0-9a-f]{64}\b", "0" * 64), "stale"),
        ("one more dependency", "cmake/VidimusDependencies.cmake", (r"\Z", f"vidimus_dependency_(boost 1.81 u/1.81.0.tar {'0' * 64})\n"), "boost"),
        ("another list", suffixes, (r"version \d{8}", "version 20300101"), "the Public Suffix List is of"),
        ("another licence", suffixes, (r"MPL-2\.0\n", "MIT\n"), "MIT"),
        ("another day", "CHANGELOG.md", (r"^(## [\d.]+), .*$", r"\1, 2031-02-03"), "stale"),
        ("a day that is none", "CHANGELOG.md", (r"^(## [\d.]+), .*$", r"\1, soon"), "neither a day"),
    ]
    wrong = 0
    for name, changed, change, expected in plants:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for file in READ:
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HERE.parent / file, root / file)
            run(root, False)
            if changed:
                text = (root / changed).read_text()
                (root / changed).write_text(re.sub(*change, text, count=1, flags=re.MULTILINE))
            said, status = run(root, True)
            if (status != 0) != (expected is not None) or (expected and expected not in "\n".join(said)):
                wrong += 1
                print(f"self-test {name}: status {status}, expected {expected!r} in {said}")
    made = document(HERE.parent)
    made["relationships"][0]["relatedSpdxElement"] = "SPDXRef-gone"
    if not any("SPDXRef-gone, which is not there" in line for line in mistakes(made)):
        wrong += 1
        print("self-test: a relationship to nothing passes")
    print(f"self-test: {len(plants) + 1} changes, {wrong} judged wrongly")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--root", type=pathlib.Path, default=HERE.parent)
    told = parser.parse_args()
    if told.self_test:
        return self_test()
    said, status = run(told.root, told.check)
    if said:
        print("\n".join(said))
    return status


if __name__ == "__main__":
    sys.exit(main())
