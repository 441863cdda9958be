namespace HsTrainerAgent.Checks.Api;

/// <summary>What can break between this host and the application.</summary>
internal static class ConnectionKinds
{
    public static readonly FindingKind Name = new("api.name", Severity.Error,
        "The application's name cannot be resolved",
        "getent ahosts {host}",
        "Step 3, main application URL",
        """
        The host in application.url has no address as this host sees it, or its name servers do not answer. The trainer cannot reach the application either.
        The command shows what the host's resolver says. Look at the spelling in application.url, at /etc/resolv.conf and at /etc/hosts.
        """);

    public static readonly FindingKind Connect = new("api.connect", Severity.Error,
        "No connection to the application, or it breaks before an answer",
        "curl -sv -o /dev/null --connect-timeout 5 {url}",
        "Step 3, main application URL",
        """
        The name resolves, but none of its addresses takes a connection at the port, or the connection is closed before an answer comes. "Refused" means that nothing
        listens there: the application or its load balancer is down, or the port is wrong. "No answer" usually is a firewall on the way. A connection that is
        reset after it stood usually is a load balancer with no application host behind it.
        """);

    public static readonly FindingKind Timeout = new("api.timeout", Severity.Error,
        "The application does not answer in time",
        "curl -sv -o /dev/null --max-time 30 {url}",
        "Step 3, main application URL",
        """
        The connection stands, but the TLS handshake, the answer or its end does not come within the limit (eight seconds in all). The application
        may be overloaded or just starting, or a device on the way drops what it does not like. The report's facts show how long each phase took.
        """);

    public static readonly FindingKind Redirect = new("api.redirect", Severity.Error,
        "The application's URL redirects elsewhere",
        "curl -s -o /dev/null -w '%{http_code} %{redirect_url}\\n' {url}",
        "Step 3, main application URL",
        """
        The answer is a redirect, which is never followed, because the token must not be sent to where a redirect points. From http to https: write the https URL in
        application.url, so that the trainer is started with it. To a login page: the token did not count, or the load balancer demands a session of
        its own before it lets the API through.
        """);

    public static readonly FindingKind NotTheApi = new("api.not-the-api", Severity.Error,
        "What answers is not the application's API",
        "curl -si --max-time 10 {url}",
        "Step 3, main application URL",
        """
        Something answers at application.url, but not as the API does: 404 or another refusal of the request, or a page instead of JSON, or JSON without a version. Usually the
        URL leads to another service, a path is missing or one too many, or a proxy or a load balancer shows a page of its own. Of a probePath that does not end
        in "/version" only JSON is demanded.
        """);

    public static readonly FindingKind ServerError = new("api.server-error", Severity.Error,
        "The application fails",
        "curl -si --max-time 10 {url}",
        "Step 3, main application URL",
        """
        The application or its load balancer answers with an error of its own (HTTP 5xx) or says that it is asked too often (429). The settings of this host are
        not the cause. 502, 503 and 504 come from a load balancer that has no healthy application host; see the application's own logs.
        """);

    public static readonly FindingKind Token = new("api.token", Severity.Error,
        "The application does not accept the token",
        "# In the application open Users, the trainer's user: check the API Access permission, copy the Authentication Token, and put it into application.token or its tokenFile",
        "Step 3, access token; TRAINER_USER and TOKEN_REVALIDATION_EXEMPTED_USERS",
        """
        HTTP 401 or 403. The token is wrong or was replaced, its user is gone or lacks the API Access permission, or the token was revoked.
        If it worked for some hours and then stopped: with TOKEN_REVALIDATION_ENABLED=true the application lets tokens of externally authenticated users
        die, every 12 hours by default. The user must then be named in TOKEN_REVALIDATION_EXEMPTED_USERS, or be the local user of TRAINER_USER; both
        belong in the application's .env, never in the trainer's.
        """);

    public static readonly FindingKind TrainerOlder = new("api.trainer-older", Severity.Error,
        "The trainer is older than the application",
        "# Unpack the trainer bundle of version {version} below /opt/hs, and name it in trainers beside or instead of this one",
        "Installing the trainer, step 1",
        """
        A trainer may be newer than the application it connects to, which is how upgrades are done, but an older one is incompatible: its jobs fail or their
        models cannot be used. This finding never holds back an apply.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [Name, Connect, Timeout, Redirect, Token, ServerError, NotTheApi, TrainerOlder];
}
