"""The table of requests that both engines have to answer alike."""
from indexer_contract import aggregation_cases, query_cases, service_cases

ALERTS = "/wazuh-alerts-4.x-*/_search"
STATES = "/wazuh-states-vulnerabilities-*/_search"


# Stands in targets for the index of the newest alerts.
TODAY = "TODAY"


def table():
    """Pairs of a title and the arguments of Engine.send."""
    for title, query in query_cases.QUERIES:
        target = STATES if title.startswith("states:") else ALERTS
        yield f"query {title}", search(target, {"size": 0, "track_total_hits": True, "query": query})
    for title, body in query_cases.BODIES:
        yield f"body {title}", search(ALERTS, body)
    for title, aggregation, *query in aggregation_cases.AGGREGATIONS:
        target = STATES if title.startswith("states:") else ALERTS
        body = {"size": 0, "aggs": aggregation} | ({"query": query[0]} if query else {})
        yield f"aggregation {title}", search(target, body)
    for title, request in service_cases.requests(TODAY):
        yield f"service {title}", request


def search(target, body):
    return {"method": "POST", "target": target, "body": body}
