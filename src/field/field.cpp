// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/field.h"

#include "field/decision_surface.h"

namespace perimeter {

Expected<Field> decisionField(const OneClassSvm& model, const Plane& plane, int columns, int rows, Progress& progress)
{
    const DecisionSurface surface(model);
    Expected<RowMatrix> values = surface.onGrid(plane.scaledX(columns), plane.scaledY(rows), progress);
    if (!values)
        return values.unexpected();
    return Field{plane, std::move(*values)};
}

} // namespace perimeter
