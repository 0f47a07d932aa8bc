# Runs a port's portfile with the few functions of vcpkg that it calls, written from vcpkg's documentation: vcpkg itself is not
# needed. Looks at what is installed then.   -D PORT=<name> -D REPOSITORY=... -D WORK=... [-D "PREFIX_PATH=..."]
# [-D ARCHIVES=<folder with what the port would download>]
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(CURRENT_PACKAGES_DIR "${WORK}/packages")
file(READ "${REPOSITORY}/ports/${PORT}/vcpkg.json" manifest)
foreach(key version version-semver)
  string(JSON found ERROR_VARIABLE wrong GET "${manifest}" ${key})
  if(NOT wrong)
    set(VERSION "${found}")
  endif()
endforeach()

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(NOTICE "${output}")
    message(FATAL_ERROR "port ${PORT}: ${ARGN}: ${status}")
  endif()
endfunction()

function(vcpkg_download_distfile out)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILENAME;SHA512" "URLS")
  file(SHA512 "${ARCHIVES}/${arg_FILENAME}" sum)
  if(NOT sum STREQUAL arg_SHA512)
    message(FATAL_ERROR "port ${PORT}: ${arg_FILENAME} has the SHA-512 ${sum}")
  endif()
  set(${out} "${ARCHIVES}/${arg_FILENAME}" PARENT_SCOPE)
endfunction()

function(vcpkg_extract_source_archive out)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "ARCHIVE" "")
  file(ARCHIVE_EXTRACT INPUT "${arg_ARCHIVE}" DESTINATION "${WORK}/source")
  file(GLOB folder "${WORK}/source/*")
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

function(vcpkg_replace_string name from to)
  file(READ "${name}" before)
  string(REPLACE "${from}" "${to}" after "${before}")
  if(before STREQUAL after)
    message(FATAL_ERROR "port ${PORT}: nothing to replace in ${name}")
  endif()
  file(WRITE "${name}" "${after}")
endfunction()

function(vcpkg_check_linkage)
endfunction()

function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
  # the prefix in the initial cache, which keeps lists whole
  file(WRITE "${WORK}/prefix.cmake" "set(CMAKE_PREFIX_PATH [[${PREFIX_PATH}]] CACHE STRING \"\")\n")
  run(${CMAKE_COMMAND} -C "${WORK}/prefix.cmake" -S "${arg_SOURCE_PATH}" -B "${WORK}/build" -G Ninja -DCMAKE_BUILD_TYPE=Release
    "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" -DCMAKE_INSTALL_LIBDIR=lib ${arg_OPTIONS})
endfunction()

function(vcpkg_cmake_install)
  run(${CMAKE_COMMAND} --build "${WORK}/build" --target install)
endfunction()

function(vcpkg_cmake_config_fixup)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "PACKAGE_NAME;CONFIG_PATH" "")
  file(RENAME "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}" "${WORK}/config")
  file(MAKE_DIRECTORY "${CURRENT_PACKAGES_DIR}/share")
  file(RENAME "${WORK}/config" "${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME}")
endfunction()

function(vcpkg_fixup_pkgconfig)
  file(GLOB_RECURSE found "${CURRENT_PACKAGES_DIR}/*.pc")
  if(NOT found)
    message(FATAL_ERROR "port ${PORT}: no pkg-config file to fix")
  endif()
endfunction()

function(vcpkg_copy_pdbs)
endfunction()

function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
  file(COPY_FILE "${arg_FILE_LIST}" "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright")
endfunction()

function(run_portfile)
  set(CMAKE_CURRENT_LIST_DIR "${REPOSITORY}/ports/${PORT}")
  include("${REPOSITORY}/ports/${PORT}/portfile.cmake")
endfunction()
run_portfile()

set(expected_vidimus include/vidimus/vidimus.hpp include/vidimus/policies.hpp include/vidimus/adapters/curl.hpp
  share/pkgconfig/vidimus.pc share/vidimus/vidimusConfig.cmake share/vidimus/vidimusConfigVersion.cmake
  share/vidimus/engine_wrap.cpp share/vidimus/FindAsio.cmake share/vidimus/FindLibldap.cmake share/vidimus/VidimusModule.cmake share/vidimus/vidimus.cppm)
set(expected_mbedtls include/mbedtls/ssl.h lib/libmbedtls.a lib/libmbedx509.a lib/libmbedcrypto.a
  lib/pkgconfig/mbedtls.pc share/mbedtls/MbedTLSConfig.cmake share/mbedtls/MbedTLSTargets.cmake)
foreach(name IN LISTS expected_${PORT} ITEMS "share/${PORT}/usage" "share/${PORT}/copyright")
  if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/${name}")
    message(FATAL_ERROR "port ${PORT}: ${name} is not installed")
  endif()
endforeach()
file(GLOB top RELATIVE "${CURRENT_PACKAGES_DIR}" "${CURRENT_PACKAGES_DIR}/*")
list(REMOVE_ITEM top include lib share)
if(top) # vcpkg's own checks would refuse these
  message(FATAL_ERROR "port ${PORT}: installed where vcpkg wants nothing: ${top}")
endif()
