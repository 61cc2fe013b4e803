// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/field.h"

#include "field/decision_surface.h"

namespace perimeter {

Expected<Field> decisionField(const OneClassSvm& model, const Plane& plane, int columns, int rows, Progress& progress)
{
    const DecisionSurface surface(model);
    PERIMETER_TRY(DecisionGrid grid, surface.onGrid(plane.scaledX(columns), plane.scaledY(rows), progress));
    return Field{plane, std::move(grid.values)};
}

} // namespace perimeter
