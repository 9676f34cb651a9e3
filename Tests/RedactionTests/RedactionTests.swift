import Glibc
import Redaction
import Testing

struct RedactionTests {
    /// Each row is a text with `§` around what must not leave the server.
    @Test(
        "secrets in running text are masked, and nothing beside them",
        arguments: [
            // Assignments.
            "password=§hunter2§", "DB_PASSWORD=§a.b/c§ next", "x-api-key: §4f1c§", "pwd=§geheim7§ user=x",
            "Pass: §pw1§",
            "password = §s3cret§", "password => '§s3cret§'", "password := §s3cret§",
            "passwort: §Zimt§, kennwort=§Stern§",
            "clientSecret=§abc1§&x=1", "dbPass=§abc1§", "secretAccessKey: §wJalrXUtnFEMI§",
            "AccountKey=§Zm9v==§;Endpoint=x",
            "https://host/login?user=a&password=§b%20c§&next=%2Fhome", "GET /?access_token=§abc§ HTTP/1.1",
            "q=password%3D§hunter2§%26user%3Dx", "user='x' password='§y z§'", "Server=db;Password=§p1§;Database=x",
            "agent '007' has key password=§Zimtstern22§ in its request", "PGPASSWORD=§x1y2§ psql -h db",
            "export MYSQL_PWD=§x1y2§", "token: §abc.def§)", "password: §yesterday§", "\tpassword:\t§x1§\n",
            // JSON, also as text in JSON.
            #"{"password":"§hunter2§","user":"x"}"#, #"{"password" : "§a\"b§", "user":"x"}"#,
            #"{\"password\":\"§hunter2§\",\"user\":\"x\"}"#, #"{\"password\":\"§a\\\"b§\",\"user\":\"x\"}"#,
            #"{\\\"token\\\": \\\"§abc§\\\"}"#, #"{"api_key":"§4f1c2b7a90d3e8§"}"#, #"{"secret":§12345§}"#,
            "password: \"§never closed§\nnext line", "<password>§hunter2§</password>",
            #"<user name="x" password="§hunter2§"/>"#,
            // HTTP.
            #"curl -H "Authorization: Bearer §abcdef123456§" https://host:8080/x"#, "Authorization: §abc123§",
            "authorization: Basic §dXNlcjpwYXNz§", "Proxy-Authorization: Token §abc§",
            #"Authorization: Digest §username=x, response=6629fae4§"#,
            "Authorization: AWS4-HMAC-SHA256 §Credential=AKID/2026, Signature=fe5f§", "bearer §abcdef123456§ sent",
            "Cookie: §session=abc; other=x§\nHost: h", "tried Basic §dXNlcjpwYXNz§ twice",
            // Command lines.
            "--password §x1§ --user y", "--password=§x1§", "-Password §x1§", "tool --api-key '§a b§'", "--token §x1§",
            #"["--password","§x1§","--user"]"#, #"a0="tool" a1="--password" a2="§x1§""#,
            "openssl rsa -passin pass:§x1§",
            "sshpass -p §x1§ ssh host", "sshpass -p'§x 1§' ssh host", "SSHPASS=§x1§ sshpass -e",
            "mysql -u root -p§x1y2§ db",
            "mysqldump --single-transaction -p§x1y2§", "curl -u admin:§x1§ https://host",
            "curl -s --user 'a:§x 1§' url",
            "redis-cli -h r -a §x1§ ping", "net user bob §P@ss1§ /add", "NET USER bob §P@ss1§",
            "create user x identified by '§y z§'", "IDENTIFIED BY PASSWORD '§*6C8989§'",
            #"ConvertTo-SecureString "§P@ss1§" -AsPlainText"#, "smbclient -U dom/user%§x1§ //host/share",
            // URLs.
            "amqp://user:§p@ss§@host:5672/v", "https://x-access-token:§abc§@github.com/o/r", "redis://:§x1§@cache:6379",
            "POST https://hooks.slack.com/services/§T00/B00/XXXX§ 200",
            // Known tokens and keys.
            "id §AKIASIMULATED0000042§ used", "§ghp_0123456789abcdefghijABCDEFGHIJ012345§",
            "t=§eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl§ x", "§xoxb-123456789012-abcdefghijkl§",
            "§glpat-abcdefghij0123456789§", "key §wazuh_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG§ end",
            "-----BEGIN RSA PRIVATE KEY-----§\nMIIE\nabc\n§-----END RSA PRIVATE KEY----- tail",
            "-----BEGIN PRIVATE KEY-----§\\nMIIE cut off§", "-----BEGIN PGP PRIVATE KEY BLOCK-----§\nlQ§-----END PGP",
            "private_key: -----BEGIN EC PRIVATE KEY-----§\nMHc\n§-----END EC PRIVATE KEY-----",
            "\"private_key\": \"-----BEGIN EC PRIVATE KEY-----§\nMHc\n§-----END EC PRIVATE KEY-----\"",
        ])
    func masks(_ row: String) {
        let parts = row.split(separator: "§", omittingEmptySubsequences: false).map(String.init)
        let text = parts.joined()
        let expected = parts.enumerated().map { $0 % 2 == 0 ? $1 : Redaction.mask }.joined()
        let redacted = Redaction.redact(text)
        #expect(redacted == expected)
        #expect(Redaction.redact(text, of: "full_log") == redacted)
        #expect(Redaction.redact(redacted) == redacted, "masking twice changes nothing")
    }

