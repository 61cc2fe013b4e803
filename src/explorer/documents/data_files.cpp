// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/data_files.h"

#include "explorer/value/samples.h"

#include <QDir>
#include <QFileInfo>

namespace perimeter {

namespace {

std::vector<std::string> candidates(const std::string& path, const std::vector<std::string>& folders)
{
    const QString name = QFileInfo(QString::fromStdString(path)).fileName();
    std::vector<std::string> all = {path};
    for (const std::string& folder : folders)
        all.push_back(QDir(QString::fromStdString(folder)).filePath(name).toStdString());
    if (const std::string sample = samplePath(name); !sample.empty())
        all.push_back(sample);
    return all;
}

Expected<DataFile::State> stateOf(const std::string& path, const Fingerprint* stated, Progress& progress)
{
    const QFileInfo info(QString::fromStdString(path));
    if (!info.isFile())
        return DataFile::State::Missing;
    if (!stated)
        return DataFile::State::Unknown;
    if (info.size() != stated->bytes)
        return DataFile::State::Changed;
    const Expected<Fingerprint> now = fingerprint(path, progress);
    if (!now && now.error().code == ErrorCode::Cancelled)
        return now.unexpected();
    return now && now->sha256 == stated->sha256 ? DataFile::State::Same : DataFile::State::Changed;
}

Expected<DataFile> find(const std::string& path, const Fingerprint* stated, const std::vector<std::string>& folders,
                        Progress& progress)
{
    DataFile best{.state = DataFile::State::Missing, .path = path};
    for (const std::string& candidate : candidates(path, folders)) {
        PERIMETER_TRY(const DataFile::State state, stateOf(candidate, stated, progress));
        if (state < best.state)
            best = {state, candidate};
        if (best.state <= DataFile::State::Unknown)
            break;
    }
    return best;
}

} // namespace

Expected<std::vector<DataFile>> findData(const Document& document, const std::vector<std::string>& folders,
                                         Progress& progress)
{
    const std::vector<std::string> paths = pathsOf(document.exploration.source);
    std::vector<DataFile> files;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto all = static_cast<double>(paths.size());
        ProgressPart part(progress, static_cast<double>(i) / all, static_cast<double>(i + 1) / all);
        PERIMETER_TRY(DataFile file,
                      find(paths[i], i < document.files.size() ? &document.files[i] : nullptr, folders, part));
        files.push_back(std::move(file));
    }
    return files;
}

Exploration withData(Exploration exploration, const std::vector<DataFile>& files)
{
    exploration.source.path = files.front().path;
    for (std::size_t i = 0; i < exploration.source.joins.size(); ++i)
        exploration.source.joins[i].path = files[i + 1].path;
    return exploration;
}

} // namespace perimeter
