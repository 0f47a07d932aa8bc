#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The size of things: lines of headers and of functions below include/, and tests against source. Prints the table.

Usage: check_budgets.py [REPOSITORY]      or      check_budgets.py --self-test
"""
import pathlib
import re
import sys

import planted

HEADER = {"median": 120, "p90": 300, "largest": 500}
FUNCTION = {"median": 8, "p90": 25, "largest": 60}
TESTS_TO_SOURCE = 1.0

NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\\ ]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
TEMPLATE = re.compile(r"^\s*template\s*<")
TYPE = re.compile(r"^\W*(?:(?:inline|typedef|constexpr|extern|static|friend)\s+)*(?:namespace|class|struct|union|enum|concept)\b")


def blank(text):
    """The code with comments, literals and directives taken out, each line where it was."""
    text = NOT_CODE.sub(lambda m: '""' + "\n" * m[0].count("\n") if m[0][0] in "\"R'" else "\n" * m[0].count("\n"), text)
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda m: "\n" * m[0].count("\n"), text, flags=re.MULTILINE)


def matching(text, start, pair):
    """The index after what closes text[start]."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == pair[0]) - (text[i] == pair[1])
        if depth == 0:
            return i + 1
    return len(text)


def without_template(head):
    """`template <...> requires (...) rest` without its parameter list, so that `class T` in it is not taken for a class."""
    while found := TEMPLATE.match(head):
        head = head[matching(head, found.end() - 1, "<>"):]
    return re.sub(r"^\s*requires\b\s*(?:\([^{]*?\)|[\w:]+(?:<[^{]*?>)?)(?:\s*(?:&&|\|\|)\s*(?:\([^{]*?\)|[\w:]+(?:<[^{]*?>)?))*"
                  r"(?=\s+(?:class|struct|union)\b)", "", head)


def kind(head):
    """What a brace after `head` opens: 'scope' (a namespace or class), 'function', or 'value' (an initialiser)."""
    rest = without_template(head)
    if TYPE.match(rest) or re.match(r'^\s*extern\s*""\s*$', rest):
        return "value" if re.match(r"^\W*enum\b", rest) else "scope"
    if re.search(r"\[[^\[\]]*\]\s*(?:\(.*\))?[^;{}]*$", rest, re.DOTALL) and "=" in rest:
        return "function"  # a lambda that has a name
    assigned = re.sub(r"operator\s*[^\s\w(]+|[<>=!]=|\([^()]*\)", "", rest)
    if "(" not in rest or re.search(r"(?<![<>=!])=(?!=)", assigned):
        return "value"
    # in a constructor's list of initialisers, `name{` is a member and `) {` or `} {` is the body
    if re.search(r"\)[^:;]*(?<!:):(?!:)", rest) and re.search(r"[\w>]\s*$", rest):
        return "value"
    return "function"


def functions(text):
    """(first line, lines) of each function body, with what it contains counted as part of it."""
    code, found = blank(text), []

    def scan(i, end):
        head, depth = "", 0
        while i < end:
            c = code[i]
            depth += (c in "([") - (c in ")]")
            if c == "{":
                close = matching(code, i, "{}")
                what = kind(head) if depth == 0 else "value"
                if what == "function":
                    found.append((code.count("\n", 0, i) + 1, code.count("\n", i, close) + 1))
                elif what == "scope":
                    scan(i + 1, close - 1)
                head, i = ("" if what != "value" else head + "{}"), close
                continue
            if depth == 0 and (c in ";}" or (c == ":" and re.search(r"\b(?:public|private|protected)\s*$", head))):
                head = ""
            else:
                head += c
            i += 1

    scan(0, len(code))
    return found


def quantile(values, q):
    values = sorted(values)
    return values[min(len(values) - 1, int(q * len(values)))]


def lines_below(folder, pattern, left_out=()):
    files = [p for p in sorted(folder.rglob(pattern)) if not set(p.relative_to(folder).parts[:1]) & set(left_out)]
    return {p: sum(1 for line in p.read_text().splitlines() if line.strip()) for p in files}


