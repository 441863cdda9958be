using System.Diagnostics;
using HsTrainerAgent.Demo;

namespace HsTrainerAgent.Tests.Agent;

/// <summary>Changes that the settings file itself does not show, and files that do not answer.</summary>
public class FilesTests
{
    [Fact]
    public async Task A_new_token_in_its_file_and_a_new_content_of_a_TLS_file_make_one_run_each()
    {
        await using var bench = await Bench.CreateAsync();
        File.WriteAllText(bench.Host.In("etc/token"), Bench.Token + "\n");
        File.WriteAllText(bench.Host.In("mnt/hs/ca.pem"), "one");
        bench.Host.WriteSettings(bench.Json()
            .Replace($"\"token\": \"{Bench.Token}\"", "\"tokenFile\": \"/etc/token\", \"tls\": { \"files\": [\"/mnt/hs/ca.pem\"] }"));
        bench.Start();
        await bench.Ran(1);
        File.WriteAllText(bench.Host.In("etc/token"), "second-token");
        await bench.Ran(2);
        Assert.EndsWith(" second-token", bench.Host.Runs[1]);
        File.WriteAllText(bench.Host.In("mnt/hs/ca.pem"), "two");
        await bench.Ran(3);

        // Moving the token into the settings themselves is no change.
        bench.Host.WriteSettings(bench.Json(token: "second-token").Replace("\"revision\": \"\"", "\"tls\": { \"files\": [\"/mnt/hs/ca.pem\"] }"));
        await bench.Ran(3);
    }

    [Fact]
    public async Task A_trainer_that_takes_its_time_holds_up_no_other()
    {
        await using var bench = await Bench.CreateAsync();
        var second = "/opt/hs/hyperscience-trainer-40.1.0";
        Directory.CreateDirectory(bench.Host.Root + second);
        File.WriteAllText(bench.Host.Root + second + "/run.sh", $"echo \"$3\" >> {bench.Host.In("second")}; exit 0");
        bench.Script(Bench.UntilGo + "; exit 0");
        bench.Host.WriteSettings(bench.Json().Replace("\" } ],", $"\" }}, {{ \"bundle\": \"{second}\" }} ],"));
        bench.Start();
        await bench.Until(() => bench.Runs == 1 && File.Exists(bench.Host.In("second")), "both runs");
        bench.Host.WriteSettings(bench.Json(token: "second-token").Replace("\" } ],", $"\" }}, {{ \"bundle\": \"{second}\" }} ],"));

        await bench.Until(() => File.ReadAllLines(bench.Host.In("second")).SequenceEqual([Bench.Token, "second-token"]), "the second trainer's rerun");
        Assert.Equal(1, bench.Runs);
        bench.Go();
        await bench.Until(() => bench.Runs == 2, "the first trainer's rerun");
    }

    [Fact]
    public async Task A_TLS_file_on_a_file_system_that_hangs_holds_and_says_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/dev/fuse"), "mounting FUSE needs root and /dev/fuse");
        await using var bench = await Bench.CreateAsync();
        var folder = bench.Host.In("mnt/certs");
        Directory.CreateDirectory(folder);
        using var server = Process.Start(new ProcessStartInfo("bash",
            ["-c", $"exec 3<>/dev/fuse && mount -i -t fuse.hang -o fd=3,rootmode=40000,user_id=0,group_id=0 hang {folder} && echo mounted && exec cat"])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            Assert.SkipUnless(server.StandardOutput.ReadLine() == "mounted", "mounting is not allowed here");
            bench.Host.WriteSettings(bench.Json().Replace("\"revision\": \"\"", "\"tls\": { \"files\": [\"/mnt/certs/ca.pem\"] }"));
            var watch = Stopwatch.StartNew();

            var (code, _) = await bench.VerbAsync("apply");

            Assert.Equal(3, code);
            Assert.InRange(watch.Elapsed.TotalSeconds, 3, 60);
            Assert.Equal(0, bench.Runs);
        }
        finally
        {
            // Without its server every call to it fails instead of hanging.
            server.Kill(entireProcessTree: true);
            using var umount = Process.Start("umount", ["-l", folder]);
            umount.WaitForExit();
        }
    }
}
