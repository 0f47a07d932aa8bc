# SPDX-License-Identifier: Apache-2.0
"""The recipe for Conan 2: `conan create .` here, or `conan create . -o "vidimus/*:curl=True"` for an adapter.

Headers only: one package for every platform. Its CMake targets have the names that CMake's own installation gives them.
"""
import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load, save
from conan.tools.layout import basic_layout

required_conan_version = ">=2.1"

# What each adapter is for, the library that it needs, and what is linked of it.
ADAPTERS = {
    "asio": ("asio/[>=1.22 <2]", "asio::asio"),
    "curl": ("libcurl/[>=7.85 <9]", "libcurl::libcurl"),
    "json": ("nlohmann_json/[>=3.10 <4]", "nlohmann_json::nlohmann_json"),
    "ldap": ("openldap/[>=2.5 <3]", "openldap::openldap"),
    "libcrypto": ("openssl/[>=3.0 <4]", "openssl::crypto"),
}

# A target that compiles a source into its user, which Conan's own description of a package cannot say.
ENGINE_WRAP = """if(UNIX AND NOT APPLE AND NOT CYGWIN AND NOT TARGET vidimus::engine_wrap) # ELF
  add_library(vidimus::engine_wrap INTERFACE IMPORTED)
  set_target_properties(vidimus::engine_wrap PROPERTIES
    INTERFACE_SOURCES "${CMAKE_CURRENT_LIST_DIR}/engine_wrap.cpp"
    INTERFACE_LINK_OPTIONS "LINKER:--wrap=mbedtls_x509_crt_parse_der")
endif()
"""


class VidimusRecipe(ConanFile):
    name = "vidimus"
    description = "TLS channels whose peer validation is a type"
    license = "Apache-2.0"
    topics = ("tls", "x509", "mbedtls", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {adapter: [True, False] for adapter in ADAPTERS}
    default_options = {adapter: False for adapter in ADAPTERS}
    exports_sources = "CMakeLists.txt", "include/*", "cmake/engine_wrap.cpp", "LICENSE"
    no_copy_source = True

    def set_version(self):
        text = load(self, os.path.join(self.recipe_folder, "CMakeLists.txt"))
        self.version = re.search(r"project\(vidimus VERSION ([\d.]+)", text)[1]

    def layout(self):
        basic_layout(self)

    def requirements(self):
        # without locks around its global data an mbedTLS is refused when an endpoint is made
        self.requires("mbedtls/[>=3.6.4 <3.7]", options={"enable_threading": True}, transitive_headers=True, transitive_libs=True)
        self.requires("range-v3/[>=0.12 <1]", transitive_headers=True)
        self.requires("tl-expected/[>=1.0 <2]", transitive_headers=True)
        for adapter, (reference, _) in ADAPTERS.items():
            if self.options.get_safe(adapter):
                self.requires(reference, transitive_headers=True, transitive_libs=True)

    def package_id(self):
        self.info.clear()

    def validate(self):
        if self.settings.get_safe("compiler.cppstd"):
            check_min_cppstd(self, 20)
        if self.settings.get_safe("os") == "Windows":
            raise ConanInvalidConfiguration("vidimus is for POSIX systems")

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))
        modules = os.path.join(self.package_folder, "lib", "cmake", "vidimus")
        copy(self, "engine_wrap.cpp", os.path.join(self.source_folder, "cmake"), modules)
        save(self, os.path.join(modules, "engine_wrap.cmake"), ENGINE_WRAP)

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "vidimus")
        self.cpp_info.set_property("cmake_target_name", "vidimus::all")
        self.cpp_info.set_property("cmake_build_modules", [os.path.join("lib", "cmake", "vidimus", "engine_wrap.cmake")])
        self._component("policies", "vidimus::policies", ["range-v3::range-v3", "tl-expected::tl-expected"])
        channels = self._component("channels", "vidimus::vidimus", ["policies", "mbedtls::mbedtls"])
        channels.set_property("pkg_config_name", "vidimus")
        if self.settings.get_safe("os") in ("Linux", "FreeBSD"):
            channels.system_libs = ["pthread"]
        for adapter, (_, library) in ADAPTERS.items():
            if self.options.get_safe(adapter):
                self._component(adapter, f"vidimus::{adapter}", ["channels", library])

    def _component(self, name, target, requires):
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", target)
        component.requires = requires
        component.bindirs = []
        component.libdirs = []
        return component
