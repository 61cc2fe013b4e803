// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/axis_ticker.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;

class TestAxisTicker : public QObject {
    Q_OBJECT

private:
    static QStringList labels(AxisScale scale, double least, double most, ColumnKind kind = ColumnKind::Number,
                              int room = 300)
    {
        QCustomPlot plot;
        plot.axisRect()->setMinimumSize(room, room);
        plot.axisRect()->setMaximumSize(room, room);
        plot.setViewport(QRect(0, 0, 500, 500));
        plot.replot(QCustomPlot::rpImmediateRefresh);
        AxisTicker ticker(scale, kind, plot.xAxis);
        QVector<double> ticks;
        QVector<QString> labels;
        const QCPRange range(toAxis(scale, least), toAxis(scale, most));
        static_cast<QCPAxisTicker&>(ticker).generate(range, QLocale::c(), u'g', 6, ticks, nullptr, &labels);
        QStringList shown;
        for (qsizetype i = 0; i < ticks.size(); ++i) {
            if (range.contains(ticks[i]))
                shown += labels[i];
        }
        return shown;
    }

private Q_SLOTS:
    void fewAndRound_data()
    {
        QTest::addColumn<AxisScale>("scale");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<QString>("expected");
        QTest::newRow("units") << AxisScale::Linear << 0.0 << 5.0 << "0 1 2 3 4 5";
        QTest::newRow("negative") << AxisScale::Linear << -0.11 << 0.12 << "-0.1 -0.05 0 0.05 0.1";
        QTest::newRow("near values") << AxisScale::Linear << 1000.1 << 1000.5 << "1000.1 1000.2 1000.3 1000.4 1000.5";
        QTest::newRow("large") << AxisScale::Linear << 0.0 << 4.1e6 << "0 10⁶ 2·10⁶ 3·10⁶ 4·10⁶";
        QTest::newRow("seconds since 1970")
            << AxisScale::Linear << 1714000000.0 << 1714000500.0 << "1.714·10⁹ 1.7140005·10⁹";
        QTest::newRow("large and near") << AxisScale::Linear << 20000.1 << 20000.5
                                        << "20000.1 20000.2 20000.3 20000.4 20000.5";
        QTest::newRow("powers") << AxisScale::Log << 0.5 << 2e4 << "1 10 100 1000 10000";
        QTest::newRow("many powers") << AxisScale::Log << 1.0 << 1e12 << "1 1000 10⁶ 10⁹ 10¹²";
        QTest::newRow("within a power") << AxisScale::Log << 2.0 << 7.0 << "2 3 4 5 6 7";
        QTest::newRow("asinh") << AxisScale::Asinh << -1000.0 << 1000.0 << "-1000 -10 0 10 1000";
    }

    void fewAndRound()
    {
        QFETCH(AxisScale, scale);
        QFETCH(double, least);
        QFETCH(double, most);
        QFETCH(QString, expected);
        QCOMPARE(labels(scale, least, most).join(u' '), expected);
    }

    void aNarrowAxisHasTwoTicks()
    {
        for (const double least : {-3.5, 1.2, 880.0, 11.0}) {
            for (const double span : {0.9, 6.9, 31.0, 1e7}) {
                QVERIFY2(labels(AxisScale::Linear, least, least + span, ColumnKind::Number, 60).size() >= 2,
                         qPrintable(QStringLiteral("%1 + %2").arg(least).arg(span)));
            }
        }
        QVERIFY(labels(AxisScale::Log, 2, 3e4, ColumnKind::Number, 60).size() >= 2);
    }

    void aRangeWithoutRoomHasNoTicks() { QVERIFY(labels(AxisScale::Linear, 3, 3).size() <= 1); }
};

PERIMETER_TEST(TestAxisTicker, Widgets)
#include "tst_axis_ticker.moc"
