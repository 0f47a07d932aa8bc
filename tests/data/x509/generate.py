#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the certificates of this folder with two implementations that are not vidimus: OpenSSL's program and Python's
cryptography. Keys are new each time; everything that the tests look at is fixed here. Needs openssl 3 and cryptography 42.

    ./generate.py
"""
import base64
import datetime
import ipaddress
import pathlib
import random
import stringprep
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import (AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier,
                                   SubjectInformationAccessOID)

HERE = pathlib.Path(__file__).parent


def name(*attributes):
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in attributes])


ISSUER = name((NameOID.COUNTRY_NAME, "CH"), (NameOID.ORGANIZATION_NAME, "Acme"), (NameOID.COMMON_NAME, "Acme Root"))
SUBJECT = name((NameOID.ORGANIZATION_NAME, "Acme"), (NameOID.ORGANIZATIONAL_UNIT_NAME, "Payments"), (NameOID.COMMON_NAME, "QM2"))
GENERAL_NAMES = [
    x509.OtherName(ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), b"\x0c\x0aqm2@q.test"),
    x509.RFC822Name("mq@q2.example"),
    x509.DNSName("q2.example"),
    x509.DirectoryName(SUBJECT),
    x509.UniformResourceIdentifier("spiffe://acme.example/qm2"),
    x509.IPAddress(ipaddress.ip_address("192.0.2.1")),
    x509.IPAddress(ipaddress.ip_address("2001:db8::1")),
    x509.RegisteredID(ObjectIdentifier("1.2.3.4")),
]


def extensions():
    points = [
        x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.example/a.crl")], None, None, None),
        x509.DistributionPoint(None, x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COMMON_NAME, "CRL1")]),
                               frozenset([x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise]),
                               [x509.DirectoryName(ISSUER)]),
    ]
    yield x509.BasicConstraints(ca=True, path_length=3), True
    yield x509.KeyUsage(True, False, False, False, True, True, True, False, True), True
    yield x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), False
    yield x509.SubjectKeyIdentifier(bytes.fromhex("0102030405060708")), False
    yield x509.AuthorityKeyIdentifier(bytes.fromhex("A1A2A3A4"), [x509.DirectoryName(ISSUER)], 0x51A3), False
    yield x509.SubjectAlternativeName(GENERAL_NAMES), False
    yield x509.IssuerAlternativeName([x509.DNSName("ca.example")]), False
    yield x509.CRLDistributionPoints(points), False
    yield x509.FreshestCRL(points[:1]), False
    yield x509.AuthorityInformationAccess([
        x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://ocsp.example/")),
        x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier("http://ca.example/a.cer")),
    ]), False
    yield x509.SubjectInformationAccess([
        x509.AccessDescription(SubjectInformationAccessOID.CA_REPOSITORY, x509.UniformResourceIdentifier("http://ca.example/")),
    ]), False
    yield x509.NameConstraints(
        [x509.DNSName("example"), x509.IPAddress(ipaddress.ip_network("192.0.2.0/24"))],
        [x509.DirectoryName(name((NameOID.ORGANIZATION_NAME, "Evil"))), x509.IPAddress(ipaddress.ip_network("2001:db8::/32"))]), True
    yield x509.CertificatePolicies([
        x509.PolicyInformation(ObjectIdentifier("1.2.3.4.1"), ["http://ca.example/cps"]),
        x509.PolicyInformation(ObjectIdentifier("2.5.29.32.0"), None),
    ]), False
    yield x509.PolicyConstraints(require_explicit_policy=2, inhibit_policy_mapping=0), True
    yield x509.InhibitAnyPolicy(1), True
    yield x509.OCSPNoCheck(), False
    # SEQUENCE { SEQUENCE { 1.2.3.4.1, 1.2.3.4.2 } }
    yield x509.UnrecognizedExtension(ObjectIdentifier("2.5.29.33"), bytes.fromhex("300e300c06042a03040106042a030402")), True
    # SEQUENCE { SEQUENCE { dateOfBirth, SET { GeneralizedTime } } }
    yield x509.UnrecognizedExtension(ObjectIdentifier("2.5.29.9"),
                                     bytes.fromhex("301f301d06082b0601050507090131") + b"\x11\x18\x0f19700101120000Z"), False
    yield x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), False


def certificate(subject, parts, serial=0x51A3, key=None):
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(ISSUER).serial_number(serial)
               .not_valid_before(datetime.datetime(2026, 1, 12, 8, 0, 0)).not_valid_after(datetime.datetime(2051, 2, 3, 4, 5, 6))
               .public_key((key or ec.generate_private_key(ec.SECP256R1())).public_key()))
    for extension, critical in parts:
        builder = builder.add_extension(extension, critical)
    return builder.sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())


def write(file, data):
    (HERE / file).write_bytes(data)


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def openssl_names():
    """One subject in three string types; a relative name with two attributes; v1."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder / "key")
        for kind, mask in (("utf8", "0x2000"), ("bmp", "0x800"), ("teletex", "0x4")):
            (folder / "cnf").write_text(f"[req]\nprompt=no\nutf8=yes\nstring_mask=MASK:{mask}\ndistinguished_name=dn\nx509_extensions=x\n"
                                        "[dn]\nO=  Größe & Söhne  \nCN=Straße   Ärger\n[x]\nbasicConstraints=critical,CA:FALSE\n")
            openssl("req", "-x509", "-new", "-utf8", "-config", folder / "cnf", "-key", folder / "key", "-outform", "DER",
                    "-set_serial", "7", "-days", "1", "-out", HERE / f"name_{kind}.der")
        openssl("req", "-x509", "-new", "-key", folder / "key", "-multivalue-rdn", "-subj", "/O=Acme/OU=Payments+CN=QM1+UID=7",
                "-outform", "DER", "-set_serial", "8", "-days", "1", "-out", HERE / "name_multivalued.der")
        (folder / "cnf").write_text("[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=Old\n")
        openssl("req", "-new", "-config", folder / "cnf", "-key", folder / "key", "-out", folder / "csr")
        openssl("x509", "-req", "-in", folder / "csr", "-signkey", folder / "key", "-days", "1", "-outform", "DER", "-set_serial",
                "9", "-out", HERE / "v1.der")
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32",
                "-keyout", folder / "rsa", "-subj", "/CN=PSS", "-set_serial", "10", "-days", "1", "-outform", "DER", "-out",
                HERE / "pss.der")


