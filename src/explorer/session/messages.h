// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QString>

#include <vector>

namespace perimeter {

enum class Severity { Warning, Error };

/// One sentence in Messages.
struct Message {
    Severity severity = Severity::Warning;
    QString where; ///< the detector or pane it is about; empty for the whole
    QString sentence;

    bool operator==(const Message&) const = default;
};

/// What a session's current state has to say, errors first, each once: the error that kept it from a picture, those of
/// panes and lines, and every notice.
[[nodiscard]] std::vector<Message> messagesOf(const Session& session);

} // namespace perimeter
