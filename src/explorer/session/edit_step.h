// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// What an edit is to undo.
enum class EditStep {
    New,      ///< an undo step of its own
    Continues ///< a further move of the same drag, or a change nobody would undo (the view)
};

} // namespace perimeter
