# An overlay port: a release that is newer than the registry's, and never without locks, since vidimus refuses an mbedTLS
# that does not lock its global data. The release's own archive, which holds the generated files, unlike that of the tag.
vcpkg_download_distfile(ARCHIVE
    URLS "https://github.com/Mbed-TLS/mbedtls/releases/download/mbedtls-${VERSION}/mbedtls-${VERSION}.tar.bz2"
    FILENAME "mbedtls-${VERSION}.tar.bz2"
    SHA512 d37e23e804753a7fa51aeb901b45c7255e9618b987ffc680af49760d2a5b5d38998d58ecb29a68ecdf29f49e37b5b681b3046fb775426115f1365cfefae9e273
)
vcpkg_extract_source_archive(SOURCE_PATH ARCHIVE "${ARCHIVE}")

# In the header that is installed, so that what is compiled against it agrees with the library.
foreach(macro MBEDTLS_THREADING_C MBEDTLS_THREADING_PTHREAD)
    vcpkg_replace_string("${SOURCE_PATH}/include/mbedtls/mbedtls_config.h" "//#define ${macro}\n" "#define ${macro}\n")
endforeach()

vcpkg_check_linkage(ONLY_STATIC_LIBRARY)
vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -DENABLE_PROGRAMS=OFF
        -DENABLE_TESTING=OFF
        -DGEN_FILES=OFF
        -DUSE_STATIC_MBEDTLS_LIBRARY=ON
        -DUSE_SHARED_MBEDTLS_LIBRARY=OFF
        -DMBEDTLS_FATAL_WARNINGS=OFF
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME mbedtls CONFIG_PATH lib/cmake/MbedTLS)
vcpkg_fixup_pkgconfig()
vcpkg_copy_pdbs()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
