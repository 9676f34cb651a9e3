"""Questions that take several requests; each returns what both engines have to agree on."""

ALERTS = "wazuh-alerts-4.x-*"
NEWEST = [{"timestamp": {"order": "desc", "unmapped_type": "date"}}, {"id": {"order": "desc"}}]


def page(engine, body, target=f"/{ALERTS}/_search"):
    return engine.ask("POST", target, body)["hits"]["hits"]


def walking_past_the_window_with_search_after(engine):
    ids, after = [], None
    while True:
        body = {"size": 4_000, "sort": NEWEST, "_source": False}
        hits = page(engine, body | ({"search_after": after} if after else {}))
        if not hits:
            return [len(ids), ids[::97], ids[-1]]
        ids += [hit["_id"] for hit in hits]
        after = hits[-1]["sort"]


def walking_past_the_window_on_a_point_in_time(engine):
    point = engine.ask("POST", f"/{ALERTS}/_search/point_in_time?keep_alive=2m")["pit_id"]
    ids, after = [], None
    while True:
        body = {"size": 3_000, "sort": NEWEST, "_source": ["id"], "pit": {"id": point, "keep_alive": "2m"},
                "query": {"range": {"rule.level": {"gte": 5}}}}
        answer = engine.ask("POST", "/_search", body | ({"search_after": after} if after else {}))
        hits = answer["hits"]["hits"]
        if not hits:
            # A real engine has room for few; the simulation keeps none, and has no such endpoint.
            engine.send("DELETE", "/_search/point_in_time", {"pit_id": [answer["pit_id"]]})
            return [len(ids), ids[::53]]
        ids += [(hit["_id"], hit["_source"]["id"]) for hit in hits]
        point, after = answer["pit_id"], hits[-1]["sort"]


def a_point_in_time_beside_indices(engine):
    point = engine.ask("POST", f"/{ALERTS}/_search/point_in_time?keep_alive=2m")["pit_id"]
    status, _, answer = engine.send("POST", f"/{ALERTS}/_search", {"pit": {"id": point}})
    return [status, answer["error"]["type"]]


def the_health_of_the_cluster(engine):
    answers = {}
    for user in ["reader", "alerts", "outsider", "nobody"]:
        status, _, answer = engine.send("GET", "/_cluster/health", user=user)
        answers[user] = [status, answer["timed_out"]] if status == 200 else status
    return answers


def words_of_log_lines(engine):
    """How often each piece of some lines of every rule is found: whether lines are cut into words alike."""
    hits = {"top_hits": {"size": 2, "sort": NEWEST, "_source": ["full_log"]}}
    answer = engine.ask("POST", f"/{ALERTS}/_search", {
        "size": 0, "query": {"exists": {"field": "full_log"}},
        "aggs": {"rules": {"terms": {"field": "rule.id", "size": 200}, "aggs": {"lines": hits}},
                 "odd": {"filter": {"term": {"rule.id": "1002"}}, "aggs": {"lines": {"top_hits": {**hits["top_hits"], "size": 20}}}}}})
    buckets = [*answer["aggregations"]["rules"]["buckets"], answer["aggregations"]["odd"]]
    lines = [hit["_source"]["full_log"] for bucket in buckets for hit in bucket["lines"]["hits"]["hits"]]
    pieces = sorted({piece for line in lines for piece in line.split()})
    counts = {}
    for piece in pieces:
        body = {"size": 0, "track_total_hits": True, "query": {"match_phrase": {"full_log": piece}}}
        counts[piece] = engine.ask("POST", f"/{ALERTS}/_search", body)["hits"]["total"]["value"]
    return counts


ALL = [
    words_of_log_lines,
    walking_past_the_window_with_search_after,
    walking_past_the_window_on_a_point_in_time,
    a_point_in_time_beside_indices,
    the_health_of_the_cluster,
]
