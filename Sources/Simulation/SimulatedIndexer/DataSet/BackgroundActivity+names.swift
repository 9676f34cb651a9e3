extension BackgroundActivity {
    static let users = [
        "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "deploy",
        "backup",
        "svc-monitor", "root",
    ]
    static let guessedUsers = [
        "root", "admin", "test", "oracle", "ubuntu", "git", "postgres", "user", "ftp", "minecraft",
    ]
    static let commands = [
        "/usr/bin/apt-get update", "/usr/bin/systemctl restart nginx", "/usr/bin/journalctl -u postgresql",
        "/usr/bin/tail -f /var/log/syslog", "/usr/sbin/ss -tlnp", "/bin/bash",
    ]
    static let linuxFiles = [
        "/etc/hosts", "/etc/nginx/nginx.conf", "/etc/resolv.conf", "/etc/crontab", "/etc/ssh/sshd_config",
        "/usr/bin/curl", "/usr/sbin/cron", "/etc/systemd/system/app.service", "/etc/group", "/boot/grub/grub.cfg",
    ]
    static let windowsFiles = [
        "c:\\windows\\system32\\drivers\\etc\\hosts", "c:\\programdata\\acme\\agent.ini",
        "c:\\users\\public\\documents\\report.xlsm", "c:\\windows\\win.ini", "c:\\inetpub\\wwwroot\\web.config",
    ]
    static let probedPaths = [
        "/wp-login.php", "/.env", "/admin/", "/phpmyadmin/index.php", "/.git/config", "/actuator/health",
        "/api/v1/users",
        "/robots.txt.bak", "/backup.zip", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php",
    ]
}
