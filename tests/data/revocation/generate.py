#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the CRLs and certificates of this folder with OpenSSL's `ca` command (files openssl_*) and with Python's
`cryptography` (files python_*), so that what the tests read was not written by the code that reads it.

Run it in this folder only to change the set: keys are new each time, so every file changes. Needs the `openssl` command
and python3-cryptography. Each CRL is of one authority, CN=Acme Root,O=Acme, and lists the same four entries where it lists
any: 51A3 (keyCompromise), 51A4 (certificateHold), 51A5 (superseded), 51A6 (no reason).
"""
import datetime as dt
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

HERE = pathlib.Path(__file__).parent
UTC = dt.timezone.utc
START, END = dt.datetime(2026, 1, 1, tzinfo=UTC), dt.datetime(2036, 1, 1, tzinfo=UTC)
THIS_UPDATE, NEXT_UPDATE = dt.datetime(2026, 1, 12, 8, tzinfo=UTC), dt.datetime(2026, 2, 12, 8, tzinfo=UTC)
REVOKED_AT = dt.datetime(2026, 1, 12, 7, 30, tzinfo=UTC)
ENTRIES = [(0x51A3, "keyCompromise"), (0x51A4, "certificateHold"), (0x51A5, "superseded"), (0x51A6, "")]
URL = "http://crl.example/acme.crl"


def name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Acme"),
                      x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def key_usage(**bits):
    all_bits = dict.fromkeys(["digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
                              "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"], False)
    return x509.KeyUsage(**{**all_bits, **bits})


def certificate(subject, serial, key, issuer, issuer_key, ca=False, crl_sign=True, points=None):
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).serial_number(serial)
               .public_key(key.public_key()).not_valid_before(START).not_valid_after(END)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
               .add_extension(x509.BasicConstraints(ca, None), True)
               .add_extension(key_usage(key_cert_sign=True, crl_sign=crl_sign) if ca
                              else key_usage(digital_signature=True), True))
    if points:
        builder = builder.add_extension(x509.CRLDistributionPoints(points), False)
    return builder.sign(issuer_key, hashes.SHA256())


def save_certificate(file, certificate):
    (HERE / file).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


class OpenSsl:
    """An `openssl ca` with the entries above in its database."""

    def __init__(self, folder, root, key):
        self.folder = pathlib.Path(folder)
        (self.folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        (self.folder / "root.key").write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        (self.folder / "index.txt").write_text("".join(
            f"R\t360101000000Z\t260112073000Z{',' + reason if reason else ''}\t{serial:04X}\tunknown\t/CN=QM{serial:X}\n"
            for serial, reason in ENTRIES))

    def crl(self, file, extensions, number=4711, pem=False):
        (self.folder / "number").write_text(f"{number:04X}\n")
        (self.folder / "ca.cnf").write_text(f"""
