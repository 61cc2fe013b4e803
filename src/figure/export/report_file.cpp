// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/export/report_file.h"

#include "explorer/documents/document.h"
#include "explorer/report/report_html.h"
#include "explorer/storage/written_file.h"
#include "figure/export/export.h"
#include "figure/export/paper.h"
#include "figure/export/recipe.h"
#include "figure/scene/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextObjectInterface>

namespace perimeter {

namespace {

constexpr int figureObject = QTextFormat::UserObject + 1;
constexpr double millimetresPerInch = 25.4;
constexpr double marginMm = 15;

/// As wide as the text of a page, as high as its panes need.
FigureStyle figureStyle(std::size_t panes)
{
    return {.widthMm = 180, .heightMm = panes > 1 ? 70.0 : 110.0};
}

/// A figure among text, as wide as the page leaves room.
class FigureObject final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    FigureObject(const Scene& scene, const FigureStyle& style) : m_style(style) { m_paper.setFigure(scene, style); }

    [[nodiscard]] QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat&) override
    {
        const double width = document->pageSize().width();
        return {width, width * m_style.heightMm / m_style.widthMm};
    }

    void drawObject(QPainter* painter, const QRectF& rectangle, QTextDocument*, int, const QTextFormat&) override
    {
        painter->save();
        painter->translate(rectangle.topLeft());
        // The pages are painted by no other kind.
        m_paper.paint(*static_cast<QCPPainter*>(painter), rectangle.size(), true);
        painter->restore();
    }

private:
    FigureStyle m_style;
    Paper m_paper;
};

void placeFigure(QTextDocument& document)
{
    QTextCursor place = document.find(figurePlace());
    if (place.isNull())
        return;
    QTextCharFormat format;
    format.setObjectType(figureObject);
    place.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

/// The typeface of the figure. Its alternates for signs between words would be signs without a name to whoever searches
/// or copies the text: shaping is for the scripts that need it.
QFont textFont()
{
    QFont font = figureFont(12);
    font.setPointSizeF(9);
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

void layOut(QTextDocument& document, const Report& report, FigureObject& figure, QPdfWriter& writer)
{
    document.documentLayout()->registerHandler(figureObject, &figure);
    document.documentLayout()->setPaintDevice(&writer);
    document.setDefaultFont(textFont());
    document.setDocumentMargin(0);
    document.setHtml(asRichText(report));
    placeFigure(document);
    document.setPageSize(QSizeF(writer.width(), writer.height()));
}

/// Page by page, each with its number below the text.
bool paintPages(QTextDocument& document, QPdfWriter& writer)
{
    QCPPainter painter;
    if (!painter.begin(&writer))
        return false;
    const QSizeF size = document.pageSize();
    const double below = marginMm / 2 / millimetresPerInch * writer.resolution();
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0 && !writer.newPage())
            return false;
        painter.save();
        painter.translate(0, -page * size.height());
        const QRectF seen(QPointF(0, page * size.height()), size);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = seen;
        context.palette = QPalette(Qt::black, Qt::white);
        painter.setClipRect(seen);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(textFont());
        painter.setPen(Qt::darkGray);
        painter.drawText(QRectF(0, size.height(), size.width(), below), Qt::AlignRight | Qt::AlignBottom,
                         QLocale().toString(page + 1));
    }
    return painter.end();
}

Expected<std::string> asPdf(const Report& report, FigureObject& figure, const std::string& recipe,
                            const std::string& path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
    writer.setTitle(report.title);
    writer.setCreator(QStringLiteral("Perimeter"));
    writer.setDocumentXmpMetadata(asXmp(recipe));
    QTextDocument document;
    layOut(document, report, figure, writer);
    if (!paintPages(document, writer))
        return Unexpected(ErrorCode::FigureNotPainted, {path});
    return buffer.data().toStdString();
}

} // namespace

PaneSize reportPaneSize(std::size_t panes)
{
    return exportPaneSize(figureStyle(panes), panes);
}

Expected<void> writeReport(const Outcome& outcome, const ReportInput& input, const QLocale& locale,
                           const std::string& path)
{
    PERIMETER_CHECK(checkReportPath(path));
    const FigureStyle style = figureStyle(outcome.panes.size());
    Document document = documentOf(outcome, input.files);
    document.style = style;
    const std::string recipe = asDocument(document, noPath);
    const Report report = reportOf(outcome, input);
    const Scene scene = buildScene(outcome, locale);
    const auto asText = [&]() -> Expected<std::string> {
        const Expected<QByteArray> svg =
            paintedFigure(scene, style, FigureFormat::Svg, recipe, QString::fromStdString(path));
        return svg ? Expected<std::string>(asHtml(report, *svg).toStdString()) : svg.unexpected();
    };
    const bool isPdf = QFileInfo(QString::fromStdString(path)).suffix().toLower() == u"pdf";
    FigureObject figure(scene, style);
    const Expected<std::string> content = isPdf ? asPdf(report, figure, recipe, path) : asText();
    return content ? writeText(path, *content) : content.unexpected();
}

} // namespace perimeter

#include "report_file.moc"
