"""Endpoints, parameters, names of indices and users."""

USERS = ["reader", "alerts", "outsider", "nobody"]


def requests(today):
    """Pairs of a title and the arguments of Engine.send; today: an index that exists."""
    count = {"query": {"term": {"rule.level": 3}}}
    rows = [
        ("count", "POST", f"/{today}/_count", count),
        ("count of everything", "GET", "/wazuh-*/_count", None),
        ("count of nothing", "GET", "/nope-*/_count", None),
        ("count with size", "POST", f"/{today}/_count", {"size": 0}),
        ("missing index", "POST", "/nope/_search", {"size": 0}),
        ("missing index beside another", "POST", f"/nope,{today}/_search", {"size": 0}),
        ("missing index ignored", "POST", f"/nope,{today}/_search?ignore_unavailable=true", {"size": 0}),
        ("pattern of nothing", "POST", "/nope-*/_search", {"size": 0, "aggs": {"x": {"terms": {"field": "rule.id"}}}}),
        ("pattern of nothing refused", "POST", "/nope-*/_search?allow_no_indices=false", {"size": 0}),
        ("two patterns", "POST", f"/{today},wazuh-states-*/_search", {"size": 0}),
        ("exclusion", "POST", f"/wazuh-*,-wazuh-states-*,-{today}/_search", {"size": 0, "track_total_hits": True}),
        ("bad name", "GET", "/_foo/_search", None),
        ("parameters", "GET", f"/{today}/_search?size=2&sort=timestamp:desc,id:desc&_source=id", None),
        ("parameter from", "GET", f"/{today}/_search?size=2&from=3&sort=id&_source_includes=rule.*&_source_excludes=rule.g*", None),
        ("parameter total", "GET", f"/{today}/_search?size=0&track_total_hits=false", None),
        ("unknown parameter", "GET", f"/{today}/_search?foo=1", None),
        ("bad flag", "GET", f"/{today}/_search?ignore_unavailable=maybe", None),
        ("filter_path", "GET", f"/{today}/_search?size=3&sort=id&filter_path=hits.total,hits.hits._source.rule.id", None),
        ("filter_path excluding", "GET", f"/{today}/_search?size=1&sort=id&filter_path=-took,-hits.hits._source,-_shards", None),
        ("point in time without span", "POST", f"/{today}/_search/point_in_time", None),
        ("point in time of nothing", "POST", "/nope/_search/point_in_time?keep_alive=1m", None),
        ("point in time bad span", "POST", f"/{today}/_search/point_in_time?keep_alive=5x", None),
        ("point in time long span", "POST", f"/{today}/_search/point_in_time?keep_alive=2d", None),
        ("unknown point in time", "POST", "/_search", {"pit": {"id": "abc", "keep_alive": "1m"}}),
        ("point in time without id", "POST", "/_search", {"pit": {"keep_alive": "1m"}}),
        ("closing nothing", "DELETE", "/_search/point_in_time", {}),
        ("wrong method", "DELETE", f"/{today}/_search", None),
        ("no such endpoint", "GET", f"/{today}/_foo", None),
    ]
    for title, method, target, body in rows:
        yield title, {"method": method, "target": target, "body": body}
    yield "wrong content type", {
        "method": "POST", "target": f"/{today}/_search", "body": "{}", "content_type": "text/plain"}
    for user in USERS:
        for title, method, target, body in [
            ("alerts", "POST", "/wazuh-alerts-*/_search", {"size": 0}),
            ("one day", "GET", f"/{today}/_count", None),
            ("states", "POST", "/wazuh-states-vulnerabilities-*/_search", {"size": 0}),
            ("both", "POST", f"/{today},wazuh-states-vulnerabilities-acme/_search", {"size": 0}),
            ("everything of Wazuh", "POST", "/wazuh-*/_search", {"size": 0}),
            ("nothing", "POST", "/nope-*/_search", {"size": 0}),
            ("missing", "POST", "/wazuh-alerts-nope/_search", {"size": 0}),
            ("foreign", "POST", "/nope/_search", {"size": 0}),
            ("point in time", "POST", "/wazuh-states-*/_search/point_in_time?keep_alive=1m&filter_path=_shards.failed", None),
            ("health status", "GET", "/_cluster/health?filter_path=status,timed_out", None),
            ("name and version", "GET", "/?filter_path=cluster_name,version.number,tagline", None),
        ]:
            yield f"{user} asks for {title}", {"method": method, "target": target, "body": body, "user": user}
