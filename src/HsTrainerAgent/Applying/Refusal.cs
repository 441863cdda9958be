using System.Text;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Applying;

/// <summary>Why a start-trainer did not start run.sh, kept for whoever asked it to; beside the run's state, which still tells of the trainer that runs.</summary>
internal static class Refusal
{
    private const int Longest = 4096;

    public static void Write(string path, string why)
    {
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(why), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Its exit code and its log tell it as well.
        }
    }

    public static string? Read(string path) => WholeFile.Read(path, Longest) is { Problem: FileProblem.None } content ? Encoding.UTF8.GetString(content.Bytes) : null;
}
