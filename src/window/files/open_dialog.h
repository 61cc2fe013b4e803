// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/formats/preview.h"
#include "explorer/session/jobs.h"

#include <QDialog>

#include <memory>

class QLineEdit;
class QStandardItemModel;

namespace perimeter {

namespace Ui {
class OpenDialog;
}

/// Chooses a file and shows its first rows as they would be read; each guess about how it is written can be overridden.
/// A second file can be joined by a key column.
class OpenDialog final : public QDialog {
    Q_OBJECT

public:
    explicit OpenDialog(const Source& source, QWidget* parent = nullptr);
    ~OpenDialog() override;

    [[nodiscard]] Source source() const;

protected:
    /// Enter opens as soon as the preview is there.
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Previews = std::pair<Expected<Preview>, std::optional<Expected<Preview>>>; ///< of the file and the second one

    void fillChoices();
    void connectControls();
    void showSource(const Source& source);
    void chooseFile(QLineEdit* field);
    void lookAgain();
    void showPreviews(const Previews& previews);
    void showTable(const Preview& preview);
    void showGuesses(const Preview& preview);
    void showKeys(const Preview& preview, const Preview& second);
    [[nodiscard]] DialectChoice dialect() const;

    std::unique_ptr<Ui::OpenDialog> m_ui;
    QStandardItemModel* m_rows;
    bool m_opensSoon = false;    ///< once the preview is there
    DialectChoice m_joinDialect; ///< of the second file, found from it unless the source fixed it
    JobRunner<Previews> m_jobs;
};

} // namespace perimeter
