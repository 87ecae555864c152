"""Verifies a proof of Assent, offline: python3 verify_proof.py RECEIPT.json KEYS.json

RECEIPT.json is a receipt, an export, or a proof alone; KEYS.json is what GET /v1/keys answered. Prints what was signed,
and ends with 1 if anything is not genuine. Needs the package `cryptography`. It shares no code with the service.
"""
import base64
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def decode(part):
    """The bytes of a part in base64url, which must be spelled in the one way that encoding gives."""
    data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != part:
        raise ValueError("not spelled as it was signed")
    return data


def verify(proof, keys):
    """What a proof signs (RFC 7515, compact). Raises ValueError unless one of the keys signed exactly this."""
    try:
        head, payload, signature = proof.split(".")
        header = json.loads(decode(head))
        if header["alg"] != "EdDSA":
            raise ValueError("not EdDSA")
        [key] = [key for key in keys["keys"] if key["kid"] == header["kid"]]
        public = Ed25519PublicKey.from_public_bytes(decode(key["x"]))
        public.verify(decode(signature), f"{head}.{payload}".encode())
        return json.loads(decode(payload))
    except (InvalidSignature, KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"not genuine: {type(fault).__name__}") from fault


def proofs_in(text):
    if text.lstrip()[:1] not in ("{", "["):
        return [text.strip()]
    found = json.loads(text)
    found = found.get("consent_history", [found]) if isinstance(found, dict) else found
    return [each.get("proof", "") for each in found]


def main(receipt, keys):
    with open(receipt, encoding="utf-8") as file, open(keys, encoding="utf-8") as known:
        proofs, trusted = proofs_in(file.read()), json.load(known)
    for proof in proofs:
        print(json.dumps(verify(proof, trusted), indent=2, ensure_ascii=False))
    if not proofs:
        raise ValueError("there is no proof in this file")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:3])
    except ValueError as fault:
        sys.exit(str(fault))
