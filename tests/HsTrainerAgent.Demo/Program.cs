using HsTrainerAgent.Demo;

return await Story.TellAsync(Console.Out);
