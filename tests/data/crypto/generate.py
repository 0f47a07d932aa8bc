#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the vectors in this folder with python cryptography and openssl: run `python3 generate.py` here.

`signatures.txt`: blocks of `field: value` lines, values in hexadecimal. What python cryptography does not make, because it
must be refused, is built here by hand. `*.pem`, `*.der`: private keys, made for these tests and used nowhere else.
"""
import hashlib
import pathlib
import subprocess

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

FOLDER = pathlib.Path(__file__).parent
SPKI = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
MESSAGE = b"To all who shall see these letters: we have seen this charter."
HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512(), "sha1": hashes.SHA1()}
CURVES = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1(), "p192": ec.SECP192R1(), "k256": ec.SECP256K1()}
ORDER_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


# --- a little DER ------------------------------------------------------------------------------------------------------
def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else (lambda octets: bytes([0x80 | len(octets)]) + octets)(size.to_bytes((size.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + body


def sequence(*parts):
    return der(0x30, *parts)


def integer(value):
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    body = b""
    for arc in [arcs[0] * 40 + arcs[1], *arcs[2:]]:
        octets = [arc & 127]
        while arc := arc >> 7:
            octets.append(arc & 127 | 128)
        body += bytes(reversed(octets))
    return der(0x06, body)


def bits(octets):
    return der(0x03, b"\0", octets)


NULL = b"\x05\x00"
RSA, PSS, MGF1, EC = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.8", "1.2.840.10045.2.1"
RSA_WITH = {"sha256": "1.2.840.113549.1.1.11", "sha384": "1.2.840.113549.1.1.12", "sha512": "1.2.840.113549.1.1.13"}
ECDSA_WITH = {"sha256": "1.2.840.10045.4.3.2", "sha384": "1.2.840.10045.4.3.3", "sha512": "1.2.840.10045.4.3.4"}
HASH = {"sha256": "2.16.840.1.101.3.4.2.1", "sha384": "2.16.840.1.101.3.4.2.2", "sha512": "2.16.840.1.101.3.4.2.3", "sha1": "1.3.14.3.2.26"}


def algorithm(dotted, *parameters):
    return sequence(oid(dotted), *parameters)


def pss_algorithm(name="sha256", mgf=None, salt=None, hash_parameters=NULL, trailer=None, mgf_id=MGF1):
    hash_of = lambda each: algorithm(HASH[each], hash_parameters)
    salt = HASHES[name].digest_size if salt is None else salt
    return algorithm(PSS, sequence(der(0xA0, hash_of(name)), der(0xA1, algorithm(mgf_id, hash_of(mgf or name))), der(0xA2, integer(salt)),
                                   *([der(0xA3, integer(trailer))] if trailer is not None else [])))


# --- signatures ---------------------------------------------------------------------------------------------------------
blocks = []


def vector(name, expect, spki, algorithm_der, signature, message=MESSAGE):
    fields = {"spki": spki, "algorithm": algorithm_der, "message": message, "signature": signature}
    blocks.append(f"name: {name}\nexpect: {expect}\n" + "".join(f"{field}: {value.hex()}\n" for field, value in fields.items()))


def public(key):
    return key.public_key().public_bytes(*SPKI)


def flipped(octets, at=-1):
    changed = bytearray(octets)
    changed[at] ^= 1
    return bytes(changed)


rsa_keys = {size: rsa.generate_private_key(65537, size) for size in (1024, 2048, 3072, 4096)}
for size, key in rsa_keys.items():
    for name in ("sha256", "sha384", "sha512"):
        signature = key.sign(MESSAGE, padding.PKCS1v15(), HASHES[name])
        vector(f"RSA {size} PKCS#1 {name}", "accepted", public(key), algorithm(RSA_WITH[name], NULL), signature)
        if (size, name) == (1024, "sha512"):
            continue  # 1024 bits do not hold two values of 64 octets
        salted = key.sign(MESSAGE, padding.PSS(padding.MGF1(HASHES[name]), HASHES[name].digest_size), HASHES[name])
        vector(f"RSA {size} PSS {name}", "accepted", public(key), pss_algorithm(name), salted)
key = rsa_keys[2048]
spki, numbers = public(key), key.private_numbers()
modulus = numbers.public_numbers.n
good = key.sign(MESSAGE, padding.PKCS1v15(), HASHES["sha256"])
pkcs1 = algorithm(RSA_WITH["sha256"], NULL)
vector("RSA PKCS#1 with parameters absent", "accepted", spki, algorithm(RSA_WITH["sha256"]), good)
vector("RSA PKCS#1 of another message", "signature_mismatch", spki, pkcs1, good, MESSAGE[:-1])
vector("RSA PKCS#1 of no message", "signature_mismatch", spki, pkcs1, good, b"")
vector("RSA PKCS#1 with a bit changed", "signature_mismatch", spki, pkcs1, flipped(good))
vector("RSA PKCS#1 of another key", "signature_mismatch", public(rsa_keys[3072]), pkcs1, good)
vector("RSA PKCS#1 of another hash", "signature_mismatch", spki, algorithm(RSA_WITH["sha384"], NULL), good)
vector("RSA PKCS#1 as PSS", "signature_mismatch", spki, pss_algorithm(), good)
vector("RSA PKCS#1 as ECDSA", "signature_mismatch", spki, algorithm(ECDSA_WITH["sha256"]), good)
vector("RSA PKCS#1 one octet short", "signature_mismatch", spki, pkcs1, good[:-1])
vector("RSA PKCS#1 one octet long", "signature_mismatch", spki, pkcs1, b"\0" + good)
vector("RSA PKCS#1 empty", "signature_mismatch", spki, pkcs1, b"")
vector("RSA PKCS#1 plus the modulus", "signature_mismatch", spki, pkcs1, b"\xff" * 256)


def raw_rsa(block):
    return pow(int.from_bytes(block, "big"), numbers.d, modulus).to_bytes(256, "big")


digest = hashlib.sha256(MESSAGE).digest()
info = sequence(algorithm(HASH["sha256"], NULL), der(0x04, digest))
block = lambda inner: b"\0\1" + b"\xff" * (256 - 3 - len(inner)) + b"\0" + inner
assert raw_rsa(block(info)) == good
vector("RSA PKCS#1 with DigestInfo without NULL", "signature_mismatch", spki, pkcs1, raw_rsa(block(sequence(algorithm(HASH["sha256"]), der(0x04, digest)))))
vector("RSA PKCS#1 with octets after DigestInfo", "signature_mismatch", spki, pkcs1, raw_rsa(b"\0\1" + b"\xff" * 8 + b"\0" + info + bytes(256 - 11 - len(info))))
vector("RSA PKCS#1 with short padding", "signature_mismatch", spki, pkcs1, raw_rsa(b"\0\1" + b"\xff" * 7 + b"\0" + bytes(256 - 10 - len(info)) + info))
vector("RSA PKCS#1 of block type 2", "signature_mismatch", spki, pkcs1, raw_rsa(b"\0\2" + block(info)[2:]))
vector("RSA PKCS#1 with SHA-1's DigestInfo", "signature_mismatch", spki, pkcs1, key.sign(MESSAGE, padding.PKCS1v15(), HASHES["sha1"]))
salted = key.sign(MESSAGE, padding.PSS(padding.MGF1(HASHES["sha256"]), 32), HASHES["sha256"])
vector("RSA PSS with a bit changed", "signature_mismatch", spki, pss_algorithm(), flipped(salted, 9))
vector("RSA PSS with another salt than it says", "signature_mismatch", spki, pss_algorithm(),
       key.sign(MESSAGE, padding.PSS(padding.MGF1(HASHES["sha256"]), 20), HASHES["sha256"]))
vector("RSA PSS with another MGF1 than it says", "signature_mismatch", spki, pss_algorithm(),
       key.sign(MESSAGE, padding.PSS(padding.MGF1(HASHES["sha384"]), 32), HASHES["sha256"]))
vector("RSA PSS with its hash's parameters absent", "accepted", spki, pss_algorithm(hash_parameters=b""), salted)

ec_keys = {name: ec.derive_private_key(4711 << 200 | 4712, curve) if name != "p192" else ec.derive_private_key(4711, curve) for name, curve in CURVES.items()}
for curve in ("p256", "p384", "p521"):
    for name in ("sha256", "sha384", "sha512"):
        signature = ec_keys[curve].sign(MESSAGE, ec.ECDSA(HASHES[name]))
        vector(f"ECDSA {curve} {name}", "accepted", public(ec_keys[curve]), algorithm(ECDSA_WITH[name]), signature)
key = ec_keys["p256"]
spki, ecdsa = public(key), algorithm(ECDSA_WITH["sha256"])
while True:  # both halves with a leading zero octet in DER, so that leaving it out makes them negative
    good = key.sign(MESSAGE, ec.ECDSA(HASHES["sha256"]))
    r, s = decode_dss_signature(good)
    if r >> 255 and s >> 255:
        break
half = lambda value, size=32: der(0x02, value.to_bytes(size, "big"))
vector("ECDSA of another message", "signature_mismatch", spki, ecdsa, good, MESSAGE + b".")
vector("ECDSA with a bit changed", "signature_mismatch", spki, ecdsa, flipped(good))
vector("ECDSA of another key", "signature_mismatch", public(ec.derive_private_key(9, CURVES["p256"])), ecdsa, good)
vector("ECDSA of another hash", "signature_mismatch", spki, algorithm(ECDSA_WITH["sha512"]), good)
vector("ECDSA of another curve", "signature_mismatch", public(ec_keys["p384"]), ecdsa, good)
vector("ECDSA as RSA", "signature_mismatch", spki, pkcs1, good)
vector("ECDSA empty", "signature_mismatch", spki, ecdsa, b"")
vector("ECDSA not DER but plain", "signature_mismatch", spki, ecdsa, r.to_bytes(32, "big") + s.to_bytes(32, "big"))
vector("ECDSA with octets after it", "signature_mismatch", spki, ecdsa, good + b"\0")
vector("ECDSA with octets in it", "signature_mismatch", spki, ecdsa, sequence(integer(r), integer(s), NULL))
vector("ECDSA with a long length", "signature_mismatch", spki, ecdsa, b"\x30\x81" + good[1:])
vector("ECDSA with halves that are negative", "signature_mismatch", spki, ecdsa, sequence(half(r), half(s)))
vector("ECDSA with halves that are padded", "signature_mismatch", spki, ecdsa, sequence(half(r, 34), half(s, 34)))
vector("ECDSA with r of 33 octets", "signature_mismatch", spki, ecdsa, sequence(integer(r + (1 << 256)), integer(s)))
vector("ECDSA with r zero", "signature_mismatch", spki, ecdsa, sequence(integer(0), integer(s)))
vector("ECDSA with s zero", "signature_mismatch", spki, ecdsa, sequence(integer(r), integer(0)))
vector("ECDSA with both zero", "signature_mismatch", spki, ecdsa, sequence(integer(0), integer(0)))
vector("ECDSA with s of the order", "signature_mismatch", spki, ecdsa, sequence(integer(r), integer(ORDER_P256)))
vector("ECDSA with an indefinite length", "signature_mismatch", spki, ecdsa, b"\x30\x80" + integer(r) + integer(s) + b"\0\0")
vector("ECDSA with a key off its curve", "key_malformed", flipped(spki), ecdsa, good)
(FOLDER / "signatures.txt").write_text("\n".join(blocks))

# --- public keys: name, spki, expect and, where it is accepted, its text ---------------------------------------------------
blocks = []


def key_vector(name, expect, spki):
    blocks.append(f"name: {name}\nexpect: {expect}\nspki: {spki.hex()}\n")


def rsa_spki(n, e, parameters=NULL, tail=b"", raw=None):
    return sequence(algorithm(RSA, parameters), bits(raw or sequence(integer(n), integer(e), tail)))


def ec_spki(point, *parameters):
    return sequence(algorithm(EC, *parameters), bits(point))


for size, key in rsa_keys.items():
    key_vector(f"RSA of {size} bits", f"RSA {size}", public(key))
for curve in ("p256", "p384", "p521"):
    key_vector(f"EC on {curve}", f"EC P-{curve[1:]}", public(ec_keys[curve]))
n = modulus
assert rsa_spki(n, 65537) == public(rsa_keys[2048])
key_vector("RSA with an exponent of 3", "RSA 2048", rsa_spki(n, 3))
key_vector("RSA with an exponent of 256 bits", "RSA 2048", rsa_spki(n, (1 << 255) + 1))
key_vector("RSA with an exponent of 257 bits", "unsupported_key", rsa_spki(n, (1 << 256) + 1))
key_vector("RSA with an exponent of 1", "key_malformed", rsa_spki(n, 1))
key_vector("RSA with an exponent of 0", "key_malformed", rsa_spki(n, 0))
key_vector("RSA with an even exponent", "key_malformed", rsa_spki(n, 65536))
key_vector("RSA with a negative exponent", "key_malformed", rsa_spki(n, -3))
key_vector("RSA with an even modulus", "key_malformed", rsa_spki(n - 1, 65537))
key_vector("RSA with a negative modulus", "key_malformed", rsa_spki(-n, 65537))
key_vector("RSA with a zero modulus", "key_malformed", rsa_spki(0, 65537))
key_vector("RSA of 2047 bits", "unsupported_key", rsa_spki((n >> 1) | 1, 65537))
key_vector("RSA of 504 bits", "unsupported_key", rsa_spki((n >> 1544) | 1, 65537))
key_vector("RSA of 4104 bits", "unsupported_key", rsa_spki((n << 2056) | 1, 65537))
key_vector("RSA without parameters", "key_malformed", rsa_spki(n, 65537, b""))
key_vector("RSA with other parameters", "key_malformed", rsa_spki(n, 65537, sequence()))
key_vector("RSA with a third number", "key_malformed", rsa_spki(n, 65537, NULL, integer(1)))
key_vector("RSA with a modulus that is padded", "key_malformed", rsa_spki(n, 65537, raw=sequence(der(2, b"\0\0" + n.to_bytes(256, "big")), integer(65537))))
key_vector("RSA with octets after it", "key_malformed", rsa_spki(n, 65537, raw=sequence(integer(n), integer(65537)) + b"\0"))
key_vector("RSA that is empty", "key_malformed", sequence(algorithm(RSA, NULL), bits(b"")))
key_vector("RSA for PSS only", "unsupported_key", sequence(algorithm(PSS), bits(sequence(integer(n), integer(65537)))))
point = ec_keys["p256"].public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
compressed = ec_keys["p256"].public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
p256 = oid("1.2.840.10045.3.1.7")
assert ec_spki(point, p256) == public(ec_keys["p256"])
key_vector("EC off its curve", "key_malformed", ec_spki(flipped(point), p256))
key_vector("EC at infinity", "key_malformed", ec_spki(b"\0", p256))
key_vector("EC with an empty point", "key_malformed", ec_spki(b"", p256))
key_vector("EC with a compressed point", "unsupported_key", ec_spki(compressed, p256))
key_vector("EC with a hybrid point", "key_malformed", ec_spki(bytes([6 + (point[-1] & 1)]) + point[1:], p256))
key_vector("EC with a point that is too short", "key_malformed", ec_spki(point[:-1], p256))
key_vector("EC with a point that is too long", "key_malformed", ec_spki(point + b"\0", p256))
key_vector("EC with coordinates beyond the field", "key_malformed", ec_spki(b"\4" + b"\xff" * 64, p256))
key_vector("EC with a point of another curve", "key_malformed", ec_spki(point, oid("1.3.132.0.34")))
key_vector("EC without parameters", "key_malformed", ec_spki(point))
key_vector("EC with NULL parameters", "unsupported_key", ec_spki(point, NULL))
explicit = subprocess.run("openssl ecparam -name prime256v1 -genkey -noout -param_enc explicit | openssl pkey -pubout -outform DER",
                          shell=True, check=True, capture_output=True).stdout
key_vector("EC with explicit parameters", "unsupported_key", explicit)
key_vector("EC on secp256k1", "unsupported_key", public(ec_keys["k256"]))
key_vector("EC on P-192", "unsupported_key", public(ec_keys["p192"]))
key_vector("Ed25519", "unsupported_key", public(ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))))
(FOLDER / "public_keys.txt").write_text("\n".join(blocks))

# --- signature algorithms ---------------------------------------------------------------------------------------------------
blocks = []


def algorithm_vector(name, expect, encoded):
    blocks.append(f"name: {name}\nexpect: {expect}\nalgorithm: {encoded.hex()}\n")


for name, text in (("sha256", "SHA-256"), ("sha384", "SHA-384"), ("sha512", "SHA-512")):
    algorithm_vector(f"{name} with RSA", f"RSA PKCS#1 v1.5 with {text}", algorithm(RSA_WITH[name], NULL))
    algorithm_vector(f"{name} with RSA, parameters absent", f"RSA PKCS#1 v1.5 with {text}", algorithm(RSA_WITH[name]))
    algorithm_vector(f"{name} with ECDSA", f"ECDSA with {text}", algorithm(ECDSA_WITH[name]))
    algorithm_vector(f"{name} with RSA-PSS", f"RSA-PSS with {text}", pss_algorithm(name))
    algorithm_vector(f"{name} with RSA-PSS, hash parameters absent", f"RSA-PSS with {text}", pss_algorithm(name, hash_parameters=b""))
unsupported = {"sha1WithRSAEncryption": "1.2.840.113549.1.1.5", "md5WithRSAEncryption": "1.2.840.113549.1.1.4", "sha224WithRSAEncryption": "1.2.840.113549.1.1.14",
               "rsaEncryption": RSA, "id-dsa-with-sha1": "1.2.840.10040.4.3", "id-dsa-with-sha256": "2.16.840.1.101.3.4.3.2", "ecdsa-with-SHA1": "1.2.840.10045.4.1",
               "id-Ed25519": "1.3.101.112", "id-ml-dsa-65": "2.16.840.1.101.3.4.3.18"}
for name, dotted in unsupported.items():
    algorithm_vector(name, f"unsupported_algorithm {name} ({dotted})", algorithm(dotted))
refused = {
    "a number that nobody knows": ("1.3.6.1.4.1.99999.5", algorithm("1.3.6.1.4.1.99999.5")),
    "RSA with other parameters": ("parameters of sha256WithRSAEncryption", algorithm(RSA_WITH["sha256"], sequence())),
    "RSA with a NULL that is not empty": ("parameters of sha256WithRSAEncryption", algorithm(RSA_WITH["sha256"], b"\x05\x01\x00")),
    "ECDSA with NULL": ("parameters of ecdsa-with-SHA256", algorithm(ECDSA_WITH["sha256"], NULL)),
    "RSA-PSS without parameters": ("none", algorithm(PSS)),
    "RSA-PSS with NULL": ("RSASSA-PSS-params", algorithm(PSS, NULL)),
    "RSA-PSS with all defaults": ("SHA-1, by default", algorithm(PSS, sequence())),
    "RSA-PSS with SHA-1": ("id-sha1 (1.3.14.3.2.26)", pss_algorithm("sha1")),
    "RSA-PSS with SHA-1 in MGF1": ("id-sha1 (1.3.14.3.2.26)", pss_algorithm("sha256", "sha1")),
    "RSA-PSS with another hash in MGF1": ("SHA-512", pss_algorithm("sha256", "sha512")),
    "RSA-PSS with MGF1 by default": ("SHA-1, by default", algorithm(PSS, sequence(der(0xA0, algorithm(HASH["sha256"], NULL)), der(0xA2, integer(32))))),
    "RSA-PSS with another mask": ("id-shake256", pss_algorithm(mgf_id="2.16.840.1.101.3.4.2.12")),
    "RSA-PSS with MGF1 without a hash": ("none", algorithm(PSS, sequence(der(0xA0, algorithm(HASH["sha256"], NULL)), der(0xA1, algorithm(MGF1)), der(0xA2, integer(32))))),
    "RSA-PSS with a salt of 20 octets": ("20 octets", pss_algorithm(salt=20)),
    "RSA-PSS with a salt of 64 octets": ("64 octets", pss_algorithm(salt=64)),
    "RSA-PSS with a salt by default": ("20 octets", algorithm(PSS, sequence(der(0xA0, algorithm(HASH["sha256"], NULL)), der(0xA1, algorithm(MGF1, algorithm(HASH["sha256"], NULL)))))),
    "RSA-PSS with a negative salt": ("RSASSA-PSS-params.saltLength", pss_algorithm(salt=-32)),
    "RSA-PSS with a salt beyond counting": ("RSASSA-PSS-params.saltLength", pss_algorithm(salt=1 << 64)),
    "RSA-PSS with its default trailer written out": ("RSASSA-PSS-params.trailerField", pss_algorithm(trailer=1)),
    "RSA-PSS with another trailer": ("2", pss_algorithm(trailer=2)),
    "RSA-PSS with other hash parameters": ("others", pss_algorithm(hash_parameters=sequence())),
    "RSA-PSS with a fifth field": ("RSASSA-PSS-params", algorithm(PSS, sequence(der(0xA0, algorithm(HASH["sha256"], NULL)), der(0xA4, NULL)))),
    "RSA-PSS with fields out of order": ("RSASSA-PSS-params", algorithm(PSS, sequence(der(0xA2, integer(32)), der(0xA0, algorithm(HASH["sha256"], NULL))))),
    "RSA-PSS with octets after the hash": ("RSASSA-PSS-params.hashAlgorithm", algorithm(PSS, sequence(der(0xA0, algorithm(HASH["sha256"], NULL), NULL), der(0xA1, algorithm(MGF1, algorithm(HASH["sha256"], NULL))), der(0xA2, integer(32))))),
}
for name, (presented, encoded) in refused.items():
    algorithm_vector(name, f"unsupported_algorithm {presented}", encoded)
(FOLDER / "signature_algorithms.txt").write_text("\n".join(blocks))

# --- private keys -------------------------------------------------------------------------------------------------------------
PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER
PKCS8, TRADITIONAL = serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL
NONE = serialization.NoEncryption()


def write(file_name, octets):
    (FOLDER / file_name).write_bytes(octets)


for curve in ("p256", "p384", "p521"):
    write(f"{curve}.pkcs8.pem", ec_keys[curve].private_bytes(PEM, PKCS8, NONE))
write("p256.sec1.pem", ec_keys["p256"].private_bytes(PEM, TRADITIONAL, NONE))
write("p256.pkcs8.der", ec_keys["p256"].private_bytes(DER, PKCS8, NONE))
write("p256.spki.der", public(ec_keys["p256"]))
write("rsa2048.pkcs8.pem", rsa_keys[2048].private_bytes(PEM, PKCS8, NONE))
write("rsa2048.pkcs1.pem", rsa_keys[2048].private_bytes(PEM, TRADITIONAL, NONE))
write("rsa2048.pkcs1.der", rsa_keys[2048].private_bytes(DER, TRADITIONAL, NONE))
write("rsa2048.spki.der", public(rsa_keys[2048]))
write("p256.encrypted.pem", ec_keys["p256"].private_bytes(PEM, PKCS8, serialization.BestAvailableEncryption(b"correct horse")))
write("rsa2048.encrypted.pem", rsa_keys[2048].private_bytes(PEM, PKCS8, serialization.BestAvailableEncryption(b"correct horse")))
write("p256.encrypted.der", ec_keys["p256"].private_bytes(DER, PKCS8, serialization.BestAvailableEncryption(b"correct horse")))
write("rsa2048.legacy.pem", rsa_keys[2048].private_bytes(PEM, TRADITIONAL, serialization.BestAvailableEncryption(b"correct horse")))
write("secp256k1.pem", ec_keys["k256"].private_bytes(PEM, PKCS8, NONE))
write("ed25519.pem", ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))).private_bytes(PEM, PKCS8, NONE))
with_parameters = subprocess.run(["openssl", "ec", "-in", FOLDER / "p256.sec1.pem"], check=True, capture_output=True).stdout
write("p256.with-parameters.pem", b"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + with_parameters)
foreign = bytearray(ec_keys["p256"].private_bytes(DER, TRADITIONAL, NONE))
foreign[-65:] = ec.derive_private_key(9, CURVES["p256"]).public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
write("p256.foreign-half.der", bytes(foreign))
write("truncated.pem", (FOLDER / "p256.pkcs8.pem").read_bytes()[:-60])