def measure(name, sizes, budget):
    """A row of the table, and a line for each budget that is exceeded; sizes: {where: lines}."""
    if not sizes:
        return f"{name}: none", [f"there is no {name} to measure"]
    is_now = {"median": quantile(sizes.values(), 0.5), "p90": quantile(sizes.values(), 0.9), "largest": max(sizes.values())}
    row = f"{name:<14}{len(sizes):>6}" + "".join(f"{is_now[k]:>7} (<= {budget[k]})" for k in budget)
    wrong = [f"{name}: {k} is {is_now[k]} lines, the budget is {budget[k]}" for k in ("median", "p90") if is_now[k] > budget[k]]
    wrong += [f"{where}: {size} lines, a {name} has at most {budget['largest']}" for where, size in sizes.items()
              if size > budget["largest"]]
    return row, wrong


def check(root, show=lambda row: None):
    root = pathlib.Path(root)
    headers = {p: len(p.read_text().splitlines()) for p in sorted((root / "include").rglob("*.hpp"))}
    bodies = {f"{p.relative_to(root)}:{line}": size for p in headers for line, size in functions(p.read_text())}
    show(f"{'':<14}{'count':>6}  lines: median, 90th percentile, largest")
    found = []
    for name, sizes, budget in (("header", {str(p.relative_to(root)): n for p, n in headers.items()}, HEADER),
                                ("function", bodies, FUNCTION)):
        row, wrong = measure(name, sizes, budget)
        show(row)
        found += wrong
    source = sum(lines_below(root / "include", "*.hpp").values())
    tests = sum(sum(lines_below(root / "tests", p, left_out=("data", "structure")).values()) for p in ("*.cpp", "*.hpp", "*.py"))
    show(f"tests : source {tests} : {source} = {tests / max(source, 1):.2f} (>= {TESTS_TO_SOURCE}), lines that are not empty")
    if tests < TESTS_TO_SOURCE * source:
        found.append(f"tests : source is {tests} : {source}, below {TESTS_TO_SOURCE}")
    return found


SHORT = """// a comment {
#pragma once
namespace a {
template <class T, class U = int>
  requires(sizeof(T) > 1)
class Thing {
 public:
  explicit Thing(int first) : first_{first}, second_(first) { use("{"); }
  auto operator==(Thing const&) const -> bool = default;
  auto get(int x = {}) const -> int {
    if (x) { return [&] { return x; }(); }
    return '{';
  }
 private:
  int first_{}, second_ = 0;
};
enum class E { one, two };
inline constexpr int table[]{1, 2};
constexpr auto twice = [](int x) {
  return 2 * x;
};
}
"""
TESTS = {"tests/a.cpp": "int x;\n" * 1200}
GOOD = {"include/vidimus/a.hpp": SHORT, **TESTS}
LONG_FUNCTION = "int f(int a)\n{\n" + "  ++a;\n" * 61 + "}\n"
PLANTS = [
    ("a header that is too long", {"include/vidimus/b.hpp": SHORT + "int b;\n" * 500}, "include/vidimus/b.hpp: 522 lines"),
    ("headers that are long", {f"include/vidimus/{n}.hpp": SHORT + "int b;\n" * 150 for n in "bcd"}, "header: median is 172"),
    ("a tenth of the headers is long", {"include/vidimus/b.hpp": SHORT + "int b;\n" * 300}, "header: p90 is 322"),
    ("a function that is too long", {"include/vidimus/b.hpp": SHORT + LONG_FUNCTION}, "include/vidimus/b.hpp:24: 63 lines"),
    ("a long function with a template head", {"include/vidimus/b.hpp": "template <class T> requires C<T> auto " + LONG_FUNCTION},
     "include/vidimus/b.hpp:2: 63 lines"),
    ("a constructor that is too long", {"include/vidimus/b.hpp": "struct S { S(int a) : a_{a}, b_{1} {\n" + "  ++a;\n" * 70 + "} };"},
     "include/vidimus/b.hpp:1: 72 lines"),
    ("functions that are long", {"include/vidimus/b.hpp": "void f() {\n" + "g();\n" * 10 + "}\n" + ("void g() {\n" + "h();\n" * 10 + "}\n") * 4},
     "function: median is 12"),
    ("few tests", {"tests/a.cpp": "int x;\n"}, "tests : source is 1 :"),
    ("no headers", {"include/vidimus/a.hpp": None}, "there is no header to measure"),
]


def self_test():
    seen = [size for _, size in functions(SHORT)]
    if seen != [1, 4, 3]:
        print(f"self-test: saw functions of {seen} lines, not [1, 4, 3]")
        return 1
    return planted.trees(check, GOOD, PLANTS)


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test())
    found = check(sys.argv[1] if len(sys.argv) > 1 else ".", show=print)
    print("\n".join(found))
    sys.exit(1 if found else 0)
