<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>deskbell::app::Console</name>
    <message>
        <source>Your session has expired. What is loaded stays readable.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Was geladen ist, bleibt lesbar.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::AccountSection</name>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>PIN for paired desks</source>
        <translation>PIN für gekoppelte Plätze</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>PIN festlegen</translation>
    </message>
    <message>
        <source>Second step of signing in</source>
        <translation>Zweiter Schritt der Anmeldung</translation>
    </message>
    <message>
        <source>Switch on…</source>
        <translation>Einschalten …</translation>
    </message>
    <message>
        <source>You</source>
        <comment>section of the setup: the person&apos;s own account</comment>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Jetziges Passwort</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>Neues Passwort noch einmal</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s). Everywhere else you are signed in, you are signed out.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen. Überall sonst, wo Sie angemeldet sind, werden Sie abgemeldet.</numerusform>
            <numerusform>Mindestens %n Zeichen. Überall sonst, wo Sie angemeldet sind, werden Sie abgemeldet.</numerusform>
        </translation>
    </message>
    <message>
        <source>PIN, 4 to 8 figures</source>
        <translation>PIN, 4 bis 8 Ziffern</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Ihr Passwort</translation>
    </message>
    <message>
        <source>Remove PIN</source>
        <translation>PIN entfernen</translation>
    </message>
    <message>
        <source>Code that the app shows now</source>
        <translation>Code, den die App jetzt zeigt</translation>
    </message>
    <message>
        <source>Lock of this desk</source>
        <translation>Sperre dieses Platzes</translation>
    </message>
    <message>
        <source>Lock after this time without a key or the mouse</source>
        <translation>Sperren nach dieser Zeit ohne Taste oder Maus</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Only when I press Ctrl+L</source>
        <translation>Nur wenn ich Strg+L drücke</translation>
    </message>
    <message>
        <source>Counts for everybody at this computer. Calls still ring on the lock screen, without names.</source>
        <translation>Gilt für alle an diesem Rechner. Anrufe klingeln auch auf dem Sperrbildschirm, ohne Namen.</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>name, user name, role</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>You have a PIN. With it you unlock a paired desk, or take it over from somebody else, within 12 hours of a full sign-in there.</source>
        <translation>Sie haben eine PIN. Damit entsperren Sie einen gekoppelten Platz oder übernehmen ihn von jemandem, bis 12 Stunden nach einer vollen Anmeldung dort.</translation>
    </message>
    <message>
        <source>With a PIN you unlock a paired desk, or take it over from somebody else, within 12 hours of a full sign-in there.</source>
        <translation>Mit einer PIN entsperren Sie einen gekoppelten Platz oder übernehmen ihn von jemandem, bis 12 Stunden nach einer vollen Anmeldung dort.</translation>
    </message>
    <message>
        <source>Change PIN</source>
        <translation>PIN ändern</translation>
    </message>
    <message>
        <source>Type the password you have now.</source>
        <translation>Geben Sie Ihr jetziges Passwort ein.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the same as above.</source>
        <translation>Das ist nicht dasselbe wie oben.</translation>
    </message>
    <message>
        <source>Your password was changed</source>
        <translation>Ihr Passwort wurde geändert</translation>
    </message>
    <message>
        <source>Use the new one from now on.</source>
        <translation>Nehmen Sie ab jetzt das neue.</translation>
    </message>
    <message>
        <source>Type 4 to 8 figures.</source>
        <translation>Geben Sie 4 bis 8 Ziffern ein.</translation>
    </message>
    <message>
        <source>Type your password, so that nobody else sets a PIN for you.</source>
        <translation>Geben Sie Ihr Passwort ein, damit niemand sonst eine PIN für Sie festlegt.</translation>
    </message>
    <message>
        <source>Your PIN was set</source>
        <translation>Ihre PIN wurde festgelegt</translation>
    </message>
    <message>
        <source>It works on this desk if it is paired, after you have signed in here with your password.</source>
        <translation>Sie gilt an diesem Platz, wenn er gekoppelt ist und Sie sich hier mit Ihrem Passwort angemeldet haben.</translation>
    </message>
    <message>
        <source>Your PIN was removed</source>
        <translation>Ihre PIN wurde entfernt</translation>
    </message>
    <message>
        <source>From now on only your password unlocks a desk.</source>
        <translation>Ab jetzt entsperrt nur Ihr Passwort einen Platz.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>Scan this with your authenticator app, or type the key</source>
        <translation>Scannen Sie das mit Ihrer Authenticator-App oder tippen Sie den Schlüssel ein</translation>
    </message>
    <message>
        <source>The key is shown only now.</source>
        <translation>Der Schlüssel wird nur jetzt gezeigt.</translation>
    </message>
    <message>
        <source>The key as a QR code</source>
        <translation>Der Schlüssel als QR-Code</translation>
    </message>
    <message>
        <source>The code has six figures.</source>
        <translation>Der Code hat sechs Ziffern.</translation>
    </message>
    <message>
        <source>The second step is on</source>
        <translation>Der zweite Schritt ist eingeschaltet</translation>
    </message>
    <message>
        <source>From now on you also need a code of the app when you sign in.</source>
        <translation>Ab jetzt brauchen Sie beim Anmelden auch einen Code der App.</translation>
    </message>
    <message>
        <source>The second step is off</source>
        <translation>Der zweite Schritt ist ausgeschaltet</translation>
    </message>
    <message>
        <source>Your password alone lets you in again.</source>
        <translation>Ihr Passwort allein genügt wieder.</translation>
    </message>
    <message>
        <source>On: after the password you type a code that an app on your telephone shows.</source>
        <translation>An: Nach dem Passwort geben Sie einen Code ein, den eine App auf Ihrem Telefon zeigt.</translation>
    </message>
    <message>
        <source>Off. When it is on, nobody gets in with your password alone: an app on your telephone shows a code that changes every 30 seconds.</source>
        <translation>Aus. Wenn er an ist, kommt niemand mit Ihrem Passwort allein hinein: Eine App auf Ihrem Telefon zeigt einen Code, der alle 30 Sekunden wechselt.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Ausschalten</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::AuditFilterBar</name>
    <message>
        <source>Search what is listed</source>
        <translation>Im Gezeigten suchen</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Kind of thing</source>
        <translation>Art der Sache</translation>
    </message>
    <message>
        <source>Everything</source>
        <comment>kinds of things in the audit log</comment>
        <translation>Alles</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::AuditSection</name>
    <message>
        <source>Who did what. Entries can be neither changed nor removed; each one seals the one before it.</source>
        <translation>Wer was getan hat. Einträge lassen sich weder ändern noch entfernen; jeder versiegelt den davor.</translation>
    </message>
    <message>
        <source>No.</source>
        <comment>table column of the audit log</comment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>When</source>
        <comment>table column of the audit log</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>table column of the audit log</comment>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <comment>table column of the audit log</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>About</source>
        <comment>table column of the audit log</comment>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Being asked</source>
        <comment>state of the audit log</comment>
        <translation>Wird gefragt</translation>
    </message>
    <message>
        <source>Audit log</source>
        <comment>section of the setup</comment>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Search what is listed</source>
        <translation>Im Gezeigten suchen</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>No entry fits</source>
        <translation>Kein Eintrag passt</translation>
    </message>
    <message>
        <source>Another period, person or word may show more.</source>
        <translation>Ein anderer Zeitraum, Name oder Begriff zeigt vielleicht mehr.</translation>
    </message>
    <message>
        <source>Show all entries</source>
        <translation>Alle Einträge zeigen</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Every change and every sensitive look appears here.</source>
        <translation>Jede Änderung und jeder heikle Blick erscheint hier.</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>state of the audit log</comment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Whether the log is whole could not be asked.</source>
        <translation>Ob das Protokoll vollständig ist, ließ sich nicht fragen.</translation>
    </message>
    <message>
        <source>Broken</source>
        <comment>state of the audit log</comment>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Entry %1 does not fit the ones before it: somebody has changed the log outside of Deskbell, or the disk is damaged. Keep a copy and tell whoever runs the server. Checked %2.</source>
        <translation>Eintrag %1 passt nicht zu denen davor: Jemand hat das Protokoll außerhalb von Deskbell geändert, oder die Platte ist schadhaft. Sichern Sie eine Kopie und sagen Sie es dem Betreiber des Servers. Geprüft: %2</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <comment>state of the audit log</comment>
        <translation>Noch nicht geprüft</translation>
    </message>
    <message>
        <source>The log is checked when the service starts and once a day.</source>
        <translation>Das Protokoll wird beim Start des Dienstes und einmal am Tag geprüft.</translation>
    </message>
    <message>
        <source>Whole</source>
        <comment>state of the audit log</comment>
        <translation>Vollständig</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies), none changed or missing. Checked %1.</source>
        <translation>
            <numerusform>%n Eintrag, nicht geändert. Geprüft: %1</numerusform>
            <numerusform>%n Einträge, keiner geändert oder verschwunden. Geprüft: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is not whole. Keep a copy and tell whoever runs the server. Checked %1.</source>
        <translation>Das Protokoll ist nicht vollständig. Sichern Sie eine Kopie und sagen Sie es dem Betreiber des Servers. Geprüft: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind of thing, its id</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>fact of an audit entry</comment>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>When</source>
        <comment>fact of an audit entry</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>fact of an audit entry</comment>
        <translation>Wer</translation>
    </message>
    <message>
        <source>About</source>
        <comment>fact of an audit entry</comment>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Its id</source>
        <comment>fact of an audit entry</comment>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Command</source>
        <comment>fact of an audit entry</comment>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Word of the log</source>
        <comment>fact of an audit entry</comment>
        <translation>Wort im Protokoll</translation>
    </message>
    <message>
        <source>Seal</source>
        <comment>fact of an audit entry: its hash</comment>
        <translation>Siegel</translation>
    </message>
    <message>
        <source>Details</source>
        <comment>of an audit entry</comment>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::BoardColumn</name>
    <message>
        <source>Which finished orders to show</source>
        <translation>Welche abgeschlossenen Aufträge gezeigt werden</translation>
    </message>
    <message>
        <source>Done today</source>
        <comment>board column</comment>
        <translation>Heute erledigt</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n Auftrag</numerusform>
            <numerusform>%n Aufträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits. New requests appear here.</source>
        <translation>Nichts wartet. Neue Wünsche erscheinen hier.</translation>
    </message>
    <message>
        <source>Accepted orders wait here until someone starts.</source>
        <translation>Angenommene Aufträge warten hier, bis jemand damit anfängt.</translation>
    </message>
    <message>
        <source>Nobody is on the way right now.</source>
        <translation>Gerade ist niemand unterwegs.</translation>
    </message>
    <message>
        <source>What is done today appears here.</source>
        <translation>Was heute erledigt wird, erscheint hier.</translation>
    </message>
    <message>
        <source>No order was cancelled.</source>
        <translation>Kein Auftrag wurde storniert.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallContext</name>
    <message>
        <source>Orders from this call</source>
        <translation>Aufträge aus diesem Anruf</translation>
    </message>
    <message>
        <source>None yet. What the guest asks for appears here as soon as the assistant has noted it.</source>
        <translation>Noch keine. Was der Gast wünscht, erscheint hier, sobald der Assistent es notiert hat.</translation>
    </message>
    <message>
        <source>Tone</source>
        <comment>heading</comment>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Details</source>
        <comment>heading</comment>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>About this call</source>
        <translation>Zu diesem Anruf</translation>
    </message>
    <message>
        <source>No tone was recorded for this call.</source>
        <translation>Zu diesem Anruf wurde keine Stimmung festgehalten.</translation>
    </message>
    <message>
        <source>The guest sounded %1 last.</source>
        <translation>Zuletzt klang der Gast so: %1.</translation>
    </message>
    <message>
        <source>Nothing beyond the transcript was noted.</source>
        <translation>Außer dem Gesprächstext wurde nichts notiert.</translation>
    </message>
    <message>
        <source>Nothing beyond room and subject was noted.</source>
        <translation>Außer Zimmer und Anliegen wurde nichts notiert.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallDelegate</name>
    <message>
        <source>Room %1</source>
        <translation>Zimmer %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallDetail</name>
    <message>
        <source>Transcript</source>
        <comment>heading</comment>
        <translation>Gesprächstext</translation>
    </message>
    <message>
        <source>Find in this transcript (Ctrl+F)</source>
        <translation>In diesem Gesprächstext suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Copy the whole transcript</source>
        <translation>Ganzen Gesprächstext kopieren</translation>
    </message>
    <message>
        <source>Show or hide the guest (F4)</source>
        <translation>Gast ein- oder ausblenden (F4)</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallHeader</name>
    <message>
        <source>Cost %1</source>
        <translation>Kosten %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Zimmer %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallListModel</name>
    <message>
        <source>room %1</source>
        <translation>Zimmer %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallListPane</name>
    <message>
        <source>Guest, number, room, summary</source>
        <translation>Gast, Nummer, Zimmer, Inhalt</translation>
    </message>
    <message>
        <source>Load older calls</source>
        <translation>Ältere Anrufe laden</translation>
    </message>
    <message>
        <source>Which calls to show</source>
        <translation>Welche Anrufe gezeigt werden</translation>
    </message>
    <message>
        <source>All</source>
        <comment>calls</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Live</source>
        <comment>calls</comment>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Ended</source>
        <comment>calls</comment>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Lost</source>
        <comment>calls</comment>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Show calls of all times again</source>
        <translation>Wieder Anrufe aus allen Zeiten zeigen</translation>
    </message>
    <message>
        <source>Calls, live ones first</source>
        <translation>Anrufe, laufende zuerst</translation>
    </message>
    <message>
        <source>Loading older calls…</source>
        <translation>Ältere Anrufe werden geladen …</translation>
    </message>
    <message>
        <source>No call fits</source>
        <translation>Kein Anruf passt</translation>
    </message>
    <message>
        <source>Other words or all calls may show more.</source>
        <translation>Andere Wörter oder alle Anrufe zeigen vielleicht mehr.</translation>
    </message>
    <message>
        <source>Show all calls</source>
        <translation>Alle Anrufe zeigen</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Noch keine Anrufe</translation>
    </message>
    <message>
        <source>When a guest calls, the call appears here by itself, with its words as they are spoken.</source>
        <translation>Ruft ein Gast an, erscheint der Anruf hier von selbst, mit jedem Wort, sobald es gesprochen ist.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>period of days</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Only calls of %1. Press to show all</source>
        <translation>Nur Anrufe: %1. Drücken zeigt alle</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallOrderCard</name>
    <message>
        <source>Open</source>
        <comment>show this order on the orders page</comment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <source>%1: order %2</source>
        <translation>%1: Auftrag %2</translation>
    </message>
    <message>
        <source>Open order %1</source>
        <translation>Auftrag %1 öffnen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallSections</name>
    <message>
        <source>Live now</source>
        <comment>group of calls</comment>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Time not known</source>
        <comment>group of calls</comment>
        <translation>Zeit nicht bekannt</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>date with year</comment>
        <translation>ddd d. MMM yyyy</translation>
    </message>
    <message>
        <source>Today · %1</source>
        <comment>group of calls</comment>
        <translation>Heute · %1</translation>
    </message>
    <message>
        <source>Yesterday · %1</source>
        <comment>group of calls</comment>
        <translation>Gestern · %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallText</name>
    <message>
        <source>Queued</source>
        <comment>call status</comment>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Ringing</source>
        <comment>call status</comment>
        <translation>Klingelt</translation>
    </message>
    <message>
        <source>Greeting</source>
        <comment>call status</comment>
        <translation>Begrüßung</translation>
    </message>
    <message>
        <source>Live</source>
        <comment>call status</comment>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>On hold</source>
        <comment>call status</comment>
        <translation>In der Warteschleife</translation>
    </message>
    <message>
        <source>With a person</source>
        <comment>call status</comment>
        <translation>Bei einem Mitarbeiter</translation>
    </message>
    <message>
        <source>Handing over</source>
        <comment>call status</comment>
        <translation>Wird übergeben</translation>
    </message>
    <message>
        <source>Ended</source>
        <comment>call outcome</comment>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Completed</source>
        <comment>call outcome</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Handed to a person</source>
        <comment>call outcome</comment>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <comment>call outcome</comment>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>No answer</source>
        <comment>call outcome</comment>
        <translation>Nicht angenommen</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>call outcome</comment>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Lost</source>
        <comment>call outcome</comment>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Assistant on the line</source>
        <translation>Assistent am Apparat</translation>
    </message>
    <message>
        <source>Being handed to a person</source>
        <translation>Wird übergeben</translation>
    </message>
    <message>
        <source>Person on the line</source>
        <translation>Mitarbeiter am Apparat</translation>
    </message>
    <message>
        <source>Guest</source>
        <comment>speaker</comment>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Assistant</source>
        <comment>speaker</comment>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Staff</source>
        <comment>speaker</comment>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>Inbound</source>
        <comment>call direction</comment>
        <translation>Eingehend</translation>
    </message>
    <message>
        <source>Outbound</source>
        <comment>call direction</comment>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>Withheld number</source>
        <translation>Nummer unterdrückt</translation>
    </message>
    <message>
        <source>Room service</source>
        <comment>service type</comment>
        <translation>Zimmerservice</translation>
    </message>
    <message>
        <source>Housekeeping</source>
        <comment>service type</comment>
        <translation>Housekeeping</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <comment>service type</comment>
        <translation>Haustechnik</translation>
    </message>
    <message>
        <source>Concierge</source>
        <comment>service type</comment>
        <translation>Concierge</translation>
    </message>
    <message>
        <source>Front desk</source>
        <comment>service type</comment>
        <translation>Rezeption</translation>
    </message>
    <message>
        <source>Information</source>
        <comment>service type</comment>
        <translation>Auskunft</translation>
    </message>
    <message>
        <source>Booking</source>
        <comment>service type</comment>
        <translation>Buchung</translation>
    </message>
    <message>
        <source>Complaint</source>
        <comment>service type</comment>
        <translation>Beschwerde</translation>
    </message>
    <message>
        <source>Emergency</source>
        <comment>service type</comment>
        <translation>Notfall</translation>
    </message>
    <message>
        <source>Wake-up call</source>
        <comment>service type</comment>
        <translation>Weckruf</translation>
    </message>
    <message>
        <source>the guest ended the call</source>
        <translation>der Gast hat aufgelegt</translation>
    </message>
    <message>
        <source>the assistant ended the call</source>
        <translation>der Assistent hat aufgelegt</translation>
    </message>
    <message>
        <source>the call was forwarded</source>
        <translation>der Anruf wurde weitergeleitet</translation>
    </message>
    <message>
        <source>nobody answered</source>
        <translation>niemand hat abgenommen</translation>
    </message>
    <message>
        <source>the line was busy</source>
        <translation>die Leitung war besetzt</translation>
    </message>
    <message>
        <source>an answering machine picked up</source>
        <translation>ein Anrufbeantworter hat abgenommen</translation>
    </message>
    <message>
        <source>nobody spoke for a while</source>
        <translation>eine Weile hat niemand gesprochen</translation>
    </message>
    <message>
        <source>the call became too long</source>
        <translation>der Anruf wurde zu lang</translation>
    </message>
    <message>
        <source>a colleague ended the call</source>
        <translation>ein Kollege hat aufgelegt</translation>
    </message>
    <message>
        <source>the phone service had a fault</source>
        <translation>der Telefondienst hatte eine Störung</translation>
    </message>
    <message>
        <source>this service had a fault</source>
        <translation>dieser Dienst hatte eine Störung</translation>
    </message>
    <message>
        <source>the reason is not known</source>
        <translation>der Grund ist nicht bekannt</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CallsPage</name>
    <message>
        <source>Calls</source>
        <comment>page</comment>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Nächster Anruf</translation>
    </message>
    <message>
        <source>Previous call</source>
        <translation>Voriger Anruf</translation>
    </message>
    <message>
        <source>Go to the transcript</source>
        <translation>Zum Gesprächstext</translation>
    </message>
    <message>
        <source>Next live call</source>
        <translation>Nächster laufender Anruf</translation>
    </message>
    <message>
        <source>Search calls</source>
        <translation>Anrufe suchen</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation>Im Gesprächstext suchen</translation>
    </message>
    <message>
        <source>Copy the selected lines</source>
        <translation>Markierte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy the whole transcript</source>
        <translation>Ganzen Gesprächstext kopieren</translation>
    </message>
    <message>
        <source>Show or hide the guest</source>
        <translation>Gast ein- oder ausblenden</translation>
    </message>
    <message>
        <source>No call chosen</source>
        <translation>Kein Anruf gewählt</translation>
    </message>
    <message>
        <source>Choose a call on the left to read it.</source>
        <translation>Wählen Sie in der Liste einen Anruf, um ihn zu lesen.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChangeCard</name>
    <message>
        <source>Yours: %1</source>
        <translation>Ihres: %1</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>Jetzt: %1</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Edit</source>
        <comment>a refused write</comment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Show the job</source>
        <translation>Vorgang zeigen</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>a refused write</comment>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChangeText</name>
    <message>
        <source>Items</source>
        <comment>field of an order</comment>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>field of an order</comment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Department</source>
        <comment>field of an order</comment>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Due</source>
        <comment>field of an order</comment>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>notes</source>
        <comment>what is changed</comment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Vorgang</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <source>New order for room %1</source>
        <translation>Neuer Auftrag für Zimmer %1</translation>
    </message>
    <message>
        <source>Order for room %1</source>
        <translation>Auftrag für Zimmer %1</translation>
    </message>
    <message>
        <source>Order %1</source>
        <translation>Auftrag %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what is changed, how</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Decision</source>
        <comment>about a job</comment>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Kept on this computer; it is sent by itself as soon as the server answers.</source>
        <translation>Auf diesem Computer aufbewahrt; wird von selbst gesendet, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, then sentence</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChangesPane</name>
    <message>
        <source>Noted</source>
        <translation>Zur Kenntnis genommen</translation>
    </message>
    <message>
        <source>Changes of this desk that the server has not stored</source>
        <translation>Änderungen dieses Platzes, die der Server nicht gespeichert hat</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>written time, then how long ago</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Changes can not be kept on this computer</source>
        <translation>Änderungen können auf diesem Computer nicht aufbewahrt werden</translation>
    </message>
    <message>
        <source>Its disk does not take them. What you enter is sent at once, but is lost if the program ends before the server has it.</source>
        <translation>Seine Festplatte nimmt sie nicht an. Was Sie eingeben, wird sofort gesendet, geht aber verloren, wenn das Programm endet, bevor der Server es hat.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier change(s) could not be read</source>
        <translation>
            <numerusform>%n frühere Änderung konnte nicht gelesen werden</numerusform>
            <numerusform>%n frühere Änderungen konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>Earlier changes could not be read</source>
        <translation>Frühere Änderungen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>They have not been sent. Their text is in %1; look whether something in it is still to be done.</source>
        <translation>Sie wurden nicht gesendet. Ihr Text steht in %1; sehen Sie nach, ob davon noch etwas zu tun ist.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChartView</name>
    <message>
        <source>Show as a table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save as picture (PNG)…</source>
        <translation>Als Bild speichern (PNG) …</translation>
    </message>
    <message>
        <source>Save as picture</source>
        <translation>Als Bild speichern</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Save as drawing (SVG)…</source>
        <translation>Als Zeichnung speichern (SVG) …</translation>
    </message>
    <message>
        <source>Save as drawing</source>
        <translation>Als Zeichnung speichern</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>More for “%1”</source>
        <translation>Mehr zu „%1“</translation>
    </message>
    <message>
        <source>Arrow keys move through the points, Enter opens the records behind one.</source>
        <translation>Mit den Pfeiltasten bewegen Sie sich durch die Punkte, die Eingabetaste öffnet die Einträge dahinter.</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <comment>category, count, share</comment>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>%1: %2 (before: %3)</source>
        <comment>category, value, value of the period before</comment>
        <translation>%1: %2 (davor: %3)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>category, value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Coloured: this period · grey: the period before</source>
        <translation>Farbig: dieser Zeitraum · grau: der davor</translation>
    </message>
    <message>
        <source>Solid: this period · dashed: the period before</source>
        <translation>Durchgezogen: dieser Zeitraum · gestrichelt: der davor</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ChartsPage</name>
    <message>
        <source>Charts</source>
        <comment>page</comment>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Refresh the charts</source>
        <translation>Auswertung aktualisieren</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Aktualisieren (F5)</translation>
    </message>
    <message>
        <source>Next chart</source>
        <translation>Nächstes Diagramm</translation>
    </message>
    <message>
        <source>Next point of a chart</source>
        <translation>Nächster Punkt im Diagramm</translation>
    </message>
    <message>
        <source>Open the records behind a point</source>
        <translation>Einträge hinter einem Punkt öffnen</translation>
    </message>
    <message>
        <source>Charts of today</source>
        <translation>Auswertung von heute</translation>
    </message>
    <message>
        <source>Charts of yesterday</source>
        <translation>Auswertung von gestern</translation>
    </message>
    <message>
        <source>Charts of the last 7 days</source>
        <translation>Auswertung der letzten 7 Tage</translation>
    </message>
    <message>
        <source>Charts of the last 30 days</source>
        <translation>Auswertung der letzten 30 Tage</translation>
    </message>
    <message>
        <source>Charts of this month</source>
        <translation>Auswertung dieses Monats</translation>
    </message>
    <message>
        <source>%1 · could not be refreshed</source>
        <comment>as of when</comment>
        <translation>%1 · ließ sich nicht aktualisieren</translation>
    </message>
    <message>
        <source>As of %1</source>
        <comment>time</comment>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>No calls in this period</source>
        <translation>Keine Anrufe in diesem Zeitraum</translation>
    </message>
    <message>
        <source>Figures appear here as soon as the first guest has called.</source>
        <translation>Sobald der erste Gast angerufen hat, stehen hier Zahlen.</translation>
    </message>
    <message>
        <source>Show the last 30 days</source>
        <translation>Letzte 30 Tage zeigen</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>first and last day</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1, compared with %2</source>
        <comment>two periods</comment>
        <translation>%1, verglichen mit %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CodeCard</name>
    <message>
        <source>%1: %2</source>
        <comment>what it is, then the code</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <comment>button after pressing Copy</comment>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <comment>button beside a code</comment>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Den Code kopieren</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CommandBar</name>
    <message>
        <source>What works, what waits and how old it is</source>
        <translation>Was geht, was wartet und wie alt es ist</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>what is changed, since when</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::CommandPalette</name>
    <message>
        <source>Nothing here fits what you typed.</source>
        <translation>Dazu wurde hier nichts gefunden.</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>Suche und Befehle</translation>
    </message>
    <message>
        <source>Search guests, rooms, orders… or type a command</source>
        <translation>Gäste, Zimmer, Aufträge suchen … oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>Suche oder Befehl</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ConflictCard</name>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Edit</source>
        <comment>a refused write</comment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>a refused write</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Yours: %1</source>
        <translation>Ihres: %1</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>Jetzt: %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ConflictText</name>
    <message>
        <source>nothing</source>
        <comment>an empty field</comment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Status</source>
        <comment>field of an order</comment>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>field of an order</comment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Room</source>
        <comment>field of an order</comment>
        <translation>Zimmer</translation>
    </message>
    <message>
        <source>Department</source>
        <comment>field of an order</comment>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Items</source>
        <comment>field of an order</comment>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Due</source>
        <comment>field of an order</comment>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>a moment ago</source>
        <comment>when it was changed</comment>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>Changed by %1 %2: status is now %3. Your text is kept.</source>
        <comment>%2 is a time such as &apos;a moment ago&apos;</comment>
        <translation>Von %1 %2 geändert, Stand jetzt: %3. Ihr Text ist noch da.</translation>
    </message>
    <message>
        <source>Changed by %1 %2: status is now %3. Your step was not taken.</source>
        <comment>%2 is a time such as &apos;a moment ago&apos;</comment>
        <translation>Von %1 %2 geändert, Stand jetzt: %3. Ihr Schritt wurde nicht ausgeführt.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ConversationView</name>
    <message>
        <source>Transcript of the call</source>
        <translation>Gesprächstext des Anrufs</translation>
    </message>
    <message>
        <source>Copy selected lines</source>
        <translation>Markierte Zeilen kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n neue Zeile</numerusform>
            <numerusform>%n neue Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest lines</source>
        <translation>Zu den neuesten Zeilen</translation>
    </message>
    <message>
        <source>Copy the whole transcript</source>
        <translation>Ganzen Gesprächstext kopieren</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::DataTable</name>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>Spalten wählen …</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::DesksSection</name>
    <message>
        <source>Consoles that have been paired with this server. They keep getting in when others are slowed down, and people may switch by PIN there.</source>
        <translation>Plätze, die mit diesem Server gekoppelt sind. Sie kommen auch dann hinein, wenn andere gebremst werden, und dort kann man sich per PIN ablösen.</translation>
    </message>
    <message>
        <source>Desk</source>
        <comment>table column of desks</comment>
        <translation>Platz</translation>
    </message>
    <message>
        <source>State</source>
        <comment>table column of desks</comment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last seen</source>
        <comment>table column of desks</comment>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Paired</source>
        <comment>table column of desks</comment>
        <translation>Gekoppelt</translation>
    </message>
    <message>
        <source>Paired by</source>
        <comment>table column of desks</comment>
        <translation>Gekoppelt von</translation>
    </message>
    <message>
        <source>Pair a desk</source>
        <translation>Platz koppeln</translation>
    </message>
    <message>
        <source>Make an invite for a desk (N)</source>
        <translation>Eine Einladung für einen Platz erstellen (N)</translation>
    </message>
    <message>
        <source>Paired desks</source>
        <comment>section of the setup</comment>
        <translation>Gekoppelte Plätze</translation>
    </message>
    <message>
        <source>No desk is paired</source>
        <translation>Kein Platz ist gekoppelt</translation>
    </message>
    <message>
        <source>Pair each front desk once; it then knows this server by its key.</source>
        <translation>Koppeln Sie jeden Platz einmal; danach kennt er diesen Server an seinem Schlüssel.</translation>
    </message>
    <message>
        <source>In use</source>
        <comment>state of a desk</comment>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Away</source>
        <comment>state of a desk</comment>
        <translation>Nicht da</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>desk was seen</comment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Name of the desk (may stay empty)</source>
        <translation>Name des Platzes (darf leer bleiben)</translation>
    </message>
    <message>
        <source>Front desk, left</source>
        <translation>Empfang links</translation>
    </message>
    <message>
        <source>You get a code that is good for ten minutes and for one desk. Type it there, or show the picture to its camera.</source>
        <translation>Sie bekommen einen Code, der zehn Minuten und für einen Platz gilt. Tippen Sie ihn dort ein oder halten Sie das Bild vor die Kamera.</translation>
    </message>
    <message>
        <source>Make an invite</source>
        <translation>Einladung erstellen</translation>
    </message>
    <message>
        <source>Invite for a desk</source>
        <translation>Einladung für einen Platz</translation>
    </message>
    <message>
        <source>Type this at the new desk</source>
        <translation>Tippen Sie das am neuen Platz ein</translation>
    </message>
    <message>
        <source>The invite as a QR code</source>
        <translation>Die Einladung als QR-Code</translation>
    </message>
    <message>
        <source>This invite is no longer good. Make a new one.</source>
        <translation>Diese Einladung gilt nicht mehr. Erstellen Sie eine neue.</translation>
    </message>
    <message numerus="yes">
        <source>Good for one desk, for %n more minute(s). It is shown only now.</source>
        <translation>
            <numerusform>Gilt für einen Platz, noch %n Minute. Sie wird nur jetzt gezeigt.</numerusform>
            <numerusform>Gilt für einen Platz, noch %n Minuten. Sie wird nur jetzt gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Last seen</source>
        <comment>fact of a desk</comment>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Paired</source>
        <comment>fact of a desk: when</comment>
        <translation>Gekoppelt</translation>
    </message>
    <message>
        <source>Paired by</source>
        <comment>fact of a desk</comment>
        <translation>Gekoppelt von</translation>
    </message>
    <message>
        <source>Remove this desk</source>
        <translation>Diesen Platz entfernen</translation>
    </message>
    <message>
        <source>Press again to remove it</source>
        <translation>Zum Entfernen noch einmal drücken</translation>
    </message>
    <message>
        <source>Whoever sits there is signed out, and the desk needs a new invite to come back.</source>
        <translation>Wer dort sitzt, wird abgemeldet, und der Platz braucht eine neue Einladung, um wiederzukommen.</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <comment>name of a desk</comment>
        <translation>Entfernt: %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::DoneStep</name>
    <message>
        <source>This desk is ready</source>
        <translation>Dieser Platz ist bereit</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>Zum Empfang</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>You are signed in. Invite your people under Setup, People.</source>
        <translation>Sie sind angemeldet. Laden Sie Ihre Leute unter Einrichtung, Personen ein.</translation>
    </message>
    <message>
        <source>From now on people sign in here with their own name.</source>
        <translation>Ab jetzt meldet sich hier jeder mit seinem eigenen Namen an.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::DueParser</name>
    <message>
        <source>h|hours?</source>
        <comment>pattern: unit hour</comment>
        <translation>h|std\.?|stunden?</translation>
    </message>
    <message>
        <source>m|min|minutes?</source>
        <comment>pattern: unit minute</comment>
        <translation>m|min\.?|minuten?</translation>
    </message>
    <message>
        <source>in</source>
        <comment>pattern: before a span of time, as in &apos;in 30 min&apos;</comment>
        <translation>in</translation>
    </message>
    <message>
        <source>today</source>
        <comment>pattern: this day</comment>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <comment>pattern: the next day</comment>
        <translation>morgen</translation>
    </message>
    <message>
        <source>%1 does not exist on %2: the clocks go forward. Choose a later time.</source>
        <translation>%1 gibt es am %2 nicht: Die Uhren werden vorgestellt. Wählen Sie eine spätere Zeit.</translation>
    </message>
    <message>
        <source>at</source>
        <comment>pattern: before a time, as in &apos;at 8:00&apos;</comment>
        <translation>um</translation>
    </message>
    <message>
        <source>now</source>
        <comment>pattern: at once</comment>
        <translation>jetzt|sofort</translation>
    </message>
    <message>
        <source>Add a time of day, for example “%1 8:00”.</source>
        <translation>Ergänzen Sie eine Uhrzeit, zum Beispiel „%1 8:00“.</translation>
    </message>
    <message>
        <source>Write a time such as “20:30”, “in 30 min” or “tomorrow 8:00”.</source>
        <translation>Schreiben Sie eine Zeit wie „20:30“, „in 30 Min.“ oder „morgen 8:00“.</translation>
    </message>
    <message>
        <source>“%1” is not a day. Write for example “tomorrow 8:00” or “24 Dec 18:00”.</source>
        <translation>„%1“ ist kein Tag. Schreiben Sie zum Beispiel „morgen 8:00“ oder „24. Dez 18:00“.</translation>
    </message>
    <message>
        <source>%1 has passed already.</source>
        <translation>%1 ist schon vorbei.</translation>
    </message>
    <message>
        <source>o&apos;?clock</source>
        <comment>pattern: after a time, as in &apos;8 o&apos;clock&apos;</comment>
        <translation>uhr</translation>
    </message>
    <message>
        <source>day after tomorrow</source>
        <comment>pattern: in two days</comment>
        <translation>übermorgen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ErrorText</name>
    <message>
        <source>Signing in did not work</source>
        <translation>Die Anmeldung hat nicht geklappt</translation>
    </message>
    <message>
        <source>The desk could not be loaded</source>
        <translation>Die Rezeption konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>The calls could not be loaded</source>
        <translation>Die Anrufe konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>The transcript could not be loaded</source>
        <translation>Der Gesprächstext konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>The charts could not be loaded</source>
        <translation>Die Auswertung konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>The order was not created</source>
        <translation>Der Auftrag wurde nicht angelegt</translation>
    </message>
    <message>
        <source>The order was not changed</source>
        <translation>Der Auftrag wurde nicht geändert</translation>
    </message>
    <message>
        <source>There is no server by this address. Check the spelling of the server address.</source>
        <translation>Unter dieser Adresse gibt es keinen Server. Prüfen Sie, ob die Serveradresse richtig geschrieben ist.</translation>
    </message>
    <message>
        <source>The computer at this address answers, but no Deskbell service is running there. Check the port, or start the service.</source>
        <translation>Der Rechner unter dieser Adresse antwortet, aber dort läuft kein Deskbell-Dienst. Prüfen Sie den Port oder starten Sie den Dienst.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate can not be trusted. Ask whoever runs the server to renew it.</source>
        <translation>Dem Zertifikat des Servers ist nicht zu trauen. Bitten Sie den Betreiber des Servers, es zu erneuern.</translation>
    </message>
    <message>
        <source>The server can not be reached. Check the address and the network connection, then try again.</source>
        <translation>Der Server ist nicht erreichbar. Prüfen Sie die Adresse und die Netzwerkverbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The server can not be reached. What was loaded before can still be read; the console tries again by itself.</source>
        <translation>Der Server ist nicht erreichbar. Was schon geladen war, bleibt lesbar; das Programm versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Your session has expired. Sign in again; nothing you have entered is lost.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an; nichts, was Sie eingegeben haben, geht verloren.</translation>
    </message>
    <message>
        <source>Property, user name or password is wrong. Check them and try again.</source>
        <translation>Haus, Benutzername oder Passwort stimmt nicht. Prüfen Sie die Angaben und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The order has already moved on, so this step is no longer possible. Look at its present state.</source>
        <translation>Der Auftrag ist schon weiter, deshalb geht dieser Schritt nicht mehr. Sehen Sie sich seinen jetzigen Stand an.</translation>
    </message>
    <message>
        <source>Somebody else has changed it in the meantime. Compare, then send your change again or discard it.</source>
        <translation>Inzwischen hat jemand anderes ihn geändert. Vergleichen Sie und senden Sie Ihre Änderung erneut oder verwerfen Sie sie.</translation>
    </message>
    <message>
        <source>This address would send your password unprotected. Use an address that begins with https://.</source>
        <translation>Über diese Adresse würde Ihr Passwort ungeschützt gesendet. Verwenden Sie eine Adresse, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>This is not a server address. Write it like https://desk.example.com.</source>
        <translation>Das ist keine Serveradresse. Schreiben Sie sie so: https://desk.example.com.</translation>
    </message>
    <message>
        <source>The server does not accept what was entered. Edit it and send it again.</source>
        <translation>Der Server nimmt die Eingabe nicht an. Bearbeiten Sie sie und senden Sie sie erneut.</translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n second(s).</source>
        <translation>
            <numerusform>Zu viele Versuche. Versuchen Sie es in %n Sekunde erneut.</numerusform>
            <numerusform>Zu viele Versuche. Versuchen Sie es in %n Sekunden erneut.</numerusform>
        </translation>
    </message>
    <message>
        <source>Too many attempts. Wait a moment, then try again.</source>
        <translation>Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The server did not answer in time. It may be busy; try again in a moment.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet. Vielleicht ist er ausgelastet; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask a manager of the property to allow it.</source>
        <translation>Ihr Konto darf das nicht. Bitten Sie die Leitung des Hauses um die Erlaubnis.</translation>
    </message>
    <message>
        <source>The server does not know this property. Check its short name.</source>
        <translation>Der Server kennt dieses Haus nicht. Prüfen Sie den Kurznamen.</translation>
    </message>
    <message>
        <source>It no longer exists. It may have been removed in the meantime.</source>
        <translation>Den Eintrag gibt es nicht mehr. Vielleicht wurde er inzwischen entfernt.</translation>
    </message>
    <message>
        <source>It is too long for the server. Shorten it and send it again.</source>
        <translation>Die Eingabe ist zu lang für den Server. Kürzen Sie sie und senden Sie sie erneut.</translation>
    </message>
    <message>
        <source>The server is starting or very busy. It will be back shortly; try again in a moment.</source>
        <translation>Der Server startet gerade oder ist stark ausgelastet. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The server could not store it. Try again; if this stays, tell whoever runs the server.</source>
        <translation>Der Server konnte es nicht speichern. Versuchen Sie es erneut; bleibt es dabei, geben Sie dem Betreiber des Servers Bescheid.</translation>
    </message>
    <message>
        <source>What answers at this address is not a Deskbell server, or its version does not fit. Check the server address.</source>
        <translation>Unter dieser Adresse antwortet kein Deskbell-Server, oder seine Version passt nicht. Prüfen Sie die Serveradresse.</translation>
    </message>
    <message>
        <source>It was cancelled. Nothing was changed.</source>
        <translation>Der Vorgang wurde abgebrochen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Something went wrong that should not. Try again; if it happens again, tell whoever runs the server when it happened.</source>
        <translation>Es ist etwas schiefgegangen, das nicht passieren sollte. Versuchen Sie es erneut; passiert es wieder, sagen Sie dem Betreiber des Servers, wann es war.</translation>
    </message>
    <message>
        <source>The jobs could not be loaded</source>
        <translation>Die Vorgänge konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>The decision about the job was not taken</source>
        <translation>Die Entscheidung über den Vorgang wurde nicht übernommen</translation>
    </message>
    <message>
        <source>It has gone on in the meantime, so this is no longer possible. Look at its present state.</source>
        <translation>Er ist inzwischen weitergegangen, deshalb ist das nicht mehr möglich. Sehen Sie sich den jetzigen Stand an.</translation>
    </message>
    <message>
        <source>This computer could not keep the change on its disk. The text is kept in this window until it closes: make room on the disk, then send it again.</source>
        <translation>Dieser Computer konnte die Änderung nicht auf seiner Festplatte aufbewahren. Der Text bleibt in diesem Fenster, bis es geschlossen wird: Schaffen Sie Platz auf der Festplatte und senden Sie dann erneut.</translation>
    </message>
    <message>
        <source>The desk stays locked</source>
        <translation>Der Platz bleibt gesperrt</translation>
    </message>
    <message>
        <source>No Deskbell server was found there</source>
        <translation>Dort wurde kein Deskbell-Server gefunden</translation>
    </message>
    <message>
        <source>This desk was not paired</source>
        <translation>Dieser Platz wurde nicht gekoppelt</translation>
    </message>
    <message>
        <source>The property was not created</source>
        <translation>Das Haus wurde nicht angelegt</translation>
    </message>
    <message>
        <source>This could not be loaded</source>
        <translation>Das ließ sich nicht laden</translation>
    </message>
    <message>
        <source>It was not saved</source>
        <translation>Es wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>The server can not be reached, and this needs the server. What you typed stays here; try again in a moment.</source>
        <translation>Der Server ist nicht erreichbar, und das hier braucht den Server. Was Sie eingegeben haben, bleibt hier; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The server can not be reached. Whoever locked the desk can still unlock it with their password.</source>
        <translation>Der Server ist nicht erreichbar. Wer den Platz gesperrt hat, kann ihn trotzdem mit seinem Passwort entsperren.</translation>
    </message>
    <message>
        <source>That is not right. Try again, or use your password.</source>
        <translation>Das stimmt nicht. Versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.</translation>
    </message>
    <message>
        <source>The password is wrong. Try again.</source>
        <translation>Das Passwort ist falsch. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Somebody else has changed it in the meantime. Compare, then save yours again or discard it.</source>
        <translation>Jemand anderes hat es inzwischen geändert. Vergleichen Sie, dann speichern Sie Ihres noch einmal oder verwerfen es.</translation>
    </message>
    <message>
        <source>The server can not be reached, and this needs the server. Try again in a moment.</source>
        <translation>Der Server ist nicht erreichbar, und das hier braucht den Server. Versuchen Sie es gleich noch einmal.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FactList</name>
    <message>
        <source>%1: %2</source>
        <comment>name of a fact, its value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FileSaver</name>
    <message>
        <source>The file could not be written.</source>
        <translation>Die Datei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Check that you may write to “%1” and that the disk is not full, then try again.</source>
        <translation>Prüfen Sie, ob Sie nach „%1“ schreiben dürfen und ob der Datenträger voll ist, und versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FindBar</name>
    <message>
        <source>Find in this transcript</source>
        <translation>In diesem Gesprächstext suchen</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FindStep</name>
    <message>
        <source>Servers found on this network</source>
        <translation>In diesem Netz gefundene Server</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>192.168.1.5:8642 or desk.example.com</source>
        <translation>192.168.1.5:8642 oder desk.example.com</translation>
    </message>
    <message>
        <source>Whoever installed the server can tell you; the program prints it when it starts.</source>
        <translation>Wer den Server eingerichtet hat, kann sie Ihnen sagen; das Programm gibt sie beim Start aus.</translation>
    </message>
    <message>
        <source>Where is your server?</source>
        <translation>Wo ist Ihr Server?</translation>
    </message>
    <message>
        <source>Deskbell runs on one computer of the house; this desk connects to it.</source>
        <translation>Deskbell läuft auf einem Rechner des Hauses; dieser Platz verbindet sich mit ihm.</translation>
    </message>
    <message>
        <source>Choose one above, or type its address.</source>
        <translation>Wählen Sie oben einen aus oder tippen Sie seine Adresse.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>name of a server, its address</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Looking on this network… Servers that are found appear here. Some networks hide them; then type the address.</source>
        <translation>Suche in diesem Netz … Gefundene Server erscheinen hier. Manche Netze verbergen sie; dann tippen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Found on this network. Anybody can announce a server; the invite in the next step makes sure it is yours.</source>
        <translation>In diesem Netz gefunden. Jeder kann einen Server ankündigen; die Einladung im nächsten Schritt stellt sicher, dass es Ihrer ist.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FirstAdminStep</name>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Maria Weber</source>
        <translation>Maria Weber</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>maria</source>
        <translation>maria</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s). A few words in a row are easy to keep in mind.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen. Ein paar Wörter hintereinander merkt man sich leicht.</numerusform>
            <numerusform>Mindestens %n Zeichen. Ein paar Wörter hintereinander merkt man sich leicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
    <message>
        <source>Who runs it?</source>
        <translation>Wer leitet es?</translation>
    </message>
    <message>
        <source>You become the administrator: you invite everybody else, under Setup, People.</source>
        <translation>Sie werden Administrator: Alle anderen laden Sie unter Einrichtung, Personen ein.</translation>
    </message>
    <message>
        <source>Create the property</source>
        <translation>Haus anlegen</translation>
    </message>
    <message>
        <source>What are you called?</source>
        <translation>Wie heißen Sie?</translation>
    </message>
    <message>
        <source>Use 2 to 64 letters and figures without blanks; . _ - and @ are fine.</source>
        <translation>Nehmen Sie 2 bis 64 Buchstaben und Ziffern ohne Leerzeichen; auch . _ - und @ sind erlaubt.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the same as above.</source>
        <translation>Das ist nicht dasselbe wie oben.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::FirstPropertyStep</name>
    <message>
        <source>One-time secret of the server</source>
        <translation>Einmal-Geheimnis des Servers</translation>
    </message>
    <message>
        <source>The service prints it when it starts for the first time, and keeps it in the file “setup-secret” of its data folder.</source>
        <translation>Der Dienst gibt es beim ersten Start aus und bewahrt es in der Datei „setup-secret“ seines Datenordners auf.</translation>
    </message>
    <message>
        <source>Name of the property</source>
        <translation>Name des Hauses</translation>
    </message>
    <message>
        <source>Seaview Hotel</source>
        <translation>Hotel Seeblick</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>seaview</source>
        <translation>seeblick</translation>
    </message>
    <message>
        <source>People type it where they sign in: small letters, figures and hyphens.</source>
        <translation>Man tippt ihn beim Anmelden: kleine Buchstaben, Ziffern und Bindestriche.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Languages spoken, the first one most</source>
        <translation>Gesprochene Sprachen, die häufigste zuerst</translation>
    </message>
    <message>
        <source>Your property</source>
        <translation>Ihr Haus</translation>
    </message>
    <message>
        <source>Nobody has an account on this server yet. Tell it which house it serves; all but the short name can be changed later.</source>
        <translation>Noch hat niemand ein Konto auf diesem Server. Sagen Sie ihm, welchem Haus er dient; alles außer dem Kurznamen lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Type the secret that the service has printed.</source>
        <translation>Geben Sie das Geheimnis ein, das der Dienst ausgegeben hat.</translation>
    </message>
    <message>
        <source>What is the property called?</source>
        <translation>Wie heißt das Haus?</translation>
    </message>
    <message>
        <source>Use 2 to 40 small letters and figures; hyphens only inside.</source>
        <translation>Nehmen Sie 2 bis 40 kleine Buchstaben und Ziffern; Bindestriche nur innen.</translation>
    </message>
    <message>
        <source>Choose one of the list, for example Europe/Berlin.</source>
        <translation>Wählen Sie eine aus der Liste, zum Beispiel Europe/Berlin.</translation>
    </message>
    <message>
        <source>Write its three letters, for example EUR.</source>
        <translation>Schreiben Sie ihre drei Buchstaben, zum Beispiel EUR.</translation>
    </message>
    <message>
        <source>Write their codes with commas between, for example de, en, pt-BR.</source>
        <translation>Schreiben Sie ihre Kürzel mit Kommas dazwischen, zum Beispiel de, en, pt-BR.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Formats</name>
    <message>
        <source>HH:mm</source>
        <comment>time format</comment>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <comment>date format</comment>
        <translation>ddd d. MMM</translation>
    </message>
    <message>
        <source>ddd d MMM, HH:mm</source>
        <comment>date and time format</comment>
        <translation>ddd d. MMM, HH:mm</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy, HH:mm</source>
        <comment>date with year and time format</comment>
        <translation>ddd d. MMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>vor %n Min.</numerusform>
            <numerusform>vor %n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n Min.</numerusform>
            <numerusform>in %n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>vor %n Std.</numerusform>
            <numerusform>vor %n Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>in %n Std.</numerusform>
            <numerusform>in %n Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n Tag</numerusform>
            <numerusform>in %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>percentage</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>duration: hours</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>duration: hours and minutes</comment>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>duration: minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <comment>duration: minutes and seconds</comment>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>duration: seconds</comment>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::GuestCard</name>
    <message>
        <source>Room</source>
        <comment>fact about a guest</comment>
        <translation>Zimmer</translation>
    </message>
    <message>
        <source>Language</source>
        <comment>fact about a guest</comment>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>About</source>
        <comment>what the call is about</comment>
        <translation>Anliegen</translation>
    </message>
    <message>
        <source>Before</source>
        <comment>earlier calls of the guest</comment>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Caller not known</source>
        <translation>Anrufer nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s), last %1</source>
        <translation>
            <numerusform>%n Anruf, %1</numerusform>
            <numerusform>%n Anrufe, zuletzt %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::HistorySection</name>
    <message>
        <source>Every version of the property, who made it and what they changed. Going back makes a new version; nothing is lost.</source>
        <translation>Jede Fassung des Hauses, wer sie gemacht und was er geändert hat. Zurückgehen macht eine neue Fassung; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>table column of the history</comment>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>When</source>
        <comment>table column of the history</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>table column of the history</comment>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What changed</source>
        <comment>table column of the history</comment>
        <translation>Was sich änderte</translation>
    </message>
    <message>
        <source>Property history</source>
        <comment>section of the setup</comment>
        <translation>Verlauf des Hauses</translation>
    </message>
    <message>
        <source>Nobody has changed the property yet</source>
        <translation>Noch hat niemand das Haus geändert</translation>
    </message>
    <message>
        <source>Each change appears here, with who made it and a way back.</source>
        <translation>Jede Änderung erscheint hier, mit ihrem Urheber und einem Weg zurück.</translation>
    </message>
    <message>
        <source>The first version</source>
        <translation>Die erste Fassung</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Fassung %1</translation>
    </message>
    <message>
        <source>When</source>
        <comment>fact of a version</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>fact of a version</comment>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Before</source>
        <comment>value of a field</comment>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <comment>value of a field</comment>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>Zu dieser Fassung zurückgehen</translation>
    </message>
    <message>
        <source>Press again to go back</source>
        <translation>Zum Zurückgehen noch einmal drücken</translation>
    </message>
    <message>
        <source>The property is again as in version %1.</source>
        <translation>Das Haus ist wieder wie in Fassung %1.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::InviteStep</name>
    <message>
        <source>Invite</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>An administrator makes it on a desk that is already there: Setup, Paired desks, Pair a desk. For the first desk of a house, the program “deskbelld pair” on the server prints one. It is good for ten minutes.</source>
        <translation>Ein Administrator erstellt sie an einem schon vorhandenen Platz: Einrichtung, Gekoppelte Plätze, Platz koppeln. Für den ersten Platz eines Hauses gibt das Programm „deskbelld pair“ auf dem Server eine aus. Sie gilt zehn Minuten.</translation>
    </message>
    <message>
        <source>Is it the right server?</source>
        <translation>Ist es der richtige Server?</translation>
    </message>
    <message>
        <source>The invite carries the server&apos;s key. With it this desk knows your server from any other, now and later.</source>
        <translation>Die Einladung enthält den Schlüssel des Servers. An ihm erkennt dieser Platz Ihren Server unter allen anderen, jetzt und später.</translation>
    </message>
    <message>
        <source>Pair this desk</source>
        <translation>Diesen Platz koppeln</translation>
    </message>
    <message>
        <source>26 letters and figures. Capitals, blanks and hyphens do not matter.</source>
        <translation>26 Buchstaben und Ziffern. Großschreibung, Leerzeichen und Bindestriche sind gleichgültig.</translation>
    </message>
    <message>
        <source>The link of an invite.</source>
        <translation>Der Link einer Einladung.</translation>
    </message>
    <message>
        <source>Complete.</source>
        <translation>Vollständig.</translation>
    </message>
    <message>
        <source>%1 of %2 characters</source>
        <comment>typed, of all</comment>
        <translation>%1 von %2 Zeichen</translation>
    </message>
    <message>
        <source>The invite is not complete: it has 26 letters and figures.</source>
        <translation>Die Einladung ist nicht vollständig: Sie hat 26 Buchstaben und Ziffern.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ItemLines</name>
    <message>
        <source>Line %1 has a quantity but no item.</source>
        <translation>In Zeile %1 steht eine Menge, aber kein Posten.</translation>
    </message>
    <message>
        <source>Line %1: the quantity must be from 1 to %2.</source>
        <translation>Zeile %1: Die Menge muss zwischen 1 und %2 liegen.</translation>
    </message>
    <message numerus="yes">
        <source>An order can have at most %n item(s).</source>
        <translation>
            <numerusform>Ein Auftrag kann höchstens %n Posten haben.</numerusform>
            <numerusform>Ein Auftrag kann höchstens %n Posten haben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobActionBar</name>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>Load more jobs</source>
        <translation>Mehr Vorgänge laden</translation>
    </message>
    <message numerus="yes">
        <source>The newest %n job(s) are loaded.</source>
        <translation>
            <numerusform>Der neueste Vorgang ist geladen.</numerusform>
            <numerusform>Die neuesten %n Vorgänge sind geladen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n Vorgang</numerusform>
            <numerusform>%n Vorgänge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) selected</source>
        <translation>
            <numerusform>%n Vorgang gewählt</numerusform>
            <numerusform>%n Vorgänge gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>It may have been sent already. Check with the recipient before you repeat it.</source>
        <translation>Es wurde vielleicht schon gesendet. Fragen Sie beim Empfänger nach, bevor Sie es wiederholen.</translation>
    </message>
    <message numerus="yes">
        <source>%n of these may have been sent already. Check with the recipients before you repeat them.</source>
        <translation>
            <numerusform>%n davon wurde vielleicht schon gesendet. Fragen Sie beim Empfänger nach, bevor Sie ihn wiederholen.</numerusform>
            <numerusform>%n davon wurden vielleicht schon gesendet. Fragen Sie bei den Empfängern nach, bevor Sie sie wiederholen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobDetailPane</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <comment>heading</comment>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Details</source>
        <comment>heading</comment>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>History</source>
        <comment>heading</comment>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Job details</source>
        <translation>Einzelheiten des Vorgangs</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Einzelheiten schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Send again</source>
        <comment>a refused decision</comment>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Discard my decision</source>
        <translation>Meine Entscheidung verwerfen</translation>
    </message>
    <message>
        <source>What is sent</source>
        <comment>heading</comment>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>Copy what is sent</source>
        <translation>Kopieren, was gesendet wird</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, then sentence</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>field of a job</comment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Queue</source>
        <comment>field of a job</comment>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Tries</source>
        <comment>field of a job</comment>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>When</source>
        <comment>field of a job</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Of no use after</source>
        <comment>field of a job</comment>
        <translation>Zwecklos nach</translation>
    </message>
    <message>
        <source>Receiver&apos;s number</source>
        <comment>field of a job</comment>
        <translation>Nummer beim Empfänger</translation>
    </message>
    <message>
        <source>One after another with</source>
        <comment>field of a job</comment>
        <translation>Nacheinander mit</translation>
    </message>
    <message>
        <source>Created %1</source>
        <translation>Angelegt %1</translation>
    </message>
    <message>
        <source>Try %1: %2</source>
        <comment>number of the try, when</comment>
        <translation>Versuch %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state of a job, since when</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Next try %1</source>
        <translation>Nächster Versuch %1</translation>
    </message>
    <message>
        <source>Being loaded…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>It can not be loaded right now. It is loaded as soon as the server answers.</source>
        <translation>Kann gerade nicht geladen werden. Wird geladen, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>This kind of job sends nothing that can be shown.</source>
        <translation>Diese Art von Vorgang sendet nichts, was gezeigt werden kann.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>state of a write</comment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waiting to be stored</source>
        <translation>Wartet auf das Speichern</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobFilterBar</name>
    <message>
        <source>Order, receiver, error</source>
        <translation>Auftrag, Empfänger, Fehler</translation>
    </message>
    <message>
        <source>Which jobs to show</source>
        <translation>Welche Vorgänge gezeigt werden</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <comment>jobs</comment>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>jobs</comment>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>jobs</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>My changes</source>
        <comment>of this desk, not stored yet</comment>
        <translation>Meine Änderungen</translation>
    </message>
    <message>
        <source>Only jobs of a queue</source>
        <translation>Nur Vorgänge einer Warteschlange</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>Alle Warteschlangen</translation>
    </message>
    <message>
        <source>Read the jobs again</source>
        <translation>Vorgänge neu laden</translation>
    </message>
    <message>
        <source>Read the jobs again (F5)</source>
        <translation>Vorgänge neu laden (F5)</translation>
    </message>
    <message>
        <source>%L1+</source>
        <comment>that many and more</comment>
        <translation>%L1+</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobHealthStrip</name>
    <message>
        <source>Everything has gone out; nothing waits.</source>
        <translation>Alles ist hinausgegangen; nichts wartet.</translation>
    </message>
    <message numerus="yes">
        <source>Everything goes out on time; %n under way.</source>
        <translation>
            <numerusform>Alles geht pünktlich hinaus; %n unterwegs.</numerusform>
            <numerusform>Alles geht pünktlich hinaus; %n unterwegs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobModel</name>
    <message>
        <source>What</source>
        <comment>table column of jobs</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>State</source>
        <comment>table column of jobs</comment>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Next try / since</source>
        <comment>table column of jobs</comment>
        <translation>Nächster Versuch / seit</translation>
    </message>
    <message>
        <source>Tries</source>
        <comment>table column of jobs</comment>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <comment>table column of jobs</comment>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>table column of jobs</comment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Queue</source>
        <comment>table column of jobs</comment>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Created</source>
        <comment>table column of jobs</comment>
        <translation>Angelegt</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobStateDelegate</name>
    <message>
        <source>Refused</source>
        <comment>a decision about a job</comment>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobText</name>
    <message>
        <source>The other side did not let us in (HTTP %1): check the key in the settings</source>
        <translation>Die Gegenseite hat uns nicht eingelassen (HTTP %1): Schlüssel in den Einstellungen prüfen</translation>
    </message>
    <message>
        <source>The address no longer exists over there (HTTP %1)</source>
        <translation>Die Adresse gibt es dort nicht mehr (HTTP %1)</translation>
    </message>
    <message>
        <source>The other side did not answer in time (HTTP %1)</source>
        <translation>Die Gegenseite hat nicht rechtzeitig geantwortet (HTTP %1)</translation>
    </message>
    <message>
        <source>The other side asked us to slow down (HTTP %1)</source>
        <translation>Die Gegenseite bat, langsamer zu senden (HTTP %1)</translation>
    </message>
    <message>
        <source>The other side had a fault of its own (HTTP %1)</source>
        <translation>Die Gegenseite hatte selbst eine Störung (HTTP %1)</translation>
    </message>
    <message>
        <source>The other side did not accept it (HTTP %1)</source>
        <translation>Die Gegenseite hat es nicht angenommen (HTTP %1)</translation>
    </message>
    <message>
        <source>Order notices</source>
        <comment>what is delayed</comment>
        <translation>Auftragsmeldungen</translation>
    </message>
    <message>
        <source>Messages to the outside</source>
        <comment>what is delayed</comment>
        <translation>Meldungen nach außen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>what is delayed, then how many wait</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>written time, then how long ago</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>state of a job</comment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Will try again</source>
        <comment>state of a job</comment>
        <translation>Neuer Versuch folgt</translation>
    </message>
    <message>
        <source>Planned</source>
        <comment>state of a job</comment>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Being done</source>
        <comment>state of a job</comment>
        <translation>Wird erledigt</translation>
    </message>
    <message>
        <source>Being sent</source>
        <comment>state of a job</comment>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Perhaps sent</source>
        <comment>state of a job</comment>
        <translation>Vielleicht gesendet</translation>
    </message>
    <message>
        <source>Decide</source>
        <comment>state of a job: a person has to</comment>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>state of a job</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Given up</source>
        <comment>state of a job</comment>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Discarded</source>
        <comment>state of a job</comment>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Too late</source>
        <comment>state of a job</comment>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>It goes out by itself; nothing needs to be done.</source>
        <translation>Es geht von selbst hinaus; es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>It is under way right now.</source>
        <translation>Es ist gerade unterwegs.</translation>
    </message>
    <message>
        <source>It may have been sent: the answer was lost. The server is asking the other side whether it arrived.</source>
        <translation>Es wurde vielleicht gesendet: Die Antwort ging verloren. Der Server fragt bei der Gegenseite nach, ob es angekommen ist.</translation>
    </message>
    <message>
        <source>Unknown: it may have been sent; check with the recipient before you repeat it.</source>
        <translation>Unbekannt: Es wurde vielleicht gesendet; fragen Sie beim Empfänger nach, bevor Sie es wiederholen.</translation>
    </message>
    <message>
        <source>It stopped and waits for your decision.</source>
        <translation>Es ist stehen geblieben und wartet auf Ihre Entscheidung.</translation>
    </message>
    <message>
        <source>It has been done.</source>
        <translation>Es ist erledigt.</translation>
    </message>
    <message>
        <source>It was tried and has been given up. It was not sent.</source>
        <translation>Es wurde versucht und aufgegeben. Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Somebody decided that it is not wanted any more.</source>
        <translation>Jemand hat entschieden, dass es nicht mehr gebraucht wird.</translation>
    </message>
    <message>
        <source>Its time passed before it could be sent. It was not sent.</source>
        <translation>Seine Zeit war um, bevor es gesendet werden konnte. Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Order notice</source>
        <comment>kind of job</comment>
        <translation>Auftragsmeldung</translation>
    </message>
    <message>
        <source>Message from outside</source>
        <comment>kind of job</comment>
        <translation>Nachricht von außen</translation>
    </message>
    <message>
        <source>Guest data export</source>
        <comment>kind of job</comment>
        <translation>Auskunft über Gastdaten</translation>
    </message>
    <message>
        <source>Guest data erasure</source>
        <comment>kind of job</comment>
        <translation>Löschung von Gastdaten</translation>
    </message>
    <message>
        <source>Bookings</source>
        <comment>queue of jobs</comment>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Messages to guests</source>
        <comment>queue of jobs</comment>
        <translation>Nachrichten an Gäste</translation>
    </message>
    <message>
        <source>Calendars</source>
        <comment>queue of jobs</comment>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Figures</source>
        <comment>queue of jobs</comment>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <comment>queue of jobs</comment>
        <translation>Nachfassen</translation>
    </message>
    <message>
        <source>Files</source>
        <comment>queue of jobs</comment>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Web pages</source>
        <comment>queue of jobs</comment>
        <translation>Webseiten</translation>
    </message>
    <message>
        <source>Other systems</source>
        <comment>queue of jobs</comment>
        <translation>Andere Systeme</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>tries so far, tries at most</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Next try %1 (%2)</source>
        <comment>written time, then how far that is</comment>
        <translation>Nächster Versuch %1 (%2)</translation>
    </message>
    <message>
        <source>Due since %1 (%2)</source>
        <comment>written time, then how long ago</comment>
        <translation>Fällig seit %1 (%2)</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>The server stopped several times while working on it</source>
        <translation>Der Server ist dabei mehrmals stehen geblieben</translation>
    </message>
    <message>
        <source>The other side could not prove who it is (certificate)</source>
        <translation>Die Gegenseite konnte sich nicht ausweisen (Zertifikat)</translation>
    </message>
    <message>
        <source>There is no such address</source>
        <translation>Diese Adresse gibt es nicht</translation>
    </message>
    <message>
        <source>Nothing answers at this address</source>
        <translation>Unter dieser Adresse antwortet nichts</translation>
    </message>
    <message>
        <source>The connection broke before the answer came</source>
        <translation>Die Verbindung brach ab, bevor die Antwort kam</translation>
    </message>
    <message>
        <source>No answer came in time</source>
        <translation>Es kam nicht rechtzeitig eine Antwort</translation>
    </message>
    <message>
        <source>Its time had passed</source>
        <translation>Seine Zeit war um</translation>
    </message>
    <message>
        <source>Send again anyway</source>
        <translation>Trotzdem erneut senden</translation>
    </message>
    <message>
        <source>Try again</source>
        <comment>a job</comment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <comment>a job</comment>
        <translation>Als gesendet merken</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>a job</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Sends it once more without waiting for the other side&apos;s word.</source>
        <translation>Sendet es noch einmal, ohne auf die Auskunft der Gegenseite zu warten.</translation>
    </message>
    <message>
        <source>Sends it once more. If the first one did arrive, it is there twice.</source>
        <translation>Sendet es noch einmal. Falls das erste doch ankam, ist es zweimal da.</translation>
    </message>
    <message>
        <source>Puts it back in the queue. The other side drops a repeat, so it can not happen twice.</source>
        <translation>Stellt es wieder in die Warteschlange. Die Gegenseite verwirft Wiederholungen, es kann also nicht zweimal geschehen.</translation>
    </message>
    <message>
        <source>Puts it back in the queue.</source>
        <translation>Stellt es wieder in die Warteschlange.</translation>
    </message>
    <message>
        <source>Nothing more is sent. Use it when it has arrived, or when you have passed it on yourself.</source>
        <translation>Es wird nichts mehr gesendet. Für den Fall, dass es angekommen ist oder Sie es selbst weitergegeben haben.</translation>
    </message>
    <message>
        <source>Nothing more is sent, and it counts as not done.</source>
        <translation>Es wird nichts mehr gesendet, und es gilt als nicht erledigt.</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <comment>what was decided about a job</comment>
        <translation>Neuer Versuch…</translation>
    </message>
    <message>
        <source>Marking as sent…</source>
        <comment>what was decided about a job</comment>
        <translation>Wird als gesendet gemerkt…</translation>
    </message>
    <message>
        <source>Discarding…</source>
        <comment>what was decided about a job</comment>
        <translation>Wird verworfen…</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) will be tried again.</source>
        <translation>
            <numerusform>%n Vorgang wird erneut versucht.</numerusform>
            <numerusform>%n Vorgänge werden erneut versucht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marking %n job(s) as sent…</source>
        <translation>
            <numerusform>%n Vorgang wird als gesendet gemerkt…</numerusform>
            <numerusform>%n Vorgänge werden als gesendet gemerkt…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discarding %n job(s)…</source>
        <translation>
            <numerusform>%n Vorgang wird verworfen…</numerusform>
            <numerusform>%n Vorgänge werden verworfen…</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 delayed: %2 not answering since %3</source>
        <comment>what, who, when</comment>
        <translation>%1 verzögert: %2 antwortet nicht seit %3</translation>
    </message>
    <message>
        <source>%1 delayed: %2 not answering</source>
        <comment>what, who</comment>
        <translation>%1 verzögert: %2 antwortet nicht</translation>
    </message>
    <message>
        <source>%1: trying %2 again</source>
        <comment>what is delayed, who</comment>
        <translation>%1: %2 wird wieder versucht</translation>
    </message>
    <message>
        <source>%1: %2, the oldest for %3</source>
        <comment>queue, how many wait, how long</comment>
        <translation>%1: %2, am längsten seit %3</translation>
    </message>
    <message>
        <source>Try now</source>
        <comment>a job</comment>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Does it at once instead of at the planned time.</source>
        <translation>Erledigt es sofort statt zur geplanten Zeit.</translation>
    </message>
    <message>
        <source>%1 does not answer; it waits until it does</source>
        <translation>%1 antwortet nicht; es wartet so lange</translation>
    </message>
    <message>
        <source>The connection failed, nobody knows why</source>
        <translation>Die Verbindung scheiterte aus unbekanntem Grund</translation>
    </message>
    <message>
        <source>Order %1 to %2</source>
        <comment>what is sent, where to</comment>
        <translation>Auftrag %1 an %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::JobsPage</name>
    <message>
        <source>Jobs</source>
        <comment>page</comment>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Everything you entered is stored</source>
        <translation>Alles, was Sie eingegeben haben, ist gespeichert</translation>
    </message>
    <message>
        <source>Changes made while the server can not be reached wait here, and refused ones with their text.</source>
        <translation>Änderungen, die ohne Verbindung zum Server gemacht wurden, warten hier, und abgelehnte mit ihrem Text.</translation>
    </message>
    <message>
        <source>No job fits</source>
        <translation>Kein Vorgang passt</translation>
    </message>
    <message>
        <source>Another queue or word may show more.</source>
        <translation>Eine andere Warteschlange oder ein anderes Wort zeigt vielleicht mehr.</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>Alle Vorgänge zeigen</translation>
    </message>
    <message>
        <source>Nothing needs you here</source>
        <translation>Hier braucht Sie nichts</translation>
    </message>
    <message>
        <source>What could not be sent, came too late or may have been sent already appears here by itself.</source>
        <translation>Was nicht gesendet werden konnte, zu spät kam oder vielleicht schon gesendet wurde, erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>Notices and messages that go out by themselves appear here until they have gone.</source>
        <translation>Meldungen und Nachrichten, die von selbst hinausgehen, erscheinen hier, bis sie weg sind.</translation>
    </message>
    <message>
        <source>Nothing has gone out yet</source>
        <translation>Noch ist nichts hinausgegangen</translation>
    </message>
    <message>
        <source>What has been done in the last 7 days appears here.</source>
        <translation>Was in den letzten 7 Tagen erledigt wurde, erscheint hier.</translation>
    </message>
    <message>
        <source>What needs attention (2 waiting, 3 done, 4 my changes)</source>
        <translation>Was Sie braucht (2 wartend, 3 erledigt, 4 meine Änderungen)</translation>
    </message>
    <message>
        <source>Open the job</source>
        <translation>Vorgang öffnen</translation>
    </message>
    <message>
        <source>Select all jobs of the list</source>
        <translation>Alle Vorgänge der Liste wählen</translation>
    </message>
    <message>
        <source>Try the selected jobs again</source>
        <translation>Gewählte Vorgänge erneut versuchen</translation>
    </message>
    <message>
        <source>Mark as sent; can be undone for 10 seconds</source>
        <translation>Als gesendet merken; 10 Sekunden lang rückgängig zu machen</translation>
    </message>
    <message>
        <source>Discard; can be undone for 10 seconds</source>
        <translation>Verwerfen; 10 Sekunden lang rückgängig zu machen</translation>
    </message>
    <message>
        <source>Undo the last decision while it is held</source>
        <translation>Letzte Entscheidung zurücknehmen, solange sie noch wartet</translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation>Vorgänge suchen</translation>
    </message>
    <message>
        <source>Read the jobs again</source>
        <translation>Vorgänge neu laden</translation>
    </message>
    <message>
        <source>Copy the selected rows as text</source>
        <translation>Gewählte Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Show jobs that need attention</source>
        <translation>Vorgänge zeigen, die Sie brauchen</translation>
    </message>
    <message>
        <source>Show waiting jobs</source>
        <translation>Wartende Vorgänge zeigen</translation>
    </message>
    <message>
        <source>Show my changes that are not stored</source>
        <translation>Meine nicht gespeicherten Änderungen zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::KeyMapOverlay</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Esc closes this.</source>
        <translation>Mit Esc schließen.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::KeysSection</name>
    <message>
        <source>With a key another program acts for this property, within what the key allows. Give each program its own.</source>
        <translation>Mit einem Schlüssel handelt ein anderes Programm für dieses Haus, soweit der Schlüssel es erlaubt. Geben Sie jedem Programm seinen eigenen.</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>table column of keys</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>May</source>
        <comment>table column of keys: what a key allows</comment>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Begins with</source>
        <comment>table column of keys</comment>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>table column of keys</comment>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Good until</source>
        <comment>table column of keys</comment>
        <translation>Gilt bis</translation>
    </message>
    <message>
        <source>Made by</source>
        <comment>table column of keys</comment>
        <translation>Erstellt von</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Schlüssel erstellen</translation>
    </message>
    <message>
        <source>Make a key (N)</source>
        <translation>Einen Schlüssel erstellen (N)</translation>
    </message>
    <message>
        <source>API keys</source>
        <comment>section of the setup</comment>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>No program has a key</source>
        <translation>Kein Programm hat einen Schlüssel</translation>
    </message>
    <message>
        <source>Keys for other programs appear here, with when they were last used.</source>
        <translation>Schlüssel für andere Programme erscheinen hier, mit ihrer letzten Benutzung.</translation>
    </message>
    <message>
        <source>Without end</source>
        <comment>validity of a key</comment>
        <translation>Ohne Ende</translation>
    </message>
    <message>
        <source>Expired</source>
        <comment>validity of a key</comment>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>last use of a key</comment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>New API key</source>
        <translation>Neuer API-Schlüssel</translation>
    </message>
    <message>
        <source>What is it for?</source>
        <translation>Wofür ist er?</translation>
    </message>
    <message>
        <source>Property management system</source>
        <translation>Hotelverwaltung</translation>
    </message>
    <message>
        <source>How long is it good?</source>
        <translation>Wie lange gilt er?</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>One year</source>
        <translation>Ein Jahr</translation>
    </message>
    <message>
        <source>Until it is revoked</source>
        <translation>Bis er widerrufen wird</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Schlüssel erstellen</translation>
    </message>
    <message>
        <source>What may the program do?</source>
        <translation>Was darf das Programm?</translation>
    </message>
    <message>
        <source>Give it a name, so that you know later whose it is.</source>
        <translation>Geben Sie ihm einen Namen, damit Sie später wissen, wem er gehört.</translation>
    </message>
    <message>
        <source>Choose at least one.</source>
        <translation>Wählen Sie mindestens eines.</translation>
    </message>
    <message>
        <source>The key, shown only now</source>
        <translation>Der Schlüssel, nur jetzt zu sehen</translation>
    </message>
    <message>
        <source>Put it where the program keeps its secrets. Whoever has it can do what it allows; if it gets lost, revoke it and make a new one.</source>
        <translation>Legen Sie ihn dorthin, wo das Programm seine Geheimnisse hat. Wer ihn hat, kann tun, was er erlaubt; geht er verloren, widerrufen Sie ihn und erstellen einen neuen.</translation>
    </message>
    <message>
        <source>Begins with</source>
        <comment>fact of a key</comment>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>May</source>
        <comment>fact of a key: what it allows</comment>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Made</source>
        <comment>fact of a key: when</comment>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Made by</source>
        <comment>fact of a key</comment>
        <translation>Erstellt von</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>fact of a key</comment>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Good until</source>
        <comment>fact of a key</comment>
        <translation>Gilt bis</translation>
    </message>
    <message>
        <source>Revoke this key</source>
        <translation>Diesen Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>Press again: the program stops at once</source>
        <translation>Noch einmal drücken: Das Programm steht sofort still</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <comment>name of a key</comment>
        <translation>Widerrufen: %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Kpis</name>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Calls that began in this period.</source>
        <translation>Anrufe, die in diesem Zeitraum begonnen haben.</translation>
    </message>
    <message>
        <source>Handled by the assistant</source>
        <translation>Assistent erledigt</translation>
    </message>
    <message>
        <source>Share of calls that the assistant completed without a person.</source>
        <translation>Anteil der Anrufe, die der Assistent ohne Mitarbeiter zu Ende geführt hat.</translation>
    </message>
    <message>
        <source>Handed to a person</source>
        <translation>An Mitarbeiter übergeben</translation>
    </message>
    <message>
        <source>Share of calls that were handed to a person.</source>
        <translation>Anteil der Anrufe, die an Mitarbeiter übergeben wurden.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Orders that were created in this period.</source>
        <translation>Aufträge, die in diesem Zeitraum angelegt wurden.</translation>
    </message>
    <message>
        <source>Orders done</source>
        <translation>Erledigte Aufträge</translation>
    </message>
    <message>
        <source>Share of the orders of this period that are done.</source>
        <translation>Anteil der Aufträge dieses Zeitraums, die erledigt sind.</translation>
    </message>
    <message>
        <source>Lost calls</source>
        <translation>Verlorene Anrufe</translation>
    </message>
    <message>
        <source>Calls that nobody answered or that broke off for a technical reason.</source>
        <translation>Anrufe, die niemand angenommen hat oder die aus technischen Gründen abgebrochen sind.</translation>
    </message>
    <message>
        <source>–</source>
        <comment>no figure</comment>
        <translation>–</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) more</source>
        <comment>percentage points</comment>
        <translation>
            <numerusform>%n Punkt mehr</numerusform>
            <numerusform>%n Punkte mehr</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) less</source>
        <comment>percentage points</comment>
        <translation>
            <numerusform>%n Punkt weniger</numerusform>
            <numerusform>%n Punkte weniger</numerusform>
        </translation>
    </message>
    <message>
        <source>Average duration</source>
        <translation>Mittlere Dauer</translation>
    </message>
    <message>
        <source>Over calls with a known duration.</source>
        <translation>Über Anrufe mit bekannter Dauer.</translation>
    </message>
    <message>
        <source>%1 longer</source>
        <translation>%1 länger</translation>
    </message>
    <message>
        <source>%1 shorter</source>
        <translation>%1 kürzer</translation>
    </message>
    <message>
        <source>Cost of voice and AI</source>
        <translation>Kosten für Sprache und KI</translation>
    </message>
    <message>
        <source>What the voice provider charged for the calls of this period.</source>
        <translation>Was der Sprachanbieter für die Anrufe dieses Zeitraums berechnet hat.</translation>
    </message>
    <message>
        <source>none before</source>
        <translation>davor keine</translation>
    </message>
    <message>
        <source>%1 more</source>
        <comment>percentage</comment>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 less</source>
        <comment>percentage</comment>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>wie davor</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Languages</name>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgarisch</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Kroatisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estnisch</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Lettisch</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Litauisch</translation>
    </message>
    <message>
        <source>Malay</source>
        <translation>Malaiisch</translation>
    </message>
    <message>
        <source>Norwegian Bokmal</source>
        <translation>Norwegisch</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>Serbisch</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slowakisch</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Slowenisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Thai</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Vietnamesisch</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::LinkPopover</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>What works</source>
        <translation>Was geht</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Was wartet</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show my changes</source>
        <translation>Meine Änderungen zeigen</translation>
    </message>
    <message>
        <source>Your changes that were refused</source>
        <translation>Ihre abgelehnten Änderungen</translation>
    </message>
    <message>
        <source>Your changes that wait</source>
        <translation>Ihre wartenden Änderungen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::LinkText</name>
    <message>
        <source>%1 · %2</source>
        <comment>connection state, then what waits</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n Änderung wartet</numerusform>
            <numerusform>%n Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Live</source>
        <comment>connection state</comment>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connected. What you see is what is happening now.</source>
        <translation>Verbunden. Was Sie sehen, geschieht gerade.</translation>
    </message>
    <message>
        <source>Calls and orders appear as they happen.</source>
        <translation>Anrufe und Aufträge erscheinen, sobald sie geschehen.</translation>
    </message>
    <message>
        <source>Your changes reach the server at once.</source>
        <translation>Ihre Änderungen erreichen den Server sofort.</translation>
    </message>
    <message>
        <source>Everything loaded so far can be read, searched and printed.</source>
        <translation>Alles bisher Geladene lässt sich lesen, durchsuchen und drucken.</translation>
    </message>
    <message>
        <source>Orders can be created and changed; they are kept here and sent as soon as the link is back.</source>
        <translation>Aufträge lassen sich anlegen und ändern; sie bleiben hier und werden gesendet, sobald die Verbindung wieder steht.</translation>
    </message>
    <message>
        <source>New calls and changes by others.</source>
        <translation>Neue Anrufe und Änderungen von anderen.</translation>
    </message>
    <message>
        <source>Server unreachable since %1</source>
        <translation>Server nicht erreichbar seit %1</translation>
    </message>
    <message>
        <source>Server unreachable</source>
        <translation>Server nicht erreichbar</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of yours not yet sent.</source>
        <translation>
            <numerusform>%n Änderung von Ihnen ist noch nicht gesendet.</numerusform>
            <numerusform>%n Änderungen von Ihnen sind noch nicht gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Last heard from the server: %1 (%2).</source>
        <translation>Zuletzt vom Server gehört: %1 (%2).</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Nobody is signed in at this desk.</source>
        <translation>An diesem Platz ist niemand angemeldet.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut …</translation>
    </message>
    <message>
        <source>The console is connecting to the server.</source>
        <translation>Das Programm verbindet sich mit dem Server.</translation>
    </message>
    <message>
        <source>Catching up…</source>
        <translation>Holt auf …</translation>
    </message>
    <message>
        <source>Connected again; what happened in the meantime is still coming in.</source>
        <translation>Wieder verbunden; was inzwischen geschehen ist, trifft gerade ein.</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>Verbindet neu …</translation>
    </message>
    <message>
        <source>The connection broke a moment ago. The console is trying to reach the server again.</source>
        <translation>Die Verbindung ist gerade abgebrochen. Das Programm versucht, den Server wieder zu erreichen.</translation>
    </message>
    <message>
        <source>The server has not answered for a while. The console keeps trying by itself.</source>
        <translation>Der Server antwortet seit einiger Zeit nicht. Das Programm versucht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Session expired: sign in again</source>
        <translation>Anmeldung abgelaufen: bitte neu anmelden</translation>
    </message>
    <message>
        <source>The server wants you to sign in again. Nothing you have entered is lost.</source>
        <translation>Der Server verlangt eine neue Anmeldung. Nichts, was Sie eingegeben haben, geht verloren.</translation>
    </message>
    <message>
        <source>Server&apos;s disk is full</source>
        <translation>Festplatte des Servers ist voll</translation>
    </message>
    <message>
        <source>Server takes no changes</source>
        <translation>Server nimmt keine Änderungen an</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full: reading works, changes wait here. Tell whoever runs the server.</source>
        <translation>Die Festplatte des Servers ist voll: Lesen geht, Änderungen warten hier. Sagen Sie dem Bescheid, der den Server betreut.</translation>
    </message>
    <message>
        <source>The server can not write to its disk: reading works, changes wait here. Tell whoever runs the server.</source>
        <translation>Der Server kann nicht auf seine Festplatte schreiben: Lesen geht, Änderungen warten hier. Sagen Sie dem Bescheid, der den Server betreut.</translation>
    </message>
    <message>
        <source>Everything can be read, searched and printed.</source>
        <translation>Alles kann gelesen, durchsucht und gedruckt werden.</translation>
    </message>
    <message>
        <source>Orders can be created and changed; they are kept here and sent as soon as there is room.</source>
        <translation>Aufträge können angelegt und geändert werden; sie werden hier aufbewahrt und gesendet, sobald Platz ist.</translation>
    </message>
    <message>
        <source>The server&apos;s disk is nearly full. Tell whoever runs the server.</source>
        <translation>Die Festplatte des Servers ist fast voll. Sagen Sie dem Bescheid, der den Server betreut.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ListSection</name>
    <message>
        <source>This list could not be read anew</source>
        <translation>Diese Liste ließ sich nicht neu lesen</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, then sentence</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::LockScreen</name>
    <message>
        <source>Code of your authenticator app</source>
        <translation>Code Ihrer Authenticator-App</translation>
    </message>
    <message>
        <source>Somebody else…</source>
        <translation>Jemand anderes …</translation>
    </message>
    <message>
        <source>This desk is locked</source>
        <translation>Dieser Platz ist gesperrt</translation>
    </message>
    <message>
        <source>People of this desk</source>
        <translation>Leute dieses Platzes</translation>
    </message>
    <message>
        <source>Sign in as somebody who is not in the list</source>
        <translation>Als jemand anmelden, der nicht in der Liste steht</translation>
    </message>
    <message>
        <source>%1 has locked it. What was typed is kept.</source>
        <comment>name of a person</comment>
        <translation>%1 hat ihn gesperrt. Was eingegeben war, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Use the PIN</source>
        <translation>Die PIN nehmen</translation>
    </message>
    <message>
        <source>Use the password</source>
        <translation>Das Passwort nehmen</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>Etwas fehlt</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>Type your PIN.</source>
        <translation>Geben Sie Ihre PIN ein.</translation>
    </message>
    <message>
        <source>One more step</source>
        <translation>Noch ein Schritt</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Wird entsperrt …</translation>
    </message>
    <message numerus="yes">
        <source>Wait %n second(s)</source>
        <translation>
            <numerusform>Noch %n Sekunde warten</numerusform>
            <numerusform>Noch %n Sekunden warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) ringing</source>
        <translation>
            <numerusform>%n Anruf klingelt</numerusform>
            <numerusform>%n Anrufe klingeln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::MainWindow</name>
    <message>
        <source>Deskbell</source>
        <translation>Deskbell</translation>
    </message>
    <message>
        <source>%1 – Deskbell</source>
        <comment>property name in the window title</comment>
        <translation>%1 – Deskbell</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <comment>page</comment>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Use the light appearance</source>
        <translation>Helle Darstellung verwenden</translation>
    </message>
    <message>
        <source>Use the dark appearance</source>
        <translation>Dunkle Darstellung verwenden</translation>
    </message>
    <message>
        <source>Show keyboard shortcuts</source>
        <translation>Tastenkürzel zeigen</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Search or type a command</source>
        <translation>Suchen oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close the innermost thing</source>
        <translation>Das Innerste schließen</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, then sentence</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>order code, then what happened</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Show</source>
        <comment>jump to the refused order</comment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Changes can not be kept on this computer: its disk does not take them.</source>
        <translation>Änderungen können auf diesem Computer nicht aufbewahrt werden: Seine Festplatte nimmt sie nicht an.</translation>
    </message>
    <message>
        <source>Earlier changes could not be read and were not sent.</source>
        <translation>Frühere Änderungen konnten nicht gelesen werden und wurden nicht gesendet.</translation>
    </message>
    <message>
        <source>Show</source>
        <comment>jump to the changes that were lost</comment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show</source>
        <comment>jump to the refused decision</comment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Back to the locked desk</source>
        <translation>Zurück zum gesperrten Platz</translation>
    </message>
    <message>
        <source>Locked – Deskbell</source>
        <translation>Gesperrt – Deskbell</translation>
    </message>
    <message>
        <source>Lock the desk</source>
        <translation>Platz sperren</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::NewOrderSheet</name>
    <message>
        <source>Create order</source>
        <translation>Auftrag anlegen</translation>
    </message>
    <message>
        <source>Clear</source>
        <comment>empty the form</comment>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <source>Room</source>
        <comment>field of an order</comment>
        <translation>Zimmer</translation>
    </message>
    <message>
        <source>Items, one per line</source>
        <translation>Posten, einer je Zeile</translation>
    </message>
    <message>
        <source>Department</source>
        <comment>field of an order</comment>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Due</source>
        <comment>field of an order</comment>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>field of an order</comment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Close the form; what you typed is kept</source>
        <translation>Formular schließen; Ihre Eingaben bleiben erhalten</translation>
    </message>
    <message>
        <source>2x towels
