// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/passwordinput.h"

#include <QFile>
#include <cstdio>
#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#else
#include <io.h>
#include <windows.h>
#endif

namespace deskbell::server {
namespace {

constexpr qint64 MaxLine = 4096;

#ifdef Q_OS_UNIX
bool isTerminal() { return isatty(STDIN_FILENO) == 1; }

/// The terminal shows nothing that is typed while this lives.
class EchoOff final
{
public:
    EchoOff()
    {
        m_isChanged = tcgetattr(STDIN_FILENO, &m_before) == 0;
        auto silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        m_isChanged = m_isChanged && tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~EchoOff()
    {
        if (m_isChanged) {
            (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        }
        std::fputc('\n', stderr);
    }
    Q_DISABLE_COPY_MOVE(EchoOff)

private:
    termios m_before{};
    bool m_isChanged = false;
};
#else
bool isTerminal() { return _isatty(_fileno(stdin)) != 0; }

class EchoOff final
{
public:
    EchoOff()
    {
        GetConsoleMode(m_input, &m_before);
        SetConsoleMode(m_input, m_before & ~DWORD(ENABLE_ECHO_INPUT));
    }
    ~EchoOff()
    {
        SetConsoleMode(m_input, m_before);
        std::fputc('\n', stderr);
    }
    Q_DISABLE_COPY_MOVE(EchoOff)

private:
    HANDLE m_input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD m_before = 0;
};
#endif

Error missing()
{
    return Error{ErrorKind::Validation, QStringLiteral("nothing was given on standard input"), 0,
        QStringLiteral("no_password"), {}};
}

Result<QString> readLine(QFile &input)
{
    auto line = input.readLine(MaxLine);
    while (line.endsWith('\n') || line.endsWith('\r')) {
        line.chop(1);
    }
    return line.isEmpty() ? Result<QString>(missing()) : Result<QString>(QString::fromUtf8(line));
}

Result<QString> ask(QFile &input, const char *prompt)
{
    std::fputs(prompt, stderr);
    std::fflush(stderr);
    const EchoOff silent;
    return readLine(input);
}

} // namespace

Result<QString> readNewPassword()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return missing();
    }
    if (!isTerminal()) {
        return readLine(input);
    }
    const auto first = ask(input, "New password: ");
    if (!first) {
        return first;
    }
    const auto second = ask(input, "The same again: ");
    if (!second || second.value() != first.value()) {
        return Error{ErrorKind::Validation, QStringLiteral("the two passwords differ"), 0,
            QStringLiteral("password_mismatch"), {}};
    }
    return first;
}

Result<QString> readSecret(const char *prompt)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return missing();
    }
    return isTerminal() ? ask(input, prompt) : readLine(input);
}

} // namespace deskbell::server
