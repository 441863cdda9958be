using HsTrainerAgent.Article;
using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>The machine around the trainer: mounts, disks, memory, time, network.</summary>
internal static class MachineParts
{
    public static Part Mounts(Scene scene) => Part.Of("mounts.txt", "what is mounted where, with its options", part =>
        part.File("/proc/self/mountinfo", WholeFile.Read(scene.Host.Below("/proc/self/mountinfo"), 4 << 20)));

    public static Part Disks(Scene scene) => Part.Of("disks.txt", "space and inodes of the file systems concerned", part =>
    {
        var walk = HostMounts.Read(scene.Host).Walk;
        var paths = scene.Trainers.Select(trainer => Layout.Normal(trainer.Path)).Concat(scene.Trainers.Select(trainer => trainer.Bundle))
            .Concat(["/", "/var/lib/hs-trainer", "/var/lib/containers", "/var/lib/docker", "/var/tmp", "/tmp", "/run"]);
        foreach (var path in paths.Distinct())
        {
            var place = walk.To(path);
            if (place.State == PlaceState.Missing)
                continue;
            if (place.WhyNotLooked() is { } why)
                part.CouldNotLook(why);
            else if (Volume.Of(place.Here, out var error) is { } volume)
                part.Field(path, $"{volume.SpacePercent}% of {volume.Total >> 20} MiB used, {volume.Available >> 20} MiB left; {volume.InodesPercent}% of {volume.Inodes} inodes; {place.Mount}");
            else
                part.CouldNotLook($"{UnixText.Shown(path)}: {error}");
        }
    });

    public static Part Memory(Scene scene) => Part.Of("memory.txt", "memory, load and pressure", part =>
    {
        foreach (var file in (string[])["/proc/meminfo", "/proc/loadavg", "/proc/uptime", "/proc/pressure/cpu", "/proc/pressure/io", "/proc/pressure/memory"])
            scene.File(part, file);
        part.Field("processors", Environment.ProcessorCount.ToString());
    });

    public static Part Time(Scene scene) => Part.Of("time.txt", "the time, the time zone and whether the clock is in step", part =>
    {
        part.Field("now", $"{scene.Clock.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        part.Field("here", $"{scene.Clock.GetLocalNow():yyyy-MM-dd'T'HH:mm:sszzz}, zone {scene.Clock.LocalTimeZone.Id}");
        part.Field("/etc/localtime", Symlink.Target(scene.Host.Below("/etc/localtime"), out var error) ?? error.ToString());
        if (!scene.Host.IsRunningHost)
            return;
        part.Field("clock in step", KernelClock.IsSynchronised(out error) switch { true => "yes", false => "no", null => $"the kernel does not tell: {error}" });
        part.Field("boot", Boot.Id);
    });

    public static Part Network(Scene scene) => Part.Of("network.txt", "addresses, routes and how names are looked up", part =>
    {
        if (scene.Host.IsRunningHost)
        {
            foreach (var address in OwnAddresses.All())
                part.Field("address", address.ToString());
            foreach (var name in (string[])["http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"])
                part.Field(name, Environment.GetEnvironmentVariable(name) is not { } value ? "not set" : name.EndsWith("_proxy", StringComparison.Ordinal) ? WithoutUser(value) : value);
        }
        foreach (var file in (string[])["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/proc/net/route", "/proc/net/ipv6_route", "/proc/net/dev"])
            scene.File(part, file);
    });

    /// <summary>What stands before the last @ of a proxy goes: its password may hold anything, and the scheme may be missing.</summary>
    internal static string WithoutUser(string proxy) => proxy.LastIndexOf('@') is >= 0 and var at ? Secret.Shown + proxy[at..] : proxy;
}
