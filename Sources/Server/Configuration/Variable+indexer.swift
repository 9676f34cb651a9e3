extension Variable {
    static let indexerHost = Variable(
        "WAZUH_INDEXER_HOST",
        "Host name or address of the Wazuh indexer; without it alerts and vulnerabilities are unavailable.",
        allowed: "a host name or an address")
    static let indexerPort = Variable(
        "WAZUH_INDEXER_PORT", default: "9200", "Port of the indexer.", allowed: "1 to 65535")
    static let indexerUser = Variable(
        "WAZUH_INDEXER_USER", "User of the indexer; not needed with a client certificate.", allowed: "a user name")
    static let indexerPass = Variable(
        "WAZUH_INDEXER_PASS", "Password of that user.", allowed: "a password", isSecret: true)
    static let indexerVerify = Variable(
        "WAZUH_INDEXER_VERIFY_SSL", default: "true", "Verify the indexer's certificate.", allowed: "true or false")
    static let indexerCertificate = Variable(
        "WAZUH_INDEXER_CERT_FILE", "Our own certificate, where the indexer asks for one (mTLS).",
        allowed: "the path of a PEM file")
    static let indexerKey = Variable(
        "WAZUH_INDEXER_KEY_FILE", "Its private key, without a passphrase.", allowed: "the path of a PEM file")
    static let alertsPattern = Variable(
        "WAZUH_INDEXER_ALERTS_PATTERN", default: "wazuh-alerts-*", "Indices of alerts.", allowed: indexPatterns)
    static let vulnerabilitiesPattern = Variable(
        "WAZUH_INDEXER_VULNERABILITIES_PATTERN", default: "wazuh-states-vulnerabilities-*",
        "Indices of vulnerabilities.", allowed: indexPatterns)
    static let clusterPrefix = Variable(
        "WAZUH_INDEXER_CLUSTER_PREFIX",
        "Remote cluster to search through the indexer (cross-cluster search); without it the indexer's own.",
        allowed: "the name of a remote cluster, * for any characters of it")

    private static let indexPatterns =
        "index names of a-z 0-9 . - _ separated by commas, * for any characters, without a leading - . _"

    static let ofIndexer = [
        indexerHost, indexerPort, indexerUser, indexerPass, indexerVerify, indexerCertificate, indexerKey,
        alertsPattern, vulnerabilitiesPattern, clusterPrefix,
    ]
}
