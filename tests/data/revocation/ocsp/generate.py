#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the OCSP requests, responses and certificates of this folder with OpenSSL's `ocsp` command (files openssl_*) and with
Python's `cryptography` (files python_*), so that what the tests read was not written by the code that reads it.

Run it in this folder only to change the set: keys are new each time, so every file changes. Needs the `openssl` command and
python3-cryptography. Both tools date their responses with the moment at which they are made: the tests ask at that moment.
"""
import datetime as dt
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HERE = pathlib.Path(__file__).parent
NOW = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
START, END = NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=7300)
REVOKED_AT = dt.datetime(2026, 1, 12, 7, 30, tzinfo=dt.timezone.utc)
URL = "http://ocsp.acme.example"
PEERS = {"good": 0x1001, "revoked": 0x51A3, "hold": 0x51A4, "unknown": 0x1002}


def name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Acme"),
                      x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def key_usage(**bits):
    return x509.KeyUsage(**{**dict.fromkeys(
        ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"], False), **bits})


def certificate(subject, serial, key, issuer, issuer_key, *extensions):
    ca = subject == issuer
    builder = (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer)).serial_number(serial)
               .public_key(key.public_key()).not_valid_before(START).not_valid_after(END)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
               .add_extension(x509.BasicConstraints(ca, None), True)
               .add_extension(key_usage(key_cert_sign=True, crl_sign=True) if ca
                              else key_usage(digital_signature=True), True))
    for extension in extensions:
        builder = builder.add_extension(extension, False)
    return builder.sign(issuer_key, hashes.SHA256())


def pem(thing):
    return thing.public_bytes(serialization.Encoding.PEM)


def private_pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                             serialization.NoEncryption())


class Authority:
    """A root, its peers and its delegate, with keys of one kind."""

    def __init__(self, suffix, new_key):
        self.suffix, self.root_key, self.delegate_key = suffix, new_key(), new_key()
        self.root = self.save("root", certificate("Acme Root", 1, self.root_key, "Acme Root", self.root_key))
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
        delegate = lambda serial, *extensions: certificate("Acme OCSP", serial, self.delegate_key, "Acme Root",
                                                           self.root_key, purpose, *extensions)
        self.delegate = self.save("delegate", delegate(2, x509.OCSPNoCheck()))
        self.checked_delegate = delegate(3)
        access = x509.AuthorityInformationAccess([x509.AccessDescription(
            x509.oid.AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(URL))])
        self.peer_key = ec.generate_private_key(ec.SECP256R1())
        self.peers = {peer: self.save(peer, certificate(f"QM {peer}", serial, self.peer_key, "Acme Root",
                                                        self.root_key, access))
                      for peer, serial in PEERS.items()}

    def save(self, file, certificate):
        (HERE / f"{file}{self.suffix}.pem").write_bytes(pem(certificate))
        return certificate


def openssl(authority):
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "root.pem").write_bytes(pem(authority.root))
        (at / "root.key").write_bytes(private_pem(authority.root_key))
        (at / "delegate.pem").write_bytes(pem(authority.delegate))
        (at / "checked.pem").write_bytes(pem(authority.checked_delegate))
        (at / "delegate.key").write_bytes(private_pem(authority.delegate_key))
        for peer, certificate in authority.peers.items():
            (at / f"{peer}.pem").write_bytes(pem(certificate))
        (at / "index.txt").write_text(
            "V\t360101000000Z\t\t1001\tunknown\t/CN=good\n"
            "R\t360101000000Z\t260112073000Z,keyCompromise\t51A3\tunknown\t/CN=revoked\n"
            "R\t360101000000Z\t260112073000Z,certificateHold\t51A4\tunknown\t/CN=hold\n")
        run = lambda *words: subprocess.run(("openssl", "ocsp") + words, check=True, capture_output=True)

        def request(file, *peers, options=()):
            certificates = [word for peer in peers for word in ("-cert", f"{at}/{peer}.pem")]
            run("-issuer", f"{at}/root.pem", *options, *certificates, "-reqout", file)

        def response(file, *peers, signer="delegate", days=7000, options=(), of=None):
            if of is None:
                request(f"{at}/request.der", *peers, options=("-no_nonce",))
            key = "root" if signer == "root" else "delegate"
            run("-index", f"{at}/index.txt", "-CA", f"{at}/root.pem", "-rsigner", f"{at}/{signer}.pem",
                "-rkey", f"{at}/{key}.key", "-reqin", of or f"{at}/request.der",
                *(("-ndays", str(days)) if days else ()), *options,
                "-respout", str(HERE / f"openssl_{file}{authority.suffix}.der"))

        response("good", "good")
        response("revoked", "revoked")
        if authority.suffix:
            response("pss", "good", options=("-rsigopt", "rsa_padding_mode:pss", "-rsigopt", "rsa_pss_saltlen:digest"))
            return
        request(HERE / "openssl_request_sha1.der", "revoked", options=("-no_nonce",))
        request(HERE / "openssl_request_sha256.der", "revoked", options=("-sha256", "-no_nonce"))
        request(HERE / "openssl_request_nonce.der", "good", options=("-nonce",))
        response("nonce", of=HERE / "openssl_request_nonce.der")
        response("hold", "hold")
        response("unknown", "unknown")
        response("by_key", "good", options=("-resp_key_id",))
        response("by_root", "good", signer="root")
        response("checked_delegate", "good", signer="checked")
        response("without_certificates", "good", options=("-resp_no_certs",))
        response("without_next_update", "good", days=0)
        response("several", "revoked", "good", "unknown")
        response("sha384", "good", options=("-rmd", "sha384"))


def python(authority):
    def response(file, peer, status=ocsp.OCSPCertStatus.GOOD, hash=hashes.SHA1(), signer=None, extensions=(),
                 certificates=None, encoding=ocsp.OCSPResponderEncoding.HASH, next_update=END, reason=None):
        signer, key = signer or (authority.delegate, authority.delegate_key)
        revoked = status == ocsp.OCSPCertStatus.REVOKED
        builder = (ocsp.OCSPResponseBuilder()
                   .add_response(cert=authority.peers[peer], issuer=authority.root, algorithm=hash, cert_status=status,
                                 this_update=NOW, next_update=next_update,
                                 revocation_time=REVOKED_AT if revoked else None, revocation_reason=reason)
                   .responder_id(encoding, signer).certificates(certificates or [signer]))
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        made = builder.sign(key, hashes.SHA256())
        (HERE / f"python_{file}{authority.suffix}.der").write_bytes(made.public_bytes(serialization.Encoding.DER))

    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x05\x00")
    response("good", "good")
    response("good_sha256", "good", hash=hashes.SHA256())
    response("by_name", "good", encoding=ocsp.OCSPResponderEncoding.NAME)
    response("by_root", "good", signer=(authority.root, authority.root_key))
    response("revoked", "revoked", ocsp.OCSPCertStatus.REVOKED, reason=x509.ReasonFlags.key_compromise)
    response("revoked_without_reason", "revoked", ocsp.OCSPCertStatus.REVOKED)
    response("hold", "hold", ocsp.OCSPCertStatus.REVOKED, reason=x509.ReasonFlags.certificate_hold)
    response("unknown", "unknown", ocsp.OCSPCertStatus.UNKNOWN)
    response("without_next_update", "good", next_update=None)
    response("nonce", "good", extensions=[(x509.OCSPNonce(bytes(range(32))), False)])
    response("unknown_extension", "good", extensions=[(unknown, False)])
    response("unknown_critical_extension", "good", extensions=[(unknown, True)])
    response("more_certificates", "good", certificates=[authority.root, authority.peers["good"], authority.delegate])
    response("signed_by_peer", "good", signer=(authority.peers["hold"], authority.peer_key))
    if not authority.suffix:
        later = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
        (HERE / "python_try_later.der").write_bytes(later.public_bytes(serialization.Encoding.DER))


def main():
    elliptic = Authority("", lambda: ec.generate_private_key(ec.SECP256R1()))
    openssl(elliptic)
    python(elliptic)
    openssl(Authority("_rsa", lambda: rsa.generate_private_key(65537, 2048)))


if __name__ == "__main__":
    main()
