using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Checks.Storage;

public sealed class StorageEnvironmentTests : IDisposable
{
    private const string Env = TrainerHost.Bundle + "/.env";

    private static readonly TlsSettings Tls = new() { Environment = [new("CA_FILE", "/certs/my ca.pem"), new("VERIFY", "true")] };

    private readonly TrainerHost host = new();

    private Finding[] Look(string path = "/mnt/hs", TlsSettings? tls = null, string token = "t0ken") =>
        [.. host.Look(new StorageCheck(), path: path, tls: tls, token: token).Findings.Where(finding => finding.Code.StartsWith("storage.env", StringComparison.Ordinal))];

    [Theory]
    [InlineData("/mnt/hs", false, null, "error storage.env-missing {0}: missing, not an empty file; touch {0}", "")]
    [InlineData("/app/HS", false, null, "error storage.env-missing {0}: missing, not HS_PATH=/app/HS; echo HS_PATH=/app/HS > {0}", "HS_PATH=/app/HS\n")]
    [InlineData("/app/HS", true, null,
        "error storage.env-missing {0}: missing, not HS_PATH=/app/HS, CA_FILE='/certs/my ca.pem', VERIFY=true; "
        + @"printf '%s\n' HS_PATH=/app/HS 'CA_FILE='\''/certs/my ca.pem'\''' VERIFY=true > {0}", "HS_PATH=/app/HS\nCA_FILE='/certs/my ca.pem'\nVERIFY=true\n")]
    [InlineData("/mnt/hs", false, "A=1\nexport DB_PASSWORD=geheim\n", "error storage.env-not-empty {0}: sets A, DB_PASSWORD, not empty; cp -p {0} {0}.bak && truncate -s 0 {0}", "")]
    [InlineData("/mnt/hs", false, "HS_PATH=/mnt/hs\n", "error storage.env-not-empty {0}: sets HS_PATH, not empty; cp -p {0} {0}.bak && truncate -s 0 {0}", "")]
    [InlineData("/mnt/hs", false, "# note\nhello\n", "error storage.env-not-empty {0}: text that is no assignment in line 2, not empty; cp -p {0} {0}.bak && truncate -s 0 {0}", "")]
    [InlineData("/mnt/hs", false, "\uFEFF# note\r\n",
        "error storage.env-not-empty {0}: a byte order mark; Windows line ends, not empty; cp -p {0} {0}.bak && truncate -s 0 {0}", "")]
    [InlineData("/mnt/hs", true, "\uFEFFVERIFY=true\r\n# kept\r\nA=1\nCA_FILE=\"/certs/my ca.pem\"",
        "error storage.env-not-empty {0}: sets A; a byte order mark; Windows line ends, not nothing but CA_FILE, VERIFY; "
        + @"LC_ALL=C sed -i.bak --follow-symlinks -E -e '1s/^(\xEF\xBB\xBF)+//' -e 's/\r+$//' -e '/^[ \t]*(#|$|(export[ \t]+)?(CA_FILE|VERIFY)=)/!d' {0}",
        "VERIFY=true\n# kept\nCA_FILE=\"/certs/my ca.pem\"")]
    [InlineData("/mnt/hs", true, "\v# no comment to a shell\nVERIFY=true\nCA_FILE='/certs/my ca.pem'\n",
        "error storage.env-not-empty {0}: text that is no assignment in line 1, not nothing but CA_FILE, VERIFY; "
        + @"sed -i.bak --follow-symlinks -E -e '/^[ \t]*(#|$|(export[ \t]+)?(CA_FILE|VERIFY)=)/!d' {0}",
        "VERIFY=true\nCA_FILE='/certs/my ca.pem'\n")]
    [InlineData("/app/HS", false, "", "error storage.env-path {0}: HS_PATH is not set, not HS_PATH=/app/HS; echo HS_PATH=/app/HS >> {0}", "HS_PATH=/app/HS\n")]
    [InlineData("/app/HS", false, "A=1\nHS_PATH=/app/HS\nHS_PATH=/old",
        "error storage.env-path {0}: HS_PATH=/old, not HS_PATH=/app/HS; "
        + @"sed -i --follow-symlinks -E -e '/^[[:space:]]*(export[[:space:]]+)?(HS_PATH)=/d' -e '$a\' {0} && echo HS_PATH=/app/HS >> {0}", "A=1\nHS_PATH=/app/HS\n")]
    [InlineData("/app/HS", false, "A=1", "error storage.env-path {0}: HS_PATH is not set, not HS_PATH=/app/HS; "
        + @"sed -i --follow-symlinks -E -e '$a\' {0} && echo HS_PATH=/app/HS >> {0}", "A=1\nHS_PATH=/app/HS\n")]
    [InlineData("/app/HS", false, "\uFEFFHS_PATH=/app/HS\r\nB=2\r\n", "error storage.env-path {0}: a byte order mark; Windows line ends, not HS_PATH=/app/HS; "
        + @"LC_ALL=C sed -i --follow-symlinks -E -e '1s/^(\xEF\xBB\xBF)+//' -e 's/\r+$//' -e '/^[[:space:]]*(export[[:space:]]+)?(HS_PATH)=/d' {0} && echo HS_PATH=/app/HS >> {0}",
        "B=2\nHS_PATH=/app/HS\n")]
    [InlineData("/app/HS", false, "\uFEFF\uFEFFHS_PATH=/app/HS\n", "error storage.env-path {0}: a byte order mark, not HS_PATH=/app/HS; "
        + @"LC_ALL=C sed -i --follow-symlinks -E -e '1s/^(\xEF\xBB\xBF)+//' -e '/^[[:space:]]*(export[[:space:]]+)?(HS_PATH)=/d' {0} && echo HS_PATH=/app/HS >> {0}",
        "HS_PATH=/app/HS\n")]
    [InlineData("/app/HS", true, "HS_PATH=/app/HS\nVERIFY=false\nC=3\n", "error storage.env-tls {0}: CA_FILE is not set, VERIFY has another value, not CA_FILE='/certs/my ca.pem', VERIFY=true; "
        + @"sed -i --follow-symlinks -E -e '/^[[:space:]]*(export[[:space:]]+)?(CA_FILE|VERIFY)=/d' {0} && printf '%s\n' 'CA_FILE='\''/certs/my ca.pem'\''' VERIFY=true >> {0}",
        "HS_PATH=/app/HS\nC=3\nCA_FILE='/certs/my ca.pem'\nVERIFY=true\n")]
    [InlineData("/app/HS", false, "HS_PATH=/app/HS/\nTRAINER_USER=bob\nTOKEN_REVALIDATION_ENABLED=true\nA=1\nREVALIDATE_TOKEN_WITH_IDP_SECONDS=1\n",
        "warning storage.env-application-variable {0}: sets TRAINER_USER, TOKEN_REVALIDATION_ENABLED, REVALIDATE_TOKEN_WITH_IDP_SECONDS, not set in the application's .env only; "
        + "sed -i --follow-symlinks -E -e '/^[[:space:]]*(export[[:space:]]+)?(TRAINER_USER|TOKEN_REVALIDATION_ENABLED|REVALIDATE_TOKEN_WITH_IDP_SECONDS)=/d' {0}",
        "HS_PATH=/app/HS/\nA=1\n")]
    public void Each_drift_is_named_and_its_cure_cures_it_and_keeps_the_rest(string path, bool tls, string? before, string expected, string after)
    {
        if (before is null)
            host.Run($"rm {Env}");
        else
            host.Write(Env, before);
        File.WriteAllText(host.File(Env) + ".other", "untouched");

        var finding = Assert.Single(Look(path, tls ? Tls : null));
        // Not through Run, which would lead the paths inside the commands below the root too.
        using (var bash = System.Diagnostics.Process.Start("bash", ["-ec", finding.Fix.Replace("/opt/hs", host.Root + "/opt/hs")]))
            bash.WaitForExit();

        Assert.Equal(string.Format(expected, Env), finding.Line());
        Assert.Equal(after, File.ReadAllText(host.File(Env)));
        Assert.Empty(Look(path, tls ? Tls : null));
    }

