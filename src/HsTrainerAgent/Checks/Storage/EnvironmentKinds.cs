namespace HsTrainerAgent.Checks.Storage;

/// <summary>What can be wrong with the bundle's <c>.env</c>.</summary>
internal static class EnvironmentKinds
{
    private const string Step = "Installing the trainer, step 1";

    public static readonly FindingKind Missing = new("storage.env-missing", Severity.Error,
        "The bundle has no .env file",
        "touch {subject}", Step,
        """
        run.sh reads .env in its own folder. The article wants the file there: empty for the default HS_PATH /mnt/hs, with HS_PATH=… for another.

        The fix writes everything that the settings demand of the file.
        """);

    public static readonly FindingKind NotEmpty = new("storage.env-not-empty", Severity.Error,
        "The .env file should be empty for the default HS_PATH",
        "cp -p {subject} {copy} && truncate -s 0 {subject}", Step + ": rm .env; touch .env",
        """
        The bundle comes with an .env that is meant for the application. With the default HS_PATH the trainer does not need it, and the article
        has it cleared; what is left in it can lead the trainer to the application's database or file store.

        Comments and blank lines do no harm and are no finding. Lines that application.tls.environment in the settings asks for are wanted, and
        the fix keeps them. A copy of the file is kept beside it; the emptied file keeps its owner and mode.
        """);

    public static readonly FindingKind Path = new("storage.env-path", Severity.Error,
        "The .env file does not set HS_PATH to the trainer's path",
        "echo HS_PATH={path} >> {subject}", Step + ": set the HS_PATH variable in the .env file",
        """
        With an HS_PATH other than /mnt/hs the trainer learns its path only from .env. Without the line, or with another path, it works in a
        folder that nobody prepared. The last assignment counts. Windows line ends become part of the value, and a byte order mark part of the
        first name; an editor shows neither.

        The fix sets the variable and keeps every other line.
        """);

    public static readonly FindingKind Tls = new("storage.env-tls", Severity.Error,
        "The .env file lacks lines for TLS",
        "printf '%s\\n' {lines} >> {subject}", "Run the trainer: TLS configuration for outbound connections",
        """
        The settings (application.tls.environment) name lines that the vendor's page on TLS wants in the trainer's .env. They are missing or have
        other values, so the trainer's container does not trust the application's certificate, or does not show its own.

        The fix sets these variables and keeps every other line; rerun run.sh trainer afterwards.
        """);

    public static readonly FindingKind ApplicationVariable = new("storage.env-application-variable", Severity.Warning,
        "The trainer's .env file sets variables that belong to the application",
        "sed -i {script} {subject}", "Changes to the application \".env\" file for trainer authentication",
        """
        TRAINER_USER, TOKEN_REVALIDATION_… and REVALIDATE_TOKEN_WITH_IDP_SECONDS are read by the main application. In the trainer's .env they do
        nothing, and whoever put them there expects an effect that does not come: typically the token dies every few hours.

        Set them in the application's .env and restart the application; then remove them here.
        """);

    public static IReadOnlyList<FindingKind> All { get; } = [Missing, NotEmpty, Path, Tls, ApplicationVariable];
}