def universal_name():
    """The same subject in the string type that OpenSSL does not write."""
    kind = x509.name._ASN1Type.UniversalString
    subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Größe & Söhne", _type=kind),
                         x509.NameAttribute(NameOID.COMMON_NAME, "Straße   Ärger", _type=kind)])
    write("name_universal.der", certificate(subject, []).public_bytes(serialization.Encoding.DER))


def escapes():
    """A subject full of what RFC 4514 escapes, and how Python's cryptography writes it."""
    subject = name((NameOID.COUNTRY_NAME, "CH"), (NameOID.ORGANIZATION_NAME, "#Acme, \"Inc.\" <a;b> +\\"),
                   (NameOID.COMMON_NAME, " Zürich = 東京 "), (NameOID.DOMAIN_COMPONENT, "example"))
    write("escapes.der", certificate(subject, []).public_bytes(serialization.Encoding.DER))
    write("escapes.txt", subject.rfc4514_string().encode() + b"\n")


def folding():
    """Texts and their folded forms by Python's stringprep: RFC 4518, 2.2 and 2.6.1, without 2.3; until nothing changes."""
    nothing = [(0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD,) * 2, (0x34F,) * 2, (0x6DD,) * 2, (0x70F,) * 2,
               (0x1806,) * 2, (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2063), (0x206A, 0x206F),
               (0xFE00, 0xFE0F), (0xFEFF,) * 2, (0xFFF9, 0xFFFC), (0x1D173, 0x1D17A), (0xE0001,) * 2, (0xE0020, 0xE007F)]
    dropped = {chr(c) for first, last in nothing for c in range(first, last + 1)}
    spaces = set("\t\n\v\f\r\x85 ") | {c for c in map(chr, range(0x10FFFF)) if stringprep.in_table_c11_c12(c) and c not in dropped}
    spaces |= {"\u2028", "\u2029"}

    def fold_case(text):
        result = "".join(map(stringprep.map_table_b3, text))
        return result if result == text else fold_case(result)

    def fold(text):
        mapped = fold_case("".join(" " if c in spaces else c for c in text if c not in dropped))
        return " ".join(part for part in mapped.split(" ") if part)

    special = [chr(c) for c in range(0x20000) if not 0xD800 <= c < 0xE000 and chr(c) not in "\ufffe\uffff"
               and (chr(c) in dropped or chr(c) in spaces or stringprep.map_table_b3(chr(c)) != chr(c))]
    chooser = random.Random(5280)
    texts = ["x" + "".join(special[i:i + 24]) + "y" for i in range(0, len(special), 24)]
    plain = "abcXYZ 0123 éÉßΣςσ東"
    texts += ["".join(chooser.choice(special if chooser.random() < 0.3 else plain) for _ in range(20)) for _ in range(100)]
    write("folding.txt", "".join(f"{t.encode().hex()} {fold(t).encode().hex()}\n" for t in texts).encode())


def bundle(der):
    pem = b"-----BEGIN %b-----\n%b-----END %b-----\n"
    text = base64.encodebytes(der)
    write("bundle.pem", b"# Acme Root\nsubject=CN=Acme Root\n" + pem % (b"CERTIFICATE", text, b"CERTIFICATE")
          + b"\n" + pem % (b"EC PARAMETERS", b"BggqhkjOPQMBBw==\n", b"EC PARAMETERS")
          + (pem % (b"CERTIFICATE", text, b"CERTIFICATE")).replace(b"\n", b"\r\n"))


if __name__ == "__main__":
    folding()
    everything = certificate(SUBJECT, list(extensions())).public_bytes(serialization.Encoding.DER)
    write("everything.der", everything)
    bundle(everything)
    openssl_names()
    universal_name()
    escapes()
