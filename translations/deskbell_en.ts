<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>deskbell::ui::AccountSection</name>
    <message numerus="yes">
        <source>At least %n character(s). Everywhere else you are signed in, you are signed out.</source>
        <translation>
            <numerusform>At least %n character. Everywhere else you are signed in, you are signed out.</numerusform>
            <numerusform>At least %n characters. Everywhere else you are signed in, you are signed out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Use at least %n character.</numerusform>
            <numerusform>Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::AuditSection</name>
    <message numerus="yes">
        <source>%n entry(ies), none changed or missing. Checked %1.</source>
        <translation>
            <numerusform>%n entry, not changed. Checked %1.</numerusform>
            <numerusform>%n entries, none changed or missing. Checked %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::BoardColumn</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChangeText</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChangesPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier change(s) could not be read</source>
        <translation>
            <numerusform>%n earlier change could not be read</numerusform>
            <numerusform>%n earlier changes could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ConversationView</name>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::DesksSection</name>
    <message numerus="yes">
        <source>Good for one desk, for %n more minute(s). It is shown only now.</source>
        <translation>
            <numerusform>Good for one desk, for %n more minute. It is shown only now.</numerusform>
            <numerusform>Good for one desk, for %n more minutes. It is shown only now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ErrorText</name>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many attempts. Try again in %n second.</numerusform>
            <numerusform>Too many attempts. Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FirstAdminStep</name>
    <message numerus="yes">
        <source>At least %n character(s). A few words in a row are easy to keep in mind.</source>
        <translation>
            <numerusform>At least %n character. A few words in a row are easy to keep in mind.</numerusform>
            <numerusform>At least %n characters. A few words in a row are easy to keep in mind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Use at least %n character.</numerusform>
            <numerusform>Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Formats</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>in %n h</numerusform>
            <numerusform>in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::GuestCard</name>
    <message numerus="yes">
        <source>%n call(s), last %1</source>
        <translation>
            <numerusform>%n call, last %1</numerusform>
            <numerusform>%n calls, last %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ItemLines</name>
    <message numerus="yes">
        <source>An order can have at most %n item(s).</source>
        <translation>
            <numerusform>An order can have at most %n item.</numerusform>
            <numerusform>An order can have at most %n items.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobActionBar</name>
    <message numerus="yes">
        <source>The newest %n job(s) are loaded.</source>
        <translation>
            <numerusform>The newest job is loaded.</numerusform>
            <numerusform>The newest %n jobs are loaded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) selected</source>
        <translation>
            <numerusform>%n job selected</numerusform>
            <numerusform>%n jobs selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these may have been sent already. Check with the recipients before you repeat them.</source>
        <translation>
            <numerusform>%n of these may have been sent already. Check with the recipient before you repeat it.</numerusform>
            <numerusform>%n of these may have been sent already. Check with the recipients before you repeat them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobHealthStrip</name>
    <message numerus="yes">
        <source>Everything goes out on time; %n under way.</source>
        <translation>
            <numerusform>Everything goes out on time; %n under way.</numerusform>
            <numerusform>Everything goes out on time; %n under way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobText</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) will be tried again.</source>
        <translation>
            <numerusform>%n job will be tried again.</numerusform>
            <numerusform>%n jobs will be tried again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marking %n job(s) as sent…</source>
        <translation>
            <numerusform>Marking %n job as sent…</numerusform>
            <numerusform>Marking %n jobs as sent…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discarding %n job(s)…</source>
        <translation>
            <numerusform>Discarding %n job…</numerusform>
            <numerusform>Discarding %n jobs…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::KeysSection</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Kpis</name>
    <message numerus="yes">
        <source>%n point(s) more</source>
        <comment>percentage points</comment>
        <translation>
            <numerusform>%n point more</numerusform>
            <numerusform>%n points more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) less</source>
        <comment>percentage points</comment>
        <translation>
            <numerusform>%n point less</numerusform>
            <numerusform>%n points less</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::LinkPopover</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::LinkText</name>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of yours not yet sent.</source>
        <translation>
            <numerusform>%n change of yours not yet sent.</numerusform>
            <numerusform>%n changes of yours not yet sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::LockScreen</name>
    <message numerus="yes">
        <source>Wait %n second(s)</source>
        <translation>
            <numerusform>Wait %n second</numerusform>
            <numerusform>Wait %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) ringing</source>
        <translation>
            <numerusform>%n call ringing</numerusform>
            <numerusform>%n calls ringing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrderText</name>
    <message numerus="yes">
        <source>late %n min</source>
        <translation>
            <numerusform>late %n min</numerusform>
            <numerusform>late %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>late %n h</source>
        <translation>
            <numerusform>late %n h</numerusform>
            <numerusform>late %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>late %n day(s)</source>
        <translation>
            <numerusform>late %n day</numerusform>
            <numerusform>late %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>due in %n min</source>
        <translation>
            <numerusform>due in %n min</numerusform>
            <numerusform>due in %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PersonForm</name>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Use at least %n character.</numerusform>
            <numerusform>Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::RailButton</name>
    <message numerus="yes">
        <source>%n open</source>
        <comment>rail badge</comment>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SignInPage</name>
    <message numerus="yes">
        <source>Sign in again; %n change(s) of yours will then be sent.</source>
        <translation>
            <numerusform>Sign in again; %n change of yours will then be sent.</numerusform>
            <numerusform>Sign in again; %n changes of yours will then be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wait %n second(s)</source>
        <translation>
            <numerusform>Wait %n second</numerusform>
            <numerusform>Wait %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Use at least %n character.</numerusform>
            <numerusform>Use at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s). A few words in a row are easy to keep in mind.</source>
        <translation>
            <numerusform>At least %n character. A few words in a row are easy to keep in mind.</numerusform>
            <numerusform>At least %n characters. A few words in a row are easy to keep in mind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n live call(s)</source>
        <translation>
            <numerusform>%n live call</numerusform>
            <numerusform>%n live calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s)</source>
        <translation>
            <numerusform>%n open order</numerusform>
            <numerusform>%n open orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) overdue</source>
        <translation>
            <numerusform>%n order overdue</numerusform>
            <numerusform>%n orders overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) need attention</source>
        <translation>
            <numerusform>%n job needs attention</numerusform>
            <numerusform>%n jobs need attention</numerusform>
        </translation>
    </message>
</context>
</TS>
