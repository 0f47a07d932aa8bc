#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the conformance suites in the folder that VIDIMUS_CONFORMANCE_DIR names; without it ends with 77, which is a skip.

Usage: run.py RUNNER      or      run.py RUNNER --self-test
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77
# Nobody accepts a peer without a certificate: an expectation of SUCCESS is a disagreement.
CASE = {"id": "planted::nothing", "conflicts_with": [], "features": [], "importance": "undetermined", "description": "",
        "validation_kind": "SERVER", "trusted_certs": [], "untrusted_intermediates": [], "peer_certificate": "",
        "peer_certificate_key": None, "validation_time": "2024-01-01T00:00:00+00:00", "signature_algorithms": [],
        "key_usage": [], "extended_key_usage": [], "expected_result": "FAILURE", "expected_peer_name": None,
        "expected_peer_names": [], "max_chain_depth": None, "crls": []}
LISTED = {"id": CASE["id"], "reason": "planted", "clause": "none"}
ACCEPTED = {"expected_result": "SUCCESS"}
# what is planted, in the case and in the list of divergences, and how the runner must end
PLANTS = [
    ("an agreement", {}, [], 0, "all"),
    ("a disagreement", ACCEPTED, [], 1, "planted::nothing: expected SUCCESS, got FAILURE"),
    ("a disagreement on purpose", ACCEPTED, [LISTED], 0, "on purpose: planted [none]"),
    ("an unexpected agreement", {}, [LISTED], 1, "unexpected agreement, listed as: planted [none]"),
    ("a divergence of a case that is not run", {}, [{**LISTED, "id": "elsewhere"}], 0, "all"),
    ("a purpose that is not TLS's", {"extended_key_usage": ["emailProtection"], **ACCEPTED}, [], 0, "0       0       0       1"),
    ("a divergence without a clause", {}, [{"id": "a", "reason": "b"}], 2, "has an entry without clause"),
    ("a divergence with an empty reason", {}, [{**LISTED, "reason": ""}], 2, "has an empty reason"),
    ("a divergence with an unknown field", {}, [{**LISTED, "because": "c"}], 2, "has an unknown field, because"),
    ("a divergence listed twice", {}, [LISTED, LISTED], 2, "lists planted::nothing twice"),
    ("a list of divergences that is none", {}, None, 2, "is not {\"divergences\": [...]}"),
    ("a file without cases", None, [], 2, "holds no cases"),
]


def run(runner, *words):
    return subprocess.run([runner, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def planted(runner, work, changes, divergences):
    cases, listed, out = work / "cases.json", work / "divergences.json", work / "out.json"
    cases.write_text(json.dumps({} if changes is None else {"testcases": [{**CASE, **changes}]}))
    listed.write_text(json.dumps([] if divergences is None else {"divergences": divergences}))
    return run(runner, cases, "--divergences", listed, "--json", out)


def self_test(runner):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, changes, divergences, status, text in PLANTS:
            ended = planted(runner, pathlib.Path(folder), changes, divergences)
            if ended.returncode != status or text not in ended.stdout:
                print(f"{what}: status {ended.returncode}, expected {status} and {text!r}\n{ended.stdout}")
                wrong += 1
    if run(runner).returncode != 2:
        print("no file: status 2 is expected")
        wrong += 1
    print(f"{len(PLANTS) + 1 - wrong} of {len(PLANTS) + 1} as they should be")
    return 1 if wrong else 0


def suites(runner):
    folder = os.environ.get("VIDIMUS_CONFORMANCE_DIR")
    if not folder:
        print("skipped: VIDIMUS_CONFORMANCE_DIR does not say where the suites are")
        return SKIPPED
    files = sorted([*pathlib.Path(folder).glob("*.json.gz"), *pathlib.Path(folder).glob("*.json")])
    if not files:
        print(f"there are no suites in {folder}")
        return 1
    ended = run(runner, *files)
    print(ended.stdout)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(self_test(sys.argv[1]) if sys.argv[2:] == ["--self-test"] else suites(sys.argv[1]))
