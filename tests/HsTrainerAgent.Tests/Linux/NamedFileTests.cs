using HsTrainerAgent.Linux;
using HsTrainerAgent.Settings;

namespace HsTrainerAgent.Tests.Linux;

public sealed class NamedFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("named-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_in_a_hidden_folder_is_hidden_and_not_missing_also_behind_a_symlink()
    {
        using var hidden = HiddenFolder.Make(folder + "/private");
        File.CreateSymbolicLink(folder + "/key.pem", "private/key.pem");

        foreach (var name in new[] { "/private/key.pem", "/key.pem" })
            Assert.Equal($"is hidden from this service: its own unit makes {folder}/private inaccessible", NamedFile.Read(folder + name, 100).Wrong);
    }

    [Fact]
    public void A_hidden_file_is_hidden_and_not_empty()
    {
        using var hidden = HiddenFolder.MakeFile(folder + "/krb5.keytab");

        Assert.Equal(FileProblem.Hidden, NamedFile.Read(folder + "/krb5.keytab", 100).Problem);
    }

    [Fact]
    public void What_nothing_hides_is_told_as_it_is()
    {
        File.WriteAllText(folder + "/empty", "");

        Assert.Equal(FileProblem.Missing, NamedFile.Read(folder + "/none", 100).Problem);
        Assert.Equal(FileProblem.None, NamedFile.Read(folder + "/empty", 100).Problem);
    }

    [Fact]
    public void A_hidden_tokenFile_is_an_error_of_the_settings_with_the_cure()
    {
        using var hidden = HiddenFolder.Make(folder + "/private");

        var wrong = TokenIn.File(new HostPaths("/"), folder + "/private/token", out _);

        Assert.Equal(($"names a file that is hidden from this service: its own unit makes {folder}/private inaccessible",
            $"copy it to where the service may look, and name it there: install -D -o root -g hs-trainer-agent -m 0640 {folder}/private/token /etc/hs-trainer-agent/token", false), wrong);
    }
}
