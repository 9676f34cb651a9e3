import JSON

/// An address in the internet, from the ranges kept for documentation (RFC 5737), with where it pretends to be.
struct ExternalHost: Sendable {
    struct Place: Sendable {
        let country: String
        let city: String
        let latitude: Double
        let longitude: Double

        static let file = DataFile("places.tsv", PackageResources.places_tsv) { row throws(DataError) in
            Place(
                country: try row.text("country"), city: try row.text("city"),
                latitude: try row.convert("latitude") { Double($0) },
                longitude: try row.convert("longitude") { Double($0) })
        }
        static let all = file.values
    }

    let ip: String
    let place: Place

    /// The one behind the intrusion.
    static let intruder = ExternalHost(
        ip: "203.0.113.66",
        place: Place(country: "Netherlands", city: "Amsterdam", latitude: 52.3759, longitude: 4.8975))

    /// Those that knock at every door, day and night.
    static let scanners: [ExternalHost] = (1...180).map { number in
        ExternalHost(
            ip: "\(number % 2 == 0 ? "198.51.100" : "192.0.2").\(number)",
            place: Place.all[number * 7 % Place.all.count])
    }

    /// What an alert about it says: the address, and what the ingest pipeline adds as `GeoLocation`.
    var values: AlertValues {
        [
            "ip": .string(ip),
            "geo": [
                "country_name": .string(place.country), "city_name": .string(place.city),
                "location": ["lon": .number(place.longitude), "lat": .number(place.latitude)],
            ],
        ]
    }
}