    @Test(
        "what only looks like a secret stays",
        arguments: [
            "", "x", "key=pci_dss", "password changed for user bob",
            "Failed password for root from 1.2.3.4 port 22 ssh2",
            "tokenizer: standard", #"C:\Windows\System32\config\SAM"#, #"C:\Users\bob\passwords.txt"#,
            "CVE-2024-3094 in xz-utils 5.6.1", "https://host:8443/path?x=1", "https://host:8080?email=a@b.example",
            "http://[::1]:9200/", "Authorization:", "Authorization: ", "Authorization header missing",
            "12:34:56", "2026-11-21T12:34:56Z", "sshd: Attempt to login using a non-existent user",
            "passwd[4711]: pam_unix(passwd:chauthtok): password changed for root",
            "Nov 21 12:34:56 host passwd: pam_unix(passwd:chauthtok): authentication failure",
            "/etc/passwd:root:x:0:0:root:/root:/bin/bash", "File '/etc/passwd' modified",
            "sudo: alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/ls",
            "Basic authentication failed for bob", "bearer authentication required", "Bearer of news: none",
            "use_password: yes", "use_password=no", "token: expired", "Invalid token: invalid", "password: ********",
            "PublicKeyToken=b77a5c561934e089", "next_page_token: abc", "\"elevatedToken\":\"%%1843\"",
            "Elevated Token:\t\tNo", "authorization_pass_path: etc/authd.pass", "bypass: done", "compass=north",
            "--password-stdin", "--token-file /run/x", "--password --user bob", "mysql --port 3306 -P3306 -p db",
            "PASS_MAX_DAYS 365", "Minimum password age (days): 1", "signature: ET MALWARE Beacon",
            "password: [redacted]", "token: {", "password: <unset>", "secret: (empty)", "net user bob /delete",
            "curl -X POST https://host", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "wazuh_manager_version", "eyJ short",
            "labels: environment, production", "description: Wazuh agent started", "1002: Unknown problem somewhere",
            "identified by the scanner", "AKIA is a prefix", "op=PAM:setcred acct=\"root\" res=success",
        ])
    func leaves(_ text: String) {
        #expect(Redaction.redact(text) == text)
    }

    @Test(
        "members are masked by their names",
        arguments: [
            ("password", "x", true), ("Password", "x", true), ("api_key", "x", true), ("apiKey", "x", true),
            ("x-api-key", "x", true), ("pass", "simulated-enrolment-password", true), ("secret_key", "a/b", true),
            ("aws_secret_access_key", "a/b", true), ("hook_url", "https://h/x", true), ("cluster_key", "0a1b", true),
            ("authorization", "Bearer x", true), ("token", "x", true), ("client.secret", "x", true),
            ("password", "", false), ("use_password", "yes", false), ("pwd", "/home/alice", false), ("pwd", "x", true),
            ("elevatedToken", "%%1842", false), ("key", "pci_dss", false), ("keys", "x", false),
            ("tokens_per_minute", "5", false), ("name", "token", false), ("", "x", false), ("bypass", "x", false),
            ("authorization_pass_path", "etc/authd.pass", false), ("passwordLastSet", "%%1794", false),
        ])
    func members(name: String, value: String, isMasked: Bool) {
        #expect(Redaction.redact(value, of: name) == (isMasked ? Redaction.mask : value))
    }

    @Test(
        "hostile texts cost time proportional to their length", .serialized,
        arguments: [
            "-", "=", ":", "\"", "\\", "password=", "password='", "password=\"", "password=\\\"", "--password ",
            "-----begin private key", "-----BEGIN PRIVATE KEY-----", "a", "b", "eyJ-", "AKIA.", "basic ", "Bearer x",
            "://a:", "x:y@", "sshpass ", "sshpass -p", "mysql ", "identified by ", "<token>", "%3d", "password%3d",
            "authorization: ", "cookie=", "net user ", "hooks.slack.com/services/", "wazuh_", "a_-", " =", "\u{e9}",
        ])
    func hostile(_ unit: String) {
        func time(_ size: Int) -> Int {
            let text = String(repeating: unit, count: size / unit.utf8.count)
            let start = processorTime()
            _ = Redaction.redact(text)
            return processorTime() - start
        }
        _ = time(1_000)
        // Sixteen times the text may take 16 times as long, not 256 times; noise gets the rest.
        #expect(time(256_000) < max(time(16_000), 1_000) * 64)
    }

    @Test("a megabyte of log lines is scanned in one go")
    func megabyte() {
        let line = "Nov 21 12:34:56 host sshd[1]: Failed password for root from 1.2.3.4 port 22 password=x1\n"
        let text = String(repeating: line, count: 1_000_000 / line.utf8.count)
        let redacted = Redaction.redact(text)
        #expect(!redacted.contains("x1") && redacted.hasSuffix("password=[redacted]\n"))
    }

    /// What this thread has used, in microseconds: other tests run at the same time.
    private func processorTime() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
    }
}