[ca]
default_ca = acme
[acme]
database = {self.folder}/index.txt
certificate = {self.folder}/root.pem
private_key = {self.folder}/root.key
default_md = sha256
{f'crlnumber = {self.folder}/number' if extensions else ''}
{'crl_extensions = extensions' if extensions else ''}
[extensions]
{extensions or ''}
""")
        run = lambda *words, **more: subprocess.run(words, check=True, capture_output=True, **more).stdout
        text = run("openssl", "ca", "-config", f"{self.folder}/ca.cnf", "-gencrl",
                   "-crl_lastupdate", "20260112080000Z", "-crl_nextupdate", "20260212080000Z")
        if not pem:
            text = run("openssl", "crl", "-outform", "DER", input=text)
        (HERE / f"openssl_{file}").write_bytes(text)


def python_crl(file, root, key, *extensions, entries=ENTRIES, entry_extensions=(), hash=hashes.SHA256(), **signing):
    builder = (x509.CertificateRevocationListBuilder().issuer_name(root.subject)
               .last_update(THIS_UPDATE).next_update(NEXT_UPDATE)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False)
               .add_extension(x509.CRLNumber(4711), False))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    for serial, reason in entries:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(REVOKED_AT)
        if reason:
            entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags(reason)), False)
        for at, extension, critical in entry_extensions:
            if at == serial:
                entry = entry.add_extension(extension, critical)
        builder = builder.add_revoked_certificate(entry.build())
    crl = builder.sign(key, hash, **signing)
    (HERE / f"python_{file}").write_bytes(crl.public_bytes(serialization.Encoding.DER))


def idp(full_name=None, user=False, ca=False, reasons=None, indirect=False, attribute=False):
    points = [x509.UniformResourceIdentifier(url) for url in full_name] if full_name else None
    flags = frozenset(x509.ReasonFlags(reason) for reason in reasons) if reasons else None
    return x509.IssuingDistributionPoint(points, None, user, ca, flags, indirect, attribute)


def main():
    root_key, other_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    rsa_key = rsa.generate_private_key(65537, 2048)
    root_name = name("Acme Root")
    root = certificate(root_name, 1, root_key, root_name, root_key, ca=True)
    save_certificate("root.pem", root)
    save_certificate("root_without_crl_sign.pem",
                     certificate(root_name, 2, root_key, root_name, root_key, ca=True, crl_sign=False))
    save_certificate("root_other_key.pem", certificate(root_name, 3, other_key, root_name, other_key, ca=True))
    rsa_root = certificate(root_name, 4, rsa_key, root_name, rsa_key, ca=True)
    save_certificate("root_rsa.pem", rsa_root)

    peer_key = ec.generate_private_key(ec.SECP256R1())
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(URL)], None, None, None)
    for file, serial, points in [("qm_good.pem", 0x1001, None), ("qm_key_compromise.pem", 0x51A3, None),
                                 ("qm_hold.pem", 0x51A4, None), ("qm_superseded.pem", 0x51A5, None),
                                 ("qm_no_reason.pem", 0x51A6, None), ("qm_with_point.pem", 0x1002, [point])]:
        save_certificate(file, certificate(name(file[:-4]), serial, peer_key, root_name, root_key, points=points))
    save_certificate("sub_ca.pem", certificate(name("Acme Issuing CA 2"), 0x1003, peer_key, root_name, root_key, ca=True))

    with tempfile.TemporaryDirectory() as folder:
        openssl = OpenSsl(folder, root, root_key)
        aki = "authorityKeyIdentifier = keyid\n"
        openssl.crl("v2.pem", aki, pem=True)
        openssl.crl("v2.der", aki)
        openssl.crl("aki_with_issuer.der", "authorityKeyIdentifier = keyid:always,issuer:always\n")
        openssl.crl("delta.der", aki + "2.5.29.27 = critical,DER:02:02:12:00\n")
        point = "issuingDistributionPoint = critical,@idp\n[idp]\n"
        openssl.crl("idp_user.der", aki + point + "onlyuser = TRUE\n")
        openssl.crl("idp_ca.der", aki + point + "onlyCA = TRUE\n")
        openssl.crl("idp_attribute.der", aki + point + "onlyAA = TRUE\n")
        openssl.crl("idp_indirect.der", aki + point + "indirectCRL = TRUE\n")
        openssl.crl("idp_url.der", aki + point + f"fullname = URI:{URL}\n")
        openssl.crl("idp_reasons.der", aki + point + "onlysomereasons = keyCompromise, CACompromise\n")
        openssl.crl("idp_relative.der", aki + point + "relativename = dpn\n[dpn]\nCN = Acme CRL 1\n")
        (pathlib.Path(folder) / "index.txt").write_text("R\t360101000000Z\t260112073000Z\t51A3\tunknown\t/CN=QM\n")
        openssl.crl("v1.der", None)
        (pathlib.Path(folder) / "index.txt").write_text("")
        openssl.crl("empty.der", aki)

    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x05\x00")
    python_crl("v2.der", root, root_key)
    python_crl("rsa.der", rsa_root, rsa_key, hash=hashes.SHA512())
    python_crl("pss.der", rsa_root, rsa_key, rsa_padding=padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH))
    python_crl("unknown_extension.der", root, root_key, (unknown, False))
    python_crl("unknown_critical.der", root, root_key, (unknown, True))
    python_crl("unknown_critical_entry.der", root, root_key, entry_extensions=[(0x51A5, unknown, True)])
    python_crl("freshest.der", root, root_key, (x509.FreshestCRL([x509.DistributionPoint(
        [x509.UniformResourceIdentifier("http://crl.example/delta.crl")], None, None, None)]), False))
    python_crl("delta.der", root, root_key, (x509.DeltaCRLIndicator(4700), True),
               entries=[(0x51A4, "removeFromCRL"), (0x51A7, "keyCompromise")])
    python_crl("invalidity_date.der", root, root_key, entry_extensions=[
        (0x51A3, x509.InvalidityDate(dt.datetime(2026, 1, 2, 3, 4, 5)), False)])
    python_crl("indirect.der", root, root_key, (idp(indirect=True), True), entry_extensions=[
        (0x51A4, x509.CertificateIssuer([x509.DirectoryName(name("Other Root"))]), True),
        (0x51A6, x509.CertificateIssuer([x509.DirectoryName(root_name)]), True)])
    python_crl("idp_user.der", root, root_key, (idp(user=True), True))
    python_crl("idp_two_urls.der", root, root_key, (idp(full_name=["http://other.example/x.crl", URL]), True))


if __name__ == "__main__":
    main()
