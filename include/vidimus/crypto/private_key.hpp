// SPDX-License-Identifier: Apache-2.0
// A private key of our own. PEM (PKCS#8, encrypted PKCS#8, SEC 1, PKCS#1) or DER; the library holds it and overwrites it.
#pragma once

#include <vidimus/core/file.hpp>
#include <vidimus/crypto/public_key.hpp>
#include <vidimus/crypto/secret_buffer.hpp>

#include <mbedtls/build_info.h>
#include <mbedtls/pk.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace vidimus {

namespace detail {
struct PrivateKeyAccess;
struct LoadedKey;
[[nodiscard]] auto load_key(SecretBuffer const& text, SecretBuffer const& password, bool is_encrypted)
    -> Result<std::shared_ptr<LoadedKey const>>;
}  // namespace detail

/// An immutable private key. Copies share it; the last one overwrites it. Thread-safe where mbedTLS has threading.
class PrivateKey {
 public:
  /// More than any key file needs.
  static constexpr std::size_t file_limit = 32768;

  /// From a PEM text; other blocks in it are passed over. An empty `password` is none; a key that is not encrypted ignores
  /// it. Errors: `private_key_unreadable`, `private_key_password_wrong` (also for a missing one), `unsupported_key`,
  /// `key_malformed` where its two halves do not belong together.
  [[nodiscard]] static auto from_pem(std::string_view text, std::string_view password = {}) -> Result<PrivateKey>;
  /// From a DER encoding of one of the same formats. Errors: as `from_pem`.
  [[nodiscard]] static auto from_der(ByteView der, std::string_view password = {}) -> Result<PrivateKey>;
  /// From a file, PEM or DER. Errors: as `from_pem`, with the file's name; `file_unreadable`, `file_too_large`.
  [[nodiscard]] static auto from_file(std::string const& path, std::string_view password = {}) -> Result<PrivateKey>;

  [[nodiscard]] auto describe() const -> PublicKeyInfo;
  /// Whether this is the private half of `spki`. Errors: as `describe_key`, of `spki`.
  [[nodiscard]] auto matches(SubjectPublicKeyInfo const& spki) const -> Result<bool>;

 private:
  friend struct detail::PrivateKeyAccess;
  explicit PrivateKey(std::shared_ptr<detail::LoadedKey const> key) : key_{std::move(key)} {}

  std::shared_ptr<detail::LoadedKey const> key_;
};

namespace detail {

/// The library's key and the public half as it stands in a certificate.
struct LoadedKey {
  LoadedKey() { mbedtls_pk_init(&context); }
  LoadedKey(LoadedKey const&) = delete;
  auto operator=(LoadedKey const&) -> LoadedKey& = delete;
  ~LoadedKey() { mbedtls_pk_free(&context); }  // overwrites it

