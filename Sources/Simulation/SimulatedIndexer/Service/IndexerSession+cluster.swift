internal import HTTP
internal import JSON

extension IndexerSession {
    /// What `GET /` says: the version that Wazuh's configuration makes OpenSearch claim.
    func information(_ parameters: Parameters) throws(IndexerError) -> HTTPResponse {
        try parameters.allow([])
        guard user.readsCluster else { throw user.refusal(of: "cluster:monitor/main") }
        let answer: JSON = [
            "name": "node-1", "cluster_name": "wazuh-cluster",
            "cluster_uuid": .string(IndexIdentity.uuid(of: "cluster")),
            "version": [
                "number": "7.10.2", "build_type": "rpm", "build_hash": "e2e89961c9a327daf514a7ce1320a6189bfd08cd",
                "build_date": "2025-11-01T02:35:07.862712745Z", "build_snapshot": false, "lucene_version": "9.12.3",
                "minimum_wire_compatibility_version": "7.10.0", "minimum_index_compatibility_version": "7.0.0",
            ],
            "tagline": "The OpenSearch Project: https://opensearch.org/",
        ]
        return .json(200, answer.jsonBytes)
    }

    func health(_ expression: String, _ parameters: Parameters) throws(IndexerError) -> HTTPResponse {
        try parameters.allow([
            "wait_for_status", "timeout", "level", "local", "cluster_manager_timeout", "master_timeout",
        ])
        guard user.readsCluster else { throw user.refusal(of: "cluster:monitor/health") }
        let indices = try IndexSelection(parameters).indices(expression, in: indexer.store.indices)
        let shards = JSON.integer(Int64(indices.reduce(0) { $0 + $1.shards.count }))
        let answer: JSON = [
            "cluster_name": "wazuh-cluster", "status": "green", "timed_out": false, "number_of_nodes": 1,
            "number_of_data_nodes": 1, "discovered_master": true, "discovered_cluster_manager": true,
            "active_primary_shards": shards, "active_shards": shards, "relocating_shards": 0, "initializing_shards": 0,
            "unassigned_shards": 0, "delayed_unassigned_shards": 0, "number_of_pending_tasks": 0,
            "number_of_in_flight_fetch": 0, "task_max_waiting_in_queue_millis": 0,
            "active_shards_percent_as_number": 100.0,
        ]
        return .json(200, answer.jsonBytes)
    }

    /// The list of indices, as JSON only.
    func catalogue(_ expression: String, _ parameters: Parameters) throws(IndexerError) -> HTTPResponse {
        try parameters.allow(["h", "s", "bytes", "health", "expand_wildcards", "v"])
        guard parameters["format"] == "json" else {
            throw .unsupported("a list of indices in another format than json")
        }
        guard user.readsCluster else { throw user.refusal(of: "indices:monitor/settings/get") }
        let indices = try indices(expression, parameters, for: "indices:monitor/settings/get")
        let shown = parameters["h"]?.split(separator: ",").map(String.init)
        let rows = indices.map { index -> JSON in
            let row: [(String, JSON)] = [
                ("health", "green"), ("status", "open"), ("index", .string(index.name)),
                ("uuid", .string(IndexIdentity.uuid(of: index.name))), ("pri", .string(String(index.shards.count))),
                ("rep", "0"), ("docs.count", .string(String(index.documents.count))), ("docs.deleted", "0"),
                ("store.size", .string("\(index.documents.count + 1)kb")),
                ("pri.store.size", .string("\(index.documents.count + 1)kb")),
            ]
            return .object(JSONObject(row.filter { shown?.contains($0.0) != false }))
        }
        return .json(200, JSON.array(rows).jsonBytes)
    }

    /// The declared and the found fields of each index.
    func mapping(_ expression: String, _ parameters: Parameters) throws(IndexerError) -> HTTPResponse {
        try parameters.allow(["ignore_unavailable", "allow_no_indices", "expand_wildcards"])
        let indices = try indices(expression, parameters, for: "indices:admin/mappings/get")
        var answer = JSONObject()
        for index in indices {
            let tree = FieldTree(index, store: indexer.store)
            answer[index.name] = ["mappings": ["properties": tree.json]]
        }
        return .json(200, JSON.object(answer).jsonBytes)
    }
}
