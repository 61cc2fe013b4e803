// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/paths.h"

// The only object of the tests that depends on where the repository lies: a compiler cache has all others.

namespace perimeter::testing {

QString sourceFile(const QString& name)
{
    return QStringLiteral(PERIMETER_SOURCE_DIR "/") + name;
}

QString sharedFile(const QString& name)
{
    return QStringLiteral(PERIMETER_SOURCE_DIR "/../shared/") + name;
}

QString program()
{
    return QStringLiteral(PERIMETER_PROGRAM);
}

} // namespace perimeter::testing
