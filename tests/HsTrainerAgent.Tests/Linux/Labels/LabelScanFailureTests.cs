using System.Diagnostics;
using System.Runtime.InteropServices;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

/// <summary>What a scan cannot see, or not for long.</summary>
public sealed partial class LabelScanFailureTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("label-failures-").FullName;

    public LabelScanFailureTests() => Labelling.SkipUnlessPossible(root);

    [Fact]
    public void A_folder_that_may_not_be_read_is_told_with_its_own_label_and_the_rest_is_scanned()
    {
        Bash("mkdir closed listed open && touch closed/hidden listed/file open/wrong && chmod 755 . open && chmod 700 closed && chmod 744 listed");
        Labelling.SetAll(root, Labelling.Right);
        Labelling.Set(root + "/closed", Labelling.OfType("var_t"));
        Labelling.Set(root + "/open/wrong", Labelling.OfType("mnt_t"));

        var scan = AsNobody(() => ScannedTree.Scan(root));

        Assert.Equal(["closed: Permission denied (errno 13)", "listed/file: Permission denied (errno 13)"], scan.Unseen);
        Assert.Equal([("closed", "var_t"), ("open/wrong", "mnt_t")], scan.Wrong.Select(wrong => (wrong.Name, wrong.Observed)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Files_and_folders_that_come_and_go_meanwhile_are_no_finding(int threads)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var busy = Task.Run(() =>
        {
            for (var number = 0; !enough.IsCancellationRequested; number++)
            {
                var folder = Directory.CreateDirectory($"{root}/folder{number % 7}");
                Labelling.TrySet(UnixText.ToBytes(folder.FullName), Labelling.Right);
                // Labelled before it comes here, as SELinux does it.
                File.WriteAllText(root + "/../" + folder.Parent!.Name + ".new", "");
                Labelling.Set(root + "/../" + folder.Parent.Name + ".new", Labelling.Right);
                File.Move(root + "/../" + folder.Parent.Name + ".new", folder.FullName + "/file");
                folder.Delete(recursive: true);
            }
        }, TestContext.Current.CancellationToken);
        var unseen = new List<string>();
        for (var scans = 0; scans < 200; scans++)
            unseen.AddRange(ScannedTree.ScanOf(root, threads).Run(CancellationToken.None).Unseen);
        await enough.CancelAsync();
        await busy;

        Assert.Empty(unseen);
    }

    [Fact]
    public async Task Handles_that_run_out_are_told_and_what_can_be_reached_is_scanned()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/taskset"), "there is no taskset of util-linux, by which the scan is left one thread");
        using var host = new Tests.Checks.TrainerHost();
        host.Write("/sys/fs/selinux/enforce", "1");
        // Eight folders with the longest name make 2000 bytes, after which one stays open while others below it wait, such as those beside the
        // next eight; a second thread would not let them wait.
        var eight = string.Join('/', Enumerable.Repeat(new string('d', 255), 8));
        Bash($"cd {host.File(Tests.Checks.TrainerHost.Database)} && export -n PWD OLDPWD && for i in {{1..120}}; do mkdir -p {eight} $i.{{1..7}} && cd {eight} || exit; done");
        host.Write("/settings.json", """{ "application": { "url": "https://abcd123.internal", "token": "t0ken-t0ken" }, "trainers": [ { "version": "32.0.3", "bundle": "/opt/hs/b" } ] }""");
        Bash($"chmod 600 {host.File("/settings.json")}");
        var start = AgentProcess.StartInfo([]);
        start.FileName = "bash";
        foreach (var argument in (string[])["-c", $"ulimit -n 100; exec taskset -c {OneCpu} {AgentProcess.Binary} check selinux --root {host.Root} --settings {host.File("/settings.json")}"])
            start.ArgumentList.Add(argument);

        var run = await AgentProcess.RunAsync(start);
        // What else takes the folder away cannot name so deep a path.
        Bash($"rm -rf {host.File("/mnt")}");

        Assert.Contains("Too many open files (errno 24)", run.Output);
        Assert.Contains("selinux.database-label", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    private static string OneCpu { get; } =
        new(File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))["Cpus_allowed_list:".Length..].Trim().TakeWhile(char.IsDigit).ToArray());

    /// <summary>On a thread whose file accesses are judged as nobody's, as are those of the threads that it begins.</summary>
    private static T AsNobody<T>(Func<T> look)
    {
        T? result = default;
        var thread = new Thread(() =>
        {
            _ = SetFileSystemUser(65534);
            result = look();
        });
        thread.Start();
        thread.Join();
        return result!;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);

    private void Bash(string script)
    {
        using var bash = Process.Start("bash", ["-c", $"cd {root} && {script}"]);
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }

    public void Dispose() => Bash("rm -rf " + root);
}
