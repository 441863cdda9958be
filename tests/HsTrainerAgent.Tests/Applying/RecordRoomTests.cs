using HsTrainerAgent.Applying;
using HsTrainerAgent.Demo;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Applying;

public sealed class RecordRoomTests : IDisposable
{
    private readonly TrainerHost host = new();

    public RecordRoomTests()
    {
        Directory.CreateDirectory(host.In("var/lib/hs-trainer"));
        Directory.CreateDirectory(host.In("run/hs-trainer"));
        Directory.CreateDirectory(host.In("proc/self"));
    }

    public void Dispose() => host.Dispose();

    private string? Fault(params string[] mounts)
    {
        File.WriteAllLines(host.In("proc/self/mountinfo"), mounts);
        host.WriteSettings($$"""{ "application": { "url": "https://abcd123.internal", "token": "one" }, "trainers": [ { "bundle": "{{TrainerHost.Bundle}}" } ] }""");
        return RecordRoom.Fault(host.Paths, SettingsFile.Read(host.SettingsFile, host.Paths).Settings!.Trainers[0]);
    }

    [Fact]
    public void A_folder_that_can_be_written_stands_in_nobodys_way() =>
        Assert.Null(Fault("1 0 8:1 / / rw - ext4 /dev/sda1 rw", "2 1 0:9 / /run rw - tmpfs tmpfs rw"));

    [Fact]
    public void A_file_system_that_the_kernel_made_read_only_is_told_before_a_trainer_is_ended_for_it()
    {
        Assert.Equal("/var/lib/hs-trainer is read-only: that run.sh succeeded could not be recorded",
            Fault("1 0 8:1 / / rw - ext4 /dev/sda1 rw", "2 1 8:2 / /var rw - ext4 /dev/sda2 ro,errors=remount-ro"));
        Assert.Equal("/run/hs-trainer is read-only: how run.sh goes could not be kept",
            Fault("1 0 8:1 / / rw - ext4 /dev/sda1 rw", "2 1 0:9 / /run/hs-trainer ro - tmpfs tmpfs ro"));
    }

    [Fact]
    public void What_only_the_agents_own_sandbox_made_read_only_is_none() =>
        Assert.Null(Fault("1 0 8:1 / / ro - ext4 /dev/sda1 rw", "2 1 8:2 / /var ro - ext4 /dev/sda2 rw", "3 1 0:9 / /run ro - tmpfs tmpfs rw"));
}
