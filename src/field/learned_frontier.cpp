// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/contour.h"

namespace perimeter {

Expected<Frontier> learnedFrontier(const OneClassSvm& model, const Plane& plane, int columns, int rows,
                                   Progress& progress)
{
    if (!model.frontier)
        return Frontier{};
    const Expected<Field> field = decisionField(model, plane, columns, rows, progress);
    if (!field)
        return field.unexpected();
    return traceContour(*field, 0);
}

} // namespace perimeter
