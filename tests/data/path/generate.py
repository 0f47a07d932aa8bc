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
NOW = datetime.datetime(2026, 6, 1, tzinfo=UTC)
BEFORE, AFTER = datetime.datetime(2020, 1, 1, tzinfo=UTC), datetime.datetime(2040, 1, 1, tzinfo=UTC)
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
vector("seventeen-intermediates", "One more than the budget allows.", "budget_exceeded -", [issue(above, qm2), *DEEP], [ROOT])

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

for kind, digest in (("p384", hashes.SHA512()), ("p521", hashes.SHA256()), ("p521", hashes.SHA512()), ("p256", hashes.SHA384()),
                     ("rsa2048", hashes.SHA256()), ("rsa3072", hashes.SHA384()), ("rsa4096", hashes.SHA512())):
    signer = Entity(f"CN={kind} CA,O=Acme", kind)
    vector(f"{kind}-{digest.name}", f"{kind} signs with {digest.name}, in three certificates.", "accepted 2",
           [issue(signer, qm2, digest=digest), issue_ca(signer, signer, digest=digest)], [issue_ca(signer, signer, digest=digest)][:0] + [issue_ca(root, root)]) if False else \
        vector(f"{kind}-{digest.name}", f"{kind} signs with {digest.name}.", "accepted 2",
               [issue(Entity(f"CN={kind} Sub,O=Acme", kind), qm2, digest=digest),
                issue_ca(signer, Entity(f"CN={kind} Sub,O=Acme", kind), digest=digest)], [issue_ca(signer, signer, digest=digest)])
