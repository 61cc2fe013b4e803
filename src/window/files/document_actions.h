// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/files/document_keeper.h"

#include <QAction>
#include <QWidget>

#include <functional>
#include <optional>

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
    void keepFigureStyle(const FigureStyle& style) { m_keeper->keepFigureStyle(style); }

    /// Opens a document or a figure; false where the file is neither by its name.
    bool open(const QString& path);
    /// What is shown was opened from data, or made anew.
    void startOver();
    /// Calls `show`, which puts another exploration in place of this one: at once where nothing would be missed, else
    /// once the user has said what is to become of unsaved changes. Not at all where that is nothing.
    void replace(const std::function<void()>& show);
    /// True where nothing would be lost; else asks, and closes the window when that is settled.
    [[nodiscard]] bool mayClose();
    /// Asks whether work that was left behind is to be recovered, where there is any. If it is not, calls `otherwise`,
    /// which opens `file` where one is named: recovered work takes its place, and the question says so.
    void offerRecovery(const QString& file, const std::function<void()>& otherwise);

Q_SIGNALS:
    void changed();
    void saved(const QString& path);
    void opened(const QString& path);
    /// What was asked for by hand could not be done.
    void failed(const perimeter::Error& error);
    /// Unsaved changes were kept, or why not.
    void autosaved(const std::optional<perimeter::Error>& problem);

private:
    void openAsDocument(const QString& path);
    void askToSave(const std::function<void()>& saved, const std::function<void()>& discarded);
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
    std::function<void()> m_whenSaved; ///< what waits for the document to be saved
};

} // namespace perimeter
