// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/point_raster.h"
#include "figure/sessions_scene.h"
#include "support/test_registry.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace perimeter;

Q_DECLARE_METATYPE(perimeter::ThemeKind)

class TestPointRaster : public QObject {
    Q_OBJECT

private:
    static std::shared_ptr<const PlaceIndex> indexOf(std::vector<PlanePoint> places,
                                                     std::vector<std::uint32_t> counts = {})
    {
        NoProgress progress;
        return PlaceIndex::build({std::move(places), std::move(counts)}, progress);
    }

    /// As a pane shows it: on the theme's surface.
    static QImage onSurface(const QImage& image, const Theme& theme)
    {
        QImage shown(image.size(), QImage::Format_RGB32);
        shown.fill(theme.surface);
        QPainter(&shown).drawImage(0, 0, image);
        return shown;
    }

    static QImage dots(std::vector<PlanePoint> places, ThemeKind kind, std::vector<std::uint32_t> counts = {})
    {
        const RasterView view{0, 100, 0, 100, 100, 100};
        const auto index = indexOf(std::move(places), std::move(counts));
        return onSurface(PointRaster{*index, view, markSize(20000), theme(kind)}.dots(), theme(kind));
    }

    /// How far a pixel stands out from the surface.
    static int contrast(const QImage& image, int x, int y, const Theme& theme)
    {
        return std::abs(image.pixelColor(x, y).lightness() - theme.surface.lightness());
    }

