// SPDX-License-Identifier: Apache-2.0
// permitted_subtrees and excluded_subtrees (RFC 5280, 6.1.2 (b), (c)) while a path is processed. The constraints of every
// certificate are kept side by side and a name must satisfy each: that is the intersection and the union of 6.1.4 (g).
#pragma once

#include <vidimus/der/oids.hpp>
#include <vidimus/path/effort.hpp>
#include <vidimus/path/name_subtree.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/name_constraints.hpp>

#include <optional>
#include <string>
#include <vector>

namespace vidimus::detail {

/// Every name of a certificate that a constraint can speak of: the subject, the e-mail addresses in it and the alternative
/// names. RFC 5280, 4.2.1.10 asks for the addresses in the subject only where there are no alternative names; they name
/// somebody in either case. A SmtpUTF8Mailbox is an rfc822Name in other letters too (RFC 9598, 6).
inline auto names_to_constrain(Certificate const& certificate) -> std::vector<GeneralName> {
  std::vector<GeneralName> names;
  auto const subject = certificate.subject();
  if (!subject.is_empty()) names.push_back({GeneralNameKind::directory_name, subject.der()});
  for (auto const& attribute : subject)
    if (attribute.type == oid::email_address) names.push_back({GeneralNameKind::rfc822_name, attribute.value});
  if (auto const alternatives = certificate.subject_alt_names())
    for (auto const& name : *alternatives) {
      names.push_back(name);
      auto const mailbox = der::Reader{name.other_name_value()}.read_any();
      if (name.id() == oid::smtp_utf8_mailbox && mailbox)
        names.push_back({GeneralNameKind::rfc822_name, mailbox->contents});
    }
  return names;
}

class NameLimits {
 public:
  /// RFC 5280, 6.1.4 (g): what a certificate demands of all names below it. Errors: `extension_malformed` for a constraint
  /// that is not written as its form of name demands: nobody knows what it should permit.
  auto add(NameConstraints const& constraints) -> Result<void> {
    for (auto const& subtrees : {constraints.permitted, constraints.excluded})
      if (subtrees)
        for (auto const& subtree : *subtrees)
          if (!is_subtree(subtree.base))
            return refuse(Errc::extension_malformed,
                          Mismatch{"a well-formed name constraint", {subtree.base.to_text()}});
    constraints_.push_back(constraints);
    return {};
  }

  /// RFC 5280, 6.1.3 (b): every name lies within a permitted subtree, where there are any of its form.
  auto check_permitted(Certificate const& certificate, Effort& effort) const -> Result<void> {
    if (constraints_.empty()) return {};
    for (auto const& name : names_to_constrain(certificate))
      for (auto const& constraints : constraints_)
        if (constraints.permitted)
          if (auto permitted = check_permitted(name, *constraints.permitted, effort); !permitted) return permitted;
    return {};
  }

  /// RFC 5280, 6.1.3 (c): no name lies within an excluded subtree.
  auto check_excluded(Certificate const& certificate, Effort& effort) const -> Result<void> {
    if (constraints_.empty()) return {};
    for (auto const& name : names_to_constrain(certificate))
      for (auto const& constraints : constraints_)
        if (constraints.excluded)
          if (auto clear = check_excluded(name, *constraints.excluded, effort); !clear) return clear;
    return {};
  }

 private:
  /// RFC 5280, 4.2.1.10: a form of name that is constrained and occurs must be processed or refused.
  static auto not_processed(GeneralName const& name) -> tl::unexpected<Failure> {
    return refuse(Errc::constraint_not_processed,
                  Mismatch{"names of which RFC 5280 says how they are constrained", {name.to_text()}});
  }

  static auto check_permitted(GeneralName const& name, GeneralSubtrees const& permitted, Effort& effort)
      -> Result<void> {
    std::string wanted;
    for (auto const& subtree : permitted) {
      if (subtree.base.kind != name.kind) continue;
      if (!is_comparable(name.kind)) return not_processed(name);
      if (auto affordable = effort.spend_comparison(); !affordable) return affordable;
      if (overlap(name, subtree.base) == Overlap::all) return {};
      if (wanted.size() < Name::text_limit) wanted += (wanted.empty() ? "" : " or ") + subtree.base.to_text();
    }
    if (wanted.empty()) return {};
    return refuse(Errc::name_not_permitted, Mismatch{"names within " + wanted, {name.to_text()}});
  }

  static auto check_excluded(GeneralName const& name, GeneralSubtrees const& excluded, Effort& effort) -> Result<void> {
    for (auto const& subtree : excluded) {
      if (subtree.base.kind != name.kind) continue;
      if (!is_comparable(name.kind)) return not_processed(name);
      if (auto affordable = effort.spend_comparison(); !affordable) return affordable;
      if (overlap(name, subtree.base) != Overlap::none)
        return refuse(Errc::name_excluded, Mismatch{"no names within " + subtree.base.to_text(), {name.to_text()}});
    }
    return {};
  }

  std::vector<NameConstraints> constraints_;
};

}  // namespace vidimus::detail
