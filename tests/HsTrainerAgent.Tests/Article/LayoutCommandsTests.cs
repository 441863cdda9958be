using System.Diagnostics;
using HsTrainerAgent.Article;

namespace HsTrainerAgent.Tests.Article;

public class LayoutCommandsTests
{
    [Fact]
    public void The_default_path_has_exactly_the_articles_commands() => Assert.Equal(
        [
            "rm .env", "touch .env", "mkdir -p /mnt/hs/trainer_media", "chown 1000:1000 /mnt/hs/trainer_media",
            "chcon -t container_file_t /mnt/hs/trainer_media", "mkdir -p /mnt/hs/postgres_trainer32_0", "chcon -R -t container_file_t /mnt/hs/postgres_trainer32_0",
        ],
        Layout.For("32.0.3", "/mnt/hs", out _)!.Commands);

    [Fact]
    public void The_database_folder_of_v28_is_labelled_but_not_made() => Assert.Equal(
        [
            "rm .env", "touch .env", "mkdir -p /mnt/hs/media", "chown 1000:1000 /mnt/hs/media",
            "chcon -t container_file_t /mnt/hs/media", "chcon -R -t container_file_t /mnt/hs/postgresql",
        ],
        Layout.For("28.0.10", "/mnt/hs", out _)!.Commands);

    [Theory]
    [InlineData(null, "HS_PATH={0}\n")]
    [InlineData("", "HS_PATH={0}\n")]
    [InlineData("A=1", "A=1\nHS_PATH={0}\n")]
    [InlineData("A=1\nHS_PATH=/old\nexport HS_PATH=/older\n# HS_PATH=/no\nMY_HS_PATH=2\n", "A=1\n# HS_PATH=/no\nMY_HS_PATH=2\nHS_PATH={0}\n")]
    public void The_commands_of_another_path_work_in_bash_and_keep_other_lines(string? before, string after)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "chown to 1000:1000 needs root");
        var folder = Directory.CreateTempSubdirectory("layout it's-").FullName;
        try
        {
            var env = Path.Combine(folder, ".env");
            if (before is not null)
                File.WriteAllText(env, before);
            var layout = Layout.For("32.0.3", folder + "/HS", out _)!;
            // chcon needs SELinux in the kernel; here it only shows what it was asked.
            var script = "set -e\nchcon() { printf '%s\\n' \"$*\" >> chcon.log; }\n" + string.Join('\n', layout.Commands);

            using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder })!;
            bash.WaitForExit();

            Assert.Equal(0, bash.ExitCode);
            Assert.Equal(string.Format(after, $"'{layout.Path.Replace("'", @"'\''")}'"), File.ReadAllText(env));
            Assert.True(Directory.Exists(layout.MediaPath) && Directory.Exists(layout.DatabasePath));
            Assert.Equal([$"-t container_file_t {layout.MediaPath}", $"-R -t container_file_t {layout.DatabasePath}"], File.ReadAllLines(folder + "/chcon.log"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
