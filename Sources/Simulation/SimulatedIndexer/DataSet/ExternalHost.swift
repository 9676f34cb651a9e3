internal import JSON

/// An address in the internet, from the ranges kept for documentation (RFC 5737), with where it pretends to be.
struct ExternalHost: Sendable, Hashable {
    let ip: String
    let country: String
    let city: String
    let latitude: Double
    let longitude: Double

    /// The one behind the intrusion.
    static let intruder = ExternalHost(
        ip: "203.0.113.66", country: "Netherlands", city: "Amsterdam", latitude: 52.3759, longitude: 4.8975)

    /// Those that knock at every door, day and night.
    static let scanners: [ExternalHost] = (1...180).map { number in
        let (country, city, latitude, longitude) = places[number * 7 % places.count]
        let network = number % 2 == 0 ? "198.51.100" : "192.0.2"
        return ExternalHost(
            ip: "\(network).\(number)", country: country, city: city, latitude: latitude, longitude: longitude)
    }

    private static let places = [
        ("China", "Shanghai", 31.2222, 121.4581), ("United States", "Ashburn", 39.0469, -77.4903),
        ("Russia", "Moscow", 55.7527, 37.6172), ("Germany", "Frankfurt am Main", 50.1188, 8.6843),
        ("Brazil", "São Paulo", -23.5475, -46.6361), ("India", "Mumbai", 19.0748, 72.8856),
        ("Vietnam", "Hanoi", 21.0245, 105.8412), ("France", "Roubaix", 50.6974, 3.178),
        ("South Korea", "Seoul", 37.5658, 126.978),
    ]

    /// The member `GeoLocation` that the ingest pipeline adds.
    var geoLocation: JSON {
        [
            "country_name": .string(country), "city_name": .string(city),
            "location": ["lon": .number(longitude), "lat": .number(latitude)],
        ]
    }
}
