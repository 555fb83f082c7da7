"""The papers of a past visit: the price that was agreed or declined, and the signature under the work."""

import hashlib
from datetime import timedelta
from typing import Any

from fieldapp.demo.year.players import id_at
from fieldapp.demo.year.scene import Ending, Scene
from fieldapp.domain.course import OrderState
from fieldapp.domain.document import canonical, sha256
from fieldapp.domain.journal import Entry
from fieldapp.domain.signature import (
    COPY_LASTS,
    PriceAgreement,
    PriceAnswer,
    Purpose,
    Relation,
    Signature,
    SignatureAnswer,
)

STROKES = [[[12, 60, 0], [80, 22, 120], [140, 66, 260]], [[30, 90, 400], [150, 88, 620]]]
RELATIONS = (*(Relation.OWNER,) * 7, Relation.FAMILY, Relation.FAMILY, Relation.TENANT)
ANSWERS = (*(SignatureAnswer.AGREED,) * 95, SignatureAnswer.DISAGREED, *(SignatureAnswer.UNABLE,) * 4)

Tables = dict[Any, list[dict[str, Any]]]


def papers(rows: Tables, scene: Scene) -> None:
    """Write them, and which of them the visit names."""
    agreement = _agreement(rows, scene) if scene.total_fen else None
    signature = _signature(rows, scene) if scene.is_done else None
    if agreement or signature:
        rows["papers"].append({"visit": scene.visit_id, "agreement": agreement, "signature": signature})


def _agreement(rows: Tables, scene: Scene) -> Any:
    id = id_at(scene.entered, scene.chance)
    late = scene.chance.random() < (0.6 if scene.urgent else 0.02)  # an emergency: the water first
    at = scene.started + timedelta(minutes=5) if late else scene.started - timedelta(minutes=2)
    answer = PriceAnswer.DECLINED if scene.ending is Ending.STOPPED else PriceAnswer.AGREED
    document = {"document": "price", "total_fen": scene.total_fen, "lines": []}
    rows[PriceAgreement].append(
        {
            "id": id,
            "visit_id": scene.visit_id,
            "catalogue_version_id": scene.cast.version_id,
            "total_fen": scene.total_fen,
            "document": document,
            "document_sha256": sha256(document),
            "answer": answer,
            "reason": "觉得贵" if answer is PriceAnswer.DECLINED else "",
            "differs": False,
            "at": at,
        }
    )
    facts = {"total_fen": scene.total_fen, "answer": answer.value, "differs": False}
    rows[Entry].append(
        scene.entry("price", at, OrderState.INSIDE.value, OrderState.PRICE_AGREED.value, door=True, **facts)
    )
    return id


def _signature(rows: Tables, scene: Scene) -> Any:
    id, chance, at = id_at(scene.finished, scene.chance), scene.chance, scene.left - timedelta(minutes=2)
    answer = chance.choice(ANSWERS)
    relation = chance.choice(RELATIONS)
    document = canonical(
        {
            "document": "work",
            "order": str(scene.id),
            "visit": str(scene.visit_id),
            "company_zh": scene.cast.company_zh,
            "company_en": scene.cast.company_en,
            "building": scene.room.building,
            "door": scene.room.door,
            "owner": scene.room.surname,
            "technician": scene.technician.name,
            "total_fen": scene.total_fen,
            "lines": [],
        }
    )
    rows[Signature].append(
        {
            "id": id,
            "visit_id": scene.visit_id,
            "order_id": scene.id,
            "purpose": Purpose.WORK,
            "document": document,
            "document_sha256": hashlib.sha256(document.encode()).hexdigest(),
            "strokes": STROKES if answer is SignatureAnswer.AGREED else [],
            "signer": scene.room.surname,
            "relation": relation,
            "answer": answer,
            "reason": "" if answer is SignatureAnswer.AGREED else "人不在家",
            "at": at,
            "copy_token": f"{chance.getrandbits(128):032x}",
            "copy_until": at + COPY_LASTS,
            "differs": False,
        }
    )
    facts = {"answer": answer.value, "relation": relation.value, "points": 5}
    rows[Entry].append(
        scene.entry("sign", at, OrderState.TO_BE_SIGNED.value, OrderState.SIGNED.value, door=True, **facts)
    )
    return id
