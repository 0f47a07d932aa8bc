#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `#include <vidimus/vidimus.hpp>` costs, a channel's instantiation, and each adapter whose library is here, beside a floor:
the standard, mbedTLS and range-v3 headers that such a header needs at least (floor.cpp), measured in the same run at -O0.
Instantiations of templates, functions and classes, are counted by Clang, where clang++-19 is here.

baseline.json is what was measured last. --check holds what of it does not depend on the machine, with g++ 12: preprocessed lines
and peak memory of umbrella and channel may be 3 % more. --write-baseline measures it anew.
--json OUT writes {"rows": [{"workload", "implementation", "value", "unit"}]}; --merge-json OUT adds them to what OUT has.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from compiler import Compiler  # noqa: E402

BASELINE = HERE / "baseline.json"
MARGIN = 1.03
CLANG = "clang++-19"
SOURCES = ("floor", "umbrella", "channel")
ADAPTERS = ("curl", "json", "ldap", "libcrypto", "public_suffixes")


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
    """None: it includes what is not here."""
    done = compiler.run("-E", "-P", source)
    return done.stdout.count("\n") if done.returncode == 0 else None


def instantiations(compiler, source, work):
    """How many Clang makes of a source; None without Clang."""
    if not shutil.which(CLANG):
        return None
    trace = work / "trace.json"
    line = [CLANG, *compiler.line("-O0", "-c", source, "-o", work / "traced.o", f"-ftime-trace={trace}")[1:]]
    if subprocess.run(line, capture_output=True).returncode != 0:
        return None
    wanted = ("Total InstantiateFunction", "Total InstantiateClass")
    return sum(event["args"]["count"] for event in json.loads(trace.read_text())["traceEvents"] if event["name"] in wanted)


def measure(compiler, work, repeat, with_all):
    work.mkdir(parents=True, exist_ok=True)
    sources = {name: HERE / f"{name}.cpp" for name in SOURCES}
    for adapter in ADAPTERS if with_all else ():
        sources[f"adapters/{adapter}"] = source = work / f"{adapter}.cpp"
        source.write_text(f"#include <vidimus/adapters/{adapter}.hpp>\n")
    result = {}
    for name, source in sources.items():
        lines = preprocessed_lines(compiler, source)
        if lines is None and name in SOURCES:
            raise SystemExit(f"compile_time: {source.name} cannot be preprocessed")
        if lines is None:
            print(f"compile_time: {name} includes what is not here", file=sys.stderr)
            continue
        runs = [compile_once(compiler, source, work / "measured.o") for _ in range(repeat)]
        result[name] = {"seconds": min(r[0] for r in runs), "megabytes": max(r[1] for r in runs), "lines": lines}
        made = instantiations(compiler, source, work) if with_all else None
        if made is not None:
            result[name]["instantiations"] = made
    return result


def of_floor(result):
    """{source: {figure: value}}, seconds as a ratio to the floor's: what a baseline can keep."""
    floor = result["floor"]["seconds"]
    return {name: {"of floor" if unit == "seconds" else unit: round(value / floor, 2) if unit == "seconds" else round(value)
                   for unit, value in measured.items()} for name, measured in result.items()}


def table(result, baseline):
    rows = [f"{'-O0 -c, one source':<28}{'seconds':>9}{'of floor':>10}{'megabytes':>11}{'lines':>9}{'instantiations':>16}{'floor, baseline':>17}"]
    for name, now in of_floor(result).items():
        then = baseline.get(name, {}).get("of floor", "")
        rows.append(f"{name:<28}{result[name]['seconds']:>9.2f}{now['of floor']:>10.2f}{now['megabytes']:>11}{now['lines']:>9}"
                    f"{now.get('instantiations', ''):>16}{then:>17}")
    return "\n".join(rows)


def beyond(result, baseline, gnu_12):
    """What takes more than the baseline and its margin."""
    found = []
    for name in ("umbrella", "channel"):
        for unit in ("lines", "megabytes") if gnu_12 else ("lines",):
            limit = baseline[name][unit] * MARGIN
            if result[name][unit] > limit:
                found.append(f"{name}: {result[name][unit]:.0f} {unit}, the limit is {limit:.0f}")
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
    parser.add_argument("--write-baseline", action="store_true")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--merge-json", type=pathlib.Path)
    told = parser.parse_args()
    compiler = Compiler(told.compiler)
    result = measure(compiler, told.work, told.repeat, with_all=not told.check)
    if told.write_baseline:
        BASELINE.write_text(json.dumps(of_floor(result), indent=1) + "\n")
    baseline = json.loads(BASELINE.read_text())
    print(table(result, baseline))
    if told.json or told.merge_json:
        write_json(result, told.json or told.merge_json, merge=bool(told.merge_json))
    found = []
    if told.check:
        found = beyond(result, baseline, is_gnu_12(compiler))
        # the limits can fail: what is a twentieth more is beyond each
        planted = {name: {unit: value * 1.05 for unit, value in figures.items()} for name, figures in baseline.items()}
        if len(beyond(planted, baseline, gnu_12=True)) != 4:
            found.append("the limits do not hold a planted umbrella back")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
