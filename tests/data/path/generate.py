#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the certification paths in this folder with python cryptography and openssl: run `python3 generate.py` here.

A vector is a text file: what it shows, what must come of it, the end entity and the other certificates that a peer presents,
then the trust anchors. The first words of the line `expect:` are `accepted LENGTH` or an error's name and the depth of the
certificate that it is about (`-` for none). The keys are not kept.
"""
import datetime
import hashlib
import ipaddress
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier

FOLDER = pathlib.Path(__file__).parent
UTC = datetime.timezone.utc
NOW = datetime.datetime(2035, 6, 1, tzinfo=UTC)  # later than what openssl makes today
BEFORE, AFTER = datetime.datetime(2020, 1, 1, tzinfo=UTC), datetime.datetime(2045, 1, 1, tzinfo=UTC)
PEM = serialization.Encoding.PEM
CURVES = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1(), "k256": ec.SECP256K1()}
USAGES = ("digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
          "encipher_only decipher_only").split()
made = {}


def key(label, kind="p256"):
    if (label, kind) not in made:
        if kind in CURVES:
            made[label, kind] = ec.derive_private_key(int.from_bytes(hashlib.sha256(label.encode()).digest(), "big") >> 8, CURVES[kind])
        elif kind == "ed25519":
            made[label, kind] = ed25519.Ed25519PrivateKey.generate()
        else:
            made[label, kind] = rsa.generate_private_key(65537, int(kind[3:]))
    return made[label, kind]


def name(text):
    """`CN=a,O=b`, encoded in this order."""
    kinds = {"CN": NameOID.COMMON_NAME, "O": NameOID.ORGANIZATION_NAME, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
             "C": NameOID.COUNTRY_NAME, "E": NameOID.EMAIL_ADDRESS}
    return x509.Name([x509.NameAttribute(kinds[part.split("=")[0]], part.split("=", 1)[1]) for part in text.split(",") if part])


class Entity:
    """A name with a key: what certificates are issued to and by."""

    def __init__(self, subject, kind="p256", label=None):
        self.subject, self.key = name(subject), key(label or subject, kind)

    def identifier(self):
        return x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()).digest


def general_name(text):
    kind, value = text.split(":", 1)
    if kind == "DNS":
        return x509.DNSName(value)
    if kind == "IP":
        return x509.IPAddress(ipaddress.ip_network(value) if "/" in value else ipaddress.ip_address(value))
    if kind == "EMAIL":
        return x509.RFC822Name(value)
    if kind == "URI":
        return x509.UniformResourceIdentifier(value)
    if kind == "DN":
        return x509.DirectoryName(name(value))
    if kind == "OTHER":
        return x509.OtherName(ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x0c" + bytes([len(value)]) + value.encode())
    if kind == "RID":
        return x509.RegisteredID(ObjectIdentifier(value))
    raise ValueError(text)


def usage(*names):
    return x509.KeyUsage(**{each: each in names for each in USAGES})


def policies(*ids):
    return x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier(each), None) for each in ids])


def issue(issuer, subject, *, ca=None, ca_critical=True, path_len=None, ku=("digital_signature",), eku=("server", "client"), san=("DNS:qm2.example",),
          nb=BEFORE, na=AFTER, aki=None, ski=None, omit=(), extra=(), digest=None, pss=None, serial=None):
    """A certificate of `subject` by `issuer`; `omit` names extensions to leave out, `aki` and `ski` other identifiers."""
    if digest is None and not isinstance(issuer.key, ed25519.Ed25519PrivateKey):
        digest = hashes.SHA256()
    salted = repr((issuer.subject, subject.subject, ca, path_len, ku, eku, san, nb, na, [str(each) for each in extra])).encode()
    builder = (x509.CertificateBuilder().subject_name(subject.subject).issuer_name(issuer.subject)
               .public_key(subject.key.public_key()).not_valid_before(nb).not_valid_after(na)
               .serial_number(serial or int.from_bytes(hashlib.sha256(salted).digest()[:8], "big") >> 1))
    add = []
    if ca is not None and "bc" not in omit:
        add.append((x509.BasicConstraints(ca=ca, path_length=path_len), ca_critical))
    if ku and "ku" not in omit:
        add.append((usage(*ku), True))
    if eku and "eku" not in omit:
        kinds = {"server": ExtendedKeyUsageOID.SERVER_AUTH, "client": ExtendedKeyUsageOID.CLIENT_AUTH,
                 "any": ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE, "code": ExtendedKeyUsageOID.CODE_SIGNING}
        add.append((x509.ExtendedKeyUsage([kinds[each] for each in eku]), False))
    if san and "san" not in omit:
        add.append((x509.SubjectAlternativeName([general_name(each) for each in san]), not subject.subject.rdns))
    if "ski" not in omit:
        add.append((x509.SubjectKeyIdentifier(ski or subject.identifier()), False))
    if "aki" not in omit:
        add.append((x509.AuthorityKeyIdentifier(aki or issuer.identifier(), None, None), False))
    for extension, critical in [*add, *extra]:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer.key, digest, rsa_padding=pss)


def issue_ca(issuer, subject, **options):
    options.setdefault("ku", ("key_cert_sign", "crl_sign"))
    options.setdefault("ca", True)
    return issue(issuer, subject, **{"eku": (), "san": (), **options})


def by_openssl(issuer, issuer_certificate, subject, *arguments):
    """What python cryptography will not make: version 1, SHA-1, odd RSA-PSS."""
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (at / "ca.key").write_bytes(issuer.key.private_bytes(PEM, *secret))
        (at / "ca.pem").write_bytes(issuer_certificate.public_bytes(PEM))
        request = x509.CertificateSigningRequestBuilder().subject_name(subject.subject).sign(subject.key, hashes.SHA256())
        (at / "request.pem").write_bytes(request.public_bytes(PEM))
        (at / "extensions").write_text("subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always\nkeyUsage=critical,digitalSignature\n")
        # the environment's own settings must not let or forbid anything
        return x509.load_pem_x509_certificate(subprocess.run(
            ["openssl", "x509", "-req", "-in", at / "request.pem", "-CA", at / "ca.pem", "-CAkey", at / "ca.key", "-days", "9000",
             "-set_serial", "4711", *[str(at / "extensions") if each == "EXTENSIONS" else each for each in arguments]],
            check=True, capture_output=True).stdout)


def tampered(certificate, at):
    """One bit of the encoding changed; `at` counts from the end."""
    der = bytearray(certificate.public_bytes(serialization.Encoding.DER))
    der[at] ^= 1
    return bytes(der)


def pem_of(certificate):
    if isinstance(certificate, bytes):
        body = subprocess.run(["openssl", "base64"], input=certificate, check=True, capture_output=True).stdout.decode()
        return f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"
    return certificate.public_bytes(PEM).decode()


def vector(title, about, expect, presented, anchors, peer="server"):
    text = f"{about}\n\nexpect: {expect}\npeer: {peer}\ntime: {int(NOW.timestamp())}\n\n"
    text += "".join(map(pem_of, presented)) + "\ntrust anchors:\n" + "".join(map(pem_of, anchors))
    (FOLDER / f"{title}.pem").write_text(text)


def purge():
    for old in FOLDER.glob("*.pem"):
        old.unlink()


purge()
root = Entity("CN=Test Root,O=Acme")
ROOT = issue_ca(root, root)
issuing = Entity("CN=Issuing CA 1,O=Acme")
ISSUING = issue_ca(root, issuing, path_len=0)
qm2 = Entity("CN=QM2,OU=Payments,O=Acme")
QM2 = issue(issuing, qm2)
DIRECT = issue(root, qm2)

# --- accepted --------------------------------------------------------------------------------------------------------
vector("direct", "The anchor issued the end entity.", "accepted 1", [DIRECT], [ROOT])
vector("one-intermediate", "The usual path.", "accepted 2", [QM2, ISSUING], [ROOT])
vector("one-intermediate-client", "The same certificates show a client.", "accepted 2", [QM2, ISSUING], [ROOT], "client")
vector("anchor-presented", "The anchor comes with the chain, which says nothing.", "accepted 2", [QM2, ISSUING, ROOT], [ROOT])
vector("intermediate-is-anchor", "The intermediate is trusted, the root is not.", "accepted 1", [QM2, ISSUING], [ISSUING])
vector("end-entity-is-anchor", "The end entity itself is trusted.", "accepted 1", [QM2], [QM2])
vector("second-anchor-of-a-name", "Two anchors have the same name; the second holds the key.", "accepted 1", [DIRECT],
       [issue_ca(Entity("CN=Test Root,O=Acme", label="other"), Entity("CN=Test Root,O=Acme", label="other")), ROOT])

long_names = [Entity(f"CN=Tier {tier},O=Acme") for tier in range(6)]
LONG, above = [], root
for tier in long_names:
    LONG.insert(0, issue_ca(above, tier))
    above = tier
END_OF_LONG = issue(above, qm2)
vector("long-chain", "Six intermediates.", "accepted 7", [END_OF_LONG, *LONG], [ROOT])
stranger = Entity("CN=Stranger")
STRANGER = issue_ca(stranger, stranger)
vector("shuffled", "Six intermediates in no order, and strangers among them.", "accepted 7",
       [END_OF_LONG, LONG[3], STRANGER, LONG[0], LONG[5], LONG[1], ISSUING, LONG[4], LONG[2]], [ROOT])
above, DEEP = root, []
for tier in range(17):
    subject = Entity(f"CN=Deep {tier},O=Acme")
    DEEP.insert(0, issue_ca(above, subject))
    above = subject
vector("sixteen-intermediates", "As many as the budget allows.", "accepted 17", [issue(Entity("CN=Deep 15,O=Acme"), qm2), *DEEP[1:]], [ROOT])
vector("seventeen-intermediates", "One more than the budget allows.", "budget_exceeded 17", [issue(above, qm2), *DEEP], [ROOT])

impostor = Entity("CN=Issuing CA 1,O=Acme", label="impostor")
IMPOSTOR = issue_ca(root, impostor, ski=issuing.identifier())
vector("same-name-wrong-key-first", "Two issuers of one name and key identifier; the first did not sign.", "accepted 2",
       [QM2, IMPOSTOR, ISSUING], [ROOT])
vector("same-name-other-identifier-first", "Two issuers of one name; the key identifier tells which.", "accepted 2",
       [QM2, issue_ca(root, impostor), ISSUING], [ROOT])
vector("expired-alternative", "The issuer's old certificate has expired, its new one has not; the key is one.", "accepted 2",
       [QM2, issue_ca(root, issuing, na=NOW - datetime.timedelta(days=1)), ISSUING], [ROOT])
vector("constrained-alternative", "Below one of two cross-certificates the name is not permitted; the other leads on.", "accepted 2",
       [QM2, issue_ca(root, issuing, extra=[(x509.NameConstraints([general_name("DNS:elsewhere.example")], None), True)]), ISSUING], [ROOT])

ring_a, ring_b = Entity("CN=Ring A,O=Acme"), Entity("CN=Ring B,O=Acme")
A_BY_B, B_BY_A, A_BY_ROOT = issue_ca(ring_b, ring_a), issue_ca(ring_a, ring_b), issue_ca(root, ring_a)
vector("loop-with-exit", "Two authorities certify each other; the root certifies one.", "accepted 2",
       [issue(ring_a, qm2), A_BY_B, B_BY_A, A_BY_ROOT], [ROOT])
vector("loop-with-exit-far", "The same, entered at the other one.", "accepted 3",
       [issue(ring_b, qm2), A_BY_B, B_BY_A, A_BY_ROOT], [ROOT])
vector("loop", "Two authorities certify each other and nobody else does.", "issuer_unknown 2", [issue(ring_a, qm2), A_BY_B, B_BY_A], [ROOT])

rolled = Entity("CN=Issuing CA 1,O=Acme", label="rolled")
vector("self-issued-rollover", "A new key certified with the old one: self-issued, so pathLenConstraint 0 permits it.", "accepted 3",
       [issue(rolled, qm2), issue_ca(issuing, rolled), ISSUING], [ROOT])
vector("self-issued-without-path-len", "The self-issued certificate has a pathLenConstraint of its own.", "accepted 3",
       [issue(rolled, qm2), issue_ca(issuing, rolled, path_len=0), ISSUING], [ROOT])

SIZED = [("p384", hashes.SHA512()), ("p521", hashes.SHA256()), ("p521", hashes.SHA512()), ("p256", hashes.SHA384()),
         ("rsa2048", hashes.SHA256()), ("rsa3072", hashes.SHA384()), ("rsa4096", hashes.SHA512())]
for kind, digest in SIZED:
    upper, lower = Entity(f"CN={kind} Root,O=Acme", kind), Entity(f"CN={kind} CA,O=Acme", kind)
    vector(f"{kind}-{digest.name}", f"{kind} signs with {digest.name}.", "accepted 2",
           [issue(lower, qm2, digest=digest), issue_ca(upper, lower, digest=digest)], [issue_ca(upper, upper, digest=digest)])
rsa_root = Entity("CN=RSA Root,O=Acme", "rsa2048")
RSA_ROOT = issue_ca(rsa_root, rsa_root)
for digest in (hashes.SHA256(), hashes.SHA384(), hashes.SHA512()):
    vector(f"pss-{digest.name}", f"RSA-PSS with {digest.name}, the same in MGF1 and a salt of its length.", "accepted 1",
           [issue(rsa_root, qm2, digest=digest, pss=padding.PSS(padding.MGF1(digest), digest.digest_size))], [RSA_ROOT])

vector("no-key-usage", "Without keyUsage nothing is restricted.", "accepted 1", [issue(root, qm2, ku=())], [ROOT])
vector("no-extended-key-usage", "Without extKeyUsage nothing is restricted.", "accepted 1", [issue(root, qm2, eku=())], [ROOT])
vector("any-extended-key-usage", "anyExtendedKeyUsage permits every purpose.", "accepted 1", [issue(root, qm2, eku=("any",))], [ROOT])
vector("client-only-client", "A certificate for clients shows a client.", "accepted 1", [issue(root, qm2, eku=("client",))], [ROOT], "client")
vector("intermediate-for-servers", "An issuer's extKeyUsage permits what its certificates are for.", "accepted 2",
       [QM2, issue_ca(root, issuing, eku=("server",))], [ROOT])
vector("no-subject", "An empty subject; the alternative names are critical.", "accepted 1", [issue(root, Entity(""))], [ROOT])
vector("not-critical-basic-constraints", "RFC 5280 tells issuers to mark it critical; 6.1 does not ask (PKITS 4.6.4).", "accepted 2",
       [QM2, issue_ca(root, issuing, ca_critical=False)], [ROOT])

# --- refused ---------------------------------------------------------------------------------------------------------
DAY = datetime.timedelta(days=1)
vector("unknown-issuer", "Nobody has the issuer's name.", "issuer_unknown 0", [QM2], [ROOT])
vector("unknown-root", "The chain leads to a root that is not trusted.", "issuer_unknown 2", [QM2, ISSUING, ROOT], [STRANGER])
vector("anchor-of-another-key", "An anchor of the right name with another key.", "certificate_signature_mismatch 0",
       [DIRECT], [issue_ca(Entity("CN=Test Root,O=Acme", label="other"), Entity("CN=Test Root,O=Acme", label="other"))])
vector("self-signed", "A peer that vouches for itself.", "issuer_unknown 0", [issue(qm2, qm2)], [ROOT])
vector("expired", "The end entity expired a day ago.", "certificate_expired 0", [issue(root, qm2, na=NOW - DAY)], [ROOT])
vector("expires-now", "notAfter is this second, which still counts.", "accepted 1", [issue(root, qm2, na=NOW)], [ROOT])
vector("expired-a-second-ago", "notAfter was a second ago.", "certificate_expired 0", [issue(root, qm2, na=NOW - datetime.timedelta(seconds=1))], [ROOT])
vector("not-yet-valid", "The end entity is valid from tomorrow.", "certificate_not_yet_valid 0", [issue(root, qm2, nb=NOW + DAY)], [ROOT])
vector("valid-from-now", "notBefore is this second.", "accepted 1", [issue(root, qm2, nb=NOW)], [ROOT])
vector("expired-intermediate", "The issuer expired.", "certificate_expired 1", [QM2, issue_ca(root, issuing, na=NOW - DAY)], [ROOT])
vector("not-yet-valid-intermediate", "The issuer is valid from tomorrow.", "certificate_not_yet_valid 1", [QM2, issue_ca(root, issuing, nb=NOW + DAY)], [ROOT])
vector("expired-anchor", "The anchor's certificate expired.", "certificate_expired 1", [DIRECT], [issue_ca(root, root, na=NOW - DAY)])
vector("expired-and-unknown", "Expired, and nobody knows the issuer: who it is comes first.", "issuer_unknown 0", [issue(root, qm2, na=NOW - DAY)], [STRANGER])

vector("tampered-signature", "One bit of the signature is wrong.", "certificate_signature_mismatch 0", [tampered(DIRECT, -5)], [ROOT])
vector("tampered-certificate", "One bit of the certificate is wrong.", "certificate_signature_mismatch 0",
       [tampered(issue(root, Entity("CN=QM2,OU=Zahlung,O=Acme")), -160)], [ROOT])
vector("tampered-intermediate", "One bit of the issuer's signature is wrong.", "certificate_signature_mismatch 1", [QM2, tampered(ISSUING, -5)], [ROOT])

vector("issuer-without-basic-constraints", "An end entity issues.", "issuer_is_not_a_ca 1", [QM2, issue_ca(root, issuing, ca=None)], [ROOT])
vector("issuer-that-says-no", "cA is FALSE, so keyCertSign is not good either.", "issuer_is_not_a_ca 1",
       [QM2, issue_ca(root, issuing, ca=False, ku=("digital_signature",))], [ROOT])
vector("version-1-issuer", "A version 1 certificate cannot say that it is a CA's.", "issuer_is_not_a_ca 1",
       [QM2, by_openssl(root, ROOT, issuing, "-sha256")], [ROOT])
vector("version-1-anchor", "Nor can an anchor's.", "issuer_is_not_a_ca 1", [DIRECT], [by_openssl(root, ROOT, root, "-sha256")])
vector("version-1-end-entity", "A version 1 certificate has no key identifiers.", "key_identifier_missing 0", [by_openssl(root, ROOT, qm2, "-sha256")], [ROOT])
vector("anchor-without-basic-constraints", "The anchor's certificate is not a CA's.", "issuer_is_not_a_ca 1", [DIRECT], [issue_ca(root, root, ca=None)])
vector("anchor-without-key-cert-sign", "The anchor's key may not sign certificates.", "key_cert_sign_missing 1", [DIRECT], [issue_ca(root, root, ku=("crl_sign",))])
vector("issuer-without-key-cert-sign", "The issuer's key may not sign certificates.", "key_cert_sign_missing 1",
       [QM2, issue_ca(root, issuing, ku=("crl_sign", "digital_signature"))], [ROOT])
vector("issuer-without-key-usage", "Without keyUsage an issuer may sign.", "accepted 2", [QM2, issue_ca(root, issuing, ku=())], [ROOT])
vector("end-entity-that-may-sign", "keyCertSign without cA.", "key_cert_sign_without_ca 0", [issue(root, qm2, ca=False, ku=("digital_signature", "key_cert_sign"))], [ROOT])

sub = Entity("CN=Sub CA,O=Acme")
SUB, UNDER_SUB = issue_ca(issuing, sub), issue(sub, qm2)
vector("path-too-long", "pathLenConstraint 0, and another authority below.", "path_length_exceeded 1", [UNDER_SUB, SUB, ISSUING], [ROOT])
vector("path-too-long-for-anchor", "The anchor's own pathLenConstraint.", "path_length_exceeded 1", [QM2, ISSUING], [issue_ca(root, root, path_len=0)])
vector("path-as-long-as-permitted", "pathLenConstraint 1 above one authority.", "accepted 3", [UNDER_SUB, SUB, issue_ca(root, issuing, path_len=1)], [ROOT])
vector("path-len-may-not-grow", "A lower pathLenConstraint of 5 does not lift one of 0.", "path_length_exceeded 1",
       [UNDER_SUB, issue_ca(issuing, sub, path_len=5), ISSUING], [ROOT])

unknown = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.4.1.99999.7"), b"\x05\x00")
vector("unknown-critical-extension", "The end entity has a critical extension that nobody knows.", "critical_extension_unknown 0",
       [issue(root, qm2, extra=[(unknown, True)])], [ROOT])
vector("unknown-critical-extension-of-issuer", "The issuer has one.", "critical_extension_unknown 1", [QM2, issue_ca(root, issuing, extra=[(unknown, True)])], [ROOT])
vector("unknown-extension", "One that is not critical says nothing.", "accepted 1", [issue(root, qm2, extra=[(unknown, False)])], [ROOT])

for word, ku in (("encipherment", "key_encipherment"), ("agreement", "key_agreement")):
    vector(f"only-key-{word}", "The key may not sign handshakes.", "key_usage_refused 0", [issue(root, qm2, ku=(ku,))], [ROOT])
vector("client-only-server", "A certificate for clients shows a server.", "extended_key_usage_refused 0", [issue(root, qm2, eku=("client",))], [ROOT])
vector("server-only-client", "A certificate for servers shows a client.", "extended_key_usage_refused 0", [issue(root, qm2, eku=("server",))], [ROOT], "client")
vector("code-signing", "A certificate for signing code.", "extended_key_usage_refused 0", [issue(root, qm2, eku=("code",))], [ROOT])
vector("intermediate-for-clients", "The issuer's extKeyUsage is for clients only.", "extended_key_usage_refused 1", [QM2, issue_ca(root, issuing, eku=("client",))], [ROOT])

weak = Entity("CN=Weak,O=Acme", "rsa1024")
vector("rsa-1024", "An end entity's RSA key of 1024 bits.", "key_refused 0", [issue(root, weak)], [ROOT])
vector("rsa-1024-issuer", "An issuer's RSA key of 1024 bits.", "key_refused 1", [issue(weak, qm2), issue_ca(root, weak)], [ROOT])
vector("rsa-1024-anchor", "An anchor's RSA key of 1024 bits.", "key_refused 1", [issue(weak, qm2)], [issue_ca(weak, weak)])
vector("secp256k1", "A key on a curve of another world.", "unsupported_key 0", [issue(root, Entity("CN=Coin", "k256"))], [ROOT])
edwards = Entity("CN=Edwards,O=Acme", "ed25519")
vector("ed25519-key", "An Ed25519 key.", "unsupported_key 0", [issue(root, edwards)], [ROOT])
vector("ed25519-signature", "An Ed25519 signature.", "unsupported_algorithm 0", [issue(edwards, qm2)], [issue_ca(edwards, edwards)])
vector("sha1", "SHA-1 with RSA.", "unsupported_algorithm 0", [by_openssl(rsa_root, RSA_ROOT, qm2, "-sha1", "-extfile", "EXTENSIONS")], [RSA_ROOT])
PSS = ["-sha256", "-extfile", "EXTENSIONS", "-sigopt", "rsa_padding_mode:pss"]
vector("pss-short-salt", "RSA-PSS with a salt of 20 octets.", "unsupported_algorithm 0",
       [by_openssl(rsa_root, RSA_ROOT, qm2, *PSS, "-sigopt", "rsa_pss_saltlen:20")], [RSA_ROOT])
vector("pss-other-mgf", "RSA-PSS with SHA-1 in MGF1.", "unsupported_algorithm 0",
       [by_openssl(rsa_root, RSA_ROOT, qm2, *PSS, "-sigopt", "rsa_pss_saltlen:32", "-sigopt", "rsa_mgf1_md:sha1")], [RSA_ROOT])

vector("no-authority-key-identifier", "The end entity lacks authorityKeyIdentifier.", "key_identifier_missing 0", [issue(root, qm2, omit=("aki",))], [ROOT])
vector("no-authority-key-identifier-of-issuer", "The issuer lacks it.", "key_identifier_missing 1", [QM2, issue_ca(root, issuing, omit=("aki",))], [ROOT])
vector("no-subject-key-identifier-of-issuer", "The issuer lacks subjectKeyIdentifier.", "key_identifier_missing 1", [QM2, issue_ca(root, issuing, omit=("ski",))], [ROOT])
vector("no-subject-key-identifier-of-anchor", "The anchor lacks subjectKeyIdentifier.", "key_identifier_missing 1", [DIRECT], [issue_ca(root, root, omit=("ski",))])
vector("no-authority-key-identifier-of-anchor", "A self-signed anchor may lack authorityKeyIdentifier.", "accepted 1", [DIRECT], [issue_ca(root, root, omit=("aki",))])
vector("no-authority-key-identifier-of-issued-anchor", "An anchor that another key signed may not.", "key_identifier_missing 1",
       [QM2], [issue_ca(root, issuing, omit=("aki",))])

for title, about, extension in (("authority-key-identifier", "authorityKeyIdentifier is critical.", lambda: x509.AuthorityKeyIdentifier(root.identifier(), None, None)),
                                ("authority-information-access", "authorityInfoAccess is critical.", lambda: x509.AuthorityInformationAccess(
                                    [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, general_name("URI:http://ocsp.example/"))]))):
    vector(f"critical-{title}", about, "extension_criticality_wrong 0", [issue(root, qm2, omit=("aki",), extra=[(extension(), True)])], [ROOT])
vector("critical-subject-key-identifier-of-anchor", "subjectKeyIdentifier of the anchor is critical.", "extension_criticality_wrong 1", [DIRECT],
       [issue_ca(root, root, omit=("ski",), extra=[(x509.SubjectKeyIdentifier(root.identifier()), True)])])
vector("not-critical-policy-constraints", "policyConstraints is not critical.", "extension_criticality_wrong 1",
       [QM2, issue_ca(root, issuing, extra=[(x509.PolicyConstraints(3, None), False)])], [ROOT])
vector("not-critical-basic-constraints-of-anchor", "basicConstraints of the anchor is not critical.", "extension_criticality_wrong 1", [DIRECT],
       [issue_ca(root, root, ca_critical=False)])
vector("unknown-critical-extension-of-anchor", "The anchor's certificate has a critical extension that nobody knows.", "critical_extension_unknown 1", [DIRECT],
       [issue_ca(root, root, extra=[(unknown, True)])])
vector("anchor-for-clients", "The anchor's extKeyUsage is for clients only.", "extended_key_usage_refused 1", [DIRECT], [issue_ca(root, root, eku=("client",))])
vector("nobody", "Neither a subject nor alternative names.", "subject_name_empty 0", [issue(root, Entity(""), san=())], [ROOT])
vector("end-entity-with-name-constraints", "nameConstraints are for authorities.", "name_constraints_without_ca 0",
       [issue(root, qm2, extra=[(x509.NameConstraints([general_name("DNS:example.com")], None), True)])], [ROOT])
vector("expired-and-trusted", "The end entity is trusted itself and has expired.", "certificate_expired 0", *[[issue(root, qm2, na=NOW - DAY)]] * 2)
vector("weak-and-trusted", "The end entity is trusted itself and its key is weak.", "key_refused 0", *[[issue(root, weak)]] * 2)
vector("for-clients-and-trusted", "The end entity is trusted itself and no server.", "extended_key_usage_refused 0", *[[issue(root, qm2, eku=("client",))]] * 2)
vector("same-key-as-trusted", "A certificate of a trusted end entity's name and key, by another issuer, is not the trusted one.", "issuer_unknown 0",
       [issue(stranger, qm2)], [issue(root, qm2)])

# --- name constraints -------------------------------------------------------------------------------------------------
def constrained(title, about, expect, san, permitted=None, excluded=None, subject=qm2, critical=True, **options):
    constraints = x509.NameConstraints([general_name(each) for each in permitted] if permitted else None,
                                       [general_name(each) for each in excluded] if excluded else None)
    vector(f"names-{title}", about, expect, [issue(issuing, subject, san=san, **options),
                                             issue_ca(root, issuing, extra=[(constraints, critical)])], [ROOT])


constrained("dns-itself", "The constraint's own name.", "accepted 2", ["DNS:example.com"], ["DNS:example.com"])
constrained("dns-below", "Labels on the left; letters in either case.", "accepted 2", ["DNS:a.b.EXAMPLE.com"], ["DNS:example.COM"])
constrained("dns-beside", "Letters on the left are not labels.", "name_not_permitted 0", ["DNS:notexample.com"], ["DNS:example.com"])
constrained("dns-above", "The constraint is narrower.", "name_not_permitted 0", ["DNS:example.com"], ["DNS:a.example.com"])
constrained("dns-second", "Every name is looked at.", "name_not_permitted 0", ["DNS:a.example.com", "DNS:b.example.org"], ["DNS:example.com"])
constrained("dns-one-of-two", "One of the permitted subtrees is enough.", "accepted 2", ["DNS:a.example.org"], ["DNS:example.com", "DNS:example.org"])
constrained("dns-excluded", "Excluded.", "name_excluded 0", ["DNS:a.example.com"], None, ["DNS:example.com"])
constrained("dns-excluded-and-permitted", "Exclusion wins.", "name_excluded 0", ["DNS:a.example.com"], ["DNS:com"], ["DNS:example.com"])
constrained("not-critical", "RFC 5280 demands that they are critical.", "extension_criticality_wrong 1", ["DNS:a.example.com"], ["DNS:example.com"], critical=False)
constrained("dns-everything", "An empty constraint is every name.", "name_excluded 0", ["DNS:a.example.com"], None, ["DNS:"])
constrained("dns-wildcard-below", "All that a wildcard stands for is permitted.", "accepted 2", ["DNS:*.example.com"], ["DNS:example.com"])
constrained("dns-wildcard-wider", "A wildcard stands for more than is permitted.", "name_not_permitted 0", ["DNS:*.example.com"], ["DNS:a.example.com"])
constrained("dns-wildcard-touches-excluded", "A wildcard stands for a name that is excluded.", "name_excluded 0", ["DNS:*.example.com"], None, ["DNS:a.example.com"])
constrained("dns-wildcard-misses-excluded", "A wildcard stands for one label, the excluded name has two more.", "accepted 2", ["DNS:*.example.com"], None, ["DNS:a.b.example.com"])
constrained("other-form", "A constraint on addresses says nothing of DNS names.", "accepted 2", ["DNS:a.example.com"], ["IP:192.0.2.0/24"])
constrained("no-name", "A certificate without such a name.", "accepted 2", (), ["DNS:example.com"])
constrained("ip-inside", "In the range.", "accepted 2", ["IP:192.0.2.77"], ["IP:192.0.2.0/24"])
constrained("ip-outside", "Outside the range.", "name_not_permitted 0", ["IP:192.0.3.77"], ["IP:192.0.2.0/24"])
constrained("ip-6-inside", "In the range.", "accepted 2", ["IP:2001:db8::1"], ["IP:2001:db8::/32"])
constrained("ip-6-excluded", "Excluded.", "name_excluded 0", ["IP:2001:db8::1"], None, ["IP:2001:db8::/32"])
constrained("ip-6-where-4", "IPv6 and IPv4 are one form of name: an IPv6 address is in no IPv4 range.", "name_not_permitted 0", ["IP:2001:db8::1"], ["IP:192.0.2.0/24"])
constrained("email-mailbox", "One mailbox; its domain in either case.", "accepted 2", ["EMAIL:ops@Example.com"], ["EMAIL:ops@example.com"])
constrained("email-other-mailbox", "Another mailbox.", "name_not_permitted 0", ["EMAIL:Ops@example.com"], ["EMAIL:ops@example.com"])
constrained("email-host", "All mailboxes of one host.", "accepted 2", ["EMAIL:ops@example.com"], ["EMAIL:example.com"])
constrained("email-host-below", "A host below is another one.", "name_not_permitted 0", ["EMAIL:ops@mail.example.com"], ["EMAIL:example.com"])
constrained("email-domain", "All hosts of a domain.", "accepted 2", ["EMAIL:ops@mail.example.com"], ["EMAIL:.example.com"])
constrained("email-domain-itself", "The domain itself is no host of it.", "name_not_permitted 0", ["EMAIL:ops@example.com"], ["EMAIL:.example.com"])
constrained("email-in-subject", "Without alternative names the subject's emailAddress counts.", "name_excluded 0", (), None, ["EMAIL:example.com"],
            subject=Entity("CN=Ops,E=ops@example.com"))
constrained("uri-host", "The URI's host.", "accepted 2", ["URI:https://user@Host.example.com:8080/a?b#c"], ["URI:host.example.com"])
constrained("uri-host-below", "A host below is another one.", "name_not_permitted 0", ["URI:https://a.host.example.com/"], ["URI:host.example.com"])
constrained("uri-domain", "All hosts of a domain.", "accepted 2", ["URI:spiffe://a.example.com/qm"], ["URI:.example.com"])
constrained("uri-domain-itself", "The domain itself is no host of it.", "name_not_permitted 0", ["URI:spiffe://example.com/qm"], ["URI:.example.com"])
constrained("uri-excluded", "Excluded.", "name_excluded 0", ["URI:spiffe://example.com/qm"], None, ["URI:example.com"])
constrained("uri-without-host", "A URI without a host cannot be compared.", "name_not_permitted 0", ["URI:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"], ["URI:.example.com"])
constrained("uri-without-host-excluded", "Nor where something is excluded.", "name_excluded 0", ["URI:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"], None, ["URI:.example.com"])
constrained("uri-address", "Nor a URI with an address.", "name_excluded 0", ["URI:https://192.0.2.1/"], None, ["URI:.example.com"])
constrained("dn-prefix", "The subject is below; case and spaces do not count.", "accepted 2", (), ["DN:O=ACME"], subject=Entity("O=Acme,CN=QM2"))
constrained("dn-other", "The subject is elsewhere.", "name_not_permitted 0", (), ["DN:O=Acme"], subject=Entity("O=Other,CN=QM2"))
constrained("dn-excluded", "The subject is excluded.", "name_excluded 0", (), None, ["DN:O=Acme"], subject=Entity("O=Acme,CN=QM2"))
constrained("dn-alternative", "So is an alternative name of that form.", "name_excluded 0", ["DN:O=Acme,CN=QM2"], None, ["DN:O=Acme"])
constrained("dn-no-subject", "An empty subject is not compared.", "accepted 2", ["DNS:a.example.com"], ["DN:O=Acme"], subject=Entity(""))
constrained("malformed", "A constraint that is not a DNS name: a leading period.", "extension_malformed 1", ["DNS:a.example.com"], ["DNS:.example.com"])
constrained("malformed-excluded", "Nor may an excluded one be.", "extension_malformed 1", ["DNS:a.example.com"], None, ["DNS:example..org"])
constrained("unprocessed", "A form of name whose constraints nobody defines.", "constraint_not_processed 0", ["OTHER:x"], None, ["OTHER:y"])
constrained("unprocessed-registered", "The same, registeredID.", "constraint_not_processed 0", ["RID:1.2.3"], ["RID:1.2.3"], None)
constrained("unprocessed-absent", "It does not matter where no such name is.", "accepted 2", ["DNS:a.example.com"], None, ["OTHER:y"])

NARROW = [(x509.NameConstraints([general_name("DNS:example.com")], None), True)]
vector("names-of-anchor", "The anchor's own constraints.", "name_not_permitted 0", [DIRECT], [issue_ca(root, root, extra=NARROW)])
vector("names-of-intermediate", "An intermediate's name is constrained too.", "name_not_permitted 1",
       [issue(sub, qm2, san=["DNS:a.example.com"]), issue_ca(issuing, sub, san=["DNS:b.example.org"]),
        issue_ca(root, issuing, extra=NARROW)], [ROOT])
vector("names-of-self-issued-intermediate", "Not where it is self-issued.", "accepted 3",
       [issue(rolled, qm2, san=["DNS:a.example.com"]), issue_ca(issuing, rolled, san=["DNS:b.example.org"]),
        issue_ca(root, issuing, extra=NARROW)], [ROOT])
vector("names-narrowed", "What two issuers permit is what both permit.", "name_not_permitted 0",
       [issue(sub, qm2, san=["DNS:a.example.com"]),
        issue_ca(issuing, sub, extra=[(x509.NameConstraints([general_name("DNS:b.example.com")], None), True)]),
        issue_ca(root, issuing, extra=NARROW)], [ROOT])

# --- policies ---------------------------------------------------------------------------------------------------------
ONE, TWO, ANY = "1.3.6.1.4.1.99999.1.1", "1.3.6.1.4.1.99999.1.2", "2.5.29.32.0"
EXPLICIT = (x509.PolicyConstraints(0, None), True)


def with_policies(title, about, expect, *certificates, anchor=ROOT):
    vector(f"policies-{title}", about, expect, list(certificates), [anchor])


with_policies("none-needed", "Nobody requires one.", "accepted 2", QM2, issue_ca(root, issuing, extra=[(policies(ONE), False)]))
with_policies("one", "One policy all the way.", "accepted 2", issue(issuing, qm2, extra=[(policies(ONE), False)]),
              issue_ca(root, issuing, extra=[(policies(ONE), True), EXPLICIT]))
with_policies("critical", "Critical policies are processed.", "accepted 2", issue(issuing, qm2, extra=[(policies(ONE), True)]),
              issue_ca(root, issuing, extra=[(policies(ONE), True), EXPLICIT]))
with_policies("missing", "One is required, the end entity has none.", "certificate_policy_missing 0", QM2,
              issue_ca(root, issuing, extra=[(policies(ONE), False), EXPLICIT]))
with_policies("other", "One is required, the end entity has another.", "certificate_policy_missing 0", issue(issuing, qm2, extra=[(policies(TWO), False)]),
              issue_ca(root, issuing, extra=[(policies(ONE), False), EXPLICIT]))
with_policies("required-later", "One is required after one more certificate.", "certificate_policy_missing 0", QM2,
              issue_ca(root, issuing, extra=[(policies(ONE), False), (x509.PolicyConstraints(1, None), True)]))
with_policies("any", "anyPolicy stands for all.", "accepted 2", issue(issuing, qm2, extra=[(policies(ONE), False)]),
              issue_ca(root, issuing, extra=[(policies(ANY), False), EXPLICIT]))
with_policies("any-inhibited", "Not once it is inhibited.", "certificate_policy_missing 0", issue(issuing, qm2, extra=[(policies(ANY), False)]),
              issue_ca(root, issuing, extra=[(policies(ONE), False), EXPLICIT, (x509.InhibitAnyPolicy(0), True)]))


def mapping(*pairs):
    return x509.UnrecognizedExtension(ObjectIdentifier("2.5.29.33"), sequence(*(sequence(oid_of(a), oid_of(b)) for a, b in pairs)))


def sequence(*parts):
    body = b"".join(parts)
    assert len(body) < 128
    return b"\x30" + bytes([len(body)]) + body


def oid_of(text):
    # cryptography encodes OIDs inside an extKeyUsage: take it from there
    return x509.ExtendedKeyUsage([ObjectIdentifier(text)]).public_bytes()[2:]


with_policies("mapped", "The issuer's ONE is the subject's TWO.", "accepted 2", issue(issuing, qm2, extra=[(policies(TWO), False)]),
              issue_ca(root, issuing, extra=[(policies(ONE), False), EXPLICIT, (mapping((ONE, TWO)), True)]))
with_policies("mapped-away", "So ONE is no longer good below.", "certificate_policy_missing 0", issue(issuing, qm2, extra=[(policies(ONE), False)]),
              issue_ca(root, issuing, extra=[(policies(ONE), False), EXPLICIT, (mapping((ONE, TWO)), True)]))
with_policies("mapping-inhibited", "Mapping is inhibited from above.", "certificate_policy_missing 0",
              issue(sub, qm2, extra=[(policies(TWO), False)]),
              issue_ca(issuing, sub, extra=[(policies(ONE), False), (mapping((ONE, TWO)), True)]),
              issue_ca(root, issuing, extra=[(policies(ONE), False), (x509.PolicyConstraints(0, 0), True)]))
with_policies("mapping-from-any", "anyPolicy is mapped.", "policy_mapping_refused 1", QM2, issue_ca(root, issuing, extra=[(mapping((ANY, TWO)), True)]))
with_policies("mapping-to-any", "To anyPolicy.", "policy_mapping_refused 1", QM2, issue_ca(root, issuing, extra=[(mapping((ONE, ANY)), True)]))
with_policies("anchor-requires", "The anchor's certificate requires one.", "certificate_policy_missing 0", DIRECT, anchor=issue_ca(root, root, extra=[EXPLICIT]))
