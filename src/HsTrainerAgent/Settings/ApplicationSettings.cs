namespace HsTrainerAgent.Settings;

/// <summary>The main application that the trainers connect to.</summary>
internal sealed record ApplicationSettings
{
    /// <summary>http or https, without trailing slash, user, query or fragment; a path is kept.</summary>
    public required string Url { get; init; }

    /// <summary>The access token, from the settings themselves or read from <see cref="TokenFile"/>, trimmed.</summary>
    public required Secret Token { get; init; }

    /// <summary>The host's path of the file that the token was read from, or null.</summary>
    public string? TokenFile { get; init; }

    public TlsSettings Tls { get; init; } = new();

    public string ProbePath { get; init; } = "/api/v5/version";

    public string Revision { get; init; } = "";
}
