# One consumer of the library: -D WAY=find_package | add_subdirectory | pkg_config, see CMakeLists.txt.
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(here "${REPOSITORY}/tests/package")

function(must)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(NOTICE "${output}") # as it is: an error's text would be wrapped
    string(REPLACE ";" " " command "${ARGN}")
    message(FATAL_ERROR "${WAY}: ${command}: ${status}")
  endif()
endfunction()

if(NOT WAY STREQUAL "add_subdirectory")
  # moved after it was installed: nothing in it may depend on where it was
  must(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${WORK}/installed")
  file(RENAME "${WORK}/installed" "${WORK}/moved")
endif()

if(WAY STREQUAL "pkg_config")
  set(ENV{PKG_CONFIG_PATH} "${WORK}/moved/share/pkgconfig:${MBEDTLS}/pkgconfig:$ENV{PKG_CONFIG_PATH}")
  execute_process(COMMAND pkg-config --cflags --libs vidimus OUTPUT_VARIABLE told RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "pkg-config does not know vidimus")
  endif()
  separate_arguments(told UNIX_COMMAND "${told}")
  separate_arguments(flags UNIX_COMMAND "${FLAGS}")
  must(${COMPILER} ${flags} -std=c++20 "${here}/main.cpp" -o "${WORK}/main" ${told} -Wl,-rpath,${MBEDTLS})
  must("${WORK}/main")
  return()
endif()

# as an initial cache, which keeps lists whole
file(WRITE "${WORK}/settings.cmake" "
set(CMAKE_CXX_COMPILER [[${COMPILER}]] CACHE STRING \"\")
set(CMAKE_CXX_FLAGS [[${FLAGS}]] CACHE STRING \"\")
set(CMAKE_PREFIX_PATH [[${WORK}/moved;${PREFIX_PATH}]] CACHE STRING \"\")
set(VIDIMUS_SOURCE [[${REPOSITORY}]] CACHE STRING \"\")
set(VIDIMUS_WAY ${WAY} CACHE STRING \"\")
")
if(TOOLCHAIN)
  file(APPEND "${WORK}/settings.cmake" "set(CMAKE_TOOLCHAIN_FILE [[${TOOLCHAIN}]] CACHE STRING \"\")\nset(VCPKG_MANIFEST_MODE OFF CACHE BOOL \"\")\n")
endif()
must(${CMAKE_COMMAND} -C "${WORK}/settings.cmake" -S "${here}/consumer" -B "${WORK}/build" -G Ninja)
must(${CMAKE_COMMAND} --build "${WORK}/build")
must("${WORK}/build/main")
