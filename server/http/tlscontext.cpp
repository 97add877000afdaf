// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tlscontext.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string_view>

namespace deskbell::http {
namespace {

constexpr int LeastRsaBits = 2048;
/// Of TLS 1.2; those of 1.3 are all good.
constexpr auto Ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:"
                         "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-RSA-AES256-GCM-SHA384";
constexpr auto Groups = "X25519:P-256:P-384";
constexpr std::string_view Protocol = "http/1.1";

struct BioFree {
    void operator()(BIO *bio) const { BIO_free(bio); }
};
struct X509Free {
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
struct KeyFree {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, BioFree>;
using Certificate = std::unique_ptr<X509, X509Free>;

Error wrong(const char *why)
{
    const auto reason = ERR_peek_last_error();
    ERR_clear_error();
    const auto said = reason != 0 ? QStringLiteral(" (%1)").arg(QLatin1String(ERR_reason_error_string(reason))) : QString();
    return Error{ErrorKind::Validation, QLatin1String(why) + said, 0, QStringLiteral("config"), {}};
}

Bio reader(const QByteArray &pem) { return Bio(BIO_new_mem_buf(pem.constData(), int(pem.size()))); }

/// Another protocol's client must not be answered in ours (ALPACA); one that does not say speaks HTTP.
int chooseProtocol(SSL *, const unsigned char **out, unsigned char *outLength, const unsigned char *offered, unsigned int length, void *)
{
    const std::string_view list(reinterpret_cast<const char *>(offered), length);
    for (std::size_t at = 0; at < list.size();) {
        const auto size = static_cast<unsigned char>(list[at]);
        if (list.substr(at + 1, size) == Protocol) {
            *out = offered + at + 1;
            *outLength = size;
            return SSL_TLSEXT_ERR_OK;
        }
        at += 1u + size;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool harden(SSL_CTX *context)
{
    SSL_CTX_set_options(context,
        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE
            | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 && SSL_CTX_set_cipher_list(context, Ciphers) == 1
        && SSL_CTX_set1_groups_list(context, Groups) == 1;
}

bool isStrong(const EVP_PKEY *key)
{
    const int type = EVP_PKEY_get_base_id(key);
    return type == EVP_PKEY_EC || (type == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= LeastRsaBits);
}

/// The first is ours, those behind it lead to its authority.
Result<Done> useCertificates(SSL_CTX *context, const QByteArray &pem)
{
    const auto bio = reader(pem);
    const Certificate own(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) {
        return wrong("the certificate is no PEM certificate");
    }
    if (!isStrong(X509_get0_pubkey(own.get()))) {
        return wrong("the certificate's key must be ECDSA, or RSA of 2048 bits or more");
    }
    while (Certificate next{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
        if (SSL_CTX_add1_chain_cert(context, next.get()) != 1) {
            return wrong("the certificate's chain is not good");
        }
    }
    ERR_clear_error(); // the end of the file
    return Done{};
}

Result<Done> useKey(SSL_CTX *context, const QByteArray &pem)
{
    const auto bio = reader(pem);
    // An empty password: a service can not ask for one.
    const std::unique_ptr<EVP_PKEY, KeyFree> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, [](char *, int, int, void *) { return 0; }, nullptr));
    if (!key) {
        return wrong("the certificate's key is no PEM key without a password");
    }
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
        return wrong("the key is not the certificate's");
    }
    return Done{};
}

} // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::make(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    ERR_clear_error();
    SSL_CTX *raw = SSL_CTX_new(TLS_server_method());
    if (!raw) {
        return wrong("OpenSSL can not be used");
    }
    auto context = std::shared_ptr<TlsContext>(new TlsContext(raw));
    if (!harden(raw)) {
        return wrong("this OpenSSL does not know the ciphers that are wanted");
    }
    if (auto used = useCertificates(raw, certificatePem); !used) {
        return used.error();
    }
    if (auto used = useKey(raw, keyPem); !used) {
        return used.error();
    }
    return context;
}

TlsContext::~TlsContext() { SSL_CTX_free(m_context); }

} // namespace deskbell::http