    [Fact]
    public void A_value_with_a_tab_is_right_once_its_cure_has_set_it()
    {
        var tls = new TlsSettings { Environment = [new("PARTS", "a\tb 'c' \\d")] };
        host.Write(Env, "");

        host.Run(Assert.Single(Look(tls: tls)).Fix);

        Assert.Empty(Look(tls: tls));
    }

    [Theory]
    [InlineData("/mnt/hs", false, "")]
    [InlineData("/mnt/hs", false, "# a comment\n\n   \n")]
    [InlineData("/mnt/hs", true, "VERIFY=true\nexport CA_FILE='/certs/my ca.pem'\n")]
    [InlineData("/app/HS", false, "A=1\nHS_PATH=/app/HS\nany text")]
    [InlineData("/app/HS/", false, "HS_PATH=\"/app/HS\"\n")]
    public void What_does_no_harm_is_no_finding(string path, bool tls, string text)
    {
        host.Write(Env, text);

        Assert.Empty(Look(path, tls ? Tls : null));
    }

    [Fact]
    public void A_folder_in_its_place_is_moved_aside()
    {
        host.Run($"rm {Env} && mkdir {Env}");

        var finding = Assert.Single(Look());
        host.Run(finding.Fix);

        Assert.Equal($"error storage.env-missing {Env}: a folder, not an empty file; mv {Env} {Env}.aside && touch {Env}", finding.Line());
        Assert.Empty(Look());
    }

    [Fact]
    public void A_pipe_in_its_place_blocks_nothing()
    {
        host.Run($"rm {Env} && mkfifo {Env}");

        Assert.Equal("neither a file nor a folder", Assert.Single(Look()).Observed);
    }

    [Fact]
    public void The_token_is_never_shown()
    {
        host.Write(Env, "HS_PATH=/x/s3cr3t-t0ken\n");

        Assert.Equal("HS_PATH=/x/***", Assert.Single(Look("/app/HS", token: "s3cr3t-t0ken")).Observed);
    }

    [Fact]
    public void Without_its_bundle_the_file_cannot_be_looked_at()
    {
        host.Run("rm -r /opt/hs");

        Assert.Equal($"{Env}: the bundle's folder is missing", host.Look(new StorageCheck()).Reason);
    }

    public void Dispose() => host.Dispose();
}
