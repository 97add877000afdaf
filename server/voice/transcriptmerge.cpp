// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/transcriptmerge.h"

#include <algorithm>

namespace deskbell::server {
namespace {

/// An utterance with its words framed by spaces, so that "art" is not found in "start".
struct Spoken {
    SourcedLine *line = nullptr;
    QString words;
};

qsizetype wordCount(const QString &words) { return words.split(QLatin1Char(' '), Qt::SkipEmptyParts).size(); }

/// A recogniser corrects itself afterwards ("twenty" becomes "20"): one word in five may differ.
bool isNearlySame(const QString &a, const QString &b)
{
    auto ofA = a.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto ofB = b.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto most = std::max(ofA.size(), ofB.size());
    qsizetype common = 0;
    for (const auto &word : ofB) {
        common += ofA.removeOne(word) ? 1 : 0;
    }
    return common * 5 >= most * 4;
}

QList<Spoken> shownOf(QList<SourcedLine> &lines, LineSource source)
{
    QList<Spoken> spoken;
    for (auto &line : lines) {
        if (line.source == source && line.isShown) {
            spoken.append({&line, QLatin1Char(' ') + spokenWords(line.line.text) + QLatin1Char(' ')});
        }
    }
    std::sort(spoken.begin(), spoken.end(), [](const Spoken &a, const Spoken &b) {
        return std::pair(a.line->line.at, a.line->key) < std::pair(b.line->line.at, b.line->key);
    });
    return spoken;
}

/// Lets the finer lines stand for the coarser ones where they hold all their words, and the coarser for the finer elsewhere.
void reconcile(QList<Spoken> &fine, QList<Spoken> &coarse)
{
    QList<bool> isUsed(fine.size(), false);
    for (auto &whole : coarse) {
        QString rest = whole.words;
        QList<qsizetype> parts;
        for (qsizetype i = 0; i < fine.size(); ++i) {
            const auto &part = fine.at(i);
            if (isUsed.at(i) || part.line->line.role != whole.line->line.role || part.words.size() <= 2) {
                continue;
            }
            const auto position = rest.indexOf(part.words);
            if (position < 0 && isNearlySame(part.words, rest)) {
                rest.clear();
                parts.append(i);
            } else if (position >= 0) {
                rest.replace(position, part.words.size(), QStringLiteral(" "));
                parts.append(i);
            }
        }
        const bool isCovered = wordCount(rest) * 5 <= wordCount(whole.words);
        whole.line->isShown = !isCovered;
        for (const auto i : std::as_const(parts)) {
            isUsed[i] = true;
            fine.at(i).line->isShown = isCovered;
        }
    }
}

} // namespace

QString spokenWords(const QString &text)
{
    QString words;
    bool isGap = false;
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c.isSurrogate() || c.isMark()) {
            if (isGap && !words.isEmpty()) {
                words += QLatin1Char(' ');
            }
            isGap = false;
            words += c.toLower();
        } else if (c != QLatin1Char('\'') && c != QChar(0x2019)) {
            isGap = true;
        }
    }
    return words;
}

void chooseShownLines(QList<SourcedLine> &lines)
{
    for (auto &line : lines) {
        line.isShown = line.source == LineSource::Live ? !line.line.text.isEmpty() : !spokenWords(line.line.text).isEmpty();
    }
    auto coarse = shownOf(lines, LineSource::Report);
    const auto reported = coarse;
    for (auto &said : shownOf(lines, LineSource::Conversation)) {
        said.line->isShown = std::none_of(reported.begin(), reported.end(), [&said](const Spoken &whole) {
            return whole.line->line.role == said.line->line.role && whole.words.contains(said.words);
        });
        if (said.line->isShown) {
            coarse.append(said);
        }
    }
    auto fine = shownOf(lines, LineSource::Live);
    reconcile(fine, coarse);
}

} // namespace deskbell::server
