using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Checks.Api;

/// <summary>Asks the application for its version with the trainer's URL and token, and names the first phase that breaks: name, connect, TLS, HTTP, token.</summary>
internal sealed class ApiCheck(ProbeLimits limits) : ICheck
{
    public ApiCheck() : this(ProbeLimits.Default) { }

    public string Name => "api";

    public bool PerTrainer => false;

    public IReadOnlyList<FindingKind> Kinds { get; } = [.. ConnectionKinds.All, .. TlsKinds.All];

    public async Task LookAsync(CheckContext context, CancellationToken cancellation)
    {
        var application = context.Settings.Application;
        var url = new Uri(application.Url.TrimEnd('/') + "/" + application.ProbePath.TrimStart('/'));
        using var files = TlsFiles.Read(application.Tls, context.Host);
        var now = context.Clock.GetUtcNow();
        var judgement = new ApiJudgement(context.Settings, url, now);
        foreach (var fault in files.Faults)
        {
            context.Look.Found(fault.UnansweredSince is { } since ? NotAnswering.Of(context.Host, context.Host.Below(fault.Path), since) : TlsKinds.Unusable(fault));
            if (fault.UnansweredSince is not null)
                context.Look.CouldNotLook($"the application was not asked: {fault.Path} {fault.Wrong}");
        }
        if (files.ClientCertificate is { } client && judgement.ClientExpiresSoon(application.Tls.ClientCertificateFile!, client.TargetCertificate.NotAfter) is { } soon)
            context.Look.Found(soon);
        if (files.Faults.Count > 0)
            return;

        var observed = new Observed();
        try
        {
            await new Probe(limits, context.Clock).RunAsync(url, application.Token, files, observed, cancellation).ConfigureAwait(false);
        }
        finally
        {
            ApiFacts.Tell(context.Look, url, observed, application.Token, now);
        }
        if (observed.Fault is { Kind: FaultKind.OwnLimit } own)
            context.Look.CouldNotLook(own.Detail);
        context.Look.Found(judgement.Findings(observed));
    }
}
