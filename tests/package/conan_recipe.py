#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs conanfile.py without Conan: with a few classes that record what the recipe says, written from Conan's documentation.

What it packages, requires and calls its targets must be what CMake installs, finds and calls them. That Conan itself takes
the recipe is not shown by this.

Usage: conan_recipe.py REPOSITORY INSTALLED     (what `cmake --install` made)      or      conan_recipe.py --self-test REPOSITORY INSTALLED
"""
import fnmatch
import importlib.util
import pathlib
import re
import shutil
import sys
import tempfile
import types


class Refused(Exception):
    pass


class Options(dict):
    def get_safe(self, key, default=None):
        return self.get(key, default)

    __getattr__ = dict.__getitem__


class Component:
    def __init__(self):
        self.properties, self.requires, self.system_libs, self.bindirs, self.libdirs = {}, [], [], ["bin"], ["lib"]

    def set_property(self, name, value):
        self.properties[name] = value


class CppInfo(Component):
    def __init__(self):
        super().__init__()
        self.components = {}

        class Components(dict):
            def __missing__(self, name):
                self[name] = Component()
                return self[name]
        self.components = Components()


class ConanFile:
    def __init__(self, repository, package, options, os="Linux"):
        self.recipe_folder = self.source_folder = str(repository)
        self.package_folder = str(package)
        self.options = Options({**self.default_options, **options})
        self.settings = Options({"os": os, "compiler.cppstd": "20"})
        self.cpp_info, self.required, self.is_cleared = CppInfo(), {}, False
        self.info = types.SimpleNamespace(clear=lambda: setattr(self, "is_cleared", True))

    def requires(self, reference, options=None, transitive_headers=False, transitive_libs=False):
        name, versions = re.fullmatch(r"([\w-]+)/(\[.*\]|[\d.]+)", reference).groups()
        self.required[name] = (versions, options or {}, transitive_headers)


def copy(recipe, pattern, src, dst):
    for path in sorted(pathlib.Path(src).rglob("*")):
        if path.is_file() and fnmatch.fnmatch(path.name, pattern) and (pattern != path.name or path.parent == pathlib.Path(src)):
            target = pathlib.Path(dst) / path.relative_to(src)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def save(recipe, path, text):
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(path).write_text(text)


def check_min_cppstd(recipe, standard):
    if int(recipe.settings["compiler.cppstd"]) < standard:
        raise Refused(f"C++{standard}")


def stub(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module


def recipe_of(repository):
    stub("conan", ConanFile=ConanFile)
    stub("conan.errors", ConanInvalidConfiguration=Refused)
    stub("conan.tools")
    stub("conan.tools.build", check_min_cppstd=check_min_cppstd)
    stub("conan.tools.files", copy=copy, save=save, load=lambda recipe, path: pathlib.Path(path).read_text())
    stub("conan.tools.layout", basic_layout=lambda recipe: None)
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("recipe", repository / "conanfile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.VidimusRecipe


def run(recipe, repository, package, options):
    made = recipe(repository, package, options)
    for step in ("set_version", "layout", "requirements", "validate", "package", "package_id", "package_info"):
        getattr(made, step)()
    return made


def targets(made):
    return {part.properties["cmake_target_name"] for part in made.cpp_info.components.values()}


def headers(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in (folder / "include").rglob("*") if p.is_file()}


def least(versions):
    return re.search(r">=([\d.]+)", versions)[1]


def minimums(repository):
    """What CMake demands at least, by Conan's names."""
    text = (repository / "cmake/VidimusDependencies.cmake").read_text() + (repository / "cmake/VidimusAdapters.cmake").read_text()
    found = dict(re.findall(r"vidimus_dependency_\(([\w-]+) ([\d.]+)", text))
    found |= {name.lower(): version for name, version in re.findall(r"set\(VIDIMUS_(\w+)_VERSION ([\d.]+)\)", text)}
    names = {"mbedtls": "MbedTLS", "range-v3": "range-v3", "tl-expected": "tl-expected", "nlohmann_json": "nlohmann_json",
             "asio": "asio", "libcurl": "curl", "openldap": "ldap", "openssl": "libcrypto"}
    return {conan: found[name] for conan, name in names.items()}


