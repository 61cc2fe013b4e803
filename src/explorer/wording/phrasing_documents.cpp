// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing_modules.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct DocumentText {
    Q_DECLARE_TR_FUNCTIONS(DocumentText)
};

} // namespace

QString phraseDocumentError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::NotADocument:
        return DocumentText::tr("“%1” is not a document of Perimeter. Choose a file that Save has written.")
            .arg(a.text(0));
    case ErrorCode::DocumentCutOff:
        return DocumentText::tr(
                   "The document “%1” is cut off or damaged: at byte %2 it is no JSON any more. The version "
                   "saved before it is beside it, with “.bak” at the end of its name.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::DocumentTooNew:
        return DocumentText::tr("The document “%1” has format %2, and this version reads formats up to %3. Update "
                                "Perimeter to open it.")
            .arg(a.text(0), a.count(1), a.count(2));
    case ErrorCode::DocumentDamaged:
        return DocumentText::tr("The document “%1” is damaged: “%2” is missing or cannot be what it says. The version "
                                "saved before it is beside it, with “.bak” at the end of its name.")
            .arg(a.text(0), a.text(1));
    case ErrorCode::DataMissing:
        return DocumentText::tr("The data file “%1” is not where it was. Say where it is now.").arg(a.text(0));
    case ErrorCode::DataChanged:
        return DocumentText::tr("“%1” is not the file that was explored: its content is another. Find the file as it "
                                "was, or go on with this one.")
            .arg(a.text(0));
    case ErrorCode::NoRecipe:
        return DocumentText::tr("“%1” carries no recipe. Only figures that Perimeter wrote with theirs can be made "
                                "again.")
            .arg(a.text(0));
    case ErrorCode::NotVerified:
        return DocumentText::tr("“%1” is not what its recipe makes now. What differs is said above.").arg(a.text(0));
    default:
        return {};
    }
}

} // namespace perimeter
