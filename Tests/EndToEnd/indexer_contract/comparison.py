"""What is the same in two answers, and what need not be."""
import json
import math
import re

# Differ from run to run or from node to node.
VOLATILE = {"took", "pit_id", "creation_time", "index_uuid", "line", "col", "uuid", "node", "skipped"}
PLACE = re.compile(r"\[\d+:\d+\] ?")
HINT = re.compile(r" did you mean .*")


def reason(text):
    """A reason without the place in the body and without hints on spelling."""
    return HINT.sub("", PLACE.sub("", text or ""))


def error(answer):
    """What of an error matters: its kinds and reasons, outer and inner."""
    if not isinstance(answer, dict):
        return answer
    if not isinstance(answer.get("error"), dict):
        return (answer.get("error") or "").partition(", allowed:")[0]
    outer = answer["error"]
    roots = {(root["type"], reason(root.get("reason"))) for root in outer.get("root_cause", [])}
    if outer["type"].startswith("json_"):
        return {"type": "json", "status": answer["status"]}
    cause = outer.get("caused_by") or {}
    return {
        "type": outer["type"], "reason": reason(outer.get("reason")), "roots": sorted(roots), "status": answer["status"],
        "cause": cause.get("type") if outer["type"] == "search_phase_execution_exception" and not roots else None,
    }


def strip(value, scores):
    """An answer without what is volatile."""
    if isinstance(value, list):
        return [strip(item, scores) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, item in value.items():
        if name in VOLATILE or (name in ("_score", "max_score") and not scores):
            continue
        kept[name] = {"failed": item["failed"]} if name == "_shards" else strip(item, scores)
    return kept


def difference(left, right, path="$"):
    """The first place where two values differ, or None."""
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return None if left is right else f"{path}: {left!r} / {right!r}"
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return None if math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9) else f"{path}: {left!r} / {right!r}"
    if type(left) is not type(right):
        return f"{path}: {json.dumps(left)[:200]} / {json.dumps(right)[:200]}"
    if isinstance(left, dict):
        for name in sorted(left.keys() | right.keys()):
            if name not in left or name not in right:
                return f"{path}.{name}: only in the {'second' if name not in left else 'first'}"
            if found := difference(left[name], right[name], f"{path}.{name}"):
                return found
        return None
    if isinstance(left, list):
        for place, (one, other) in enumerate(zip(left, right)):
            if found := difference(one, other, f"{path}[{place}]"):
                return found
        return None if len(left) == len(right) else f"{path}: {len(left)} / {len(right)} elements"
    return None if left == right else f"{path}: {str(left)[:200]!r} / {str(right)[:200]!r}"


def compare(real, simulated, scores=False):
    """real, simulated: (status, headers, answer). Returns what differs, or None."""
    if real[0] != simulated[0]:
        return f"status {real[0]} / {simulated[0]}: {json.dumps(real[2])[:300]} / {json.dumps(simulated[2])[:300]}"
    if real[0] >= 400:
        return difference(error(real[2]), error(simulated[2]))
    return difference(strip(real[2], scores), strip(simulated[2], scores))
