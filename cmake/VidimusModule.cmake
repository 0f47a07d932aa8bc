# vidimus_module(<vidimus.cppm>): the target vidimus::module, for `import vidimus;`. Nothing of it is prebuilt: a program that links it
# compiles the module with its own flags, once. Sets vidimus_no_module to the reason where that cannot be.
include_guard(GLOBAL)

function(vidimus_module interface)
  set(vidimus_no_module "" PARENT_SCOPE)
  if(CMAKE_VERSION VERSION_LESS 3.28)
    set(vidimus_no_module "CMake builds modules from 3.28 on, and this is ${CMAKE_VERSION}" PARENT_SCOPE)
  elseif(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
    set(vidimus_no_module "the module needs Clang 19 or newer, and this is ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" PARENT_SCOPE)
  elseif(NOT TARGET vidimus::module)
    cmake_path(GET interface PARENT_PATH folder)
    add_library(vidimus_module STATIC EXCLUDE_FROM_ALL)
    add_library(vidimus::module ALIAS vidimus_module)
    target_sources(vidimus_module PUBLIC FILE_SET CXX_MODULES BASE_DIRS "${folder}" FILES "${interface}")
    set_property(TARGET vidimus_module PROPERTY CXX_SCAN_FOR_MODULES ON)
    target_link_libraries(vidimus_module PUBLIC vidimus::vidimus)
  endif()
endfunction()
