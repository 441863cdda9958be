using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

internal static class MountFixture
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Mounts", name + ".txt"));

    public static MountTable Table(string name) => new(MountInfo.Parse(Bytes(name)));
}
