"""An extraction as the plain dictionary that `tongket extract` writes."""

from __future__ import annotations

from hashlib import sha256

from tongket.core.extraction.model import Extraction, Found, Text, quote


def as_json(text: Text, found: Extraction) -> dict[str, object]:
    """Keys of the scored shape, and beside them evidence, addressees, recipients, urgency, form and the digest."""
    plain = text.plain
    fields = dict(found.identity.fields())
    return {
        "identity": {name: value.value if value else None for name, value in fields.items()},
        "citations": [
            {
                **({"number": c.number} if c.number else {"name": c.name}),
                "date": c.date,
                "start": c.start,
                "end": c.end,
                "confidence": c.confidence,
            }
            for c in found.citations
        ],
        "assignments": [
            {
                "text": quote(plain, a.start, a.end),
                "lead": list(a.lead),
                "support": list(a.support),
                "due": a.due.as_json() if a.due else None,
                "product": a.product,
                "start": a.start,
                "end": a.end,
                "confidence": a.confidence,
            }
            for a in found.assignments
        ],
        "report_duties": [
            {
                "who": list(d.who),
                "to": list(d.to),
                "due": d.due.as_json() if d.due else None,
                "what": d.what,
                "cut_off": d.cut_off,
                "start": d.start,
                "end": d.end,
                "confidence": d.confidence,
            }
            for d in found.duties
        ],
        "addressees": [_listed(plain, one) for one in found.addressees],
        "recipients": [_listed(plain, one) for one in found.recipients],
        "urgency": found.urgency.value if found.urgency else None,
        "form": [
            {
                "text": quote(plain, a.start, a.end),
                "unit_of_measure": a.unit_of_measure,
                "start": a.start,
                "end": a.end,
                "confidence": a.confidence,
            }
            for a in found.form
        ],
        "evidence": {
            **{f"identity.{name}": _place(value) for name, value in fields.items() if value},
            **({"urgency": _place(found.urgency)} if found.urgency else {}),
        },
        "plain_sha256": sha256(plain.encode()).hexdigest(),
    }


def _place(found: Found) -> dict[str, object]:
    return {"start": found.start, "end": found.end, "confidence": found.confidence}


def _listed(plain: str, found: Found) -> dict[str, object]:
    return {"text": quote(plain, found.start, found.end), **_place(found)}
