// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/firstpropertystep.h"

#include "ui/pages/setup/roomlist.h"
#include "ui/shell/reasontext.h"
#include "ui/widgets/form.h"

#include <QComboBox>
#include <QCompleter>
#include <QJsonArray>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

namespace deskbell::ui {

FirstPropertyStep::FirstPropertyStep(const Theme &theme, QWidget *parent) : WizardStep(theme, parent)
{
    m_secret = form()->addText(QStringLiteral("secret"), tr("One-time secret of the server"));
    m_secret->setLayoutDirection(Qt::LeftToRight);
    form()->addHint(tr("The service prints it when it starts for the first time, and keeps it in the file “setup-secret” of its data folder."));
    m_name = form()->addText(QStringLiteral("name"), tr("Name of the property"), tr("Seaview Hotel"));
    m_slug = form()->addText(QStringLiteral("slug"), tr("Short name"), tr("seaview"));
    form()->addHint(tr("People type it where they sign in: small letters, figures and hyphens."));
    m_timeZone = form()->addChoice(QStringLiteral("time_zone"), tr("Time zone"));
    m_timeZone->setEditable(true);
    m_timeZone->setInsertPolicy(QComboBox::NoInsert);
    const auto ids = QTimeZone::availableTimeZoneIds();
    for (const auto &id : ids) {
        if (id.contains('/') || id == "UTC") {
            m_timeZone->addItem(QString::fromLatin1(id));
        }
    }
    m_timeZone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_timeZone->completer()->setFilterMode(Qt::MatchContains);
    m_timeZone->setCurrentText(QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    m_currency = form()->addText(QStringLiteral("currency"), tr("Currency"), QStringLiteral("EUR"));
    m_currency->setText(QLocale().currencySymbol(QLocale::CurrencyIsoCode));
    m_languages = form()->addText(QStringLiteral("languages"), tr("Languages spoken, the first one most"), QStringLiteral("de, en, fr"));
    m_languages->setText(QLocale().name().section(QLatin1Char('_'), 0, 0));
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) {
        if (m_isSlugOurs) {
            m_slug->setText(name.trimmed().isEmpty() ? QString() : wordFor(name, {}));
        }
    });
    connect(m_slug, &QLineEdit::textEdited, this, [this](const QString &slug) { m_isSlugOurs = slug.isEmpty(); });
}

QString FirstPropertyStep::title() const { return tr("Your property"); }

QString FirstPropertyStep::explanation() const { return tr("Nobody has an account on this server yet. Tell it which house it serves; all but the short name can be changed later."); }

QStringList FirstPropertyStep::languages() const
{
    static const QRegularExpression separator(QStringLiteral("[,;\\s]+"));
    return m_languages->text().split(separator, Qt::SkipEmptyParts);
}

bool FirstPropertyStep::validate()
{
    static const QRegularExpression slug(QStringLiteral("\\A[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])\\z"));
    static const QRegularExpression currency(QStringLiteral("\\A[A-Za-z]{3}\\z"));
    static const QRegularExpression language(QStringLiteral("\\A[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\\z"));
    const auto tell = [this](const char *name, bool isFine, const QString &sentence) { form()->setProblem(QLatin1String(name), isFine ? QString() : sentence); };
    tell("secret", !secret().isEmpty(), tr("Type the secret that the service has printed."));
    tell("name", !m_name->text().trimmed().isEmpty(), tr("What is the property called?"));
    tell("slug", slug.match(m_slug->text().trimmed()).hasMatch(), tr("Use 2 to 40 small letters and figures; hyphens only inside."));
    tell("time_zone", QTimeZone(m_timeZone->currentText().trimmed().toLatin1()).isValid(), tr("Choose one of the list, for example Europe/Berlin."));
    tell("currency", currency.match(m_currency->text().trimmed()).hasMatch(), tr("Write its three letters, for example EUR."));
    const auto spoken = languages();
    tell("languages", !spoken.isEmpty() && std::all_of(spoken.begin(), spoken.end(), [](const QString &tag) { return language.match(tag).hasMatch(); }),
         tr("Write their codes with commas between, for example de, en, pt-BR."));
    form()->focusProblem();
    return !form()->hasProblems();
}

void FirstPropertyStep::takeFocus() { (secret().isEmpty() ? m_secret : m_name)->setFocus(Qt::OtherFocusReason); }

bool FirstPropertyStep::showRefusal(const Error &error)
{
    if (error.code == QLatin1String("setup_secret")) {
        return form()->setProblem(QStringLiteral("secret"), reasonText(error));
    }
    const auto field = error.context.value(QLatin1String("field")).toString();
    return !field.startsWith(QLatin1String("admin.")) && WizardStep::showRefusal(error);
}

QString FirstPropertyStep::secret() const { return m_secret->text().trimmed(); }

QJsonObject FirstPropertyStep::property() const
{
    return {{QStringLiteral("slug"), m_slug->text().trimmed()},
            {QStringLiteral("name"), m_name->text().trimmed()},
            {QStringLiteral("time_zone"), m_timeZone->currentText().trimmed()},
            {QStringLiteral("currency"), m_currency->text().trimmed().toUpper()},
            {QStringLiteral("languages"), QJsonArray::fromStringList(languages())}};
}

} // namespace deskbell::ui
