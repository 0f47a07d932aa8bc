# An overlay port for this source tree: vcpkg install vidimus --overlay-ports=ports
set(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../..")
set(VCPKG_BUILD_TYPE release) # header-only

vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -DVIDIMUS_BUILD_TESTS=OFF
        -DVIDIMUS_BUILD_EXAMPLES=OFF
        -DVIDIMUS_INSTALL=ON
        -DVIDIMUS_FETCH_DEPENDENCIES=OFF
)
vcpkg_cmake_install()
vcpkg_fixup_pkgconfig()
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