def check(repository, installed, recipe):
    wrong = []

    def same(what, is_now, expected):
        if is_now != expected:
            wrong.append(f"{what}: {is_now}, expected {expected}")

    adapters = set(re.search(r"VIDIMUS_ADAPTERS is a list of (.*)\"", (repository / "cmake/VidimusAdapters.cmake").read_text())[1]
                   .replace(" and ", ", ").split(", "))
    config = (installed / "share/vidimus/vidimusConfig.cmake").read_text()
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder)
        plain = run(recipe, repository, package, {})
        same("headers", sorted(headers(package)), sorted(headers(installed)))
        same("contents of headers", headers(package) == headers(installed), True)
        for name in ("licenses/LICENSE", "lib/cmake/vidimus/engine_wrap.cpp", *plain.cpp_info.properties["cmake_build_modules"]):
            same(name, (package / name).is_file(), True)
        module = (package / plain.cpp_info.properties["cmake_build_modules"][0]).read_text()
        for line in ("INTERFACE_LINK_OPTIONS", "INTERFACE_SOURCES", "if(UNIX"):
            kept = [re.sub(r"\s+|AND NOT TARGET \S+", "", x).replace(")#ELF", "") for x in config.splitlines() if line in x]
            same(f"engine_wrap's {line}", any(re.sub(r"\s+|AND NOT TARGET [\w:]+", "", x).replace(")#ELF", "") in kept
                                              for x in module.splitlines() if line in x), True)
        everything = run(recipe, repository, package, dict.fromkeys(adapters, True))
    version = re.search(r'set\(PACKAGE_VERSION "([\d.]+)"', (installed / "share/vidimus/vidimusConfigVersion.cmake").read_text())[1]
    same("version", plain.version, version)
    same("options", set(plain.default_options), adapters)
    same("adapters that nobody asked for", any(plain.default_options.values()), False)
    same("targets", targets(plain), {"vidimus::policies", "vidimus::vidimus"})
    same("targets with adapters", targets(everything), targets(plain) | {f"vidimus::{a}" for a in adapters})
    for target in targets(plain) | {"vidimus::engine_wrap"}:
        same(f"{target} in the config", f"add_library({target} INTERFACE" in config, True)
    same("requirements", set(plain.required), {"mbedtls", "range-v3", "tl-expected"})
    same("what is required at least", {name: least(told[0]) for name, told in everything.required.items()}, minimums(repository))
    same("headers of requirements reach users", all(told[2] for told in everything.required.values()), True)
    same("locks", plain.required["mbedtls"][1], {"enable_threading": True})
    same("one package for all", plain.is_cleared, True)
    for name, part in everything.cpp_info.components.items():
        same(f"folders of {name}", (part.bindirs, part.libdirs), ([], []))
        for needed in part.requires:
            package, _, _ = needed.partition("::")
            same(f"{name} needs {needed}, which is there", package in everything.required or needed in everything.cpp_info.components, True)
    used = {needed.partition("::")[0] for part in everything.cpp_info.components.values() for needed in part.requires}
    same("requirements that no component uses", set(everything.required) - used, set())
    for settings, says in (({"os": "Windows"}, "POSIX"), ({"compiler.cppstd": "17"}, "C++20")):
        refused = recipe(repository, "", {})
        refused.settings.update(settings)
        try:
            refused.validate()
            wrong.append(f"{settings} is not refused")
        except Refused as refusal:
            same(f"{settings}", says in str(refusal), True)
    return wrong


def self_test(repository, installed):
    """The same checks on recipes with one mistake each."""
    whole = recipe_of(repository)

    class NoLocks(whole):
        def requires(self, reference, options=None, **rest):
            super().requires(reference, **rest)

    class OtherTarget(whole):
        def _component(self, name, target, requires):
            return super()._component(name, target.replace("policies", "policy"), requires)

    class NoHeaders(whole):
        def package(self):
            super().package()
            (pathlib.Path(self.package_folder) / "include/vidimus/vidimus.hpp").unlink()

    class OldVersions(whole):
        def requires(self, reference, **rest):
            super().requires(reference.replace("3.6.4", "3.6.1"), **rest)

    class EveryPlatform(whole):
        def validate(self):
            pass

    class PackageEach(whole):
        def package_id(self):
            pass

    wrong = []
    for recipe, says in ((NoLocks, "locks"), (OtherTarget, "targets"), (NoHeaders, "headers"), (OldVersions, "at least"),
                         (EveryPlatform, "not refused"), (PackageEach, "one package")):
        found = check(repository, installed, recipe)
        if not any(says in line for line in found):
            wrong.append(f"{recipe.__name__} passes: {found}")
    return wrong


def main():
    arguments = [a for a in sys.argv[1:] if a != "--self-test"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    repository, installed = map(pathlib.Path, arguments)
    wrong = check(repository, installed, recipe_of(repository))
    if "--self-test" in sys.argv:
        wrong += self_test(repository, installed)
    print("\n".join(wrong) if wrong else "the recipe says what CMake installs")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
