# Reads a PROV-JSON document with the reference library `prov` and writes it again.
#   prov-json.py OUTPUT_FOLDER DOCUMENT
# Writes round-trip.json and summary.json: counts of records by kind, before and after the round trip, and
# identifiers that records refer to but that nothing declares.
import json
import sys
from collections import Counter
from pathlib import Path

from prov.model import ProvDocument, ProvElement, ProvRelation

folder, source = Path(sys.argv[1]), Path(sys.argv[2])


def counts(document):
    return dict(Counter(record.get_type().localpart for record in document.get_records()))


document = ProvDocument.deserialize(str(source), format="json")
written = document.serialize(format="json")
again = ProvDocument.deserialize(content=written, format="json")

declared = {record.identifier for record in document.get_records(ProvElement)}
dangling = []
for relation in document.get_records(ProvRelation):
    # Formal attributes that are qualified names refer to elements; times do not.
    for name, value in relation.formal_attributes:
        if hasattr(value, "localpart") and value not in declared:
            dangling.append(f"{name} {value}")

(folder / "round-trip.json").write_text(written)
(folder / "summary.json").write_text(
    json.dumps(
        {
            "counts": counts(document),
            "countsAgain": counts(again),
            "isSame": document == again,
            "dangling": dangling,
            "provn": document.get_provn(),
        }
    )
)
