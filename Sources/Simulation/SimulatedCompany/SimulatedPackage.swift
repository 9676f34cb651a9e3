/// A software package of an agent's inventory.
package struct SimulatedPackage: Sendable, Hashable {
    package let name: String
    package let version: String
    package let vendor: String
    package let architecture: String
    /// `deb`, `rpm`, `apk`, `win` or `pkg`.
    package let format: String
    package let section: String
    /// Bytes.
    package let size: Int
    package let description: String
}

/// Packages that exist, with a version some months old.
package enum PackageCatalogue {
    static let linux: [(name: String, version: String, section: String)] = [
        ("openssl", "3.0.2-0ubuntu1.15", "utils"), ("libssl3", "3.0.2-0ubuntu1.15", "libs"),
        ("openssh-server", "1:8.9p1-3ubuntu0.6", "net"), ("bash", "5.1-6ubuntu1.1", "shells"),
        ("curl", "7.81.0-1ubuntu1.15", "web"), ("libcurl4", "7.81.0-1ubuntu1.15", "libs"),
        ("sudo", "1.9.9-1ubuntu2.4", "admin"),
        ("systemd", "249.11-0ubuntu3.12", "admin"), ("glibc", "2.35-0ubuntu3.6", "libs"),
        ("xz-utils", "5.2.5-2ubuntu1", "utils"),
        ("zlib1g", "1:1.2.11.dfsg-2ubuntu9.2", "libs"), ("python3", "3.10.6-1~22.04", "python"),
        ("perl", "5.34.0-3ubuntu1.3", "perl"), ("vim", "2:8.2.3995-1ubuntu2.15", "editors"),
        ("git", "1:2.34.1-1ubuntu1.10", "vcs"),
        ("linux-image", "5.15.0-105.115", "kernel"), ("rsync", "3.2.7-0ubuntu0.22.04.2", "net"),
        ("libxml2", "2.9.13+dfsg-1ubuntu0.4", "libs"), ("tar", "1.34+dfsg-1ubuntu0.1.22.04.2", "utils"),
        ("expat", "2.4.7-1ubuntu0.3", "text"), ("gnutls", "3.7.3-4ubuntu1.4", "libs"),
        ("wazuh-agent", "4.14.7-1", "admin"),
        ("auditd", "1:3.0.7-1build1", "admin"), ("cron", "3.0pl1-137ubuntu3", "admin"),
        ("rsyslog", "8.2112.0-2ubuntu2.2", "admin"),
    ]
    static let byPurpose: [String: [(name: String, version: String, section: String)]] = [
        "web": [
            ("nginx", "1.18.0-6ubuntu14.4", "httpd"), ("apache2", "2.4.52-1ubuntu4.9", "httpd"),
            ("php8.1", "8.1.2-1ubuntu2.15", "php"),
        ],
        "database": [
            ("postgresql-14", "14.11-0ubuntu0.22.04.1", "database"),
            ("mysql-server", "8.0.36-0ubuntu0.22.04.1", "database"),
        ],
        "containers": [
            ("containerd", "1.7.2-0ubuntu1", "admin"), ("runc", "1.1.7-0ubuntu1", "admin"),
            ("docker.io", "24.0.5-0ubuntu1", "admin"),
        ],
        "dmz": [("postfix", "3.6.4-1ubuntu1.3", "mail"), ("openvpn", "2.5.9-0ubuntu0.22.04.2", "net")],
    ]
    static let windows: [(name: String, version: String, section: String)] = [
        ("Microsoft Edge", "124.0.2478.80", "Microsoft Corporation"), ("Google Chrome", "124.0.6367.119", "Google LLC"),
        ("7-Zip 23.01 (x64)", "23.01", "Igor Pavlov"),
        ("Microsoft Office Professional Plus 2021", "16.0.14332.20685", "Microsoft Corporation"),
        ("Notepad++ (64-bit x64)", "8.6.5", "Notepad++ Team"),
        ("PuTTY release 0.80 (64-bit)", "0.80.0.0", "Simon Tatham"),
        ("Wazuh Agent", "4.14.7", "Wazuh, Inc."), ("Mozilla Firefox (x64 en-US)", "125.0.3", "Mozilla"),
        ("Adobe Acrobat (64-bit)", "24.002.20736", "Adobe"), ("VLC media player", "3.0.20", "VideoLAN"),
        ("Microsoft Visual C++ 2022 X64 Runtime", "14.38.33135", "Microsoft Corporation"),
        ("WinSCP 6.3.2", "6.3.2", "Martin Prikryl"),
        ("Java 8 Update 401 (64-bit)", "8.0.4010.10", "Oracle Corporation"),
        ("Zoom Workplace", "6.0.2", "Zoom Video Communications, Inc."),
        ("TeamViewer", "15.52.4", "TeamViewer"),
        ("Microsoft SQL Server 2019 (64-bit)", "15.0.2000.5", "Microsoft Corporation"),
    ]
    static let macOS: [(name: String, version: String, section: String)] = [
        ("Safari", "17.6", "com.apple.Safari"), ("Google Chrome", "124.0.6367.119", "com.google.Chrome"),
        ("Xcode", "15.4", "com.apple.dt.Xcode"),
        ("Slack", "4.38.115", "com.tinyspeck.slackmacgap"), ("Visual Studio Code", "1.89.0", "com.microsoft.VSCode"),
        ("Docker", "4.29.0", "com.docker.docker"), ("zoom.us", "6.0.2", "us.zoom.xos"),
        ("Wazuh agent", "4.14.7", "com.wazuh.agent"),
        ("Figma", "124.1.9", "com.figma.Desktop"), ("openssl@3", "3.3.0", "homebrew"), ("curl", "8.7.1", "homebrew"),
        ("git", "2.44.0", "homebrew"),
    ]
    package static let words = [
        "core", "utils", "common", "data", "tools", "client", "runtime", "plugin", "headers", "locale", "auth",
        "crypto", "network", "graph",
        "media", "config", "compat", "driver", "engine", "parser",
    ]
}