  mbedtls_pk_context context;
  Buffer spki;
  PublicKeyInfo info{};
};

/// For `engine`, which hands the key to the TLS library. The library takes it as mutable and does not change it.
struct PrivateKeyAccess {
  static auto context(PrivateKey const& key) -> mbedtls_pk_context* {
    return const_cast<mbedtls_pk_context*>(&key.key_->context);
  }
};

inline auto parse_key(mbedtls_pk_context& context, SecretBuffer const& text, SecretBuffer const& password) -> int {
  auto const* const opening = password.is_empty() ? nullptr : octets(password.bytes());
#if MBEDTLS_VERSION_MAJOR < 4
  auto const random = [](void*, unsigned char* bytes, std::size_t size) -> int {
    return psa_generate_random(bytes, size) == PSA_SUCCESS ? 0 : MBEDTLS_ERR_PK_ALLOC_FAILED;
  };
  return mbedtls_pk_parse_key(&context, octets(text.bytes()), text.size(), opening, password.size(), random, nullptr);
#else
  return mbedtls_pk_parse_key(&context, octets(text.bytes()), text.size(), opening, password.size());
#endif
}

inline auto halves_fit(mbedtls_pk_context const& context) -> bool {
#if MBEDTLS_VERSION_MAJOR < 4
  auto const random = [](void*, unsigned char* bytes, std::size_t size) -> int {
    return psa_generate_random(bytes, size) == PSA_SUCCESS ? 0 : MBEDTLS_ERR_PK_ALLOC_FAILED;
  };
  return mbedtls_pk_check_pair(&context, &context, random, nullptr) == 0;
#else
  return mbedtls_pk_check_pair(&context, &context) == 0;
#endif
}

/// A wrong password shows as one, or, once in 256 times, as a key that makes no sense.
inline auto parse_refusal(int native, bool is_encrypted, bool has_password) -> tl::unexpected<Failure> {
  auto const wrong = native == MBEDTLS_ERR_PK_PASSWORD_MISMATCH || native == MBEDTLS_ERR_PK_PASSWORD_REQUIRED;
  if (wrong || (is_encrypted && has_password && native == MBEDTLS_ERR_PK_KEY_INVALID_FORMAT))
    return refuse(Errc::private_key_password_wrong,
                  Mismatch{"the password of the key", {has_password ? "another password" : "no password"}});
  return refuse(Errc::private_key_unreadable, Underlying{"mbedtls_pk_parse_key", {}, native});
}

inline auto write_spki(mbedtls_pk_context const& context) -> Result<Buffer> {
  std::array<unsigned char, 1024> space;  // an RSA key of 4096 bits takes 550
  auto const length = mbedtls_pk_write_pubkey_der(&context, space.data(), space.size());
  if (length < 0) return refuse(Errc::unsupported_key, Underlying{"mbedtls_pk_write_pubkey_der", {}, length});
  auto const written = std::as_bytes(std::span{space}).last(static_cast<std::size_t>(length));
  return Buffer{written.begin(), written.end()};
}

inline auto load_key(SecretBuffer const& text, SecretBuffer const& password, bool is_encrypted)
    -> Result<std::shared_ptr<LoadedKey const>> {
  if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
  auto key = std::make_shared<LoadedKey>();
  if (auto const native = parse_key(key->context, text, password); native != 0)
    return parse_refusal(native, is_encrypted, !password.is_empty());
  auto spki = write_spki(key->context);
  if (!spki) return refuse(std::move(spki.error()));
  der::Reader reader{*spki};
  auto const parsed = SubjectPublicKeyInfo::read(reader);
  if (!parsed)
    return refuse(Errc::unsupported_key, Malformed{"its public half", parsed.error().offset, parsed.error().rule});
  auto const info = describe_key(*parsed);
  if (!info) return refuse(info.error());
  if (!halves_fit(key->context)) return refuse(Errc::key_malformed, Note{"its public half is another key's"});
  key->spki = *std::move(spki);
  key->info = *info;
  return key;
}

}  // namespace detail

inline auto PrivateKey::from_pem(std::string_view text, std::string_view password) -> Result<PrivateKey> {
  SecretBuffer terminated{text.size() + 1};  // the library wants the NUL counted
  std::ranges::copy(bytes_of(text), terminated.writable().begin());
  auto const is_encrypted = text.find("ENCRYPTED") != std::string_view::npos;
  return detail::load_key(terminated, SecretBuffer::copy_of(bytes_of(password)), is_encrypted).map([](auto key) {
    return PrivateKey{std::move(key)};
  });
}

inline auto PrivateKey::from_der(ByteView der, std::string_view password) -> Result<PrivateKey> {
  return detail::load_key(SecretBuffer::copy_of(der), SecretBuffer::copy_of(bytes_of(password)), false)
      .map([](auto key) { return PrivateKey{std::move(key)}; });
}

inline auto PrivateKey::from_file(std::string const& path, std::string_view password) -> Result<PrivateKey> {
  auto bytes = read_file(path, file_limit);
  if (!bytes) return refuse(std::move(bytes.error()));
  auto const contents = SecretBuffer::adopt(*std::move(bytes));
  auto const text = text_of(contents.bytes());
  auto key = text.find("-----BEGIN") == std::string_view::npos ? from_der(contents.bytes(), password)
                                                               : from_pem(text, password);
  if (!key) return refuse(std::move(key.error().about(path)));
  return key;
}

inline auto PrivateKey::describe() const -> PublicKeyInfo { return key_->info; }

inline auto PrivateKey::matches(SubjectPublicKeyInfo const& spki) const -> Result<bool> {
  return describe_key(spki).map([&](PublicKeyInfo) { return same_bytes(key_->spki, spki.der); });
}

}  // namespace vidimus
