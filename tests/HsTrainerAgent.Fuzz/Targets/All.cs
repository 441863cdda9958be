namespace HsTrainerAgent.Fuzz.Targets;

/// <summary>Every reader of foreign bytes that is fuzzed.</summary>
internal static class All
{
    public static IReadOnlyList<Target> Targets { get; } =
    [
        new SettingsTarget(), new TokenFileTarget(), new MountInfoTarget(), new BrokerLineTarget(), new BrokerConnectionTarget(), new BrokerAnswerTarget(),
    ];
}