    /// Whether a pixel has a colour's hue, as no grey has.
    static bool isHued(const QColor& pixel, const QColor& hue)
    {
        const int away = std::abs(pixel.hsvHue() - hue.hsvHue());
        return pixel.hsvSaturation() > 60 && std::min(away, 360 - away) < 20;
    }

private Q_SLOTS:
    void everyPixelThatHoldsAnOutlierShowsIt_data()
    {
        QTest::addColumn<std::size_t>("count");
        QTest::addColumn<ThemeKind>("kind");
        QTest::addColumn<double>("ratio");
        for (const std::size_t count : {std::size_t{300}, std::size_t{20668}, std::size_t{400000}}) {
            for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
                for (const double ratio : {1.0, 2.0, 3.125})
                    QTest::addRow("%zu, %s, %g", count, kind == ThemeKind::Dark ? "dark" : "light", ratio)
                        << count << kind << ratio;
            }
        }
    }

    void everyPixelThatHoldsAnOutlierShowsIt()
    {
        QFETCH(std::size_t, count);
        QFETCH(ThemeKind, kind);
        QFETCH(double, ratio);
        const Scene scene = sessionsScene(sessions(count), 0.1);
        const ScenePane& pane = scene.panes[1];
        const std::vector<std::uint8_t>& outlier = pane.fit->classes->outlier;
        const Places places = placesOf(*pane.projection, AxisScale::Log, AxisScale::Log);
        const auto index = indexOf(places.at);
        const RasterView view{pane.plane.xMin, pane.plane.xMax, 1, 4.5, qRound(310 * ratio), qRound(290 * ratio)};
        const MarkSize size = markSize(count).scaled(ratio);
        const PointRaster raster{*index, view, size, theme(kind)};
        QImage image = raster.dots();
        raster.addOutliers(image, outlier, pane.hue);
        const QImage shown = onSurface(image, theme(kind));

        QImage reached(view.width, view.height, QImage::Format_Grayscale8);
        reached.fill(0);
        for (std::size_t i = 0; i < places.at.size(); ++i) {
            const int x = static_cast<int>(std::floor(view.column(places.at[i].x)));
            const int y = static_cast<int>(std::floor(view.row(places.at[i].y)));
            if (!reached.rect().contains(x, y))
                continue;
            QVERIFY(contrast(shown, x, y, theme(kind)) > 10);
            if (!outlier[i])
                continue;
            QVERIFY2(isHued(shown.pixelColor(x, y), pane.hue), qPrintable(shown.pixelColor(x, y).name()));
            // One pixel more than a mark can reach: of it, the neighbours, or a quarter's rounding.
            const int reach = static_cast<int>(std::ceil(size.diamondRadius)) + 2;
            for (int down = -reach; down <= reach; ++down) {
                for (int right = -reach; right <= reach; ++right) {
                    if (reached.rect().contains(x + right, y + down))
                        reached.setPixel(x + right, y + down, 255);
                }
            }
        }
        // Outliers beyond the border stand over it.
        const QRect within = shown.rect().adjusted(16, 16, -16, -16);
        for (int y = within.top(); y <= within.bottom(); ++y) {
            for (int x = within.left(); x <= within.right(); ++x) {
                if (!qGray(reached.pixel(x, y)))
                    QVERIFY(!isHued(shown.pixelColor(x, y), pane.hue));
            }
        }
    }

    void aLoneDotStandsOnItsPlace()
    {
        // The centre of gravity of the ink, for places between the pixels.
        for (const double x : {50.0, 50.3, 50.5, 50.9}) {
            const RasterView view{0, 100, 0, 100, 100, 100};
            const auto index = indexOf({{x, 40.6}});
            const QImage image = PointRaster{*index, view, markSize(72), theme(ThemeKind::Light)}.dots();
            double sum = 0;
            double right = 0;
            double down = 0;
            for (int row = 0; row < 100; ++row) {
                for (int column = 0; column < 100; ++column) {
                    const double ink = qAlpha(image.pixel(column, row));
                    sum += ink;
                    right += ink * (column + 0.5);
                    down += ink * (row + 0.5);
                }
            }
            QVERIFY(sum > 0);
            QVERIFY(std::abs(right / sum - x) < 0.15);
            QVERIFY(std::abs(down / sum - 59.4) < 0.15);
        }
    }

    void crowdsAreDeeperByTheLogarithm_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }

    void crowdsAreDeeperByTheLogarithm()
    {
        QFETCH(ThemeKind, kind);
        std::vector<PlanePoint> places;
        const std::array<std::size_t, 5> crowds = {1, 4, 32, 256, 2048};
        for (std::size_t crowd = 0; crowd < crowds.size(); ++crowd)
            places.insert(places.end(), crowds[crowd], {10.5 + 20 * static_cast<double>(crowd), 50.5});
        const QImage image = dots(places, kind);
        int former = 5;
        for (int x = 10; x < 100; x += 20) {
            const int here = contrast(image, x, 49, theme(kind));
            QVERIFY2(here > former + 8, qPrintable(QStringLiteral("%1 after %2").arg(here).arg(former)));
            former = here;
        }
        QCOMPARE(image.pixelColor(20, 49), theme(kind).surface);
    }

    void countsWeighAsRows()
    {
        const std::vector<PlanePoint> repeated(300, {50.5, 50.5});
        QCOMPARE(dots({{50.5, 50.5}}, ThemeKind::Light, {300}), dots(repeated, ThemeKind::Light));
    }

    void manyPointsLookAsFewerDo()
    {
        // The same crowd, once stamped mark by mark and once spread from counts.
        std::vector<PlanePoint> places;
        for (int i = 0; i < 149000; ++i)
            places.push_back({20 + 60 * std::fmod(i * 0.6180339887, 1.0), 20 + 60 * std::fmod(i * 0.7548776662, 1.0)});
        const QImage stamped = dots(places, ThemeKind::Light);
        for (int i = 0; i < 2000; ++i)
            places.push_back({20 + 60 * std::fmod(i * 0.6180339887, 1.0), 20 + 60 * std::fmod(i * 0.7548776662, 1.0)});
        const QImage spread = dots(places, ThemeKind::Light);
        for (int y = 25; y < 75; ++y) {
            for (int x = 25; x < 75; ++x)
                QVERIFY(std::abs(stamped.pixelColor(x, y).lightness() - spread.pixelColor(x, y).lightness()) < 10);
        }
    }

    void marksShrinkSmoothlyWithTheirNumber()
    {
        MarkSize former = markSize(1);
        for (std::size_t points = 2; points < 3000000; points += 1 + points / 10) {
            const MarkSize size = markSize(points);
            QVERIFY(size.dotDiameter <= former.dotDiameter && size.dotDiameter > former.dotDiameter - 0.3);
            QVERIFY(size.diamondRadius <= former.diamondRadius && size.diamondRadius > former.diamondRadius - 0.3);
            former = size;
        }
        QVERIFY(former.dotDiameter >= 2);
    }
};

PERIMETER_TEST(TestPointRaster, Widgets)
#include "tst_point_raster.moc"
