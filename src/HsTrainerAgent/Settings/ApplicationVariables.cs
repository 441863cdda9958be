namespace HsTrainerAgent.Settings;

/// <summary>The variables that the article gives to the application's <c>.env</c>, never to the trainer's ("Changes to the application .env file").</summary>
internal static class ApplicationVariables
{
    public static bool Contains(string name) =>
        name is "TRAINER_USER" or "REVALIDATE_TOKEN_WITH_IDP_SECONDS" || name.StartsWith("TOKEN_REVALIDATION_", StringComparison.Ordinal);
}
