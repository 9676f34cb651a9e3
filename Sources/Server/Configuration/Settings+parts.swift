/// Variables that no worker needs, but nginx/render, the scripts and the containers.
extension VariableReader {
    mutating func nginxSizes() {
        section("How large nginx may grow")
        let readers: Set<Variable.Reader> = [.nginx, .compose]
        let count = 1...9_999_999
        read("NGINX_PROCESSES", .countOrAuto, default: "auto", "Number of nginx's worker processes.", by: readers)
        read(
            "NGINX_CONNECTIONS", .integer(in: count), default: 16_384,
            "Simultaneous connections of each of them, streams included.", by: readers)
        read(
            "NGINX_CONNECTIONS_PER_ADDRESS", .integer(in: count), default: 4_096,
            "Simultaneous connections of one address; to be raised behind a proxy.", by: readers)
        read(
            "NGINX_STREAM_MEMORY", .size, default: "256M", "Memory for events that wait for their streams.", by: readers
        )
    }

    mutating func scripts() {
        section("For scripts/run")
        read(
            "WAZUH_MCP_BINARIES", .folder, "Folder with wazuh-mcp and wazuh-sim to use instead of building them.",
            example: "/usr/local/bin", by: [.scripts])
        read(
            "SIMULATOR_OPTIONS", .text("options of wazuh-sim, blanks between them"), "Options of the simulated Wazuh.",
            example: "--agents 100", by: [.scripts])
        read(
            "SIM_MANAGER_PORT", .port, default: 55_000,
            "Port of the simulated manager; the next free one from there on.",
            by: [.nginx, .scripts])
        read(
            "SIM_INDEXER_PORT", .port, default: 9_200,
            "Port of the simulated indexer; the next free one from there on.",
            by: [.nginx, .scripts])
    }

    /// - Returns: where nginx takes events for its streams.
    mutating func betweenParts() -> String? {
        section("Set by scripts/run and the containers", isForOperators: false)
        let publisher = read(
            "MCP_PUBLISHER", .publisher,
            "Where nginx takes events for its streams; by default publish.sock in the state folder.", by: [.worker])
        read(
            "NGINX_WORKERS", .endpoint, "Where workers listen; a name is looked up again every 2 s.", by: [.nginx])
        read("NGINX_PUBLISHER", .endpoint, "Where nginx listens for events of workers.", by: [.nginx])
        read(
            "NGINX_SIMULATOR", .endpoint, "Where the simulated Wazuh listens; without it there is none.", by: [.nginx])
        read("NGINX_PLAIN_ADDRESS", .ownAddress, default: "127.0.0.1", "Address of plain HTTP.", by: [.nginx])
        read("NGINX_USER", .unixUser, "User of nginx's worker processes, when started as root.", by: [.nginx])
        read(
            "NGINX_ACCESS_LOG", .absolutePath,
            "Where requests are logged; by default log/access.log in the state folder.",
            by: [.nginx])
        read(
            "NGINX_MODULES", .absolutePath, default: "/usr/lib/nginx/modules", "Folder of nginx's modules.",
            by: [.nginx])
        read("SIM_NAME", .host, "Name of the simulated Wazuh in its certificate.", by: [.nginx])
        read("SIM_ADDRESS", .ownAddress, default: "127.0.0.1", "Address of the simulated Wazuh.", by: [.nginx])
        read("SIM_CERT_FILE", .file, "Its certificate; by default that of HTTPS.", by: [.nginx])
        read("SIM_KEY_FILE", .file, "The private key of that.", by: [.nginx])
        return publisher
    }
}
