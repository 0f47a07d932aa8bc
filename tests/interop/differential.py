#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vidimus beside python cryptography on mutated chains. Run by hand, with a cryptography of 42 or later:

    VIDIMUS_MUTATED_CHAINS_TO=chains.jsonl build/.../vidimus_interop_tests "OpenSSL and vidimus agree on mutated chains*"
    python3 tests/interop/differential.py chains.jsonl

Says for how many chains both agree, and for each difference why it is one. Ends with 1 where a difference has no reason, or
where a reason that is listed is not met. cryptography judges as a web browser would (CA/Browser Forum BR), vidimus by RFC
5280 alone; both ask for a server named qm2.acme.example.
"""
import argparse
import collections
import datetime
import json
import re
import sys
import warnings

NAME, NOW = "qm2.acme.example", datetime.datetime(2035, 6, 1)

# vidimus accepts, cryptography refuses: what was changed begins so, what cryptography says, why.
LAXER = [
    ("", "leaf (server )?certificate has no (matching )?subjectAltName", "RFC 9525: the name is asked for later, by the PeerNameFilter"),
    ("", r"invalid extension: 2\.5\.29\.15: Certificate is missing required", 'RFC 5280, 6.1.4 (n): "if a key usage extension is present"'),
    ("", "must be UtcTime", "RFC 5280, 4.1.2.5: those who read must be able to read either"),
    ("issuer name: ", "no interior errors", "RFC 5280, 7.1: names are compared without case, white space and string type"),
    ("octets: of tbsCertificate", "no interior errors", "RFC 5280, 7.1: a changed bit is a letter's case, or a string's type"),
    ("", r"2\.5\.29\.37: Certificate extension has incorrect criticality", "RFC 5280, 4.2.1.12: may be either; CA/Browser Forum BR, 7.1.2 asks for not critical"),
    ("", r"2\.5\.29\.3[26]: certificate contains unaccounted-for critical", "RFC 5280, 6.1: policies are processed; cryptography does not"),
    ("", "unsupported name constraint", "RFC 5280, 4.2.1.10: URIs are constrained by their hosts; cryptography does not"),
    ("", "Forbidden signature algorithm", "RFC 4055, 5: NULL that is left out must be accepted too"),
    ("basicConstraints: cA TRUE", "must not be asserted in an EE", "RFC 5280, 6.1.5 does not ask; CA/Browser Forum BR, 7.1.2.7.6 forbids it"),
    ("basicConstraints: not critical", "incorrect criticality", "RFC 5280, 6.1.4 (k) does not ask (PKITS 4.6.4)"),
    ("authorityKeyIdentifier: nothing in it", "must contain keyIdentifier", "RFC 5280, 4.2.1.1: a self-signed anchor may lack it"),
    ("extKeyUsage: any", "required EKU not found", "RFC 5280, 4.2.1.12: any is any; CA/Browser Forum BR, 7.1.2.7.10 forbids it"),
    ("nameConstraints: permitted DNS:", "malformed DNS name constraint", "RFC 5280, 4.2.1.10: the empty one is every DNS name"),
    ("subjectAltName: critical", "MUST NOT be critical", "RFC 5280, 4.2.1.6: SHOULD"),
    ("chain: before the issuer's certificate, an unreadable one", "ASN.1 parsing error", "RFC 5280, 6.1: a certificate that is not needed need not be read"),
]
# cryptography accepts, vidimus refuses: what was changed begins so, one of vidimus's reasons, why.
STRICTER = [
    ("", "key_malformed", "RFC 3279, 2.3.1 and 2.3.5: the end entity's key must be one; cryptography does not read it"),
    ("", "unsupported_key", "the end entity's key must be one that a handshake can be signed with"),
    ("", "key_refused", "NIST SP 800-131A Rev. 2, 3: at least 2048 bits, of the end entity too"),
    ("", "key_identifier_missing", "RFC 5280, 4.2.1.1 and 4.2.1.2: MUST; cryptography does not ask it of all"),
    ("", "serial_number_unacceptable", "RFC 5280, 4.1.2.2: positive, of at most 20 octets"),
    ("", "name_excluded", "RFC 5280, 4.2.1.10: the subject is constrained by directory names; a mailbox may be the same in other letters"),
    ("", "name_not_permitted", "RFC 5280, 4.2.1.10: the subject is constrained by directory names"),
    ("keyUsage: ", "key_usage_refused", "RFC 8446, 4.4.2.2: the key signs"),
    ("", "extension_criticality_wrong", "RFC 5280, 4.2: MUST be critical, or MUST NOT"),
    ("", "extension_malformed", "RFC 5280, 4.2: extensions that are known are read, critical or not"),
    ("", "certificate_malformed", "X.690, and RFC 5280, 4.1: to the letter"),
]


def parts_of(kind):
    return kind.split(" + ")


def verdict_of_cryptography(chain, x509, verification):
    """'accepted', 'unreadable' or what it says; further certificates that cannot be read are left out."""
    unreadable = (ValueError, x509.InvalidVersion)

    def read(der):
        return x509.load_der_x509_certificate(bytes.fromhex(der))

    try:
        end_entity, anchor = read(chain["presented"][0]), read(chain["anchor"])
    except unreadable:
        return "unreadable"
    intermediates = []
    for der in chain["presented"][1:]:
        try:
            intermediates.append(read(der))
        except unreadable:
            pass
    try:
        verifier = verification.PolicyBuilder().store(verification.Store([anchor])).time(NOW).build_server_verifier(x509.DNSName(NAME))
        verifier.verify(end_entity, intermediates)
    except verification.VerificationError as refusal:
        return str(refusal)
    except (KeyError, ValueError) as escaped:  # it trips over some certificates instead of refusing them
        return f"{type(escaped).__name__} {escaped}"
    return "accepted"


def reason(rows, kind, said):
    """The first row that explains a difference; None if none does."""
    for number, (prefix, pattern, _) in enumerate(rows):
        if any(part.startswith(prefix) for part in parts_of(kind)) and re.search(pattern, said):
            return number
    return None


def compare(path, x509, verification):
    met, unexplained, agreed = collections.Counter(), collections.Counter(), collections.Counter()
    with open(path, encoding="utf-8") as lines:
        for chain in map(json.loads, lines):
            theirs, ours = verdict_of_cryptography(chain, x509, verification), chain["vidimus"]
            if (ours == "accepted") == (theirs == "accepted"):
                agreed[ours == "accepted"] += 1
                continue
            rows, said = (LAXER, theirs) if ours == "accepted" else (STRICTER, ours)
            number = reason(rows, chain["kind"], said)
            if number is None:
                unexplained[chain["kind"], ours, theirs] += 1
            else:
                met[rows is LAXER, number] += 1
    return agreed, met, unexplained


def report(agreed, met, unexplained):
    print(f"accepted by both {agreed[True]}, refused by both {agreed[False]}")
    unmet = 0
    for is_laxer, rows in ((True, LAXER), (False, STRICTER)):
        who = "vidimus accepts, cryptography refuses" if is_laxer else "cryptography accepts, vidimus refuses"
        print(f"\n{who}: {sum(count for (laxer, _), count in met.items() if laxer == is_laxer)}")
        for number, (prefix, pattern, why) in enumerate(rows):
            count = met[is_laxer, number]
            unmet += count == 0
            print(f"{count:6}  {prefix or 'anything'} | {pattern}\n        {why}{'' if count else '   <-- NOT MET'}")
    for (kind, ours, theirs), count in unexplained.items():
        print(f"NO REASON ({count}): {kind}: vidimus {ours}, cryptography {theirs}")
    return 1 if unexplained or unmet else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chains", help="what VIDIMUS_MUTATED_CHAINS_TO wrote")
    arguments = parser.parse_args()
    try:
        import cryptography
        from cryptography import x509
        from cryptography.x509 import verification
    except ImportError as missing:
        print(f"left out: no cryptography of 42 or later, which first verified chains ({missing})")
        return 0
    warnings.simplefilter("ignore")  # of odd certificates, which these are meant to be
    print(f"cryptography {cryptography.__version__}")
    return report(*compare(arguments.chains, x509, verification))


if __name__ == "__main__":
    sys.exit(main())
