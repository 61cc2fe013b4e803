# SPDX-License-Identifier: GPL-3.0-or-later
# Finds the folder of the icon theme Breeze, the one with index.theme in it: BreezeIcons_DIR.
find_path(BreezeIcons_DIR actions/22/document-open.svg
    PATHS ${CMAKE_INSTALL_PREFIX}/share /usr/share /usr/local/share $ENV{HOME}/.local/share
    PATH_SUFFIXES icons/breeze)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(BreezeIcons
    REQUIRED_VARS BreezeIcons_DIR
    REASON_FAILURE_MESSAGE "Install the icon theme Breeze (Debian package breeze-icon-theme).")
mark_as_advanced(BreezeIcons_DIR)
