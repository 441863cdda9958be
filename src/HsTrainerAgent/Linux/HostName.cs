namespace HsTrainerAgent.Linux;

/// <summary>What a host calls itself: the running one by its kernel, one below a root folder by its <c>/etc/hostname</c> (hostname(5)).</summary>
internal static class HostName
{
    /// <summary>What systemd falls back to as well.</summary>
    private const string Nameless = "localhost";

    public static async Task<string> OfAsync(HostPaths host, TimeSpan deadline, CancellationToken cancellation)
    {
        if (host.IsRunningHost)
            return Environment.MachineName;
        try
        {
            // An image may have anything in this place, a pipe for example, and lie on a file system that hangs.
            return await Task.Run(() => FirstName(host.Below("/etc/hostname")), cancellation).WaitAsync(deadline, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Nameless;
        }
    }

    private static string FirstName(string file)
    {
        using var reader = new StreamReader(file);
        var buffer = new char[4096];
        var text = new string(buffer, 0, reader.ReadBlock(buffer));
        return text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && line[0] != '#') ?? Nameless;
    }
}
