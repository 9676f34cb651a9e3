import Encodings
import JSON

/// Answers a search over some indices.
struct SearchExecution: Sendable {
    let request: SearchRequest
    let indices: [StoredIndex]
    let evaluator: QueryEvaluator
    /// The point in time id to hand back; nil when none was asked for.
    let pointInTime: String?

    private static let mostCounted = 10_000

    /// The body of the answer.
    func answer() throws(IndexerError) -> [UInt8] {
        if !indices.isEmpty { try request.check() }
        let (searched, failure) = try sortable()
        // Even without indices every part of the request is read, so that mistakes show.
        var matching = try evaluator.documents(matching: request.query)
        var scope = evaluator.empty
        for index in searched { scope.insert(index.documents) }
        matching.formIntersection(scope)
        let documents = matching.documents
        let context = AggregationContext(
            evaluator: evaluator, shards: searched.flatMap(\.shards), budget: BucketBudget())
        let aggregations = try request.aggregations.map { json throws(IndexerError) in
            try AggregationReader(context: context).read(json)
        }
        let results = try aggregations?.results(of: documents)
        let (hits, page) = try hits(of: documents)

        var writer = JSONWriter(reservingCapacity: 4_096)
        writer.object { writer in
            if let pointInTime { writer.member("pit_id", pointInTime) }
            writer.member("took", 1)
            writer.member("timed_out", false)
            writer.member("_shards", shards(failure))
            writer.member(
                "hits",
                object: { writer in
                    writer.member("total", total(documents.count))
                    writer.member("max_score", maximumScore(hits, page))
                    writer.member(
                        "hits",
                        array: { writer in
                            for document in page { hits.write(Int(document), to: &writer) }
                        })
                })
            if let results, !indices.isEmpty { writer.member("aggregations", results) }
        }
        return writer.bytes
    }

    private func hits(of documents: [Int32]) throws(IndexerError) -> (HitList, [Int32]) {
        var keys: [SortKey] = []
        for clause in request.sort { keys.append(try SortKey(clause, store: evaluator.store)) }
        let order = DocumentOrder(keys: keys)
        let hits = HitList(
            store: evaluator.store, order: order, source: request.source, score: request.query.isOnlyFilter ? 0 : 1)
        var candidates = documents
        if let values = request.searchAfter {
            guard !keys.isEmpty else {
                throw .shards("illegal_argument_exception", "Sort must contain at least one field.")
            }
            candidates = try order.documents(documents, after: values)
        }
        return (hits, order.first(request.size, of: candidates))
    }

    /// The indices whose shards can be sorted as asked, and the failure of the others.
    private func sortable() throws(IndexerError) -> (indices: [StoredIndex], failure: (IndexerError, [StoredIndex])?) {
        for clause in request.sort where ExactText(clause.field) != "_id" && clause.unmappedType == nil {
            let unmapped = indices.filter { !evaluator.store.isMapped(clause.field, in: $0) }
            guard !unmapped.isEmpty else { continue }
            let error = IndexerError.query(
                "No mapping found for [\(clause.field)] in order to sort on", phase: "can_match")
            guard unmapped.count < indices.count else { throw error }
            let names = Set(unmapped.map(\.name))
            return (indices.filter { !names.contains($0.name) }, (error, unmapped))
        }
        return (indices, nil)
    }

    private func shards(_ failure: (error: IndexerError, indices: [StoredIndex])?) -> JSON {
        let total = indices.reduce(0) { $0 + $1.shards.count }
        let failed = failure?.indices.reduce(0) { $0 + $1.shards.count } ?? 0
        var shards: JSONObject = [
            "total": .integer(Int64(total)), "successful": .integer(Int64(total - failed)), "skipped": 0,
            "failed": .integer(Int64(failed)),
        ]
        if let failure {
            shards["failures"] = .array(
                failure.indices.map { index in
                    ["shard": 0, "index": .string(index.name), "node": "node-1", "reason": failure.error.summary]
                })
        }
        return .object(shards)
    }

    private func total(_ count: Int) -> JSON {
        let isExact = request.countsAll || count <= Self.mostCounted
        return [
            "value": .integer(Int64(isExact ? count : Self.mostCounted)), "relation": isExact ? "eq" : "gte",
        ]
    }

    private func maximumScore(_ hits: HitList, _ page: [Int32]) -> Double? {
        if indices.isEmpty { return 0 }
        return hits.order.keys.isEmpty && !page.isEmpty ? hits.score : nil
    }
}
