// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/document_keeper.h"

#include <QAction>
#include <QWidget>

namespace perimeter {

/// Save, open and what is asked on the way: where data are that moved, whether unsaved changes are to be kept, whether
/// lost work is to be recovered. Nothing waits for an answer but what needs it.
class DocumentActions final : public QObject {
    Q_OBJECT

public:
    DocumentActions(Session& session, QWidget* window);

    [[nodiscard]] QAction* openDocument() const { return m_open; }
    [[nodiscard]] QAction* save() const { return m_save; }
    [[nodiscard]] QAction* saveAs() const { return m_saveAs; }
    [[nodiscard]] const DocumentKeeper& keeper() const { return *m_keeper; }

    /// Opens a document or a figure; false where the file is neither by its name.
    bool open(const QString& path);
    /// What is shown was opened from data, or made anew.
    void startOver();
    /// True where nothing would be lost; else asks, and closes the window when that is settled.
    [[nodiscard]] bool mayClose();
    /// Asks whether work that was left behind is to be recovered, where there is any.
    void offerRecovery();

Q_SIGNALS:
    void changed();
    void saved(const QString& path);
    void opened(const QString& path);
    void failed(const perimeter::Error& error);

private:
    void saveOrAsk();
    void askWhere();
    void chooseDocument();
    void follow(const QString& path, const Document& document, const std::vector<DataFile>& files);
    void askForData(const QString& path, const Document& document, const std::vector<DataFile>& files,
                    std::size_t file);
    void chooseData(const QString& path, const Document& document, std::size_t file);
    void tell(const Verification& verification);

    QWidget* m_window;
    DocumentKeeper* m_keeper;
    QAction* m_open;
    QAction* m_save;
    QAction* m_saveAs;
    bool m_closesWhenSaved = false;
};

} // namespace perimeter