club sandwich</source>
        <translation>2x Handtücher
Clubsandwich</translation>
    </message>
    <message>
        <source>20:30, in 30 min, tomorrow 8:00</source>
        <translation>20:30, in 30 Min., morgen 8:00</translation>
    </message>
    <message>
        <source>Create the order (Ctrl+Enter)</source>
        <translation>Auftrag anlegen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Empty the form</source>
        <translation>Formular leeren</translation>
    </message>
    <message>
        <source>Chosen from the items</source>
        <translation>Ergibt sich aus den Posten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>written-out time and how far away it is</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Which room is it for?</source>
        <translation>Für welches Zimmer ist es?</translation>
    </message>
    <message>
        <source>Write at least one item.</source>
        <translation>Schreiben Sie mindestens einen Posten.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::NotesEditor</name>
    <message>
        <source>Save notes</source>
        <translation>Notizen speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>unsaved notes</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Notes of the order</source>
        <translation>Notizen zum Auftrag</translation>
    </message>
    <message>
        <source>Add a note for colleagues</source>
        <translation>Notiz für Kollegen hinzufügen</translation>
    </message>
    <message>
        <source>Save notes (Ctrl+Enter)</source>
        <translation>Notizen speichern (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Discard the unsaved notes</source>
        <translation>Ungespeicherte Notizen verwerfen</translation>
    </message>
    <message>
        <source>%1 has changed the notes meanwhile to: “%2”. Yours are kept here.</source>
        <translation>Die Notizen wurden inzwischen von %1 geändert: „%2“. Ihre sind hier noch da.</translation>
    </message>
    <message>
        <source>Not saved yet. Ctrl+Enter saves.</source>
        <translation>Noch nicht gespeichert. Strg+Eingabe speichert.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrderCardDelegate</name>
    <message>
        <source>Cancelling…</source>
        <translation>Wird storniert …</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>state of a write</comment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>New</source>
        <comment>an order without a code yet</comment>
        <translation>Noch ohne Nr.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrderDetail</name>
    <message>
        <source>Cancel order</source>
        <translation>Stornieren</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Open the call</source>
        <translation>Anruf öffnen</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>heading</comment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>History</source>
        <comment>heading</comment>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Order details</source>
        <translation>Einzelheiten zum Auftrag</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Einzelheiten schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Cancel this order (X). It can be undone for 10 seconds.</source>
        <translation>Diesen Auftrag stornieren (X). Lässt sich 10 Sekunden lang rückgängig machen.</translation>
    </message>
    <message>
        <source>Keep the order</source>
        <translation>Auftrag behalten</translation>
    </message>
    <message>
        <source>Open the call this order came from</source>
        <translation>Anruf öffnen, aus dem dieser Auftrag stammt</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Zimmer %1</translation>
    </message>
    <message>
        <source>not numbered yet</source>
        <translation>noch ohne Nummer</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird storniert …</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does and its key</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Due %1</source>
        <translation>Fällig: %1</translation>
    </message>
    <message>
        <source>Created by %1, %2</source>
        <translation>Angelegt von %1, %2</translation>
    </message>
    <message>
        <source>Last changed by %1, %2</source>
        <translation>Zuletzt geändert von %1, %2</translation>
    </message>
    <message>
        <source>Stored</source>
        <comment>state of a write</comment>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>state of a write</comment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>state of a write</comment>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrderFilterBar</name>
    <message>
        <source>Code, item, note</source>
        <translation>Nummer, Posten, Notiz</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <source>Show orders as board or table</source>
        <translation>Aufträge als Tafel oder Tabelle zeigen</translation>
    </message>
    <message>
        <source>Board</source>
        <comment>way to show orders</comment>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Table</source>
        <comment>way to show orders</comment>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Only orders of a department</source>
        <translation>Nur Aufträge einer Abteilung</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>Alle Abteilungen</translation>
    </message>
    <message>
        <source>Room</source>
        <comment>filter</comment>
        <translation>Zimmer</translation>
    </message>
    <message>
        <source>Only orders of a room</source>
        <translation>Nur Aufträge eines Zimmers</translation>
    </message>
    <message>
        <source>New order (N)</source>
        <translation>Neuer Auftrag (N)</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrderModel</name>
    <message>
        <source>Code</source>
        <comment>table column</comment>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Room</source>
        <comment>table column</comment>
        <translation>Zimmer</translation>
    </message>
    <message>
        <source>Items</source>
        <comment>table column</comment>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Status</source>
        <comment>table column</comment>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Department</source>
        <comment>table column</comment>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Due</source>
        <comment>table column</comment>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>table column</comment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Created</source>
        <comment>table column</comment>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>From</source>
        <comment>table column: where the order came from</comment>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Changed by</source>
        <comment>table column</comment>
        <translation>Geändert von</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird storniert …</translation>
    </message>
    <message>
        <source>Staff</source>
        <comment>source of an order</comment>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>Call</source>
        <comment>source of an order</comment>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>room %1</source>
        <translation>Zimmer %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrderText</name>
    <message numerus="yes">
        <source>late %n min</source>
        <translation>
            <numerusform>%n Min. zu spät</numerusform>
            <numerusform>%n Min. zu spät</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>late %n h</source>
        <translation>
            <numerusform>%n Std. zu spät</numerusform>
            <numerusform>%n Std. zu spät</numerusform>
        </translation>
    </message>
    <message>
        <source>late %1 h %2 min</source>
        <translation>%1 Std. %2 Min. zu spät</translation>
    </message>
    <message numerus="yes">
        <source>late %n day(s)</source>
        <translation>
            <numerusform>%n Tag zu spät</numerusform>
            <numerusform>%n Tage zu spät</numerusform>
        </translation>
    </message>
    <message>
        <source>Pending</source>
        <comment>order status</comment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Accepted</source>
        <comment>order status</comment>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>In progress</source>
        <comment>order status</comment>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>order status</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>order status</comment>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Put back</source>
        <comment>step of an order</comment>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Accept</source>
        <comment>step of an order</comment>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Start</source>
        <comment>step of an order</comment>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <comment>step of an order</comment>
        <translation>Erledigt melden</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <comment>step of an order</comment>
        <translation>Stornieren</translation>
    </message>
    <message>
        <source>Room service</source>
        <comment>department</comment>
        <translation>Zimmerservice</translation>
    </message>
    <message>
        <source>Housekeeping</source>
        <comment>department</comment>
        <translation>Housekeeping</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <comment>department</comment>
        <translation>Haustechnik</translation>
    </message>
    <message>
        <source>Concierge</source>
        <comment>department</comment>
        <translation>Concierge</translation>
    </message>
    <message>
        <source>Front desk</source>
        <comment>department</comment>
        <translation>Rezeption</translation>
    </message>
    <message>
        <source>No department</source>
        <translation>Keine Abteilung</translation>
    </message>
    <message>
        <source>Stored by the server</source>
        <translation>Vom Server gespeichert</translation>
    </message>
    <message>
        <source>Waiting to be stored</source>
        <translation>Wartet auf das Speichern</translation>
    </message>
    <message>
        <source>Refused: open the order to decide</source>
        <translation>Abgelehnt: Auftrag öffnen und entscheiden</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>quantity and thing</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between things of an order</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>No room</source>
        <translation>Ohne Zimmer</translation>
    </message>
    <message>
        <source>done %1</source>
        <translation>erledigt %1</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>due now</source>
        <translation>jetzt fällig</translation>
    </message>
    <message numerus="yes">
        <source>due in %n min</source>
        <translation>
            <numerusform>in %n Min. fällig</numerusform>
            <numerusform>in %n Min. fällig</numerusform>
        </translation>
    </message>
    <message>
        <source>the system</source>
        <comment>who did it</comment>
        <translation>dem System</translation>
    </message>
    <message>
        <source>the assistant</source>
        <comment>who did it</comment>
        <translation>dem Assistenten</translation>
    </message>
    <message>
        <source>the phone service</source>
        <comment>who did it</comment>
        <translation>dem Telefondienst</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OrdersPage</name>
    <message>
        <source>Orders</source>
        <comment>page</comment>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Alle Aufträge</translation>
    </message>
    <message>
        <source>Next card or column (arrow keys)</source>
        <translation>Nächste Karte oder Spalte (Pfeiltasten)</translation>
    </message>
    <message>
        <source>Open the order</source>
        <translation>Auftrag öffnen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Erledigt melden</translation>
    </message>
    <message>
        <source>Cancel order; can be undone for 10 seconds</source>
        <translation>Auftrag stornieren; 10 Sekunden lang rückgängig zu machen</translation>
    </message>
    <message>
        <source>Keep the order that is being cancelled</source>
        <translation>Auftrag behalten, der gerade storniert wird</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Aufträge suchen</translation>
    </message>
    <message>
        <source>Save notes or create the order</source>
        <translation>Notizen speichern oder Auftrag anlegen</translation>
    </message>
    <message>
        <source>Show orders as a board</source>
        <translation>Aufträge als Tafel zeigen</translation>
    </message>
    <message>
        <source>Show orders as a table</source>
        <translation>Aufträge als Tabelle zeigen</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Noch keine Aufträge</translation>
    </message>
    <message>
        <source>What guests ask for on the phone appears here by itself.</source>
        <translation>Was Gäste am Telefon wünschen, erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>No order fits</source>
        <translation>Kein Auftrag passt</translation>
    </message>
    <message>
        <source>Another room, department or word may show more.</source>
        <translation>Ein anderes Zimmer, eine andere Abteilung oder ein anderes Wort zeigt vielleicht mehr.</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
        <source>%1 is %2, so this step is not possible.</source>
        <comment>%1 is the code of an order, %2 its status</comment>
        <translation>%1 hat den Stand „%2“, deshalb geht dieser Schritt nicht.</translation>
    </message>
    <message>
        <source>Cancelling %1 for room %2…</source>
        <translation>%1 für Zimmer %2 wird storniert …</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OutcomeCard</name>
    <message>
        <source>Why it ended: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>No summary was written for this call.</source>
        <translation>Zu diesem Anruf gibt es keine Zusammenfassung.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::OverviewCharts</name>
    <message>
        <source>Room service</source>
        <translation>Zimmerservice</translation>
    </message>
    <message>
        <source>Housekeeping</source>
        <translation>Housekeeping</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Haustechnik</translation>
    </message>
    <message>
        <source>Concierge</source>
        <translation>Concierge</translation>
    </message>
    <message>
        <source>Front desk</source>
        <translation>Rezeption</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Auskunft</translation>
    </message>
    <message>
        <source>Bookings</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>Restaurant</translation>
    </message>
    <message>
        <source>Spa</source>
        <translation>Spa</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Fahrten</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Beschwerden</translation>
    </message>
    <message>
        <source>Other requests</source>
        <translation>Andere Wünsche</translation>
    </message>
    <message>
        <source>Period before</source>
        <translation>Zeitraum davor</translation>
    </message>
    <message>
        <source>Calls by hour of the day</source>
        <translation>Anrufe nach Uhrzeit</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>hours</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Calls per day</source>
        <translation>Anrufe pro Tag</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>short date on an axis</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>What guests asked for</source>
        <translation>Wünsche der Gäste</translation>
    </message>
    <message>
        <source>Kind of request</source>
        <translation>Art des Wunsches</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Alles Übrige</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PeopleSection</name>
    <message>
        <source>Everybody who may sign in to this property, and what they may do.</source>
        <translation>Alle, die sich bei diesem Haus anmelden dürfen, und was sie dürfen.</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>table column of people</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>User name</source>
        <comment>table column of people</comment>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Role</source>
        <comment>table column of people</comment>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>State</source>
        <comment>table column of people</comment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Second step</source>
        <comment>table column of people</comment>
        <translation>Zweiter Schritt</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <comment>table column of people</comment>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Invite somebody (N)</source>
        <translation>Jemanden einladen (N)</translation>
    </message>
    <message>
        <source>People</source>
        <comment>section of the setup</comment>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Eine Person hinzufügen</translation>
    </message>
    <message>
        <source>Nobody has an account yet</source>
        <translation>Noch hat niemand ein Konto</translation>
    </message>
    <message>
        <source>Whoever you invite appears here.</source>
        <translation>Wen Sie einladen, der erscheint hier.</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>last sign-in</comment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Active</source>
        <comment>state of an account</comment>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <comment>state of an account</comment>
        <translation>Stillgelegt</translation>
    </message>
    <message>
        <source>Invited</source>
        <comment>state of an account</comment>
        <translation>Eingeladen</translation>
    </message>
    <message>
        <source>On</source>
        <comment>second step of signing in</comment>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>second step of signing in</comment>
        <translation>Aus</translation>
    </message>
    <message>
        <source>%1 can sign in now.</source>
        <comment>name of a person</comment>
        <translation>%1 kann sich jetzt anmelden.</translation>
    </message>
    <message>
        <source>Access</source>
        <comment>heading above what concerns signing in</comment>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Make a new invitation code</source>
        <translation>Neuen Einladungscode erstellen</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
    <message>
        <source>The code made before is no longer good then.</source>
        <translation>Der vorige Code gilt dann nicht mehr.</translation>
    </message>
    <message>
        <source>You get a code to tell the person. Their present password works until they use it.</source>
        <translation>Sie bekommen einen Code für die Person. Ihr jetziges Passwort gilt, bis sie ihn benutzt.</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Stilllegen</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Signs them out everywhere at once. What they did stays in the log; you can activate them again.</source>
        <translation>Meldet die Person sofort überall ab. Was sie getan hat, bleibt im Protokoll; Sie können sie wieder aktivieren.</translation>
    </message>
    <message>
        <source>They can sign in again with the password they had.</source>
        <translation>Die Person kann sich wieder mit ihrem bisherigen Passwort anmelden.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <comment>name of a person</comment>
        <translation>Gespeichert: %1</translation>
    </message>
    <message>
        <source>%1 can sign in again.</source>
        <comment>name of a person</comment>
        <translation>%1 kann sich wieder anmelden.</translation>
    </message>
    <message>
        <source>%1 was deactivated and signed out.</source>
        <comment>name of a person</comment>
        <translation>%1 wurde stillgelegt und abgemeldet.</translation>
    </message>
    <message>
        <source>Undo</source>
        <comment>deactivating a person</comment>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>They choose “I have a code” where they sign in. This code is shown only now.</source>
        <translation>Die Person wählt bei der Anmeldung „Ich habe einen Code“. Dieser Code wird nur jetzt gezeigt.</translation>
    </message>
    <message>
        <source>Tell %1 this code</source>
        <comment>name of a person</comment>
        <translation>Sagen Sie %1 diesen Code</translation>
    </message>
    <message>
        <source>Tell %1 this code, in person or by phone</source>
        <comment>name of a person</comment>
        <translation>Sagen Sie %1 diesen Code, persönlich oder am Telefon</translation>
    </message>
    <message>
        <source>The server does not take this.</source>
        <translation>Der Server nimmt das nicht an.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PeriodBar</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Dates…</source>
        <translation>Von – bis …</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two dates</comment>
        <translation>bis</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Compare with the period before</source>
        <translation>Mit dem Zeitraum davor vergleichen</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date in a field</comment>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PersonForm</name>
    <message>
        <source>Name</source>
        <comment>field of a person</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Maria Weber</source>
        <translation>Maria Weber</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>maria</source>
        <translation>maria</translation>
    </message>
    <message>
        <source>E-mail (may stay empty)</source>
        <translation>E-Mail (darf leer bleiben)</translation>
    </message>
    <message>
        <source>Role</source>
        <comment>field of a person</comment>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Set a password now</source>
        <translation>Jetzt ein Passwort festlegen</translation>
    </message>
    <message>
        <source>Otherwise you get a code to tell the person; with it they choose a password themselves.</source>
        <translation>Sonst bekommen Sie einen Code für die Person; mit ihm wählt sie selbst ein Passwort.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>What is the person called?</source>
        <translation>Wie heißt die Person?</translation>
    </message>
    <message>
        <source>Use 2 to 64 letters and figures without blanks; . _ - and @ are fine.</source>
        <translation>Nehmen Sie 2 bis 64 Buchstaben und Ziffern ohne Leerzeichen; auch . _ - und @ sind erlaubt.</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>Das ist keine E-Mail-Adresse.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Save</source>
        <comment>changes to a form</comment>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Invite person</source>
        <translation>Person einladen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PropertyForm</name>
    <message>
        <source>Basics</source>
        <comment>part of the property form</comment>
        <translation>Grundlegendes</translation>
    </message>
    <message>
        <source>Name of the property</source>
        <translation>Name des Hauses</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>People type it where they sign in. Only whoever runs the server can change it.</source>
        <translation>Man tippt ihn beim Anmelden. Nur wer den Server betreibt, kann ihn ändern.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Languages spoken, the first one most</source>
        <translation>Gesprochene Sprachen, die häufigste zuerst</translation>
    </message>
    <message>
        <source>The house</source>
        <comment>part of the property form</comment>
        <translation>Das Haus</translation>
    </message>
    <message>
        <source>What guests ask about. The assistant tells only what stands here.</source>
        <translation>Wonach Gäste fragen. Der Assistent sagt nur, was hier steht.</translation>
    </message>
    <message>
        <source>In a few sentences</source>
        <translation>In ein paar Sätzen</translation>
    </message>
    <message>
        <source>Address</source>
        <comment>of the property</comment>
        <translation>Anschrift</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Check-in from</source>
        <translation>Anreise ab</translation>
    </message>
    <message>
        <source>Check-out until</source>
        <translation>Abreise bis</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Öffnungszeiten</translation>
    </message>
    <message>
        <source>Add opening hours</source>
        <translation>Öffnungszeiten hinzufügen</translation>
    </message>
    <message>
        <source>Place</source>
        <comment>column of opening hours</comment>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Days</source>
        <comment>column of opening hours</comment>
        <translation>Tage</translation>
    </message>
    <message>
        <source>From</source>
        <comment>column of opening hours</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <comment>column of opening hours</comment>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Note</source>
        <comment>column of opening hours</comment>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>Abteilungen</translation>
    </message>
    <message>
        <source>Add a department</source>
        <translation>Abteilung hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>column of departments</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>In use</source>
        <comment>column: department or service</comment>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>Floors and rooms</source>
        <translation>Etagen und Zimmer</translation>
    </message>
    <message>
        <source>Add a floor</source>
        <translation>Etage hinzufügen</translation>
    </message>
    <message>
        <source>Floor</source>
        <comment>column of rooms</comment>
        <translation>Etage</translation>
    </message>
    <message>
        <source>Rooms, for example 101–110, 201</source>
        <translation>Zimmer, zum Beispiel 101–110, 201</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Leistungen</translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation>Leistung hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>column of services</comment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Department</source>
        <comment>column of services</comment>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>What guests hear about it</source>
        <translation>Was Gäste darüber hören</translation>
    </message>
    <message>
        <source>House rules</source>
        <translation>Hausordnung</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>About</source>
        <comment>column of house rules</comment>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Rule</source>
        <comment>column of house rules</comment>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Assistant</source>
        <comment>part of the property form</comment>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>The assistant answers the telephone</source>
        <translation>Der Assistent geht ans Telefon</translation>
    </message>
    <message>
        <source>What it says first</source>
        <translation>Was er zuerst sagt</translation>
    </message>
    <message>
        <source>In the European Union it has to say that it is an AI.</source>
        <translation>In der Europäischen Union muss er sagen, dass er eine KI ist.</translation>
    </message>
    <message>
        <source>Language it begins with</source>
        <translation>Sprache, mit der er beginnt</translation>
    </message>
    <message>
        <source>Assistant at the voice provider</source>
        <translation>Assistent beim Sprachanbieter</translation>
    </message>
    <message>
        <source>How it should behave</source>
        <translation>Wie er sich verhalten soll</translation>
    </message>
    <message>
        <source>Telephone of the desk, for putting guests through</source>
        <translation>Telefon des Empfangs, um Gäste durchzustellen</translation>
    </message>
    <message>
        <source>None</source>
        <comment>department of a service</comment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>What is the property called?</source>
        <translation>Wie heißt das Haus?</translation>
    </message>
    <message>
        <source>Choose one of the list, for example Europe/Berlin.</source>
        <translation>Wählen Sie eine aus der Liste, zum Beispiel Europe/Berlin.</translation>
    </message>
    <message>
        <source>Write its three letters, for example EUR.</source>
        <translation>Schreiben Sie ihre drei Buchstaben, zum Beispiel EUR.</translation>
    </message>
    <message>
        <source>Write their codes with commas between, for example de, en, pt-BR.</source>
        <translation>Schreiben Sie ihre Kürzel mit Kommas dazwischen, zum Beispiel de, en, pt-BR.</translation>
    </message>
    <message>
        <source>Write a time such as 15:00.</source>
        <translation>Schreiben Sie eine Uhrzeit wie 15:00.</translation>
    </message>
    <message>
        <source>Write the whole address, with https:// in front.</source>
        <translation>Schreiben Sie die ganze Adresse, mit https:// davor.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PropertySection</name>
    <message>
        <source>Property</source>
        <comment>section of the setup</comment>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Save what you changed</source>
        <translation>Speichern, was Sie geändert haben</translation>
    </message>
    <message>
        <source>What is known about the property. Every change is kept in its history.</source>
        <translation>Was über das Haus bekannt ist. Jede Änderung bleibt in seinem Verlauf.</translation>
    </message>
    <message>
        <source>This could not be read anew</source>
        <translation>Das ließ sich nicht neu lesen</translation>
    </message>
    <message>
        <source>The property was saved.</source>
        <translation>Das Haus wurde gespeichert.</translation>
    </message>
    <message>
        <source>The server does not take this.</source>
        <translation>Der Server nimmt das nicht an.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Save mine over theirs</source>
        <translation>Meines über ihres speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <comment>changes to a form</comment>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep theirs</source>
        <translation>Ihres behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <comment>changes to a form</comment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Your role may read this and not change it.</source>
        <translation>Ihre Rolle darf das lesen und nicht ändern.</translation>
    </message>
    <message>
        <source>Not saved yet; it stays here until you do.</source>
        <translation>Noch nicht gespeichert; es bleibt hier, bis Sie es tun.</translation>
    </message>
    <message>
        <source>Somebody else has changed the property in the meantime</source>
        <translation>Jemand anderes hat das Haus inzwischen geändert</translation>
    </message>
    <message>
        <source>Their changes are here now, and yours on top of them. Look them over, then save; or discard yours and keep theirs.</source>
        <translation>Dessen Änderungen sind jetzt hier, Ihre darüber. Sehen Sie sie durch und speichern Sie; oder verwerfen Sie Ihre und behalten die anderen.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::PropertyText</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Kurzname</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The house</source>
        <translation>Das Haus</translation>
    </message>
    <message>
        <source>House rules</source>
        <translation>Hausordnung</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Öffnungszeiten</translation>
    </message>
    <message>
        <source>Departments</source>
        <translation>Abteilungen</translation>
    </message>
    <message>
        <source>Floors and rooms</source>
        <translation>Etagen und Zimmer</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Leistungen</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Telephone of the desk</source>
        <translation>Telefon des Empfangs</translation>
    </message>
    <message>
        <source>What the assistant knows</source>
        <translation>Was der Assistent weiß</translation>
    </message>
    <message>
        <source>Systems that are told of orders</source>
        <translation>Systeme, die von Aufträgen erfahren</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Sign-in with the organisation&apos;s account</source>
        <translation>Anmeldung mit dem Konto der Organisation</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Wie lange etwas aufbewahrt wird</translation>
    </message>
    <message>
        <source>on</source>
        <comment>a switch</comment>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <comment>a switch</comment>
        <translation>aus</translation>
    </message>
    <message>
        <source>Nothing</source>
        <comment>value of a field</comment>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Too long to be shown here</source>
        <translation>Zu lang, um es hier zu zeigen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ProviderCard</name>
    <message>
        <source>Is set; never shown again</source>
        <translation>Ist gesetzt; wird nie wieder gezeigt</translation>
    </message>
    <message>
        <source>Not set</source>
        <comment>credential of a provider</comment>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Whatever stays empty here is not set in the new credentials.</source>
        <translation>Was hier leer bleibt, ist in den neuen Zugangsdaten nicht gesetzt.</translation>
    </message>
    <message>
        <source>Test</source>
        <comment>try credentials of a provider</comment>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>credentials of a provider</comment>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Press again to remove</source>
        <translation>Zum Entfernen noch einmal drücken</translation>
    </message>
    <message>
        <source>Put into use</source>
        <translation>In Gebrauch nehmen</translation>
    </message>
    <message>
        <source>%1: put the next credentials into use</source>
        <translation>%1: die nächsten Zugangsdaten in Gebrauch nehmen</translation>
    </message>
    <message>
        <source>%1: test the credentials in use</source>
        <translation>%1: die benutzten Zugangsdaten testen</translation>
    </message>
    <message>
        <source>%1: test the next credentials</source>
        <translation>%1: die nächsten Zugangsdaten testen</translation>
    </message>
    <message>
        <source>Not set up</source>
        <comment>state of a provider</comment>
        <translation>Nicht eingerichtet</translation>
    </message>
    <message>
        <source>Test failed</source>
        <comment>state of a provider</comment>
        <translation>Test fehlgeschlagen</translation>
    </message>
    <message>
        <source>Set up</source>
        <comment>state of a provider</comment>
        <translation>Eingerichtet</translation>
    </message>
    <message>
        <source>Enter new ones…</source>
        <comment>credentials</comment>
        <translation>Neue eingeben …</translation>
    </message>
    <message>
        <source>Enter credentials…</source>
        <translation>Zugangsdaten eingeben …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>provider, then what the button does</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Save as the next ones</source>
        <translation>Als die nächsten speichern</translation>
    </message>
    <message>
        <source>Save and use</source>
        <translation>Speichern und benutzen</translation>
    </message>
    <message>
        <source>In use</source>
        <comment>credentials</comment>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Next</source>
        <comment>credentials</comment>
        <translation>Als Nächstes</translation>
    </message>
    <message>
        <source>Set %1</source>
        <comment>when</comment>
        <translation>Gesetzt %1</translation>
    </message>
    <message>
        <source>Set %1 by %2</source>
        <comment>when, who</comment>
        <translation>Gesetzt %1 von %2</translation>
    </message>
    <message>
        <source>Test passed %1</source>
        <comment>when</comment>
        <translation>Test bestanden %1</translation>
    </message>
    <message>
        <source>Test failed %1: %2</source>
        <comment>when, why</comment>
        <translation>Test fehlgeschlagen %1: %2</translation>
    </message>
    <message>
        <source>Not tested yet</source>
        <translation>Noch nicht getestet</translation>
    </message>
    <message>
        <source>Fill in what the provider gave you.</source>
        <translation>Geben Sie ein, was Sie vom Anbieter bekommen haben.</translation>
    </message>
    <message>
        <source>The test could not be made</source>
        <translation>Der Test ließ sich nicht machen</translation>
    </message>
    <message>
        <source>The credentials in use</source>
        <translation>Die benutzten Zugangsdaten</translation>
    </message>
    <message>
        <source>The next credentials</source>
        <translation>Die nächsten Zugangsdaten</translation>
    </message>
    <message>
        <source>Test passed</source>
        <comment>of credentials</comment>
        <translation>Test bestanden</translation>
    </message>
    <message>
        <source>%1 work: %2</source>
        <comment>which credentials, what the provider said</comment>
        <translation>%1 funktionieren: %2</translation>
    </message>
    <message>
        <source>Test failed</source>
        <comment>of credentials</comment>
        <translation>Test fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 do not work: %2</source>
        <comment>which credentials, what the provider said</comment>
        <translation>%1 funktionieren nicht: %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ProvidersSection</name>
    <message>
        <source>Keys and passwords of the systems this property uses. They are sealed where they are kept; nobody can read them here again.</source>
        <translation>Schlüssel und Passwörter der Systeme, die dieses Haus benutzt. Sie sind dort versiegelt, wo sie liegen; niemand kann sie hier wieder lesen.</translation>
    </message>
    <message>
        <source>Providers</source>
        <comment>section of the setup</comment>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>This could not be read anew</source>
        <translation>Das ließ sich nicht neu lesen</translation>
    </message>
    <message>
        <source>This server knows no providers</source>
        <translation>Dieser Server kennt keine Anbieter</translation>
    </message>
    <message>
        <source>The systems that can be connected appear here.</source>
        <translation>Die Systeme, die sich anbinden lassen, erscheinen hier.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>The credentials were saved. Test them now.</source>
        <translation>Die Zugangsdaten wurden gespeichert. Testen Sie sie jetzt.</translation>
    </message>
    <message>
        <source>Asking the provider… this can take half a minute.</source>
        <translation>Der Anbieter wird gefragt … das kann eine halbe Minute dauern.</translation>
    </message>
    <message>
        <source>Exchanging…</source>
        <translation>Wird getauscht …</translation>
    </message>
    <message>
        <source>The next credentials are in use now.</source>
        <translation>Die nächsten Zugangsdaten sind jetzt in Gebrauch.</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Wird entfernt …</translation>
    </message>
    <message>
        <source>The credentials were removed.</source>
        <translation>Die Zugangsdaten wurden entfernt.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <comment>page and its key</comment>
        <translation>%1 (Alt+%2)</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::RailButton</name>
    <message numerus="yes">
        <source>%n open</source>
        <comment>rail badge</comment>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ReasonText</name>
    <message>
        <source>Type the code that your authenticator app shows now.</source>
        <translation>Geben Sie den Code ein, den Ihre Authenticator-App jetzt zeigt.</translation>
    </message>
    <message>
        <source>This code is not right. Codes change every 30 seconds: type the one that is shown now.</source>
        <translation>Dieser Code stimmt nicht. Codes wechseln alle 30 Sekunden: Geben Sie den ein, der jetzt gezeigt wird.</translation>
    </message>
    <message>
        <source>The PIN was wrong too often. Use your password; after that the PIN works again.</source>
        <translation>Die PIN war zu oft falsch. Nehmen Sie Ihr Passwort; danach gilt die PIN wieder.</translation>
    </message>
    <message>
        <source>A PIN works only on a paired desk, within 12 hours of signing in there with the password. Use your password.</source>
        <translation>Eine PIN gilt nur an einem gekoppelten Platz, bis 12 Stunden nach der Anmeldung dort mit dem Passwort. Nehmen Sie Ihr Passwort.</translation>
    </message>
    <message>
        <source>This code is wrong, used up or no longer good. Check each character, or ask for a new one.</source>
        <translation>Dieser Code ist falsch, verbraucht oder gilt nicht mehr. Prüfen Sie jedes Zeichen, oder lassen Sie sich einen neuen geben.</translation>
    </message>
    <message>
        <source>This property is suspended. Ask whoever runs the server; nothing has been deleted.</source>
        <translation>Dieses Haus ist gesperrt. Fragen Sie den Betreiber des Servers; gelöscht wurde nichts.</translation>
    </message>
    <message>
        <source>Choose a password of your own first.</source>
        <translation>Wählen Sie zuerst ein eigenes Passwort.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one this desk was paired with. Nothing was sent. Do not go on before whoever runs the server has told you why; then pair the desk again with a new invite.</source>
        <translation>Der Server zeigt ein anderes Zertifikat als das, mit dem dieser Platz gekoppelt wurde. Es wurde nichts gesendet. Machen Sie nicht weiter, bevor der Betreiber des Servers Ihnen gesagt hat, warum; dann koppeln Sie den Platz neu mit einer neuen Einladung.</translation>
    </message>
    <message>
        <source>Your organisation did not let you in. Sign in with user name and password, or ask your administrator.</source>
        <translation>Ihre Organisation hat Sie nicht eingelassen. Melden Sie sich mit Benutzername und Passwort an, oder fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>This is not a whole invite: it has 26 letters and figures. Check it, or make a new one.</source>
        <translation>Das ist keine ganze Einladung: Sie hat 26 Buchstaben und Ziffern. Prüfen Sie sie, oder lassen Sie eine neue erstellen.</translation>
    </message>
    <message>
        <source>A character of the invite is wrong. Compare it with what you were given.</source>
        <translation>Ein Zeichen der Einladung ist falsch. Vergleichen Sie sie mit der, die man Ihnen gegeben hat.</translation>
    </message>
    <message>
        <source>The server does not take this invite. They are good once and for ten minutes; make a new one.</source>
        <translation>Der Server nimmt diese Einladung nicht an. Sie gilt einmal und zehn Minuten; lassen Sie eine neue erstellen.</translation>
    </message>
    <message>
        <source>There are too many open invites. Wait until some are no longer good.</source>
        <translation>Es gibt zu viele offene Einladungen. Warten Sie, bis einige nicht mehr gelten.</translation>
    </message>
    <message>
        <source>This line is not encrypted, so the invite was not sent. Use the server&apos;s address that begins with https://.</source>
        <translation>Diese Verbindung ist nicht verschlüsselt, deshalb wurde die Einladung nicht gesendet. Nehmen Sie die Adresse des Servers, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>This is not the one-time secret. The service prints it at its start and keeps it in the file setup-secret.</source>
        <translation>Das ist nicht das Einmal-Geheimnis. Der Dienst gibt es beim Start aus und bewahrt es in der Datei setup-secret auf.</translation>
    </message>
    <message>
        <source>This server is already set up. Sign in, or ask an administrator to invite you.</source>
        <translation>Dieser Server ist schon eingerichtet. Melden Sie sich an, oder lassen Sie sich von einem Administrator einladen.</translation>
    </message>
    <message>
        <source>A property needs at least one administrator. Make somebody else an administrator first.</source>
        <translation>Ein Haus braucht mindestens einen Administrator. Machen Sie zuerst jemand anderen zum Administrator.</translation>
    </message>
    <message>
        <source>Somebody else has this user name. Choose another one.</source>
        <translation>Jemand anderes hat diesen Benutzernamen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Another property has this short name. Choose another one.</source>
        <translation>Ein anderes Haus hat diesen Kurznamen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This password is too easy to guess. Use at least 10 characters, and not the user name.</source>
        <translation>Dieses Passwort ist zu leicht zu erraten. Nehmen Sie mindestens 10 Zeichen und nicht den Benutzernamen.</translation>
    </message>
    <message>
        <source>The password is wrong. Try again.</source>
        <translation>Das Passwort ist falsch. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Take 4 to 8 figures, not all the same and not in a row.</source>
        <translation>Diese PIN ist zu leicht zu erraten. Nehmen Sie 4 bis 8 Ziffern, nicht alle gleich und nicht der Reihe nach.</translation>
    </message>
    <message>
        <source>The second step is already on. Switch it off first.</source>
        <translation>Der zweite Schritt ist schon eingeschaltet. Schalten Sie ihn zuerst aus.</translation>
    </message>
    <message>
        <source>That took too long. Start again.</source>
        <translation>Das hat zu lange gedauert. Beginnen Sie von vorn.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::RowsEditor</name>
    <message>
        <source>Remove this line</source>
        <translation>Diese Zeile entfernen</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <comment>title of a column, number of the line</comment>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>Remove line %1</source>
        <translation>Zeile %1 entfernen</translation>
    </message>
    <message>
        <source>Line %1: “%2” is missing.</source>
        <comment>number, title of a column</comment>
        <translation>Zeile %1: „%2“ fehlt.</translation>
    </message>
    <message>
        <source>Line %1: “%2” needs a time such as 07:30.</source>
        <comment>number, title of a column</comment>
        <translation>Zeile %1: „%2“ braucht eine Uhrzeit wie 07:30.</translation>
    </message>
    <message>
        <source>Line %1: choose at least one day.</source>
        <translation>Zeile %1: Wählen Sie mindestens einen Tag.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SearchButton</name>
    <message>
        <source>Search guests, rooms, orders… or type a command</source>
        <translation>Gäste, Zimmer, Aufträge suchen … oder Befehl eingeben</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SessionsSection</name>
    <message>
        <source>Where people are signed in. End a session you do not know; whoever sits there is signed out within seconds.</source>
        <translation>Wo jemand angemeldet ist. Beenden Sie eine Sitzung, die Sie nicht kennen; wer dort sitzt, ist nach wenigen Sekunden abgemeldet.</translation>
    </message>
    <message>
        <source>Person</source>
        <comment>table column of sessions</comment>
        <translation>Person</translation>
    </message>
    <message>
        <source>Desk</source>
        <comment>table column of sessions</comment>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Address</source>
        <comment>table column of sessions</comment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>table column of sessions</comment>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>table column of sessions</comment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>State</source>
        <comment>table column of sessions</comment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Mine</source>
        <comment>sessions</comment>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Everyone&apos;s</source>
        <comment>sessions</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Sessions</source>
        <comment>section of the setup</comment>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>No session is open</source>
        <translation>Keine Sitzung ist offen</translation>
    </message>
    <message>
        <source>Every place where somebody is signed in appears here.</source>
        <translation>Jede Stelle, an der jemand angemeldet ist, erscheint hier.</translation>
    </message>
    <message>
        <source>This one</source>
        <comment>session</comment>
        <translation>Diese hier</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>session</comment>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Not a paired desk</source>
        <translation>Kein gekoppelter Platz</translation>
    </message>
    <message>
        <source>Desk</source>
        <comment>fact of a session</comment>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Address</source>
        <comment>fact of a session</comment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Program</source>
        <comment>fact of a session</comment>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>fact of a session</comment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>fact of a session</comment>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Ends by itself</source>
        <comment>fact of a session</comment>
        <translation>Endet von selbst</translation>
    </message>
    <message>
        <source>This is the session of this window. Sign out to end it.</source>
        <translation>Das ist die Sitzung dieses Fensters. Melden Sie sich ab, um sie zu beenden.</translation>
    </message>
    <message>
        <source>End this session</source>
        <translation>Diese Sitzung beenden</translation>
    </message>
    <message>
        <source>Press again to end it</source>
        <translation>Zum Beenden noch einmal drücken</translation>
    </message>
    <message>
        <source>The session was ended.</source>
        <translation>Die Sitzung wurde beendet.</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SetupPage</name>
    <message>
        <source>Setup</source>
        <comment>page</comment>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Parts of the setup</source>
        <translation>Teile der Einrichtung</translation>
    </message>
    <message>
        <source>What you may do here could not be asked</source>
        <translation>Was Sie hier dürfen, ließ sich nicht fragen</translation>
    </message>
    <message>
        <source>Previous part of the setup</source>
        <translation>Voriger Teil der Einrichtung</translation>
    </message>
    <message>
        <source>Next part of the setup</source>
        <translation>Nächster Teil der Einrichtung</translation>
    </message>
    <message>
        <source>Setup: %1</source>
        <comment>section</comment>
        <translation>Einrichtung: %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SetupText</name>
    <message>
        <source>Read alerts</source>
        <translation>Alarme lesen</translation>
    </message>
    <message>
        <source>Acknowledge alerts</source>
        <translation>Alarme bestätigen</translation>
    </message>
    <message>
        <source>Read the charts</source>
        <translation>Diagramme lesen</translation>
    </message>
    <message>
        <source>See what calls cost</source>
        <translation>Sehen, was Anrufe kosten</translation>
    </message>
    <message>
        <source>Read the audit log</source>
        <translation>Das Protokoll lesen</translation>
    </message>
    <message>
        <source>Read calls and what was said</source>
        <translation>Anrufe lesen und was gesagt wurde</translation>
    </message>
    <message>
        <source>Follow changes as they happen</source>
        <translation>Änderungen verfolgen, wie sie geschehen</translation>
    </message>
    <message>
        <source>See what became of its own changes</source>
        <translation>Sehen, was aus den eigenen Änderungen wurde</translation>
    </message>
    <message>
        <source>Send changes (each kind has to be allowed too)</source>
        <translation>Änderungen senden (jede Art muss auch erlaubt sein)</translation>
    </message>
    <message>
        <source>See which credentials are set</source>
        <translation>Sehen, welche Zugangsdaten gesetzt sind</translation>
    </message>
    <message>
        <source>Set credentials of providers</source>
        <translation>Zugangsdaten von Anbietern setzen</translation>
    </message>
    <message>
        <source>Erase a guest</source>
        <translation>Einen Gast löschen</translation>
    </message>
    <message>
        <source>Export what is known about a guest</source>
        <translation>Exportieren, was über einen Gast bekannt ist</translation>
    </message>
    <message>
        <source>Keep a guest&apos;s data for a legal reason</source>
        <translation>Daten eines Gastes aus rechtlichem Grund aufbewahren</translation>
    </message>
    <message>
        <source>End keeping a guest&apos;s data</source>
        <translation>Das Aufbewahren der Daten eines Gastes beenden</translation>
    </message>
    <message>
        <source>Apply stored messages of providers again</source>
        <translation>Gespeicherte Nachrichten von Anbietern noch einmal anwenden</translation>
    </message>
    <message>
        <source>Give up a job</source>
        <translation>Eine Aufgabe aufgeben</translation>
    </message>
    <message>
        <source>Mark a job as sent</source>
        <translation>Eine Aufgabe als gesendet melden</translation>
    </message>
    <message>
        <source>Try a job again</source>
        <translation>Eine Aufgabe noch einmal versuchen</translation>
    </message>
    <message>
        <source>Read jobs and how providers are</source>
        <translation>Aufgaben lesen und wie es den Anbietern geht</translation>
    </message>
    <message>
        <source>See API keys</source>
        <translation>API-Schlüssel sehen</translation>
    </message>
    <message>
        <source>Make and revoke API keys</source>
        <translation>API-Schlüssel erstellen und widerrufen</translation>
    </message>
    <message>
        <source>Change orders</source>
        <translation>Aufträge ändern</translation>
    </message>
    <message>
        <source>Create orders</source>
        <translation>Aufträge anlegen</translation>
    </message>
    <message>
        <source>Read orders</source>
        <translation>Aufträge lesen</translation>
    </message>
    <message>
        <source>Change their own account</source>
        <translation>Das eigene Konto ändern</translation>
    </message>
    <message>
        <source>See paired desks</source>
        <translation>Gekoppelte Plätze sehen</translation>
    </message>
    <message>
        <source>Pair and remove desks</source>
        <translation>Plätze koppeln und entfernen</translation>
    </message>
    <message>
        <source>See everybody&apos;s sessions</source>
        <translation>Alle Sitzungen sehen</translation>
    </message>
    <message>
        <source>End anybody&apos;s session</source>
        <translation>Jede Sitzung beenden</translation>
    </message>
    <message>
        <source>Read what is known about the property</source>
        <translation>Lesen, was über das Haus bekannt ist</translation>
    </message>
    <message>
        <source>Change what is known about the property</source>
        <translation>Ändern, was über das Haus bekannt ist</translation>
    </message>
    <message>
        <source>See all properties</source>
        <translation>Alle Häuser sehen</translation>
    </message>
    <message>
        <source>Create and suspend properties</source>
        <translation>Häuser anlegen und sperren</translation>
    </message>
    <message>
        <source>See who has an account</source>
        <translation>Sehen, wer ein Konto hat</translation>
    </message>
    <message>
        <source>Invite and change people</source>
        <translation>Leute einladen und ändern</translation>
    </message>
    <message>
        <source>Order created</source>
        <translation>Auftrag angelegt</translation>
    </message>
    <message>
        <source>Order changed</source>
        <translation>Auftrag geändert</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>Session ended: its token was used twice</source>
        <translation>Sitzung beendet: Ihr Token wurde zweimal benutzt</translation>
    </message>
    <message>
        <source>Transcript read</source>
        <translation>Mitschrift gelesen</translation>
    </message>
    <message>
        <source>Audit log read</source>
        <translation>Protokoll gelesen</translation>
    </message>
    <message>
        <source>Provider&apos;s message read</source>
        <translation>Nachricht eines Anbieters gelesen</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>Person hinzugefügt</translation>
    </message>
    <message>
        <source>Person changed</source>
        <translation>Person geändert</translation>
    </message>
    <message>
        <source>Person invited</source>
        <translation>Person eingeladen</translation>
    </message>
    <message>
        <source>Password reset begun</source>
        <translation>Passwort zurückgesetzt</translation>
    </message>
    <message>
        <source>API key made</source>
        <translation>API-Schlüssel erstellt</translation>
    </message>
    <message>
        <source>API key revoked</source>
        <translation>API-Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>Property changed</source>
        <translation>Haus geändert</translation>
    </message>
    <message>
        <source>Property restored</source>
        <translation>Haus wiederhergestellt</translation>
    </message>
    <message>
        <source>Credentials set</source>
        <translation>Zugangsdaten gesetzt</translation>
    </message>
    <message>
        <source>Credentials tested</source>
        <translation>Zugangsdaten getestet</translation>
    </message>
    <message>
        <source>Credentials exchanged</source>
        <translation>Zugangsdaten getauscht</translation>
    </message>
    <message>
        <source>Credentials removed</source>
        <translation>Zugangsdaten entfernt</translation>
    </message>
    <message>
        <source>Desk paired</source>
        <translation>Platz gekoppelt</translation>
    </message>
    <message>
        <source>Desk removed</source>
        <translation>Platz entfernt</translation>
    </message>
    <message>
        <source>Guest exported</source>
        <translation>Gast exportiert</translation>
    </message>
    <message>
        <source>Guest erased</source>
        <translation>Gast gelöscht</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Staff</source>
        <comment>role</comment>
        <translation>Empfang</translation>
    </message>
    <message>
        <source>Manager</source>
        <comment>role</comment>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Administrator</source>
        <comment>role</comment>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Group administrator</source>
        <comment>role</comment>
        <translation>Gruppenadministrator</translation>
    </message>
    <message>
        <source>Works at the desk: calls, orders, guests. Sees no accounts and changes no settings.</source>
        <translation>Arbeitet am Empfang: Anrufe, Aufträge, Gäste. Sieht keine Konten und ändert keine Einstellungen.</translation>
    </message>
    <message>
        <source>As staff, and also pairs desks, reads the audit log, and exports or erases guests.</source>
        <translation>Wie Empfang; koppelt außerdem Plätze, liest das Protokoll und exportiert oder löscht Gäste.</translation>
    </message>
    <message>
        <source>As manager, and also invites people, makes API keys, and changes the property and its providers.</source>
        <translation>Wie Leitung; lädt außerdem Leute ein, erstellt API-Schlüssel und ändert das Haus und seine Anbieter.</translation>
    </message>
    <message>
        <source>As administrator, for every property of the group; also creates and suspends properties.</source>
        <translation>Wie Administrator, für jedes Haus der Gruppe; legt außerdem Häuser an und sperrt sie.</translation>
    </message>
    <message>
        <source>The service itself</source>
        <comment>who did it</comment>
        <translation>Der Dienst selbst</translation>
    </message>
    <message>
        <source>API key %1</source>
        <comment>who did it</comment>
        <translation>API-Schlüssel %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>time, and how far away it is</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Good until %1 (%2).</source>
        <comment>time, and how far away it is</comment>
        <translation>Gilt bis %1 (%2).</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SideSheet</name>
    <message>
        <source>Close this pane</source>
        <translation>Diesen Bereich schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::SignInPage</name>
    <message>
        <source>Deskbell</source>
        <translation>Deskbell</translation>
    </message>
    <message>
        <source>Sign in to your front desk</source>
        <translation>Melden Sie sich an Ihrer Rezeption an</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Serveradresse</translation>
    </message>
    <message>
        <source>desk.example.com</source>
        <translation>desk.example.com</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>Die Feststelltaste ist aktiv.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel signing in</source>
        <translation>Anmeldung abbrechen</translation>
    </message>
    <message>
        <source>Back to what is loaded</source>
        <translation>Zurück zu dem, was geladen ist</translation>
    </message>
    <message>
        <source>Signing in again…</source>
        <translation>Sie werden wieder angemeldet …</translation>
    </message>
    <message>
        <source>Your session has expired</source>
        <translation>Ihre Anmeldung ist abgelaufen</translation>
    </message>
    <message numerus="yes">
        <source>Sign in again; %n change(s) of yours will then be sent.</source>
        <translation>
            <numerusform>Melden Sie sich neu an; dann wird %n Änderung von Ihnen gesendet.</numerusform>
            <numerusform>Melden Sie sich neu an; dann werden %n Änderungen von Ihnen gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in again to go on where you were.</source>
        <translation>Melden Sie sich neu an, um dort weiterzumachen, wo Sie waren.</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>Es fehlt noch etwas</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft …</translation>
    </message>
    <message numerus="yes">
        <source>Wait %n second(s)</source>
        <translation>
            <numerusform>Noch %n Sekunde</numerusform>
            <numerusform>Noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>property, server</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Another property…</source>
        <translation>Ein anderes Haus …</translation>
    </message>
    <message>
        <source>I have a password</source>
        <translation>Ich habe ein Passwort</translation>
    </message>
    <message>
        <source>I have a code</source>
        <translation>Ich habe einen Code</translation>
    </message>
    <message>
        <source>Choose your password with the code you were told</source>
        <translation>Wählen Sie Ihr Passwort mit dem Code, den man Ihnen gesagt hat</translation>
    </message>
    <message>
        <source>Choose a password of your own</source>
        <translation>Wählen Sie ein eigenes Passwort</translation>
    </message>
    <message>
        <source>Sign in with %1</source>
        <comment>an organisation&apos;s account</comment>
        <translation>Mit %1 anmelden</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>Warten auf Ihren Browser …</translation>
    </message>
    <message>
        <source>Go on in your browser</source>
        <translation>Weiter in Ihrem Browser</translation>
    </message>
    <message>
        <source>Sign in there; this window goes on by itself after that.</source>
        <translation>Melden Sie sich dort an; danach geht es in diesem Fenster von selbst weiter.</translation>
    </message>
    <message>
        <source>Somebody else knows the one you have now.</source>
        <translation>Jemand anderes kennt das, das Sie jetzt haben.</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>Füllen Sie das aus.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the same as above.</source>
        <translation>Das ist nicht dasselbe wie oben.</translation>
    </message>
    <message>
        <source>Look at the marked fields, then go on.</source>
        <translation>Sehen Sie sich die markierten Felder an, dann geht es weiter.</translation>
    </message>
    <message>
        <source>Changing the password…</source>
        <translation>Das Passwort wird geändert …</translation>
    </message>
    <message>
        <source>One more step</source>
        <translation>Noch ein Schritt</translation>
    </message>
    <message>
        <source>Check this.</source>
        <translation>Prüfen Sie das.</translation>
    </message>
    <message>
        <source>Set password and sign in</source>
        <translation>Passwort festlegen und anmelden</translation>
    </message>
    <message>
        <source>Forget this property</source>
        <translation>Dieses Haus vergessen</translation>
    </message>
    <message>
        <source>Forget this property on this computer</source>
        <translation>Dieses Haus auf diesem Rechner vergessen</translation>
    </message>
    <message>
        <source>Short name of the property</source>
        <translation>Kurzname des Hauses</translation>
    </message>
    <message>
        <source>For example “seaview”</source>
        <translation>Zum Beispiel „seeblick“</translation>
    </message>
    <message>
        <source>Code of your authenticator app</source>
        <translation>Code Ihrer Authenticator-App</translation>
    </message>
    <message>
        <source>Code you were told</source>
        <translation>Code, den man Ihnen gesagt hat</translation>
    </message>
    <message>
        <source>Password you choose</source>
        <translation>Passwort, das Sie wählen</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s). A few words in a row are easy to keep in mind.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen. Ein paar Wörter hintereinander merkt man sich leicht.</numerusform>
            <numerusform>Mindestens %n Zeichen. Ein paar Wörter hintereinander merkt man sich leicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
    <message>
        <source>Set up this computer…</source>
        <translation>Diesen Rechner einrichten …</translation>
    </message>
    <message>
        <source>Sign in with your organisation&apos;s account</source>
        <translation>Mit dem Konto Ihrer Organisation anmelden</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::StateView</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::StatusCellDelegate</name>
    <message>
        <source>Refused</source>
        <comment>state of a write</comment>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::StatusLine</name>
    <message>
        <source>Time at the property (%1)</source>
        <translation>Uhrzeit im Haus (%1)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>counts in the status line</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n live call(s)</source>
        <translation>
            <numerusform>%n laufender Anruf</numerusform>
            <numerusform>%n laufende Anrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open order(s)</source>
        <translation>
            <numerusform>%n offener Auftrag</numerusform>
            <numerusform>%n offene Aufträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) overdue</source>
        <translation>
            <numerusform>%n Auftrag überfällig</numerusform>
            <numerusform>%n Aufträge überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) need attention</source>
        <translation>
            <numerusform>%n Vorgang braucht Sie</numerusform>
            <numerusform>%n Vorgänge brauchen Sie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deskbell::ui::StoreActions</name>
    <message>
        <source>Number withheld</source>
        <translation>Nummer unterdrückt</translation>
    </message>
    <message>
        <source>Call: %1</source>
        <translation>Anruf: %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Zimmer %1</translation>
    </message>
    <message>
        <source>live now</source>
        <translation>läuft gerade</translation>
    </message>
    <message>
        <source>Order %1: room %2</source>
        <translation>Auftrag %1: Zimmer %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::ToastBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::TranscriptModel</name>
    <message>
        <source>%1 is saying: %2</source>
        <translation>%1 sagt gerade: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::TranscriptPane</name>
    <message>
        <source>The rest of the transcript could not be loaded. Try again</source>
        <translation>Der Rest des Gesprächstexts konnte nicht geladen werden. Erneut versuchen</translation>
    </message>
    <message>
        <source>Nobody has spoken yet</source>
        <translation>Noch hat niemand gesprochen</translation>
    </message>
    <message>
        <source>Words appear here as soon as the call is answered.</source>
        <translation>Sobald der Anruf angenommen ist, erscheinen hier die Worte.</translation>
    </message>
    <message>
        <source>Words appear here as they are spoken.</source>
        <translation>Hier erscheinen die Worte, während sie gesprochen werden.</translation>
    </message>
    <message>
        <source>This call has no transcript</source>
        <translation>Zu diesem Anruf gibt es keinen Gesprächstext</translation>
    </message>
    <message>
        <source>Nothing was said before it ended.</source>
        <translation>Bis zum Ende wurde nichts gesagt.</translation>
    </message>
    <message>
        <source>The guest is speaking…</source>
        <translation>Der Gast spricht …</translation>
    </message>
    <message>
        <source>The assistant is speaking…</source>
        <translation>Der Assistent spricht …</translation>
    </message>
    <message>
        <source>A colleague is speaking…</source>
        <translation>Jemand aus dem Team spricht …</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::UserMenu</name>
    <message>
        <source>Settings of this desk</source>
        <translation>Einstellungen dieses Platzes</translation>
    </message>
    <message>
        <source>%1: settings and sign-out</source>
        <translation>%1: Einstellungen und Abmelden</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>appearance</comment>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>appearance</comment>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <comment>density</comment>
        <translation>Großzügig</translation>
    </message>
    <message>
        <source>Compact</source>
        <comment>density</comment>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Lock the desk</source>
        <translation>Platz sperren</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::WizardPage</name>
    <message>
        <source>Go on without an invite</source>
        <translation>Ohne Einladung weiter</translation>
    </message>
    <message>
        <source>Setting up this computer · the server</source>
        <translation>Diesen Rechner einrichten · der Server</translation>
    </message>
    <message>
        <source>Setting up this computer · trust</source>
        <translation>Diesen Rechner einrichten · Vertrauen</translation>
    </message>
    <message>
        <source>Setting up this computer · the property</source>
        <translation>Diesen Rechner einrichten · das Haus</translation>
    </message>
    <message>
        <source>Setting up this computer · the first person</source>
        <translation>Diesen Rechner einrichten · die erste Person</translation>
    </message>
    <message>
        <source>Setting up this computer · done</source>
        <translation>Diesen Rechner einrichten · fertig</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Back</source>
        <comment>to the question before</comment>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Pairing…</source>
        <translation>Koppeln …</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
    <message>
        <source>Paired with %1</source>
        <comment>name of a server</comment>
        <translation>Gekoppelt mit %1</translation>
    </message>
    <message>
        <source>Not paired; this can be done later</source>
        <translation>Nicht gekoppelt; das geht auch später</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Anlegen …</translation>
    </message>
    <message>
        <source>Property: %1</source>
        <translation>Haus: %1</translation>
    </message>
    <message>
        <source>Administrator: %1</source>
        <translation>Administrator: %1</translation>
    </message>
</context>
<context>
    <name>deskbell::ui::WizardStep</name>
    <message>
        <source>Next</source>
        <comment>go on to the next question</comment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The server does not take this.</source>
        <translation>Der Server nimmt das nicht an.</translation>
    </message>
</context>
</TS>
