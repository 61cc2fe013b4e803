// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/experiment.h"

class QBrush;
class QStandardItemModel;

namespace perimeter {

/// The study's printed numbers beside our own, where the sets of features and the detector are the study's.
void quoteStudy(QStandardItemModel& model, const Experiment& experiment, const QBrush& quiet);

} // namespace perimeter
