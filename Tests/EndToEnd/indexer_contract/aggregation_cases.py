"""Every aggregation that the server asks for, right and wrong: rows of a title, the aggregations, and perhaps a query.

The simulation has no other aggregations and options.
"""

SSH = {"terms": {"rule.id": ["5715", "5760", "5710"]}}
NEWEST = [{"timestamp": "desc"}, {"id": "desc"}]


def terms(field, below=None, **options):
    aggregation = {"terms": {"field": field, **options}}
    return {"x": aggregation | ({"aggs": below} if below else {})}


def histogram(below=None, **options):
    aggregation = {"date_histogram": {"field": "timestamp", **options}}
    return {"x": aggregation | ({"aggs": below} if below else {})}


def ends(field):
    return {name: {name: {"field": field}} for name in ("min", "max")}


NOTHING = {"bool": {"must_not": {"match_all": {}}}}
HIGHEST = {"highest": {"max": {"field": "rule.level"}}}

AGGREGATIONS = [
    ("terms", terms("rule.groups")),
    ("terms all", terms("rule.id", size=500)),
    ("terms one, others counted", terms("rule.id", size=1)),
    ("terms numbers by key", terms("rule.level", size=4, order={"_key": "desc"})),
    ("terms boolean", terms("rule.mail")),
    ("terms dates", terms("timestamp", size=2)),
    ("terms of many values", terms("data.srcip", size=5)),
    ("terms of unique values", terms("id", size=3)),
    ("terms of hashes", terms("syscheck.sha256_after", size=3)),
    ("terms rarest", terms("rule.id", size=5, order={"_count": "asc"})),
    ("terms by key", terms("agent.name", size=7, order={"_key": "asc"})),
    ("terms by two orders", terms("agent.name", size=7, order=[{"_count": "desc"}, {"_key": "desc"}])),
    ("terms by metric", terms("rule.id", HIGHEST, size=5, order={"highest": "desc"})),
    ("terms by distinct values", terms("data.srcip", {"d": {"cardinality": {"field": "rule.id"}}}, size=5, order={"d": "desc"})),
    ("terms by highest, then distinct values", terms(
        "agent.id", HIGHEST | {"d": {"cardinality": {"field": "rule.id"}}, "g": {"filter": {"range": {"rule.level": {"gte": 12}}},
        "aggs": {"d": {"cardinality": {"field": "rule.id"}}}}}, size=500, order=[{"highest": "desc"}, {"d": "desc"}, {"_key": "asc"}])),
    ("terms unmapped", terms("rule.id.keyword")),
    ("terms shard size", terms("agent.name", size=3, shard_size=4)),
    ("terms within terms", terms("agent.name", {"rules": {"terms": {"field": "rule.id", "size": 3}}}, size=4)),
    ("terms within terms of many", terms("data.srcip", {"u": {"terms": {"field": "data.srcuser", "size": 2}}}, size=4)),
    ("terms with top hits", terms("rule.id", {"t": {"top_hits": {"size": 2, "sort": NEWEST, "_source": ["id", "agent"]}}}, size=4)),
    ("terms of mitre", terms("rule.mitre.id", {"tactics": {"terms": {"field": "rule.mitre.tactic"}}}, size=20)),
    ("terms on text", terms("full_log")),
    ("histogram of hours", histogram(fixed_interval="12h")),
    ("histogram of days", histogram(fixed_interval="1d")),
    ("histogram without gaps", histogram(fixed_interval="1h", min_doc_count=1), {"range": {"rule.level": {"gte": 12}}}),
    ("histogram with gaps", histogram(fixed_interval="6h", min_doc_count=0), {"range": {"rule.level": {"gte": 12}}}),
    ("histogram by level", histogram({"levels": {"terms": {"field": "rule.level", "size": 20}}}, fixed_interval="1d")),
    ("histogram of nothing", histogram(fixed_interval="1d"), NOTHING),
    ("histogram unmapped", {"x": {"date_histogram": {"field": "nope", "fixed_interval": "1d"}}}),
    ("histogram on keyword", {"x": {"date_histogram": {"field": "rule.id", "fixed_interval": "1d"}}}),
    ("histogram too fine", histogram(fixed_interval="1s", min_doc_count=0)),
    ("filters", {"x": {"filters": {"filters": {"ssh": SSH, "all": {"match_all": {}}}}}}),
    ("filters unnamed", {"x": {"filters": {"filters": [SSH, {"exists": {"field": "syscheck"}}]}, "aggs": HIGHEST}}),
    ("filter", {"x": {"filter": SSH, "aggs": {"agents": {"cardinality": {"field": "agent.id"}}}}}),
    ("cardinality", {"x": {"cardinality": {"field": "rule.id", "precision_threshold": 40_000}},
                     "y": {"cardinality": {"field": "nope"}}, "z": {"cardinality": {"field": "data.srcip"}}}),
    ("cardinality on text", {"x": {"cardinality": {"field": "full_log"}}}),
    ("numbers", ends("rule.level")),
    ("numbers of nothing", ends("rule.level"), NOTHING),
    ("dates", ends("timestamp")),
    ("states: scores", ends("vulnerability.score.base")),
    ("states: terms of scores", terms("vulnerability.score.base", size=4)),
    ("states: severities", terms("vulnerability.severity", {"packages": {"terms": {"field": "package.name", "size": 3}}})),
    ("states: distinct", {"x": {"cardinality": {"field": "vulnerability.id"}}}),
    ("max of keyword", {"x": {"max": {"field": "rule.id"}}}),
    ("max of boolean", {"x": {"max": {"field": "rule.mail"}}}),
    ("top hits", {"x": {"top_hits": {"size": 3, "sort": NEWEST, "_source": False}}}),
]
