// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/report/report_html.h"

#include "explorer/wording/phrasing.h"

#include <QLocale>

namespace perimeter {

namespace {

/// Text that is text, in an element as in an attribute.
QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\'', QStringLiteral("&#39;"));
}

QString escaped(const std::string& utf8)
{
    return escaped(text(utf8));
}

constexpr const char* style = R"(
:root { color-scheme: light dark; --surface: #ffffff; --text: #1b1e23; --quiet: #5c636e; --hairline: #d9dce1;
  --code: #f4f5f7; }
@media (prefers-color-scheme: dark) { :root { --surface: #16181c; --text: #e3e5e8; --quiet: #9aa1ac;
  --hairline: #353a42; --code: #1f2228; } }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 76rem; background: var(--surface); color: var(--text);
  font: 15px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 1.7rem; font-weight: 600; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2.4rem 0 .6rem; font-size: 1.15rem; font-weight: 600; }
p, ul { max-width: 46rem; overflow-wrap: anywhere; }
.byline { margin: .3rem 0 1.6rem; color: var(--quiet); }
figure { margin: 0; }
figure svg { display: block; width: 100%; height: auto; background: #ffffff; border: 1px solid var(--hairline); }
figcaption, caption { color: var(--quiet); text-align: left; font-size: .9rem; }
figcaption { margin-top: .5rem; max-width: 46rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; margin: 1rem 0 1.6rem; }
table { border-collapse: collapse; }
caption { padding: 0 0 .5rem; max-width: 46rem; overflow-wrap: anywhere; }
th, td { padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--hairline); text-align: left;
  vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--quiet); vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
pre { padding: 12px 16px; max-width: 60rem; background: var(--code); font: 13px/1.5 ui-monospace, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { :root { --surface: #ffffff; --text: #000000; --quiet: #444444; --hairline: #bbbbbb; --code: #ffffff; }
  body { max-width: none; padding: 0; font-size: 10pt; } .wide { overflow: visible; } h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; } thead { display: table-header-group; } pre { border: 1px solid #bbbbbb; } }
)";

/// The blocks of a report as semantic HTML.
class Page {
public:
    explicit Page(const QByteArray& figureSvg) : m_figure(figureSvg) {}

    void operator()(const ReportHeading& heading) { m_html += u"<h2>" + escaped(heading.text) + u"</h2>\n"; }
    void operator()(const ReportParagraph& paragraph) { m_html += u"<p>" + escaped(paragraph.text) + u"</p>\n"; }
    void operator()(const ReportCode& code) { m_html += u"<pre>" + escaped(code.text) + u"</pre>\n"; }
    void operator()(const ReportList& list)
    {
        m_html += u"<ul>\n";
        for (const QString& item : list.items)
            m_html += u"<li>" + escaped(item) + u"</li>\n";
        m_html += u"</ul>\n";
    }
    void operator()(const ReportFigure& figure)
    {
        // A picture to those who do not see it, described by what stands below it.
        QString svg = QString::fromUtf8(m_figure.mid(std::max<qsizetype>(0, m_figure.indexOf("<svg"))));
        svg.replace(0, 4, u"<svg role=\"img\" aria-label=\"" + escaped(figure.caption) + u'"');
        m_html += u"<figure>\n" + svg + u"\n<figcaption>" + escaped(figure.caption) + u"</figcaption>\n</figure>\n";
    }
    void operator()(const ReportTableBlock& block)
    {
        m_html += u"<div class=\"wide\"><table>\n<caption>" + escaped(block.caption) + u"</caption>\n<thead><tr>";
        const TableText& table = block.table;
        for (std::size_t column = 0; column < table.header.size(); ++column)
            m_html += cell(u"th scope=\"col\"", table, column, table.header[column]);
        m_html += u"</tr></thead>\n<tbody>\n";
        for (const std::vector<std::string>& row : table.rows) {
            m_html += u"<tr>";
            for (std::size_t column = 0; column < row.size(); ++column)
                m_html += cell(column == 0 ? u"th scope=\"row\"" : u"td", table, column, row[column]);
            m_html += u"</tr>\n";
        }
        m_html += u"</tbody></table></div>\n";
    }

    [[nodiscard]] const QString& html() const { return m_html; }

private:
    [[nodiscard]] static QString cell(const char16_t* tag, const TableText& table, std::size_t column,
                                      const std::string& content)
    {
        const QString opening = QString::fromUtf16(tag);
        const QString number =
            table.column(column) == TableText::Cells::Number ? QStringLiteral(" class=\"number\"") : QString();
        return u'<' + opening + number + u'>' + escaped(content) + u"</" + opening.section(u' ', 0, 0) + u'>';
    }

    const QByteArray& m_figure;
    QString m_html;
};

/// The blocks in what QTextDocument knows of HTML.
class Paper {
public:
    void operator()(const ReportHeading& heading) { m_html += u"<h2>" + escaped(heading.text) + u"</h2>"; }
    void operator()(const ReportParagraph& paragraph) { m_html += u"<p>" + escaped(paragraph.text) + u"</p>"; }
    void operator()(const ReportCode& code)
    {
        m_html += u"<pre style=\"white-space: pre-wrap\">" + escaped(code.text) + u"</pre>";
    }
    void operator()(const ReportList& list)
    {
        m_html += u"<ul>";
        for (const QString& item : list.items)
            m_html += u"<li>" + escaped(item) + u"</li>";
        m_html += u"</ul>";
    }
    void operator()(const ReportFigure& figure)
    {
        m_html += u"<p>" + figurePlace() + u"</p><p class=\"caption\">" + escaped(figure.caption) + u"</p>";
    }
    void operator()(const ReportTableBlock& block)
    {
        const TableText& table = block.table;
        m_html += u"<p class=\"caption\">" + escaped(block.caption) +
                  u"</p><table border=\"0\" cellspacing=\"0\" cellpadding=\"2\"><thead><tr>";
        for (std::size_t column = 0; column < table.header.size(); ++column)
            m_html += cell(QStringLiteral("th"), table, column, table.header[column]);
        m_html += u"</tr></thead>";
        for (const std::vector<std::string>& row : table.rows) {
            m_html += u"<tr>";
            for (std::size_t column = 0; column < row.size(); ++column)
                m_html += cell(QStringLiteral("td"), table, column, row[column]);
            m_html += u"</tr>";
        }
        m_html += u"</table>";
    }

    [[nodiscard]] const QString& html() const { return m_html; }

private:
    [[nodiscard]] static QString cell(const QString& tag, const TableText& table, std::size_t column,
                                      const std::string& content)
    {
        const QString side =
            table.column(column) == TableText::Cells::Number ? QStringLiteral("right") : QStringLiteral("left");
        return u'<' + tag + u" align=\"" + side + u"\">" + escaped(content) + u"</" + tag + u'>';
    }

    QString m_html;
};

constexpr const char* paperStyle = R"(
body { font-size: 9pt; color: #000000; }
h1 { font-size: 16pt; font-weight: 600; margin-bottom: 2px; }
h2 { font-size: 11pt; font-weight: 600; margin-top: 14px; margin-bottom: 4px; }
p { margin-top: 0px; margin-bottom: 5px; }
p.byline, p.caption { color: #555555; }
p.caption { margin-top: 8px; }
th, td { font-size: 7.5pt; font-weight: 400; padding-right: 7px; }
th { color: #555555; }
pre { font-size: 7.5pt; }
)";

} // namespace

QByteArray asHtml(const Report& report, const QByteArray& figureSvg)
{
    Page page(figureSvg);
    for (const ReportBlock& block : report.blocks)
        std::visit(page, block);
    const QString html =
        u"<!DOCTYPE html>\n<html lang=\"" + escaped(QLocale().bcp47Name()) +
        u"\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
        u"'none'; style-src 'unsafe-inline'; img-src data:; font-src data:\">\n<meta name=\"viewport\" "
        u"content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Perimeter\">\n<title>" +
        escaped(report.title) + u"</title>\n<style>" + QString::fromLatin1(style) +
        u"</style>\n</head>\n<body>\n<main>\n<h1>" + escaped(report.title) + u"</h1>\n<p class=\"byline\">" +
        escaped(report.byline) + u"</p>\n" + page.html() + u"</main>\n</body>\n</html>\n";
    return html.toUtf8();
}

QString asRichText(const Report& report)
{
    Paper paper;
    for (const ReportBlock& block : report.blocks)
        std::visit(paper, block);
    return u"<html><head><style>" + QString::fromLatin1(paperStyle) + u"</style></head><body><h1>" +
           escaped(report.title) + u"</h1><p class=\"byline\">" + escaped(report.byline) + u"</p>" + paper.html() +
           u"</body></html>";
}

QString figurePlace()
{
    // Of the private use area: in no name.
    return QString(QChar(0xF8F0));
}

} // namespace perimeter
