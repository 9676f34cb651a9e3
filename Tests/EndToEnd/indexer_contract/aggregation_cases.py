"""Every aggregation, right and wrong: rows of a title, the aggregations, and perhaps a query."""

SSH = {"terms": {"rule.id": ["5715", "5760", "5710"]}}
NEWEST = [{"timestamp": "desc"}, {"id": "desc"}]


def terms(field, below=None, **options):
    aggregation = {"terms": {"field": field, **options}}
    return {"x": aggregation | ({"aggs": below} if below else {})}


def histogram(below=None, **options):
    aggregation = {"date_histogram": {"field": "timestamp", **options}}
    return {"x": aggregation | ({"aggs": below} if below else {})}


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
    ("terms by stats", terms("agent.name", {"s": {"stats": {"field": "rule.level"}}}, size=5,
                             order=[{"s.avg": "desc"}, {"_key": "asc"}])),
    ("terms by distinct values", terms("data.srcip", {"d": {"cardinality": {"field": "rule.id"}}}, size=5, order={"d": "desc"})),
    ("terms by highest, then distinct values", terms(
        "agent.id", HIGHEST | {"d": {"cardinality": {"field": "rule.id"}}, "g": {"filter": {"range": {"rule.level": {"gte": 12}}},
        "aggs": {"d": {"cardinality": {"field": "rule.id"}}}}}, size=500, order=[{"highest": "desc"}, {"d": "desc"}, {"_key": "asc"}])),
    ("terms by filter", terms("agent.name", {"f": {"filter": {"range": {"rule.level": {"gte": 7}}}}}, size=5, order={"f": "desc"})),
    ("terms by nothing", terms("rule.id", order={"zz": "desc"})),
    ("terms with missing", terms("data.srcuser", missing="none", size=5)),
    ("terms with missing number", terms("rule.frequency", missing=0)),
    ("terms unmapped", terms("rule.id.keyword")),
    ("terms unmapped with missing", terms("nope", missing="none")),
    ("terms included", terms("rule.groups", include=["sca", "sshd", "web"], exclude=["web"])),
    ("terms at least", terms("rule.id", min_doc_count=700, size=100)),
    ("terms at least none", terms("rule.level", min_doc_count=0, size=50), SSH),
    ("terms shard size", terms("agent.name", size=3, shard_size=4)),
    ("terms within terms", terms("agent.name", {"rules": {"terms": {"field": "rule.id", "size": 3}}}, size=4)),
    ("terms within terms of many", terms("data.srcip", {"u": {"terms": {"field": "data.srcuser", "size": 2}}}, size=4)),
    ("terms with top hits", terms("rule.id", {"t": {"top_hits": {"size": 2, "sort": NEWEST, "_source": ["id", "agent"]}}}, size=4)),
    ("terms of mitre", terms("rule.mitre.id", {"tactics": {"terms": {"field": "rule.mitre.tactic"}}}, size=20)),
    ("terms size 0", terms("rule.id", size=0)),
    ("terms without field", {"x": {"terms": {"size": 3}}}),
    ("terms on text", terms("full_log")),
    ("terms unknown option", terms("rule.id", foo=1)),
    ("histogram of hours", histogram(fixed_interval="12h")),
    ("histogram of days", histogram(calendar_interval="day", time_zone="UTC")),
    ("histogram of weeks", histogram(calendar_interval="1w")),
    ("histogram of months", histogram(calendar_interval="month", format="yyyy-MM")),
    ("histogram without gaps", histogram(fixed_interval="1h", min_doc_count=1), {"range": {"rule.level": {"gte": 12}}}),
    ("histogram with gaps", histogram(fixed_interval="6h", min_doc_count=0), {"range": {"rule.level": {"gte": 12}}}),
    ("histogram with bounds", histogram(calendar_interval="day", extended_bounds={"min": "now-40d/d", "max": "now/d"}), SSH),
    ("histogram keyed", histogram(calendar_interval="1d", format="yyyy-MM-dd", keyed=True)),
    ("histogram backwards", histogram(fixed_interval="7d", order={"_key": "desc"})),
    ("histogram by count", histogram(fixed_interval="1d", order={"_count": "desc"})),
    ("histogram by level", histogram({"levels": {"terms": {"field": "rule.level", "size": 20}}}, calendar_interval="day")),
    ("histogram of ranges", histogram({"bands": {"range": {"field": "rule.level", "ranges": [{"to": 7}, {"from": 7}]}}},
                                      calendar_interval="week")),
    ("histogram of nothing", histogram(fixed_interval="1d"), {"match_none": {}}),
    ("histogram in milliseconds", histogram(fixed_interval="1d", format="epoch_millis")),
    ("histogram unmapped", {"x": {"date_histogram": {"field": "nope", "fixed_interval": "1d"}}}),
    ("histogram on keyword", {"x": {"date_histogram": {"field": "rule.id", "fixed_interval": "1d"}}}),
    ("histogram bad fixed", histogram(fixed_interval="1M")),
    ("histogram bad calendar", histogram(calendar_interval="2d")),
    ("histogram without interval", histogram()),
    ("histogram too fine", histogram(fixed_interval="1s", min_doc_count=0)),
    ("histogram unknown option", histogram(fixed_interval="1d", foo=1)),
    ("range", {"x": {"range": {"field": "rule.level", "ranges": [
        {"key": "high", "from": 12}, {"to": 7}, {"from": 7, "to": 12}]}}}),
    ("range keyed", {"x": {"range": {"field": "rule.level", "keyed": True, "ranges": [{"to": 7}, {"key": "hi", "from": 7}]}}}),
    ("states: range of scores", {"x": {"range": {"field": "vulnerability.score.base", "ranges": [
        {"to": 4}, {"from": 4, "to": 7}, {"from": 7, "to": 9}, {"from": 9}]}}}),
    ("filters", {"x": {"filters": {"filters": {"ssh": SSH, "all": {"match_all": {}}}, "other_bucket_key": "rest"}}}),
    ("filters unnamed", {"x": {"filters": {"filters": [SSH, {"exists": {"field": "syscheck"}}], "other_bucket": True},
                               "aggs": HIGHEST}}),
    ("filter", {"x": {"filter": SSH, "aggs": {"agents": {"cardinality": {"field": "agent.id"}}}}}),
    ("filter with bad query", {"x": {"filter": {"foo": {}}}}),
    ("missing", {"x": {"missing": {"field": "data.srcip"}, "aggs": HIGHEST}}),
    ("global", {"x": {"global": {}, "aggs": HIGHEST}}, SSH),
    ("cardinality", {"x": {"cardinality": {"field": "rule.id", "precision_threshold": 40_000}},
                     "y": {"cardinality": {"field": "nope"}}, "z": {"cardinality": {"field": "data.srcip"}}}),
    ("cardinality on text", {"x": {"cardinality": {"field": "full_log"}}}),
    ("numbers", {name: {name: {"field": "rule.level"}} for name in ("min", "max", "avg", "sum", "stats", "value_count")}),
    ("numbers of nothing", {name: {name: {"field": "rule.level"}} for name in ("min", "max", "avg", "sum", "stats", "value_count")},
     {"match_none": {}}),
    ("dates", {name: {name: {"field": "timestamp"}} for name in ("min", "max", "stats")}),
    ("numbers with missing", {name: {name: {"field": "rule.frequency", "missing": 2}} for name in ("avg", "value_count")}),
    ("count of lists", {"x": {"value_count": {"field": "rule.groups"}}}),
    ("states: scores", {name: {name: {"field": "vulnerability.score.base"}} for name in ("min", "max", "avg", "stats")}),
    ("states: terms of scores", terms("vulnerability.score.base", size=4)),
    ("states: severities", terms("vulnerability.severity", {"packages": {"terms": {"field": "package.name", "size": 3}}})),
    ("states: agents by score", terms("agent.name", {"m": {"avg": {"field": "vulnerability.score.base"}}}, size=5,
                                      order={"m": "desc"})),
    ("states: distinct", {"x": {"cardinality": {"field": "vulnerability.id"}}}),
    ("states: by year", {"x": {"date_histogram": {"field": "vulnerability.published_at", "calendar_interval": "year"}}}),
    ("max of keyword", {"x": {"max": {"field": "rule.id"}}}),
    ("max of boolean", {"x": {"max": {"field": "rule.mail"}}}),
    ("top hits", {"x": {"top_hits": {"size": 3, "from": 1, "sort": NEWEST, "_source": False}}}),
    ("top hits unknown option", {"x": {"top_hits": {"size": 1, "foo": 1}}}),
    ("top hits too many", {"x": {"top_hits": {"size": 101}}}),
    ("composite", {"x": {"composite": {"size": 5, "sources": [
        {"a": {"terms": {"field": "agent.id"}}}, {"r": {"terms": {"field": "rule.id", "order": "desc"}}}]}}}),
    ("composite of days", {"x": {"composite": {"size": 5, "sources": [
        {"d": {"date_histogram": {"field": "timestamp", "calendar_interval": "1d"}}}]}, "aggs": HIGHEST}}),
    ("unknown", {"x": {"foo": {}}}),
    ("without kind", {"x": {}}),
    ("of two kinds", {"x": {"terms": {"field": "rule.id"}, "avg": {"field": "rule.level"}}}),
    ("below a number", {"x": {"max": {"field": "rule.level"}, "aggs": HIGHEST}}),
    ("bad name", {"x[": {"max": {"field": "rule.level"}}}),
    ("meta", {"x": {"max": {"field": "rule.level"}, "meta": {"a": 1}}}),
    ("as list", []),
    ("as number", {"x": 5}),
]
