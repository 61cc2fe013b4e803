// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/selection.h"
#include "support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

using namespace perimeter;

/// What all views of the rows share.
class TestSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreAscendingAndToldOnce()
    {
        Selection selection;
        const QSignalSpy changes(&selection, &Selection::changed);
        selection.select({{3}, {1}, {3}});
        QCOMPARE(selection.rows(), (std::vector<RowNumber>{{1}, {3}}));
        QVERIFY(!selection.only());
        selection.select({{1}, {3}});
        QCOMPARE(changes.size(), 1);
        selection.selectOnly(RowNumber{7});
        QCOMPARE(selection.only(), std::optional(RowNumber{7}));
        selection.selectOnly(std::nullopt);
        QVERIFY(selection.rows().empty());
        QCOMPARE(changes.size(), 3);
    }

    /// Rows asked for again are listed again, though the selection stays as it is.
    void rowsAreListedWheneverAsked()
    {
        Selection selection;
        const QSignalSpy asked(&selection, &Selection::listAsked);
        const QSignalSpy changes(&selection, &Selection::changed);
        selection.list({{2}});
        selection.list({{2}});
        QCOMPARE(asked.size(), 2);
        QCOMPARE(changes.size(), 1);
    }

    /// A view that follows may say back what it was told: nothing goes round.
    void whatIsHoveredIsToldOnce()
    {
        Selection selection;
        const QSignalSpy hovered(&selection, &Selection::hoveredChanged);
        connect(&selection, &Selection::hoveredChanged, &selection, [&] { selection.hover(selection.hovered()); });
        selection.hover(RowNumber{4});
        selection.hover(RowNumber{4});
        QCOMPARE(hovered.size(), 1);
        selection.hover(std::nullopt);
        QCOMPARE(hovered.size(), 2);
        QVERIFY(!selection.hovered());
    }

    void colorsAreToldOnce()
    {
        Selection selection;
        const QSignalSpy colors(&selection, &Selection::depthChanged);
        const auto depth = std::make_shared<const PointDepth>();
        selection.colorBy(depth);
        selection.colorBy(depth);
        QCOMPARE(colors.size(), 1);
        QCOMPARE(selection.depth(), depth);
        selection.colorBy(nullptr);
        QCOMPARE(colors.size(), 2);
    }
};

PERIMETER_TEST(TestSelection, Core)
#include "tst_selection.moc"
