// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/setup/keyssection.h"

#include "ui/pages/setup/setuptext.h"
#include "ui/widgets/bidi.h"
#include "ui/widgets/codecard.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/form.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sidesheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace deskbell::ui {

KeysSection::KeysSection(const SetupContext &context, QWidget *parent)
    : ListSection(context,
                  {QStringLiteral("keys"),
                   tr("With a key another program acts for this property, within what the key allows. Give each program its own."),
                   {tr("Name", "table column of keys"), tr("May", "table column of keys: what a key allows"), tr("Begins with", "table column of keys"),
                    tr("Last used", "table column of keys"), tr("Good until", "table column of keys"), tr("Made by", "table column of keys")},
                   {180, 280, 130, 190, 180, 140}},
                  parent)
    , m_api(context.link)
    , m_add(new QPushButton(tr("Make a key"), this))
{
    m_add->setObjectName(QStringLiteral("addKeyButton"));
    m_add->setAccessibleName(m_add->text());
    m_add->setToolTip(tr("Make a key (N)"));
    m_add->setProperty("kind", QStringLiteral("primary"));
    heading()->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &KeysSection::startNew);
    auto *shortcut = new QShortcut(Qt::Key_N, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &KeysSection::startNew);
}

QString KeysSection::title() const { return tr("API keys", "section of the setup"); }

void KeysSection::setMe(const Me &me)
{
    m_me = me;
    m_add->setVisible(me.may("keys.write"));
}

QList<KeyHint> KeysSection::keyMap() const { return {{QKeySequence(Qt::Key_N), tr("Make a key")}}; }

ListSection::Empty KeysSection::empty() const
{
    return {QStringLiteral("key"), tr("No program has a key"), tr("Keys for other programs appear here, with when they were last used."),
            m_me.may("keys.write") ? tr("Make a key") : QString()};
}

void KeysSection::load()
{
    m_api.keys(this, [this](const Result<QList<ApiKeyRecord>> &keys) {
        if (!keys) {
            showFailure(keys.error());
            return;
        }
        m_keys = keys.value();
        QList<Record> records;
        for (const auto &key : std::as_const(m_keys)) {
            records.append(record(key));
        }
        showRecords(records);
    });
}

Record KeysSection::record(const ApiKeyRecord &key) const
{
    const auto now = context().now();
    RecordCell until{tr("Without end", "validity of a key"), QVariant(Q_INT64_C(1) << 60)};
    if (key.expiresAt) {
        until = *key.expiresAt <= now ? RecordCell{tr("Expired", "validity of a key"), toMillis(*key.expiresAt), QStringLiteral("clock"), ColorRole::Neutral}
                                      : RecordCell{formats().dateTime(*key.expiresAt), toMillis(*key.expiresAt)};
    }
    return {key.id,
            {{isolated(key.name), {}},
             {setuptext::permissions(key.scopes), {}},
             {isolatedLtr(key.prefix), {}},
             {setuptext::moment(key.lastUsedAt, now, formats(), tr("Never", "last use of a key")), key.lastUsedAt ? toMillis(*key.lastUsedAt) : 0},
             until,
             {isolated(key.createdBy), {}}}};
}

void KeysSection::startNew()
{
    if (!m_me.may("keys.write")) {
        return;
    }
    auto *sheet = openSheet(tr("New API key"), {});
    auto *form = new Form(theme());
    m_name = form->addText(QStringLiteral("keyName"), tr("What is it for?"), tr("Property management system"));
    m_validity = form->addChoice(QStringLiteral("keyValidity"), tr("How long is it good?"));
    m_validity->addItem(tr("%n day(s)", nullptr, 30), 30);
    m_validity->addItem(tr("%n day(s)", nullptr, 90), 90);
    m_validity->addItem(tr("One year"), 365);
    m_validity->addItem(tr("Until it is revoked"), 0);
    m_validity->setCurrentIndex(2);
    addScopes(form);
    m_create = new QPushButton(tr("Make the key"));
    m_create->setObjectName(QStringLiteral("createKeyButton"));
    m_create->setAccessibleName(m_create->text());
    m_create->setProperty("kind", QStringLiteral("primary"));
    form->addRow(m_create);
    sheet->add(form);
    connect(form, &Form::submitted, this, [this, form] { create(form); });
    connect(m_create, &QPushButton::clicked, this, [this, form] { create(form); });
    m_name->setFocus(Qt::OtherFocusReason);
}

