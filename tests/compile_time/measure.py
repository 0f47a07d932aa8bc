#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `#include <vidimus/vidimus.hpp>` costs, a channel's instantiation, and each adapter whose library is here, beside a floor:
the standard, mbedTLS and range-v3 headers that such a header needs at least (floor.cpp), measured in the same run at -O0.
Instantiations of templates, functions and classes, are counted by Clang, where clang++-19 is here; it also shows what
`import vidimus;` costs instead, beside a floor of its own, with the module compiled before.

baseline.json is what was measured last, with g++ 12 and its library. --check holds what of it does not depend on the machine:
preprocessed lines of umbrella and channel, beside those of the floor, and with g++ 12 peak memory may be 3 % more.
--write-baseline measures it anew.
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

REPOSITORY = HERE.parent.parent
BASELINE = HERE / "baseline.json"
MARGIN = 1.03
CLANG = "clang++-19"
SOURCES = ("floor", "umbrella", "channel")
ADAPTERS = ("asio", "curl", "json", "ldap", "libcrypto", "public_suffixes")


def compile_once(line, source):
    """(user and system seconds, peak megabytes) of one compilation."""
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


def clang_line(compiler, *arguments):
    return [CLANG, *compiler.line(*arguments)[1:]]


def instantiations(compiler, source, work):
    """How many Clang makes of a source; None without Clang."""
    if not shutil.which(CLANG):
        return None
    trace = work / "trace.json"
    line = clang_line(compiler, "-O0", "-c", source, "-o", work / "traced.o", f"-ftime-trace={trace}")
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
        result[name] = repeated(compiler.line("-O0", "-c", source, "-o", work / "measured.o"), source, repeat) | {"lines": lines}
        made = instantiations(compiler, source, work) if with_all else None
        if made is not None:
            result[name]["instantiations"] = made
    return result


def repeated(line, source, repeat):
    runs = [compile_once(line, source) for _ in range(repeat)]
    return {"seconds": min(r[0] for r in runs), "megabytes": max(r[1] for r in runs)}


def measure_precompiled(compiler, work, repeat):
    """The umbrella as a precompiled header, and with it a source of nothing, and the channel."""
    header = work / "umbrella.hpp"
    header.write_text("#include <vidimus/vidimus.hpp>\n")
    (work / "empty.cpp").write_text("")
    result = {"precompiling": repeated(compiler.line("-O0", "-x", "c++-header", header, "-o", f"{header}.gch"), header, repeat)}
    for name, source in (("umbrella", work / "empty.cpp"), ("channel", HERE / "channel.cpp")):
        line = compiler.line("-O0", "-include", header, "-c", source, "-o", work / "measured.o")
        result[f"{name}, precompiled"] = repeated(line, source, repeat)
    return result


def measure_module(compiler, work, repeat):
    """The same three sources by Clang, and the last two once more with the module; nothing without Clang."""
    if not shutil.which(CLANG):
        return {}
    module, interface = work / "vidimus.pcm", REPOSITORY / "module/vidimus.cppm"
    result = {"Clang, module": repeated(clang_line(compiler, "-O0", "--precompile", interface, "-o", module), interface, repeat)}
    for name in SOURCES:
        source = HERE / f"{name}.cpp"
        result[f"Clang, {name}"] = repeated(clang_line(compiler, "-O0", "-c", source, "-o", work / "measured.o"), source, repeat)
    for name in SOURCES[1:]:
        source = work / f"{name}.cpp"
        source.write_text((HERE / source.name).read_text().replace("#include <vidimus/vidimus.hpp>", "#include <utility>\nimport vidimus;"))
        line = clang_line(compiler, "-O0", f"-fmodule-file=vidimus={module}", "-c", source, "-o", work / "measured.o")
        result[f"Clang, {name} imported"] = repeated(line, source, repeat)
    return result


def of_floor(result):
    """{source: {figure: value}}, seconds as a ratio to the compiler's floor: what a baseline can keep."""
    kept = {}
    for name, measured in result.items():
        floor = result["Clang, floor" if name.startswith("Clang, ") else "floor"]["seconds"]
        kept[name] = {unit: round(value) for unit, value in measured.items() if unit != "seconds"}
        kept[name]["of floor"] = round(measured["seconds"] / floor, 2)
    return kept


def table(result, baseline):
    rows = [f"{'-O0 -c, one source':<28}{'seconds':>9}{'of floor':>10}{'megabytes':>11}{'lines':>9}{'instantiations':>16}{'floor, baseline':>17}"]
    for name, now in of_floor(result).items():
        then = baseline.get(name, {}).get("of floor", "")
        rows.append(f"{name:<28}{result[name]['seconds']:>9.2f}{now['of floor']:>10.2f}{now['megabytes']:>11}{now.get('lines', ''):>9}"
                    f"{now.get('instantiations', ''):>16}{then:>17}")
    return "\n".join(rows)


def beyond(result, baseline, gnu_12):
    """What takes more than the baseline and its margin."""
    found = []
    for name in ("umbrella", "channel"):
        for unit in ("lines", "megabytes") if gnu_12 else ("lines",):
            standard = result["floor"]["lines"] / baseline["floor"]["lines"] if unit == "lines" else 1  # another library is longer
            limit = baseline[name][unit] * standard * MARGIN
            if result[name][unit] > limit:
                found.append(f"{name}: {result[name][unit]:.0f} {unit}, the limit is {limit:.0f}")
    return found


def write_json(result, file, merge):
    rows = json.loads(file.read_text())["rows"] if merge and file.is_file() else []
    for name, measured in result.items():
        implementation = "floor" if name.endswith("floor") else "vidimus"
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
    if not told.check:
        result |= measure_precompiled(compiler, told.work, told.repeat)
        result |= measure_module(compiler, told.work, told.repeat)
    if told.write_baseline:
        BASELINE.write_text(json.dumps(of_floor(result), indent=1) + "\n")
    baseline = json.loads(BASELINE.read_text())
    print(table(result, baseline))
    if told.json or told.merge_json:
        write_json(result, told.json or told.merge_json, merge=bool(told.merge_json))
    found = []
    if told.check:
        found = beyond(result, baseline, compiler.gnu_version() == 12)
        # the limits can fail: what is a twentieth more is beyond each
        planted = {name: {unit: value * 1.05 for unit, value in figures.items()} for name, figures in baseline.items() if name != "floor"}
        planted["floor"] = baseline["floor"]
        if len(beyond(planted, baseline, gnu_12=True)) != 4:
            found.append("the limits do not hold a planted umbrella back")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
