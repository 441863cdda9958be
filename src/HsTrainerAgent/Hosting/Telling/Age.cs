namespace HsTrainerAgent.Hosting.Telling;

/// <summary>How long something has lasted, in its largest unit, as in <c>3 d</c>.</summary>
internal static class Age
{
    public static string Text(TimeSpan age) =>
        // Below nothing where the clock was set back since.
        age.TotalSeconds < 60 ? $"{Math.Floor(Math.Max(age.TotalSeconds, 0))} s"
        : age.TotalMinutes < 60 ? $"{Math.Floor(age.TotalMinutes)} min"
        // A daily reminder comes a little before the full day.
        : age.TotalHours < 23.9 ? $"{Math.Floor(age.TotalHours)} h"
        : $"{Math.Floor(age.TotalDays + 0.1)} d";
}
