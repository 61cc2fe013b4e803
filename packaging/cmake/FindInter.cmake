# SPDX-License-Identifier: GPL-3.0-or-later
# Finds the static OpenType or TrueType files of the typeface Inter: Inter_REGULAR, Inter_SEMIBOLD.
set(Inter_folders
    ${CMAKE_INSTALL_PREFIX}/share/fonts /usr/share/fonts /usr/local/share/fonts $ENV{HOME}/.local/share/fonts
    $ENV{HOME}/.fonts /Library/Fonts $ENV{HOME}/Library/Fonts)
set(Inter_suffixes opentype/inter truetype/inter inter Inter inter-fonts rsms-inter-fonts OTF TTF)
find_file(Inter_REGULAR NAMES Inter-Regular.otf Inter-Regular.ttf PATHS ${Inter_folders} PATH_SUFFIXES ${Inter_suffixes})
find_file(Inter_SEMIBOLD NAMES Inter-SemiBold.otf Inter-SemiBold.ttf PATHS ${Inter_folders} PATH_SUFFIXES ${Inter_suffixes})

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Inter
    REQUIRED_VARS Inter_REGULAR Inter_SEMIBOLD
    REASON_FAILURE_MESSAGE "Install the typeface Inter (Debian package fonts-inter).")
mark_as_advanced(Inter_REGULAR Inter_SEMIBOLD)
unset(Inter_folders)
unset(Inter_suffixes)
