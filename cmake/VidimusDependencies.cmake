# vidimus_need(<package>): an installed package that is new enough if there is one (the system's, vcpkg's through its
# toolchain file, or the prefix that ./dev fills), else the pinned upstream archive, checked by its SHA-256.
include_guard(GLOBAL)
include(FetchContent)

function(vidimus_dependency_ name minimum url sha256)
  set(VIDIMUS_${name}_VERSION ${minimum} PARENT_SCOPE)
  set(VIDIMUS_${name}_URL ${url} CACHE STRING "Where ${name} is downloaded from when it is not installed (a copy of the same archive)")
  set(VIDIMUS_${name}_SHA256 ${sha256} PARENT_SCOPE)
  mark_as_advanced(VIDIMUS_${name}_URL)
endfunction()

vidimus_dependency_(MbedTLS 3.6.4 https://github.com/Mbed-TLS/mbedtls/releases/download/mbedtls-3.6.7/mbedtls-3.6.7.tar.bz2
  a7e8bcbec0e6f761b4af24f25677626b35f762f68eef79c08677a363212d11f6)
vidimus_dependency_(range-v3 0.12 https://github.com/ericniebler/range-v3/archive/refs/tags/0.12.0.tar.gz
  015adb2300a98edfceaf0725beec3337f542af4915cec4d0b89fa0886f4ba9cb)
vidimus_dependency_(tl-expected 1.0 https://github.com/TartanLlama/expected/archive/refs/tags/v1.1.0.tar.gz
  1db357f46dd2b24447156aaf970c4c40a793ef12a8a9c2ad9e096d9801368df6)
vidimus_dependency_(Catch2 3.4 https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
  c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
vidimus_dependency_(CLI11 2.1 https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
  f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a)
vidimus_dependency_(nlohmann_json 3.10 https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)

# header-only archives: the folder of headers, and the target that an installed package would have had
set(VIDIMUS_HEADERS_range-v3 range-v3::range-v3 include)
set(VIDIMUS_HEADERS_tl-expected tl::expected include)
set(VIDIMUS_HEADERS_CLI11 CLI11::CLI11 include)
set(VIDIMUS_HEADERS_nlohmann_json nlohmann_json::nlohmann_json include)

macro(vidimus_need name)
  if("${name}" STREQUAL "range-v3") # its version file accepts the exact version only, so look at the version afterwards
    find_package(range-v3 CONFIG QUIET)
    if(range-v3_FOUND AND range-v3_VERSION VERSION_LESS VIDIMUS_range-v3_VERSION)
      set(range-v3_FOUND FALSE)
    endif()
  else()
    find_package(${name} ${VIDIMUS_${name}_VERSION} CONFIG QUIET)
  endif()
  if(${name}_FOUND)
    message(STATUS "vidimus: ${name} ${${name}_VERSION} (${${name}_DIR})")
  elseif(VIDIMUS_FETCH_DEPENDENCIES)
    message(STATUS "vidimus: ${name} ${VIDIMUS_${name}_VERSION} is not installed, getting ${VIDIMUS_${name}_URL}")
    vidimus_fetch_(${name})
  else()
    message(FATAL_ERROR "vidimus needs ${name} ${VIDIMUS_${name}_VERSION} or newer. Install it, give a vcpkg toolchain file, "
      "run ./dev deps and add its folder to CMAKE_PREFIX_PATH, or configure with -DVIDIMUS_FETCH_DEPENDENCIES=ON.")
  endif()
endmacro()

# Downloads by itself and with a short fuse: FetchContent retries for more than a minute where there is no network.
function(vidimus_download_ name archive)
  if(EXISTS "${archive}.ok")
    return()
  endif()
  file(DOWNLOAD "${VIDIMUS_${name}_URL}" "${archive}" STATUS status INACTIVITY_TIMEOUT 30 TLS_VERIFY ON)
  list(POP_FRONT status code why)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "vidimus needs ${name} ${VIDIMUS_${name}_VERSION}: it is not installed, and downloading it failed (${why}).\n"
      "Install it, run ./dev deps, use vcpkg (--preset vcpkg), or point -DVIDIMUS_${name}_URL=... at a copy of the same archive.")
  endif()
  file(SHA256 "${archive}" sum)
  if(NOT sum STREQUAL VIDIMUS_${name}_SHA256)
    message(FATAL_ERROR "${VIDIMUS_${name}_URL} is not the archive that was expected: SHA-256 ${sum}, not ${VIDIMUS_${name}_SHA256}")
  endif()
  file(TOUCH "${archive}.ok")
endfunction()

# mbedTLS locks its global data only if told to, in a header that its users see too (package builds switch it on as well)
function(vidimus_switch_threading_on_ source)
  set(config "${source}/include/mbedtls/mbedtls_config.h")
  file(READ "${config}" text)
  string(REGEX REPLACE "\n//(#define MBEDTLS_THREADING_(C|PTHREAD)\n)" "\n\\1" text "${text}")
  file(CONFIGURE OUTPUT "${config}" CONTENT "${text}" @ONLY)
endfunction()

macro(vidimus_fetch_ name)
  set(vidimus_archive_ "${FETCHCONTENT_BASE_DIR}/vidimus-${name}.tar")
  vidimus_download_(${name} "${vidimus_archive_}")
  # Unpack only (the subfolder does not exist), then add it by hand: FetchContent's own SYSTEM is broken in CMake 3.25.1,
  # and its EXCLUDE_FROM_ALL, which also keeps these projects' files out of an installation, is as new as 3.28.
  FetchContent_Declare(${name} URL "${vidimus_archive_}" URL_HASH SHA256=${VIDIMUS_${name}_SHA256}
    DOWNLOAD_EXTRACT_TIMESTAMP OFF SOURCE_SUBDIR no-such-folder)
  FetchContent_MakeAvailable(${name})
  string(TOLOWER ${name} vidimus_lower_)
  vidimus_add_fetched_(${name} "${${vidimus_lower_}_SOURCE_DIR}" "${${vidimus_lower_}_BINARY_DIR}")
  if("${name}" STREQUAL "Catch2")
    list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")
  endif()
endmacro()

function(vidimus_add_fetched_ name source binary)
  if(DEFINED VIDIMUS_HEADERS_${name}) # header-only: its own build would only add flags and targets
    list(POP_FRONT VIDIMUS_HEADERS_${name} target folder)
    if(TARGET ${target}) # it was needed before
      return()
    endif()
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_include_directories(${target} INTERFACE "${source}/${folder}")
    return()
  endif()
  if("${name}" STREQUAL "MbedTLS")
    enable_language(C)
    vidimus_switch_threading_on_("${source}")
  endif()
  # what the fetched projects would otherwise add to this build
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
  set(ENABLE_PROGRAMS OFF)
  set(ENABLE_TESTING OFF)
  set(MBEDTLS_FATAL_WARNINGS OFF)
  set(DISABLE_PACKAGE_CONFIG_AND_INSTALL ON)
  set(CATCH_INSTALL_DOCS OFF)
  set(CMAKE_CXX_STANDARD 20) # Catch2 built for an older standard lacks the string_view parts that C++20 tests link to
  add_subdirectory("${source}" "${binary}" EXCLUDE_FROM_ALL SYSTEM)
endfunction()
