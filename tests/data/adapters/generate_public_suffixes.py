#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes include/vidimus/adapters/public_suffixes_{registries,private}.hpp from a Public Suffix List (publicsuffix.org; Debian's
package `publicsuffix` has one).

    ./generate_public_suffixes.py /usr/share/publicsuffix/public_suffix_list.dat VERSION
"""
import collections
import pathlib
import sys

HEADERS = pathlib.Path(__file__).resolve().parents[3] / "include/vidimus/adapters"
SECTIONS = {"ICANN": ("registries", "Domains that a registry controls: the section ICANN DOMAINS"),
            "PRIVATE": ("private", "Domains whose owners hand out what is below them: the section PRIVATE DOMAINS")}
WIDTH = 116


def rules(path):
    """(section, rule) of each line that is one, in A-labels and small letters."""
    section = None
    for line in pathlib.Path(path).read_text().splitlines():
        if line.startswith("// ===BEGIN "):
            section = line.split()[2]
        rule = line.split()[0].lower() if line.strip() else "//"
        if section and not rule.startswith("//"):
            yield section, ".".join(label if label.isascii() else label.encode("idna").decode() for label in rule.split("."))


def group(some):
    """The labels below each domain; a single label needs no rule. An exception, `!www.ck`, is `!www` below `ck`."""
    below = collections.defaultdict(set)
    for rule in some:
        label, _, domain = rule.partition(".")
        if domain:
            below[domain].add(label)
    return "".join(f"{domain}:{','.join(sorted(labels))};" for domain, labels in sorted(below.items()))


def header(section, text, version):
    name, what = SECTIONS[section]
    lines = "\n".join(f'    "{text[i:i + WIDTH - 6]}"' for i in range(0, len(text), WIDTH - 6))
    return f"""// SPDX-License-Identifier: MPL-2.0
// This Source Code Form is subject to the terms of the Mozilla Public License, version 2.0: https://mozilla.org/MPL/2.0/.
// {what} of the Public Suffix List
// (publicsuffix.org), version {version}, put in order by tests/data/adapters/generate_public_suffixes.py.
// `domain:label,label;` says that `label.domain` is a public suffix; `*` stands for every label and `!` takes one out.
#pragma once

#include <vidimus/core/config.hpp>

#include <string_view>

namespace vidimus::detail {{

// clang-format off
inline constexpr std::string_view public_suffixes_{name} =
{lines};
// clang-format on

}}  // namespace vidimus::detail
"""


by_section = collections.defaultdict(list)
for section, rule in rules(sys.argv[1]):
    by_section[section].append(rule)
for section in SECTIONS:
    name = SECTIONS[section][0]
    (HEADERS / f"public_suffixes_{name}.hpp").write_text(header(section, group(by_section[section]), sys.argv[2]))
