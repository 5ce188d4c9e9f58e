"""Cases about the binary protocol of APNs."""

from __future__ import annotations

import base64
import pickle
from typing import Any

from push_cases import without_none
from vectors import Case

from waxwing import WaxwingError, apns
from waxwing.apns import binary


def encode(case: Case) -> dict[str, Any]:
    device = apns.DeviceToken.from_hex(case["token_hex"])
    options = {name: case.get(name) for name in ("identifier", "expiry_s", "priority")}
    note = binary.Notification(device, base64.b64decode(case["payload_b64"]), **options)
    assert pickle.loads(pickle.dumps(note)) == note
    return {"hex": note.to_bytes(case["frame"]).hex()}


def decode(case: Case) -> dict[str, Any]:
    decoder = binary.Decoder()
    found = [it for chunk in case["chunks_hex"] for it in decoder.feed(bytes.fromhex(chunk))]
    if case["finish"]:
        decoder.finish()
        data = bytes.fromhex("".join(case["chunks_hex"]))
        assert binary.Decoder.decode(data) == found
    return {"frames": [received(it) for it in found], "needed": decoder.needed}


def received(it: binary.Received) -> dict[str, Any]:
    note = it.notification
    try:
        data = note.to_bytes(it.frame)
    except WaxwingError:
        pass  # it was sent all the same
    else:
        assert binary.Decoder.decode(data)[0].notification == note
    others = [{"id": number, "data_hex": data.hex()} for number, data in it.other_items]
    return without_none(
        frame=it.frame,
        token_hex=note.device.hex,
        payload_b64=base64.b64encode(note.payload).decode(),
        identifier=note.identifier,
        expiry_s=note.expiry_s,
        priority=note.priority,
        other_items=others or None,
    )


def error_packet(case: Case) -> dict[str, Any]:
    packet = binary.ErrorPacket.from_bytes(bytes.fromhex(case["hex"]))
    assert binary.ErrorPacket(packet.code, packet.identifier) == packet
    assert packet.advice.endswith(".")
    return {
        "status": packet.status,
        "code": packet.code,
        "identifier": packet.identifier,
        "is_refused": packet.is_refused,
        "hex": packet.to_bytes().hex(),
    }


def feedback(case: Case) -> dict[str, Any]:
    decoder = binary.FeedbackDecoder()
    found = [it for chunk in case["chunks_hex"] for it in decoder.feed(bytes.fromhex(chunk))]
    if case["finish"]:
        decoder.finish()
    entries = [
        {
            "time_s": entry.time_s,
            "token_hex": entry.device.hex,
            "drops": entry.drops(case.get("registered_at_ms")),
        }
        for entry in found
    ]
    return {"entries": entries, "needed": decoder.needed}


def feedback_entry(case: Case) -> dict[str, Any]:
    device = apns.DeviceToken.from_hex(case["token_hex"])
    return {"hex": binary.FeedbackEntry(case["time_s"], device).to_bytes().hex()}


CALLS = {
    "decode": decode,
    "encode": encode,
    "error_packet": error_packet,
    "feedback": feedback,
    "feedback_entry": feedback_entry,
}

RUNNERS = {"binary_apns": lambda case: CALLS[case["call"]](case)}
