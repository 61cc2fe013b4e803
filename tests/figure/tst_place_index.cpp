// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/place_index.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;

class TestPlaceIndex : public QObject {
    Q_OBJECT

private:
    static std::shared_ptr<const PlaceIndex> indexOf(const std::vector<PlanePoint>& places)
    {
        NoProgress progress;
        return PlaceIndex::build({places, {}}, progress);
    }

    static std::vector<PlanePoint> scattered(const QString& how, std::size_t count)
    {
        std::mt19937_64 random(7);
        std::normal_distribution<double> normal;
        std::vector<PlanePoint> places;
        for (std::size_t i = 0; i < count; ++i) {
            const double x = normal(random);
            const double y = normal(random);
            if (how == u"normal")
                places.push_back({x, y});
            else if (how == u"ties")
                places.push_back({std::round(2 * x), std::round(2 * y)});
            else if (how == u"heavy tail")
                places.push_back({std::exp(4 * x), std::exp(4 * y)});
            else if (how == u"one column")
                places.push_back({3, y});
            else
                places.push_back({x, i % 7 == 0 ? NAN : y});
        }
        return places;
    }

    static void addSpreads()
    {
        QTest::addColumn<QString>("how");
        for (const char* const how : {"normal", "ties", "heavy tail", "one column", "some without a place"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    struct StopAtOnce final : Progress {
        bool advance(double) override { return false; }
    };

private Q_SLOTS:
    void theNearestIsFound_data() { addSpreads(); }

    void theNearestIsFound()
    {
        QFETCH(QString, how);
        const std::vector<PlanePoint> places = scattered(how, 3000);
        const auto index = indexOf(places);
        std::mt19937_64 random(11);
        std::uniform_int_distribution<std::size_t> any(0, places.size() - 1);
        std::normal_distribution<double> normal;
        constexpr double xScale = 40;
        constexpr double yScale = 30;
        constexpr double reach = 9;
        const auto distance = [&](const PlanePoint& a, const PlanePoint& b) {
            return std::hypot((a.x - b.x) * xScale, (a.y - b.y) * yScale);
        };
        int within = 0;
        for (int round = 0; round < 500; ++round) {
            const PlanePoint about = places[any(random)];
            const PlanePoint spot{about.x + 0.2 * normal(random), about.y + 0.2 * normal(random)};
            double least = INFINITY;
            for (const PlanePoint& place : places)
                least = std::fmin(least, distance(place, spot));
            const std::optional<std::size_t> found = index->nearest(spot, xScale, yScale, reach);
            QCOMPARE(found.has_value(), least <= reach);
            if (found)
                QCOMPARE(distance(places[*found], spot), least);
            within += found ? 1 : 0;
        }
        QVERIFY(within > 20);
    }

    void everyPlaceWithinARectangleIsVisitedOnce_data() { addSpreads(); }

    void everyPlaceWithinARectangleIsVisitedOnce()
    {
        QFETCH(QString, how);
        const std::vector<PlanePoint> places = scattered(how, 3000);
        const auto index = indexOf(places);
        const PlaceIndex::Rectangle rectangle{-0.5, 4, -1, 0.7};
        std::vector<int> visits(places.size());
        std::size_t visited = 0;
        index->visitWithin(rectangle, [&](std::size_t first, std::size_t last) {
            for (std::size_t entry = first; entry < last; ++entry, ++visited)
                ++visits[index->points()[entry]];
        });
        QCOMPARE(index->countWithin(rectangle), visited);
        for (std::size_t i = 0; i < places.size(); ++i) {
            const PlanePoint& at = places[i];
            const bool inside = at.x >= -0.5 && at.x <= 4 && at.y >= -1 && at.y <= 0.7;
            QVERIFY(inside ? visits[i] == 1 : visits[i] <= 1);
            QVERIFY(at.y >= -1 && at.y <= 0.7 ? true : visits[i] == 0);
        }
    }

    void nothingIsNearestOfNothing()
    {
        QVERIFY(!indexOf({})->nearest({0, 0}, 1, 1, 1e9));
        QCOMPARE(indexOf({})->countWithin({-1, 1, -1, 1}), std::size_t{0});
    }

    void buildingStops()
    {
        StopAtOnce progress;
        QVERIFY(!PlaceIndex::build({scattered("normal", 5000), {}}, progress));
    }
};

PERIMETER_TEST(TestPlaceIndex, Core)
#include "tst_place_index.moc"
