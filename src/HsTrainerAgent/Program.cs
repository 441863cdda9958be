using HsTrainerAgent.Cli;

return await CommandLine.RunAsync(args);
