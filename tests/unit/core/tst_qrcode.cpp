// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/qrcode.h"

#include <QtTest>

using namespace deskbell;

class QrCodeTest final : public QObject
{
    Q_OBJECT

    static QByteArrayList lines(const QrCode &code)
    {
        QByteArrayList lines;
        for (int y = 0; y < code.size(); ++y) {
            QByteArray line;
            for (int x = 0; x < code.size(); ++x) {
                line.append(code.isDark(x, y) ? '#' : '.');
            }
            lines.append(line);
        }
        return lines;
    }

    /// Follows the standard the other way round: mask off, zigzag, blocks apart; checks the correction, and returns the text.
    static QByteArray read(const QrCode &code);

private Q_SLOTS:
    void whatIsWrittenIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("version");
        QTest::newRow("one letter") << QByteArray("a") << 1;
        QTest::newRow("full") << QByteArray(14, 'x') << 1;
        QTest::newRow("one more") << QByteArray(15, 'x') << 2;
        QTest::newRow("invite") << QByteArray("deskbell://pair?server=https://10.0.0.5:8642&code=8H2KQ3V0MB7YTRD9C4XWEPZ6N1") << 5;
        QTest::newRow("two kinds of blocks") << QByteArray(170, 'k') << 9;
        QTest::newRow("the most") << QByteArray(213, '\xff') << 10;
    }

    void whatIsWrittenIsRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, version);
        const auto code = QrCode::encode(text);
        QVERIFY(code);
        QCOMPARE(code->version(), version);
        QCOMPARE(read(*code), text);
    }

    void moreThanFitsIsNoCode() { QVERIFY(!QrCode::encode(QByteArray(214, 'x'))); }

    void theCornersAreFound()
    {
        const auto picture = lines(*QrCode::encode("deskbell"));
        const int size = int(picture.size());
        for (const auto &corner : {QPoint(0, 0), QPoint(size - 7, 0), QPoint(0, size - 7)}) {
            QCOMPARE(picture.at(corner.y()).mid(corner.x(), 7), QByteArray("#######"));
            QCOMPARE(picture.at(corner.y() + 3).mid(corner.x(), 7), QByteArray("#.###.#"));
        }
    }
};

namespace {

int multiply(int x, int y)
{
    int z = 0;
    for (; y; y >>= 1, x = (x << 1) ^ (x & 0x80 ? 0x11D : 0)) {
        z ^= (y & 1) * x;
    }
    return z & 0xff;
}

/// All syndromes of one block are zero when nothing is wrong with it.
bool isWhole(const QByteArray &block, int corrections)
{
    int root = 1;
    for (int i = 0; i < corrections; ++i, root = multiply(root, 2)) {
        int sum = 0;
        for (const char byte : block) {
            sum = multiply(sum, root) ^ quint8(byte);
        }
        if (sum != 0) {
            return false;
        }
    }
    return true;
}

struct Shape {
    int corrections;
    int blocks;
};
constexpr Shape Shapes[] = {{10, 1}, {16, 1}, {26, 1}, {18, 2}, {24, 2}, {16, 4}, {18, 4}, {22, 4}, {22, 5}, {26, 5}};

bool isFunction(int x, int y, int size, int version)
{
    const auto inFinder = [&](int cx, int cy) { return x >= cx && x <= cx + 8 && y >= cy && y <= cy + 8; };
    if (inFinder(0, 0) || (x >= size - 8 && y <= 8) || (x <= 8 && y >= size - 8) || x == 6 || y == 6) {
        return true;
    }
    if (version >= 7 && ((x >= size - 11 && y <= 5) || (y >= size - 11 && x <= 5))) {
        return true;
    }
    QList<int> centres;
    if (version > 1) {
        centres = version < 7 ? QList<int>{6, size - 7} : QList<int>{6, size / 2, size - 7};
    }
    for (const int cx : centres) {
        for (const int cy : centres) {
            const bool isCorner = (cx == 6 && cy == 6) || (cx == 6 && cy == size - 7) || (cx == size - 7 && cy == 6);
            if (!isCorner && qAbs(x - cx) <= 2 && qAbs(y - cy) <= 2) {
                return true;
            }
        }
    }
    return false;
}

bool isFlipped(int mask, int i, int j)
{
    switch (mask) {
    case 0: return (i + j) % 2 == 0;
    case 1: return i % 2 == 0;
    case 2: return j % 3 == 0;
    case 3: return (i + j) % 3 == 0;
    case 4: return (i / 2 + j / 3) % 2 == 0;
    case 5: return (i * j) % 2 + (i * j) % 3 == 0;
    case 6: return ((i * j) % 2 + (i * j) % 3) % 2 == 0;
    default: return ((i + j) % 2 + (i * j) % 3) % 2 == 0;
    }
}

} // namespace

