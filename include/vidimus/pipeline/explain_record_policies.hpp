// SPDX-License-Identifier: Apache-2.0
// What is wrong with a policy about records and session keys, in one sentence that contains the line to write.
#pragma once

#include <vidimus/core/exporter.hpp>
#include <vidimus/core/key_log.hpp>
#include <vidimus/core/padding.hpp>
#include <vidimus/core/record_aead.hpp>
#include <vidimus/core/secret_key_reset.hpp>
#include <vidimus/pipeline/policy_set.hpp>

namespace vidimus::detail {

template <class P>
concept RecordPolicy =
    SecretKeyResetPolicy<P> || RecordAeadPolicy<P> || PaddingPolicy<P> || ExporterPolicy<P> || KeyLogPolicy<P>;

template <class P>
concept HasRecordRole = HasRole<P, role::secret_key_reset> || HasRole<P, role::record_aead> ||
                        HasRole<P, role::padding> || HasRole<P, role::exporter> || HasRole<P, role::key_log>;

/// At most one of each.
template <class... Ps>
inline constexpr bool has_single_record_policies =
    count_of<role::secret_key_reset, Ps...> <= 1 && count_of<role::record_aead, Ps...> <= 1 &&
    count_of<role::padding, Ps...> <= 1 && count_of<role::exporter, Ps...> <= 1 && count_of<role::key_log, Ps...> <= 1;

template <class P>
struct ExplainRecordPolicy {
  template <class Role>
  static constexpr bool is_good = RecordPolicy<P> || !HasRole<P, Role>;
  static_assert(is_good<role::secret_key_reset>,
                "vidimus: a secret-key-reset policy needs:\n"
                "    static constexpr auto limits() -> vidimus::KeyLimits;\n"
                "    static constexpr bool reconnects_under_tls12 = false;");
  static_assert(is_good<role::record_aead>,
                "vidimus: a record-AEAD policy names a type with make, seal and open (<vidimus/core/aead.hpp>):\n"
                "    using aead = vidimus::aead::Mbedtls;");
  static_assert(is_good<role::padding>,
                "vidimus: a padding policy needs:\n"
                "    static auto padded(std::size_t content, std::size_t most) -> std::size_t;");
  static_assert(is_good<role::exporter>,
                "vidimus: an exporter policy needs:\n"
                "    static auto labels() -> std::span<std::string_view const>;");
  static_assert(is_good<role::key_log>,
                "vidimus: a key log needs:\n"
                "    static constexpr bool is_logging = true;\n"
                "    void log(std::string_view line) const;");
};

template <class... Ps>
struct ExplainRecordCounts {
  static_assert(count_of<role::secret_key_reset, Ps...> <= 1, "vidimus: name at most one secret-key-reset policy");
  static_assert(count_of<role::record_aead, Ps...> <= 1, "vidimus: name at most one RecordAead");
  static_assert(count_of<role::padding, Ps...> <= 1, "vidimus: name at most one padding policy");
  static_assert(count_of<role::exporter, Ps...> <= 1,
                "vidimus: name at most one Exporters<…>; it takes as many labels as you like");
  static_assert(count_of<role::key_log, Ps...> <= 1, "vidimus: name at most one key log");
};

}  // namespace vidimus::detail
