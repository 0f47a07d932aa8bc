# OpenLDAP's libldap, which brings no CMake package: Libldap::ldap, with liblber.
find_path(Libldap_INCLUDE_DIR openldap.h)
find_library(Libldap_LIBRARY ldap)
find_library(Libldap_LBER_LIBRARY lber)
mark_as_advanced(Libldap_INCLUDE_DIR Libldap_LIBRARY Libldap_LBER_LIBRARY)

if(EXISTS "${Libldap_INCLUDE_DIR}/ldap_features.h")
  set(Libldap_VERSION "")
  foreach(part MAJOR MINOR PATCH)
    file(STRINGS "${Libldap_INCLUDE_DIR}/ldap_features.h" line REGEX "^#define LDAP_VENDOR_VERSION_${part} ")
    string(REGEX REPLACE "[^0-9]" "" number "${line}")
    string(APPEND Libldap_VERSION ".${number}")
  endforeach()
  string(SUBSTRING "${Libldap_VERSION}" 1 -1 Libldap_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libldap
  REQUIRED_VARS Libldap_LIBRARY Libldap_LBER_LIBRARY Libldap_INCLUDE_DIR VERSION_VAR Libldap_VERSION)
if(Libldap_FOUND AND NOT TARGET Libldap::ldap)
  add_library(Libldap::ldap UNKNOWN IMPORTED)
  set_target_properties(Libldap::ldap PROPERTIES IMPORTED_LOCATION "${Libldap_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${Libldap_INCLUDE_DIR}" INTERFACE_LINK_LIBRARIES "${Libldap_LBER_LIBRARY}")
endif()