namespace {

/// The format's five bits in front, without the mask of the standard: two of the correction, three of the mask.
int formatOf(const QrCode &code)
{
    int format = 0;
    for (int x = 0; x < 5; ++x) {
        format = format << 1 | (code.isDark(x, 8) ? 1 : 0);
    }
    return format ^ 0b10101;
}

QByteArray codewordsOf(const QrCode &code)
{
    const int size = code.size();
    const int mask = formatOf(code) & 7;
    QByteArray bytes;
    int bit = 0;
    for (int right = size - 1, column = 0; right >= 1; right -= 2, ++column) {
        right = right == 6 ? 5 : right;
        for (int step = 0; step < size; ++step) {
            const int y = column % 2 == 0 ? size - 1 - step : step;
            for (const int x : {right, right - 1}) {
                if (isFunction(x, y, size, code.version())) {
                    continue;
                }
                if (bit % 8 == 0) {
                    bytes.append('\0');
                }
                const bool isDark = code.isDark(x, y) != isFlipped(mask, y, x);
                bytes[bytes.size() - 1] = char(quint8(bytes.back()) | (isDark ? 0x80 >> (bit % 8) : 0));
                ++bit;
            }
        }
    }
    return bytes.left(bit / 8);
}

int bitsAt(const QByteArray &data, int from, int count)
{
    int value = 0;
    for (int i = from; i < from + count; ++i) {
        value = value << 1 | (quint8(data.at(i / 8)) >> (7 - i % 8) & 1);
    }
    return value;
}

} // namespace

QByteArray QrCodeTest::read(const QrCode &code)
{
    if (formatOf(code) >> 3 != 0) {
        return "not medium correction";
    }
    const auto bytes = codewordsOf(code);
    const auto shape = Shapes[code.version() - 1];
    const int shortData = int(bytes.size()) / shape.blocks - shape.corrections;
    const int longBlocks = int(bytes.size()) % shape.blocks;
    QByteArrayList blocks(shape.blocks);
    int at = 0;
    for (int i = 0; i <= shortData; ++i) {
        for (int b = 0; b < shape.blocks; ++b) {
            if (i < shortData || b >= shape.blocks - longBlocks) {
                blocks[b].append(bytes.at(at++));
            }
        }
    }
    const auto data = blocks.join();
    for (int i = 0; i < shape.corrections; ++i) {
        for (auto &block : blocks) {
            block.append(bytes.at(at++));
        }
    }
    for (const auto &block : std::as_const(blocks)) {
        if (!isWhole(block, shape.corrections)) {
            return "the correction does not fit";
        }
    }
    const int lengthBits = code.version() < 10 ? 8 : 16;
    const int length = bitsAt(data, 4, lengthBits);
    QByteArray text;
    for (int i = 0; i < length; ++i) {
        text.append(char(bitsAt(data, 4 + lengthBits + 8 * i, 8)));
    }
    return bitsAt(data, 0, 4) == 4 ? text : QByteArray("not byte mode");
}

QTEST_GUILESS_MAIN(QrCodeTest)
#include "tst_qrcode.moc"
