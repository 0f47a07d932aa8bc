#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `#include <vidimus/vidimus.hpp>` costs, and a channel's instantiation, beside a floor: the standard, mbedTLS and
range-v3 headers that such a header needs at least (floor.cpp), measured in the same run at -O0.

--check holds what does not depend on the machine to its limit, with g++ 12: preprocessed lines and peak memory.
--json OUT writes {"rows": [{"workload", "implementation", "value", "unit"}]}; --merge-json OUT adds them to what OUT has.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from compiler import Compiler  # noqa: E402

MAX_LINES = 100_000  # 98,292 were measured; the aim is 90,000 and is missed, see README.md
MAX_MEGABYTES = 820  # of g++ 12, where 802 were measured; the aim is 200 and is missed, see README.md
SOURCES = {"floor": "floor.cpp", "umbrella": "umbrella.cpp", "channel": "channel.cpp"}


def compile_once(compiler, source, output):
    """(user and system seconds, peak megabytes) of one compilation."""
    line = compiler.line("-O0", "-c", source, "-o", output)
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"compile_time: {source.name} does not compile: {' '.join(line)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def preprocessed_lines(compiler, source):
    done = compiler.run("-E", "-P", source)
    if done.returncode != 0:
        raise SystemExit(f"compile_time: {source.name} cannot be preprocessed:\n{done.stderr}")
    return done.stdout.count("\n")


def measure(compiler, work, repeat):
    work.mkdir(parents=True, exist_ok=True)
    result = {}
    for name, file in SOURCES.items():
        source = HERE / file
        if source.is_file():
            runs = [compile_once(compiler, source, work / f"{name}.o") for _ in range(repeat)]
            result[name] = {"seconds": min(r[0] for r in runs), "megabytes": max(r[1] for r in runs),
                            "lines": preprocessed_lines(compiler, source)}
    return result


def table(result):
    floor = result["floor"]
    rows = [f"{'-O0 -c, one source':<22}{'seconds':>9}{'of floor':>10}{'megabytes':>11}{'lines':>9}"]
    rows += [f"{name:<22}{r['seconds']:>9.2f}{r['seconds'] / floor['seconds']:>10.2f}{r['megabytes']:>11.0f}{r['lines']:>9}"
             for name, r in result.items()]
    return "\n".join(rows)


def beyond(result, gnu_12):
    """What of the umbrella is over its limit."""
    umbrella, found = result["umbrella"], []
    if umbrella["lines"] > MAX_LINES:
        found.append(f"the umbrella has {umbrella['lines']} preprocessed lines, the limit is {MAX_LINES}")
    if gnu_12 and umbrella["megabytes"] > MAX_MEGABYTES:
        found.append(f"the umbrella takes {umbrella['megabytes']:.0f} MB to compile, the limit is {MAX_MEGABYTES}")
    return found


def is_gnu_12(compiler):
    said = subprocess.run([compiler.command, "-dM", "-E", "-x", "c++", os.devnull], capture_output=True, text=True).stdout
    return "#define __clang__ " not in said and "#define __GNUC__ 12" in said


def write_json(result, file, merge):
    rows = json.loads(file.read_text())["rows"] if merge and file.is_file() else []
    for name, measured in result.items():
        implementation = "floor" if name == "floor" else "vidimus"
        rows += [{"workload": f"compile_time {name}", "implementation": implementation, "value": round(value, 3), "unit": unit}
                 for unit, value in measured.items()]
    file.write_text(json.dumps({"rows": rows}, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--merge-json", type=pathlib.Path)
    told = parser.parse_args()
    compiler = Compiler(told.compiler)
    result = measure(compiler, told.work, told.repeat)
    print(table(result))
    if told.json or told.merge_json:
        write_json(result, told.json or told.merge_json, merge=bool(told.merge_json))
    found = []
    if told.check:
        found = beyond(result, is_gnu_12(compiler))
        # the limits can fail: a umbrella of their size and a little more is beyond both
        planted = {"umbrella": {"lines": MAX_LINES + 1, "megabytes": MAX_MEGABYTES + 1}}
        if len(beyond(planted, gnu_12=True)) != 2:
            found.append("the limits do not hold a planted umbrella back")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
