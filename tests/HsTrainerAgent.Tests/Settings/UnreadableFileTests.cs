using System.Diagnostics;
using System.Runtime.InteropServices;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Settings;

public sealed partial class UnreadableFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("settings-").FullName;

    private string At(string name) => Path.Combine(folder, name);

    private static SettingsError OnlyErrorOf(string file)
    {
        // Another thread, because a reader that waits for a FIFO's writer would hang the whole run.
        var reading = Task.Run(() => SettingsSample.Read(file));
        Assert.True(reading.Wait(TimeSpan.FromSeconds(10)), "the reader hangs");
        Assert.Null(reading.Result.Settings);
        return Assert.Single(reading.Result.Errors);
    }

    [Fact]
    public void A_missing_file_is_told_in_one_line_with_the_command_that_writes_it()
    {
        Assert.Equal($"{At("none")}: does not exist; run hs-trainer-agent settings init --settings {At("none")} for a starter file", OnlyErrorOf(At("none")).ToString());
        Assert.Equal($"{At("my file")}: does not exist; run hs-trainer-agent settings init --settings '{At("my file")}' for a starter file", OnlyErrorOf(At("my file")).ToString());
    }

    [Fact]
    public void The_default_file_needs_no_naming()
    {
        const string file = "/etc/hs-trainer-agent.json";
        Assert.SkipWhen(Path.Exists(file), $"{file} exists on this machine");
        Assert.Equal($"{file}: does not exist; run hs-trainer-agent settings init for a starter file", OnlyErrorOf(file).ToString());
    }

    [Fact]
    public void A_missing_folder_and_a_dangling_link_are_a_missing_file()
    {
        File.CreateSymbolicLink(At("link"), At("none"));
        Assert.Contains("does not exist", OnlyErrorOf(At("link")).Wrong);
        Assert.Contains("does not exist", OnlyErrorOf(At("none/settings.json")).Wrong);
    }

    [Fact]
    public void A_folder_is_told_in_one_line() => Assert.Equal($"{folder}: is a folder; name the settings file in it", OnlyErrorOf(folder).ToString());

    [Fact]
    public void A_fifo_is_refused_and_not_waited_for()
    {
        using var mkfifo = Process.Start("mkfifo", [At("fifo")]);
        mkfifo.WaitForExit();
        Assert.Equal($"{At("fifo")}: is no regular file; write the settings into a regular file", OnlyErrorOf(At("fifo")).ToString());
    }

    [Fact]
    public void A_device_is_refused_and_not_read() => Assert.Contains("is no regular file", OnlyErrorOf("/dev/zero").Wrong);

    [Fact]
    public void A_file_of_50_MB_is_refused_unread()
    {
        using (var file = File.Create(At("large")))
            file.SetLength(50_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = SettingsSample.Read(At("large")).Errors.Single();
        Assert.Equal($"{At("large")}: is larger than 1 MiB, which no settings file is; write the settings alone into it", error.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("{", "\"clams\":1,", "}")]
    [InlineData("{", "\"claims\":1,", "}")]
    [InlineData("{ \"application\": { \"tls\": { \"environment\": {", "\"A-B\":1,", "}}}}")]
    [InlineData("{ \"trainers\": [", "{},", "]}")]
    public void A_mebibyte_of_errors_ends_with_a_hundred_of_them_and_quickly(string begin, string entry, string end)
    {
        File.WriteAllText(At("many"), begin + string.Concat(Enumerable.Repeat(entry, SettingsFile.Largest / entry.Length - 10)) + end);
        var clock = Stopwatch.StartNew();
        var errors = SettingsSample.Read(At("many")).Errors;
        Assert.Equal(101, errors.Count);
        Assert.EndsWith(": may have more errors than these; cure them first", errors[^1].ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
    }

    [Fact]
    public void A_file_that_may_not_be_read_points_at_sudo()
    {
        File.WriteAllText(At("secret"), "{}");
        Process.Start("chmod", ["0711", folder]).WaitForExit();
        Process.Start("chmod", ["0000", At("secret")]).WaitForExit();
        var error = AsNobody(() => SettingsSample.Read(At("secret")).Errors.Single());
        Assert.Equal($"{At("secret")}: may not be read by this user; only root and the group hs-trainer-agent may: use sudo", error.ToString());
        Assert.True(error.Denied);
    }

    /// <summary>On a thread whose file accesses are judged as nobody's; an ordinary user stays who he is.</summary>
    private static T AsNobody<T>(Func<T> read)
    {
        T? result = default;
        var thread = new Thread(() =>
        {
            var before = SetFileSystemUser(65534);
            result = read();
            _ = SetFileSystemUser((uint)before);
        });
        thread.Start();
        thread.Join();
        return result!;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
