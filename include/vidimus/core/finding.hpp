// SPDX-License-Identifier: Apache-2.0
// A finding: one thing that was checked and was not as it should be. It carries both sides of the comparison as typed
// values, so that a program can act on them and a person can read them.
#pragma once

#include <vidimus/core/errc.hpp>
#include <vidimus/core/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace vidimus {

/// What was wanted and what was presented.
struct Mismatch {
  std::string wanted;
  std::vector<std::string> presented;  ///< empty: nothing of the kind
};

/// A moment outside its bound: `bound` is notBefore, notAfter, thisUpdate, nextUpdate …, which `what` names.
struct OutOfTime {
  std::string what;
  Time now;
  Time bound;
};

/// More than a limit allows.
struct OverLimit {
  std::string what;
  std::uint64_t limit;
  std::uint64_t presented;  ///< where counting stopped, if it did not go on
};

/// A place in an encoding, a text or a pattern where reading stopped.
struct Malformed {
  std::string what;    ///< the field or grammar rule being read
  std::size_t offset;  ///< in bytes, from the start of the input named by the finding's subject
  Errc rule;           ///< the rule of the encoding that was broken
};

/// A revoked certificate.
struct Revoked {
  std::string serial_number;  ///< upper-case hexadecimal
  std::string source;         ///< which CRL or responder says so
  Time since;
  std::string reason;  ///< RFC 5280, 5.3.1; empty if none is given
};

/// What the operating system or the TLS library said.
struct Underlying {
  std::string what;
  std::error_code code;  ///< empty where `native` is not the operating system's
  int native = 0;        ///< the TLS library's own number; never compare with it
};

/// Anything that has no two sides.
struct Note {
  std::string text;
};

/// What a finding carries beside its code.
using Detail = std::variant<std::monostate, Mismatch, OutOfTime, OverLimit, Malformed, Revoked, Underlying, Note>;

/// A warning is reported and does not refuse.
enum class Severity : unsigned char { error, warning };

/// One thing that was not as it should be.
struct Finding {
  Errc code;
  Detail detail{};
  std::optional<unsigned> depth{};  ///< of the certificate in its path or chain: 0 is the end entity; empty: none
  std::string subject{};            ///< what it is about: a certificate's subject, a file's name
  Severity severity = Severity::error;

  /// The same finding, said of a certificate.
  [[nodiscard]] auto about(unsigned certificate_depth, std::string certificate_subject) && -> Finding {
    depth = certificate_depth;
    subject = std::move(certificate_subject);
    return std::move(*this);
  }
};

}  // namespace vidimus
