# SPDX-License-Identifier: Apache-2.0
"""The compiler of this build and its flags, as CMake wrote them, for the tests that call it themselves."""
import json
import os
import pathlib
import re
import shlex
import subprocess


class Compiler:
    def __init__(self, file):
        told = json.loads(pathlib.Path(file).read_text())
        self.command = told["compiler"]
        self.flags = shlex.split(told["flags"])
        self.include = told["include"]
        self.libraries = told["libraries"].split(";")
        self.all_includes = self._system(told["system_includes"])
        self.policies_includes = self._system(told["policies_system_includes"])

    def _system(self, joined):
        return [d for d in dict.fromkeys(joined.split(";")) if d and d not in (self.include, "/usr/include")]

    def line(self, *arguments, include=None, system=None):
        """The command line, with `include` instead of this tree's headers and `system` instead of every dependency's."""
        line = [self.command, *self.flags, "-I", str(include or self.include)]
        for folder in self.all_includes if system is None else system:
            line += ["-isystem", folder]
        return line + [str(a) for a in arguments]

    def gnu_version(self):
        """The major version of a g++; None of another compiler."""
        said = subprocess.run([self.command, "-dM", "-E", "-x", "c++", os.devnull], capture_output=True, text=True).stdout
        return None if "#define __clang__ " in said else int(re.search(r"^#define __GNUC__ (\d+)$", said, re.MULTILINE)[1])

    def run(self, *arguments, include=None, system=None):
        return subprocess.run(self.line(*arguments, include=include, system=system), capture_output=True, text=True,
                              env=_plain_environment())


def _plain_environment():
    """One language and no colours, whatever the caller's terminal says."""
    return {**os.environ, "LC_ALL": "C", "TERM": "dumb", "GCC_COLORS": ""}