void KeysSection::addScopes(Form *form)
{
    m_scopes.clear();
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const auto &permission : std::as_const(m_me.permissions)) {
        if (!setuptext::isForKeys(permission)) {
            continue;
        }
        auto *check = new QCheckBox(setuptext::permission(permission), box);
        check->setObjectName(permission + QStringLiteral("CheckBox"));
        check->setProperty("permission", permission);
        check->setAccessibleName(check->text());
        column->addWidget(check);
        m_scopes.append(check);
        connect(check, &QCheckBox::toggled, form, [form] { form->setProblem(QStringLiteral("scopes"), {}); });
    }
    form->addField(QStringLiteral("scopes"), tr("What may the program do?"), box);
}

void KeysSection::create(Form *form)
{
    QStringList scopes;
    for (const auto *check : std::as_const(m_scopes)) {
        if (check->isChecked()) {
            scopes.append(check->property("permission").toString());
        }
    }
    const auto name = m_name->text().trimmed();
    form->setProblem(QStringLiteral("keyName"), name.isEmpty() ? tr("Give it a name, so that you know later whose it is.") : QString());
    form->setProblem(QStringLiteral("scopes"), scopes.isEmpty() ? tr("Choose at least one.") : QString());
    if (form->hasProblems()) {
        form->focusProblem();
        return;
    }
    const int days = m_validity->currentData().toInt();
    const auto until = days > 0 ? std::optional(context().now() + std::chrono::days(days)) : std::nullopt;
    m_create->setEnabled(false);
    m_api.addKey(name, scopes, until, form, [this](const Result<NewApiKey> &key) {
        m_create->setEnabled(true);
        if (!key) {
            fail(key.error());
            return;
        }
        tellKey(key.value());
        load();
    });
}

void KeysSection::tellKey(const NewApiKey &key)
{
    auto *sheet = openSheet(key.record.name, {});
    auto *card = new CodeCard(theme());
    sheet->add(card);
    card->present(tr("The key, shown only now"), key.key,
                  tr("Put it where the program keeps its secrets. Whoever has it can do what it allows; if it gets lost, revoke it and make a new one."));
}

void KeysSection::presentRow(const QString &id)
{
    const auto it = std::find_if(m_keys.begin(), m_keys.end(), [&id](const ApiKeyRecord &each) { return each.id == id; });
    if (it == m_keys.end()) {
        return;
    }
    const auto key = *it;
    const auto now = context().now();
    auto *sheet = openSheet(key.name, id);
    auto *facts = new FactList(theme());
    facts->add(tr("Begins with", "fact of a key"), key.prefix, true);
    facts->add(tr("May", "fact of a key: what it allows"), setuptext::permissions(key.scopes));
    facts->add(tr("Made", "fact of a key: when"), setuptext::moment(key.createdAt, now, formats()));
    facts->add(tr("Made by", "fact of a key"), key.createdBy);
    facts->add(tr("Last used", "fact of a key"), setuptext::moment(key.lastUsedAt, now, formats(), tr("Never", "last use of a key")));
    facts->add(tr("Good until", "fact of a key"), setuptext::moment(key.expiresAt, now, formats(), tr("Without end", "validity of a key")));
    sheet->add(facts);
    if (!m_me.may("keys.write")) {
        return;
    }
    auto *button = new ConfirmButton(tr("Revoke this key"), tr("Press again: the program stops at once"));
    button->setObjectName(QStringLiteral("revokeKeyButton"));
    sheet->add(button);
    connect(button, &ConfirmButton::confirmed, this, [this, key] { revoke(key); });
}

void KeysSection::revoke(const ApiKeyRecord &key)
{
    m_api.revokeKey(key.id, this, [this, key](const Result<Done> &revoked) {
        if (!revoked && revoked.error().kind != ErrorKind::NotFound) {
            fail(revoked.error());
            return;
        }
        closeSheet();
        Q_EMIT toastRequested({tr("Revoked: %1", "name of a key").arg(isolated(key.name)), QStringLiteral("check"), ColorRole::Live, {}, {}});
        load();
    });
}

} // namespace deskbell::ui
