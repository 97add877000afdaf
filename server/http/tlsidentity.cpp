// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tlsidentity.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <array>
#include <cstring>
#include <ctime>
#include <memory>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace deskbell::http {
namespace {

constexpr auto Secret = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto Public = Secret | QFileDevice::ReadGroup | QFileDevice::ReadOther;
constexpr qint64 MaxFile = 1024 * 1024;
constexpr std::chrono::hours Backdated{24}; ///< the console's clock may be behind
constexpr std::chrono::hours Lifetime{24 * 365 * 20};
constexpr std::chrono::hours RenewBefore{24 * 365};

struct Free {
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
    void operator()(unsigned char *bytes) const { OPENSSL_free(bytes); }
};
template<typename T> using Owned = std::unique_ptr<T, Free>;

Error damaged(const QString &why) { return Error{ErrorKind::Validation, why, 0, QStringLiteral("config"), {}}; }
Error unwritten(const QString &why) { return Error{ErrorKind::Storage, why, 0, QStringLiteral("certificate"), {}}; }

Owned<BIO> reader(const QByteArray &pem) { return Owned<BIO>(BIO_new_mem_buf(pem.constData(), int(pem.size()))); }

QByteArray contentOf(BIO *bio)
{
    char *bytes = nullptr;
    const auto size = BIO_get_mem_data(bio, &bytes);
    return QByteArray(bytes, qsizetype(size));
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return damaged(QStringLiteral("%1 can not be read: %2").arg(path, file.errorString()));
    }
    return file.read(MaxFile);
}

Result<Done> writeFile(const QString &path, const QByteArray &content, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(permissions)
        && file.write(content) == content.size() && file.commit();
    return isWritten ? Result<Done>(Done{}) : Result<Done>(unwritten(QStringLiteral("%1 can not be written: %2").arg(path, file.errorString())));
}

Owned<X509> certificateOf(const QByteArray &pem)
{
    return Owned<X509>(PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr));
}

QByteArray keyHashOf(X509 *certificate)
{
    unsigned char *raw = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &raw);
    const Owned<unsigned char> bytes(raw);
    return size > 0
        ? QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char *>(raw), size), QCryptographicHash::Sha256)
        : QByteArray();
}

Result<TlsIdentity> identityOf(QByteArray certificatePem, QByteArray keyPem, const QString &file)
{
    const auto certificate = certificateOf(certificatePem);
    ERR_clear_error();
    if (!certificate) {
        return damaged(QStringLiteral("%1 is no PEM certificate").arg(file));
    }
    auto hash = keyHashOf(certificate.get());
    return TlsIdentity{std::move(certificatePem), std::move(keyPem), std::move(hash)};
}

Result<QByteArray> makeKey()
{
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    if (!key || PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        ERR_clear_error();
        return unwritten(QStringLiteral("OpenSSL could not make a key"));
    }
    return contentOf(out.get());
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    std::array<unsigned char, 8> bytes{};
    qint64 serial = 0;
    if (RAND_bytes(bytes.data(), int(bytes.size())) != 1) {
        return false;
    }
    std::memcpy(&serial, bytes.data(), sizeof serial);
    return ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), serial & 0x7fff'ffff'ffff'ffff) == 1;
}

/// Names are for people and for tools: consoles look at the key.
QByteArray alternativeNames(const QString &hostName)
{
    QByteArray names("DNS:localhost,IP:127.0.0.1,IP:::1");
    bool isPlain = !hostName.isEmpty() && hostName.size() <= 63;
    for (const QChar c : hostName) {
        isPlain = isPlain && c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.'));
    }
    return isPlain ? "DNS:" + hostName.toLatin1() + ",DNS:" + hostName.toLatin1() + ".local," + names : names;
}

Result<QByteArray> makeCertificate(const QByteArray &keyPem, const QString &hostName, Instant now)
{
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(reader(keyPem).get(), nullptr, nullptr, nullptr));
    const Owned<X509> certificate(X509_new());
    const auto seconds = [](Instant at) { return std::time_t(toMillis(at) / 1000); };
    X509_NAME *name = certificate ? X509_get_subject_name(certificate.get()) : nullptr;
    const auto *common = reinterpret_cast<const unsigned char *>("Deskbell");
    const bool isMade = key && name && X509_set_version(certificate.get(), X509_VERSION_3) == 1 && setSerial(certificate.get())
        && ASN1_TIME_set(X509_getm_notBefore(certificate.get()), seconds(now - Backdated))
        && ASN1_TIME_set(X509_getm_notAfter(certificate.get()), seconds(now + Lifetime))
        && X509_set_pubkey(certificate.get(), key.get()) == 1
        && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate.get(), name) == 1
        && addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(hostName))
        && addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate.get(), NID_ext_key_usage, "serverAuth")
        && X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0;
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    if (!isMade || PEM_write_bio_X509(out.get(), certificate.get()) != 1) {
        ERR_clear_error();
        return key ? unwritten(QStringLiteral("OpenSSL could not make a certificate"))
                   : damaged(QStringLiteral("the key of the certificate is damaged"));
    }
    return contentOf(out.get());
}

/// Good for a year yet, and of this key.
bool isStillGood(const QByteArray &certificatePem, const QByteArray &keyPem, Instant now)
{
    const auto certificate = certificateOf(certificatePem);
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(reader(keyPem).get(), nullptr, nullptr, nullptr));
    auto least = std::time_t(toMillis(now + RenewBefore) / 1000);
    const bool isGood = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1
        && X509_cmp_time(X509_get0_notAfter(certificate.get()), &least) > 0;
    ERR_clear_error();
    return isGood;
}

} // namespace

Result<TlsIdentity> loadIdentity(const QString &certificateFile, const QString &keyFile)
{
    auto certificate = readFile(certificateFile);
    if (!certificate) {
        return certificate.error();
    }
    auto key = readFile(keyFile);
    if (!key) {
        return key.error();
    }
    return identityOf(std::move(certificate).value(), std::move(key).value(), certificateFile);
}

Result<TlsIdentity> loadOrCreateIdentity(
    const QString &certificateFile, const QString &keyFile, const QString &hostName, Instant now)
{
    auto key = QFile::exists(keyFile) ? readFile(keyFile) : makeKey();
    if (!key) {
        return key.error();
    }
    if (!QFile::exists(keyFile)) {
        if (auto written = writeFile(keyFile, key.value(), Secret); !written) {
            return written.error();
        }
    }
    auto certificate = QFile::exists(certificateFile) ? readFile(certificateFile) : Result<QByteArray>(QByteArray());
    if (!certificate || !isStillGood(certificate.value(), key.value(), now)) {
        certificate = makeCertificate(key.value(), hostName, now);
        if (!certificate) {
            return certificate.error();
        }
        if (auto written = writeFile(certificateFile, certificate.value(), Public); !written) {
            return written.error();
        }
    }
    return identityOf(std::move(certificate).value(), std::move(key).value(), certificateFile);
}

} // namespace deskbell::http
