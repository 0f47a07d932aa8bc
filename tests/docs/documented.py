#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a user can name has a comment: each type, concept, function, alias and constant that a header declares outside of
namespace detail. The next of a run of declarations without blank lines, and an overload, share the first one's; of a header's
first type, the comment that the header begins with may speak.

Usage: documented.py ROOT | --self-test
"""
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "structure"), str(here.parent.parent / "docs")]
from planted import trees  # noqa: E402
from reference import public_declarations, read_header  # noqa: E402


def check(root):
    found = []
    for header in sorted((root / "include" / "vidimus").rglob("*.hpp")):
        introduction, declared = read_header(header)
        told, untold, is_run_told = set(), [], False
        for place, one in enumerate(public_declarations(declared)):
            is_introduced = place == 0 and one.kind != "function" and bool(introduction.strip())
            is_run_told = one.comment is not None or is_introduced or (one.is_in_group and is_run_told)
            if is_run_told:
                told.add(one.name)
            else:
                untold.append(one)
        found += [f"{header.relative_to(root)}:{one.line}: {one.kind} {one.name} has no comment"
                  for one in untold if one.name not in told]
    return found


GOOD = {"include/vidimus/core/a.hpp": """// SPDX-License-Identifier: Apache-2.0
// A header.
#pragma once
namespace vidimus {
class Later;
namespace detail {
auto hidden() -> int;
}
/// A type.
template <class T, class U = void>
  requires(sizeof(T) > 1)
class A final {
  int x_ = 0;
};
using B = A<long>;
/// A function.
[[nodiscard]] auto f(int) -> int;

inline auto f(long x) -> int {
  return x > 1 ? 1 : 0;
}
/// A concept.
template <class T>
concept C = requires(T t) {
  { t.f() } -> std::same_as<int>;
} && sizeof(T) > 1;
inline auto A<long>::member() -> int { return 1; }
template <class T>
auto operator==(A<T>, A<T>) -> bool;
}  // namespace vidimus
template <>
struct std::is_error_code_enum<vidimus::A<long>> : std::true_type {};
"""}


def planted(text):
    return {"include/vidimus/core/b.hpp": "// A header.\n#pragma once\nnamespace vidimus {\n/// Told.\nstruct Told {};\n\n" + text + "\n}\n"}


PLANTS = [
    ("struct", planted("struct A {};"), "struct A has no comment"),
    ("class template", planted("template <class T = int>\nclass A {\n  int x_;\n};"), "class A has no comment"),
    ("enum", planted("enum class A : unsigned char { x };"), "enum A has no comment"),
    ("concept", planted("template <class T>\nconcept A = requires { T{}; };"), "concept A has no comment"),
    ("using", planted("using A = int;"), "using A has no comment"),
    ("function", planted("[[nodiscard]] constexpr auto a(int x = f({1})) -> int { return x; }"), "function a has no comment"),
    ("constrained function", planted("template <class T>\n  requires Told<T>\nauto a(T) -> int;"), "function a has no comment"),
    ("constant", planted("inline constexpr int a = 1;"), "constant a has no comment"),
    ("danger", planted("namespace danger {\nstruct A {};\n}"), "struct A has no comment"),
    ("first in a header that says nothing", {"include/vidimus/core/a.hpp": "#pragma once\nnamespace vidimus {\nstruct A {};\n}\n"},
     "struct A has no comment"),
    ("a comment apart", planted("/// About something else.\n\nstruct A {};"), "struct A has no comment"),
    ("behind a function", planted("/// Told.\ninline void f() {\n}\n\ninline void a() {}"), "function a has no comment"),
    ("behind a try block", planted("/// Told.\ninline void f() try {\n} catch (...) {\n}\n\ninline void a() {}"), "function a has no comment"),
]


def main():
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(trees(check, GOOD, PLANTS))
    found = check(pathlib.Path(sys.argv[1]))
    print("\n".join(found))
    print(f"{len(found)} public names without a comment")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
