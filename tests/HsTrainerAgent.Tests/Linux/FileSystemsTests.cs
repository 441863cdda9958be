using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Tests.Linux;

public class FileSystemsTests
{
    [Theory]
    [InlineData("nfs"), InlineData("nfs4"), InlineData("cifs"), InlineData("smb3"), InlineData("smbfs"), InlineData("ceph"), InlineData("glusterfs")]
    [InlineData("lustre"), InlineData("gpfs"), InlineData("beegfs"), InlineData("afs"), InlineData("9p"), InlineData("virtiofs"), InlineData("gfs2"), InlineData("ocfs2")]
    [InlineData("fuse.sshfs"), InlineData("fuse.s3fs"), InlineData("fuse.glusterfs"), InlineData("fuse.ceph"), InlineData("fuse.ceph-fuse"), InlineData("fuse.never-heard-of"), InlineData("fuse")]
    public void Shared(string type) => Assert.Equal(FileSystemNature.Shared, FileSystems.NatureOf(type));

    [Theory]
    [InlineData("ext4"), InlineData("xfs"), InlineData("btrfs"), InlineData("zfs"), InlineData("tmpfs"), InlineData("overlay"), InlineData("fuseblk")]
    [InlineData("fuse.fuse-overlayfs"), InlineData("nfsd"), InlineData("vfat")]
    public void Local(string type) => Assert.Equal(FileSystemNature.Local, FileSystems.NatureOf(type));

    [Fact]
    public void Autofs_is_an_automount() => Assert.Equal(FileSystemNature.Automount, FileSystems.NatureOf("autofs"));
}
