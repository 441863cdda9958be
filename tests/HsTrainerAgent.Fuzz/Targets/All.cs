namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Every reader of foreign bytes that is fuzzed.</summary>
internal static class All
{
    public static IReadOnlyList<Target> Targets { get; } =
    [
        new SettingsTarget(), new TokenFileTarget(), new CronTarget(), new FingerprintTarget(),
        new MountInfoTarget(), new HostFilesTarget(), new TextTarget(), new EnvTarget(), new EnvShellTarget(), new ShellQuoteTarget(), new ClaimTarget(),
        new BrokerLineTarget(), new BrokerConnectionTarget(), new BrokerAnswerTarget(),
        new HttpAnswerTarget(), new HttpWireTarget(), new TlsFilesTarget(),
        new AppliedRecordTarget(), new AttemptsTarget(), new RunStateTarget(), new PauseTarget(), new GuardAnswerTarget(), new StatusTarget(),
        new RedactorTarget(), new ScrubTarget(),
    ];
}
