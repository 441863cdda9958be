using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace HsTrainerAgent.Tests.Cli;

/// <summary>A trainer host as it would lie in an image, in a temporary folder that goes with it.</summary>
internal sealed partial class FixtureHost : IDisposable
{
    public const string Token = "187d88d6s63929cd0ad98";

    public string Root { get; } = Directory.CreateTempSubdirectory("hs-trainer-host-").FullName;

    public string SettingsFile => Below("/etc/hs-trainer-agent.json");

    public string Below(string hostPath) => Root + hostPath;

    public FixtureHost Folder(string hostPath, string owner = "0:0")
    {
        Directory.CreateDirectory(Below(hostPath));
        if (owner != "0:0")
            Run("chown", owner, Below(hostPath));
        return this;
    }

    public FixtureHost File(string hostPath, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Below(hostPath))!);
        System.IO.File.WriteAllText(Below(hostPath), text);
        return this;
    }

    /// <summary>As chcon -t would; the extended attribute is the same without SELinux in the kernel.</summary>
    public FixtureHost Label(string hostPath, string type)
    {
        var label = Encoding.ASCII.GetBytes($"system_u:object_r:{type}:s0\0");
        Assert.Equal(0, SetXattr(Below(hostPath), "security.selinux", label, label.Length, 0));
        return this;
    }

    /// <summary>One trainer whose media folder is missing; needs no rights.</summary>
    public static FixtureHost WithoutMedia(string url = "http://127.0.0.1:9") => new FixtureHost()
        .File("/proc/self/mountinfo", "25 1 253:0 / / rw,relatime shared:1 - xfs /dev/sda1 rw\n")
        .File("/etc/hs-trainer-agent.json", $$"""
            {
              "application": { "url": "{{url}}", "token": "{{Token}}" },
              "trainers": [ { "bundle": "/opt/hs/hyperscience-trainer-32.0.3" } ]
            }
            """)
        .File("/opt/hs/hyperscience-trainer-32.0.3/.env", "")
        .Folder("/mnt/hs");

    /// <summary>Three trainers on a host with SELinux: one with a foreign owner and a full .env, one on NFS, one as the article wants it. Needs root.</summary>
    public static FixtureHost Drifted() => new FixtureHost()
        .File("/etc/hostname", "trainer01\n")
        .File("/proc/meminfo", "MemTotal:       32493048 kB\n")
        .File("/opt/hs/hyperscience-trainer-32.0.3/run.sh", "exit 0\n")
        .File("/opt/hs/hyperscience-trainer-42.0.0/run.sh", "exit 0\n")
        .File("/proc/self/mountinfo", """
            25 1 253:0 / / rw,relatime shared:1 - xfs /dev/mapper/rhel-root rw,seclabel
            31 25 253:2 / /mnt/hs rw,relatime shared:5 - xfs /dev/mapper/data-hs rw,seclabel
            35 25 0:44 / /app/hs\040prod rw,relatime shared:9 - nfs4 filer:/export/hs rw,vers=4.2

            """)
        .File("/etc/hs-trainer-agent.json", $$"""
            {
              "application": { "url": "http://127.0.0.1:9", "token": "{{Token}}" },
              "trainers": [
                { "bundle": "/opt/hs/hyperscience-trainer-32.0.3" },
                { "bundle": "/opt/hs/hyperscience-trainer-31.0.11", "path": "/app/hs prod" },
                { "bundle": "/opt/hs/hyperscience-trainer-42.0.0", "path": "/data/hs", "name": "next" }
              ],
              // This machine's own disk may be as full as it likes.
              "thresholds": { "spacePercent": 100, "inodesPercent": 100 }
            }
            """)
        .File("/opt/hs/hyperscience-trainer-32.0.3/.env", "# from the application\nDB_HOST=db01\n")
        .File("/opt/hs/hyperscience-trainer-31.0.11/.env", "HS_PATH=/app/hs\n")
        .File("/opt/hs/hyperscience-trainer-42.0.0/.env", "HS_PATH=/data/hs\n")
        .Folder("/mnt/hs/trainer_media")
        .Folder("/mnt/hs/postgres_trainer32_0")
        .File("/mnt/hs/postgres_trainer32_0/base/1/PG_VERSION", "14\n")
        .Folder("/data/hs/trainer_media", owner: "1000:1000")
        .Folder("/data/hs/postgres_trainer42_0")
        .File("/sys/fs/selinux/enforce", "1")
        .Label("/mnt/hs/trainer_media", "mnt_t")
        .Label("/mnt/hs/postgres_trainer32_0", "container_file_t")
        .Label("/mnt/hs/postgres_trainer32_0/base", "container_file_t")
        .Label("/mnt/hs/postgres_trainer32_0/base/1", "unlabeled_t")
        .Label("/mnt/hs/postgres_trainer32_0/base/1/PG_VERSION", "container_file_t")
        .Label("/data/hs/trainer_media", "container_file_t")
        .Label("/data/hs/postgres_trainer42_0", "container_file_t");

    public void Dispose() => TemporaryFolder.Delete(Root);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [LibraryImport("libc", EntryPoint = "setxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int SetXattr(string path, string name, byte[] value, nint size, int flags);
}
