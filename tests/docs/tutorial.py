#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/tutorial.md, followed: its ```sh blocks marked `test` run in an empty folder, one after another. After the first QM1's
message reaches QM2; after the second QM1 is refused as the page says.

Usage: tutorial.py ROOT PROGRAM...      PROGRAM serve PORT and PROGRAM send PORT TEXT are the page's program
"""
import pathlib
import re
import subprocess
import sys
import tempfile

from pages import blocks

SECONDS = 30


def talk(program, folder):
    """What QM2 and QM1 print."""
    server = subprocess.Popen([*program, "serve", "0"], cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        port = re.search(r":(\d+)$", server.stdout.readline().strip())
        if not port:
            sys.exit("QM2 does not listen")
        client = subprocess.run([*program, "send", port[1], "MQPUT ORDERS"], cwd=folder, stdout=subprocess.PIPE, text=True,
                                timeout=SECONDS)
        told, _ = server.communicate(timeout=SECONDS)
        return told, client.stdout
    finally:
        if server.poll() is None:
            server.kill()
        server.wait()


def want(text, parts):
    missing = [part for part in parts if part not in text]
    if missing:
        sys.exit(f"missing: {missing}\nin:\n{text}")


def main():
    root, program = pathlib.Path(sys.argv[1]).resolve(), [str(pathlib.Path(sys.argv[2]).resolve()), *sys.argv[3:]]
    page = root / "docs" / "tutorial.md"
    steps = [block.code for block in blocks(page, root) if block.language == "sh" and "test" in block.marks]
    if len(steps) != 2:
        sys.exit(f"{page} has {len(steps)} shell blocks that are marked test, not two")
    with tempfile.TemporaryDirectory() as folder:
        def follow(step):
            made = subprocess.run(["sh", "-eu", "-c", step], cwd=folder, capture_output=True, text=True, timeout=SECONDS)
            if made.returncode != 0:
                sys.exit(f"{step}\nends with {made.returncode}:\n{made.stderr}")

        follow(steps[0])
        server, client = talk(program, folder)
        want(server, ["3 path accepted", "5 revocation accepted", "6 peer_name accepted", "received: MQPUT ORDERS"])
        if client:
            sys.exit(f"QM1 says:\n{client}")
        follow(steps[1])
        server, client = talk(program, folder)
        want(server, ["handshake refused: certificate_revoked at stage revocation, sent alert certificate_revoked(44)",
                      "by CRL 2 of CN=Acme Root,O=Acme since"])
        want(client, ["alert_received at stage engine, received alert certificate_revoked(44)"])
    print("followed: a message across, and a refusal")


if __name__ == "__main__":
    main()
