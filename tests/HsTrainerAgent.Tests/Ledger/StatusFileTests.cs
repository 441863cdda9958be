using System.Text;
using System.Text.Json.Nodes;
using HsTrainerAgent.Ledger;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Ledger;

public sealed class StatusFileTests : IDisposable
{
    private static readonly StatusReport Report = Reports.InSync(DateTimeOffset.Parse("2026-11-22T16:01:40Z"));

    private readonly string folder = Directory.CreateTempSubdirectory("status-").FullName;

    private string Path => System.IO.Path.Combine(folder, "run/status.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        StatusFile.Write(Path, Report);

        var read = StatusFile.Read(Path, out var problem)!;

        Assert.Equal(FileProblem.None, problem);
        Assert.Equal(Text(Report), Text(read));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Path));
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void It_begins_like_the_report_of_check_and_its_times_are_utc_to_the_second()
    {
        var json = JsonNode.Parse(Text(Report))!.AsObject();

        Assert.Equal(["host", "at", "status", "exitCode", "state", "agent", "settings", "trainers", "checks"], json.Select(member => member.Key));
        Assert.Equal("2026-11-22T16:01:40Z", json["at"]!.GetValue<string>());
        Assert.Equal(["name", "trainer", "status", "reason", "elapsedMs", "at", "nextAt", "findings", "looks"], json["checks"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["name", "trainer", "status", "reason", "elapsedMs", "at", "nextAt", "findings", "looks", "facts"], json["checks"]![1]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "host": null }""")]
    [InlineData("\0\0\0")]
    public void A_damaged_one_is_none(string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, text);

        Assert.Null(StatusFile.Read(Path, out var problem));
        Assert.Equal(FileProblem.None, problem);
    }

    [Fact]
    public void One_that_was_cut_off_anywhere_is_none()
    {
        var whole = Text(Report);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        for (var length = 0; length < whole.TrimEnd().Length; length += 17)
        {
            File.WriteAllText(Path, whole[..length]);
            Assert.Null(StatusFile.Read(Path, out _));
        }
    }

    private static string Text(StatusReport report)
    {
        using var buffer = new MemoryStream();
        StatusFile.Write(buffer, report);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
