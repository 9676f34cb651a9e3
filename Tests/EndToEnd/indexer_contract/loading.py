"""Copies the simulation's documents into the real engine, under Wazuh's own index templates."""
import json
import pathlib

CHUNK_BYTES = 4_000_000
PAGE = 5_000


def documents(simulation, pattern):
    """Every document of the indices, page by page on a point in time: tuples (index, id, source)."""
    point = simulation.ask("POST", f"/{pattern}/_search/point_in_time?keep_alive=5m")["pit_id"]
    after = None
    while True:
        body = {"size": PAGE, "pit": {"id": point, "keep_alive": "5m"}, "sort": [{"_id": "asc"}]}
        if after:
            body["search_after"] = after
        answer = simulation.ask("POST", "/_search", body)
        hits = answer["hits"]["hits"]
        if not hits:
            return
        for hit in hits:
            yield hit["_index"], hit["_id"], hit["_source"]
        point, after = answer["pit_id"], hits[-1]["sort"]


def install_templates(real, folder):
    """The template of the alerts is a legacy one, which Filebeat calls wazuh."""
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        body = json.loads(file.read_text())
        legacy = "order" in body
        name = "wazuh" if file.stem == "wazuh-alerts" else file.stem
        real.ask("PUT", f"/{'_template' if legacy else '_index_template'}/{name}", body)


def load(real, simulation, pattern):
    """Copies the documents of the indices; returns how many they were."""
    count, lines, size = 0, [], 0

    def flush():
        answer = real.ask("POST", "/_bulk", "".join(lines), content_type="application/x-ndjson")
        if answer["errors"]:
            failed = [item["index"] for item in answer["items"] if item["index"]["status"] >= 300]
            raise RuntimeError(f"_bulk refused {len(failed)} documents, the first: {json.dumps(failed[0])[:600]}")
        lines.clear()

    for index, name, source in documents(simulation, pattern):
        lines.append(f'{{"index":{{"_index":"{index}","_id":"{name}"}}}}\n{json.dumps(source)}\n')
        size += len(lines[-1])
        count += 1
        if size > CHUNK_BYTES:
            flush()
            size = 0
    if lines:
        flush()
    real.ask("POST", "/wazuh-*/_refresh")
    return count
