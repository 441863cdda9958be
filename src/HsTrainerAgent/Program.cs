using HsTrainerAgent.Cli;

try
{
    return await CommandLine.RunAsync(args);
}
catch (OperationCanceledException)
{
    return ExitCode.Interrupted;
}
catch (Exception fault)
{
    return LastWords.Say(fault);
}
