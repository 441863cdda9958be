using HsTrainerAgent.Applying;

namespace HsTrainerAgent.Tests.Applying;

public class AttemptsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);
    private static readonly Fingerprint A = new(new string('a', 64));
    private static readonly Fingerprint B = new(new string('b', 64));

    [Fact]
    public void Failures_wait_thirty_seconds_at_first_and_an_hour_at_most()
    {
        var waits = new List<double>();
        var attempts = Attempts.None.For(A);
        for (var i = 0; i < 9; i++)
        {
            attempts = attempts.Failed($"run{i}", "exit 7", Now, jitter: 0.5);
            waits.Add((attempts.NextAt!.Value - Now).TotalSeconds);
        }
        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600], waits);
        Assert.Equal(27, (Attempts.None.For(A).Failed("r", "x", Now, 0).NextAt!.Value - Now).TotalSeconds, 3);
        Assert.Equal(33, (Attempts.None.For(A).Failed("r", "x", Now, 1).NextAt!.Value - Now).TotalSeconds, 3);
    }

    [Fact]
    public void Another_fingerprint_resets_count_backoff_and_hold_but_not_what_was_counted()
    {
        var failed = Attempts.None.For(A).Starting().Failed("run1", "exit 7", Now, 0).Holding("no", Now);

        Assert.Same(failed, failed.For(A));
        Assert.Equal(new Attempts { Fingerprint = B.Hex, StartedFingerprint = A.Hex, CountedRun = "run1" }, failed.For(B));
    }

    [Fact]
    public void A_hold_keeps_its_beginning_while_its_reason_changes()
    {
        var held = Attempts.None.For(A).Holding("401", Now).Holding("503", Now.AddMinutes(5));

        Assert.Equal(("503", Now), (held.Held, held.HeldSince));
    }

    [Fact]
    public void What_was_written_is_read_again_and_what_is_damaged_counts_as_nothing()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var file = Path.Combine(folder, "sub", "32.0.3.json");
        var attempts = Attempts.None.For(A).Failed("run1", "exit 7", Now, 0);

        attempts.Write(file);

        Assert.Equal(attempts, Attempts.Read(file));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        File.WriteAllText(file, "{ half");
        Assert.Equal(Attempts.None, Attempts.Read(file));
        TemporaryFolder.Delete(folder);
    }
}
