using HsTrainerAgent.Demo;

return args is ["serve", var folder, .. var tokens] ? await ServedApplication.RunAsync(folder, tokens) : await Story.TellAsync(Console.Out);
