// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/notice.h"
#include "explorer/wording/phrasing_arguments.h"

namespace perimeter {

// The sentences by the module they speak of; empty for codes of another.

[[nodiscard]] QString phraseFileError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseTableError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseExpressionError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseDetectorError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseEvaluationError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseModelError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseDocumentError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseOutputError(ErrorCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseDataNotice(NoticeCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseDetectorNotice(NoticeCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseEvaluationNotice(NoticeCode code, const PhraseArguments& arguments);
[[nodiscard]] QString phraseModelNotice(NoticeCode code, const PhraseArguments& arguments);

} // namespace perimeter
