using System.Text;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings.Kinds;

namespace HsTrainerAgent.Settings;

/// <summary>Reads the token from a file of its own.</summary>
internal static class TokenIn
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Null and the token, or what is wrong, the cure, and whether permission is what lacks; the content is never quoted.</summary>
    /// <param name="path">The host's own.</param>
    public static (string Wrong, string Cure, bool Denied)? File(HostPaths host, string path, out Secret token)
    {
        token = new Secret("");
        var content = NamedFile.Read(host.Below(path), TokenKind.Longest + 16, () => host.Follow(path));
        if (Refused(path, content) is var (why, remedy))
            return (why, remedy, content.Problem == FileProblem.Denied);
        string text;
        try
        {
            text = Strict.GetString(content.Bytes).TrimStart('\uFEFF').TrimEnd('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            return ("names a file that is not UTF-8", "write the token into it as plain text", false);
        }
        if (TokenKind.Fault(text) is var (wrong, cure))
            return ("names a file whose content " + wrong, cure, false);
        token = new Secret(text);
        return null;
    }

    private static (string Wrong, string Cure)? Refused(string path, FileContent content) => content.Problem switch
    {
        FileProblem.None => null,
        FileProblem.Missing => ("names a file that does not exist", "write the token into it: root:hs-trainer-agent, mode 0640"),
        FileProblem.Denied => ("names a file that may not be read", "use sudo, or let the group hs-trainer-agent read it: chown root:hs-trainer-agent, chmod 0640"),
        FileProblem.Hidden => ($"names a file that {content.Wrong}", $"copy it to where the service may look, and name it there: {Veil.Copy(path)}"),
        FileProblem.Folder => ("names a folder", "name the file in it"),
        FileProblem.NotRegular => ("names something that is no regular file", "write the token into a regular file"),
        FileProblem.TooLarge => ("names a file that is too large for a token", "write the token alone into it"),
        FileProblem.Unanswered => ($"names a file that {content.Wrong}", $"look at what serves {path}: findmnt, dmesg"),
        _ => ($"names a file that cannot be read ({content.Text})", "check its file system"),
    };
}
