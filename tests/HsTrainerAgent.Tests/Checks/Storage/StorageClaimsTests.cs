using HsTrainerAgent.Checks;
using HsTrainerAgent.Checks.Storage;
using HsTrainerAgent.Claims;

namespace HsTrainerAgent.Tests.Checks.Storage;

/// <summary>What other machines have left beside the data, and what others may have put there.</summary>
public sealed class StorageClaimsTests : IDisposable
{
    private const string Own = "0a1b2c3d4e5f60718293a4b5c6d7e8f9", Other = "3f2a91c07b6d4e5f8091a2b3c4d5e6f7", Folder = "/mnt/hs/" + ClaimFolder.Name;

    private readonly TrainerHost host = new();

    public StorageClaimsTests() => host.Write("/etc/machine-id", Own + "\n");

    private static Claim Of(string machine, string version = "32.0.3", string name = "trainer02") =>
        new(machine, name, version, DateTimeOffset.Parse("2026-11-20T08:30:00Z"), "b00t", "0.1.0");

    private void Leave(Claim claim) => host.Write($"{Folder}/{claim.FileName}", System.Text.Encoding.UTF8.GetString(claim.ToJson()));

    private CheckOutcome Look(string version = "32.0.3") => host.Look(new StorageCheck(), version);

    [Fact]
    public void A_claim_of_another_machine_for_the_same_version_names_it_and_the_cure()
    {
        Leave(Of(Own));
        Leave(Of(Other));

        Assert.Equal(
            [
                "error storage.shared-with-host /mnt/hs: trainer02 (machine id 3f2a91c0…) started 32.0.3 here at 2026-11-20 08:30:00Z, in trainer_media and postgres_trainer32_0, "
                + "not used by this machine alone; # Give each machine a disk of its own; where the other no longer uses this one: "
                + $"rm /mnt/hs/.hs-trainer-agent/claim-32.0.3-{Other}.json",
            ],
            Look().Lines());
    }

    [Theory]
    // Another patch version has the same database folder, another major version the same media folder.
    [InlineData("32.0.5", "in trainer_media and postgres_trainer32_0")]
    [InlineData("32.0.1", "in postgres_trainer32_0")]
    [InlineData("33.1", "in trainer_media")]
    [InlineData("of-their-own", "started of-their-own here")]
    public void Another_version_collides_where_the_folders_are_the_same(string version, string words)
    {
        Leave(Of(Other, version));

        Assert.Contains(words, Assert.Single(Look().Findings).Observed);
    }

    [Fact]
    public void A_version_with_other_folders_and_this_machines_own_claims_are_no_finding()
    {
        Leave(Of(Other, "30.0.7"));
        Leave(Of(Own));
        Leave(Of(Own, "33.0"));
        Leave(Of(Own, name: "the-name-before"));

        Assert.Equal((CheckStatus.InSync, null), (Look().Status, Look().Reason));
    }

    [Fact]
    public void Many_machines_are_one_finding_that_tells_the_first()
    {
        foreach (var digit in "12345")
            Leave(Of(new string(digit, 32), name: "trainer0" + digit));

        var finding = Assert.Single(Look().Findings);
        Assert.EndsWith("; and 2 more", finding.Observed);
        Assert.Equal(5, finding.Fix.Split(".json").Length - 1);
    }

    [Fact]
    public void With_claims_turned_off_none_is_looked_at()
    {
        Leave(Of(Other));

        Assert.Equal(CheckStatus.InSync, host.Look(new StorageCheck(), claims: false).Status);
    }

    [Fact]
    public void Damaged_oversized_and_odd_files_are_unknown_and_the_others_are_still_read()
    {
        Leave(Of(Other));
        host.Write(Folder + "/claim-a.json", "{");
        host.Write(Folder + "/claim-b.json", new string(' ', 5000));
        host.Write(Folder + "/claim-c.json", """{"machine":"../../etc","host":"x","version":"1","at":"2026-11-20T08:30:00Z"}""");
        host.Write(Folder + "/claim-d.json", """{"machine":7}""");
        host.Write(Folder + "/claim-e.json", "[]");
        host.Run($"mkfifo {Folder}/claim-f.json && mkdir {Folder}/claim-g.json && ln -s nowhere {Folder}/claim-h.json && touch {Folder}/.claim-x.json.7 {Folder}/notes.txt");

        var outcome = Look();

        Assert.Single(outcome.Findings);
        Assert.Equal(
            string.Join("; ", new[] { "a.json is damaged", "b.json is too large", "c.json is damaged", "d.json is damaged", "e.json is damaged", "f.json is no regular file", "g.json is a folder" }
                .Select(words => $"{Folder}/claim-{words}")),
            outcome.Reason);
    }

    [Fact]
    public void What_a_hostile_claim_says_is_shown_harmless_and_short()
    {
        Leave(Of(Other, name: "evil\u001b[2J\n" + new string('x', 3000)));

        var observed = Assert.Single(Look().Findings).Observed;
        Assert.DoesNotContain(observed, char.IsControl);
        Assert.InRange(observed.Length, 1, 300);
    }

    [Fact]
    public void More_files_than_any_fleet_has_are_not_all_read()
    {
        foreach (var number in Enumerable.Range(0, 200))
            host.Write($"{Folder}/claim-{number:000}.json", "{");

        Assert.Equal(65, Look().Reason!.Split("; ").Length);
        Assert.StartsWith($"{Folder} holds more than 64 claims; ", Look().Reason);
    }

    [Fact]
    public void A_folder_that_others_may_write_is_not_believed()
    {
        Leave(Of(Other));
        host.Run($"chmod 777 {Folder}");

        Assert.Equal((CheckStatus.Unknown, $"{Folder} can be written by others (mode 0777), so claims in it are not believed"), (Look().Status, Look().Reason));
    }

    [Fact]
    public void A_symlink_in_the_folders_place_is_not_followed()
    {
        host.Run("mkdir /mnt/elsewhere");
        Directory.CreateSymbolicLink(host.File(Folder), "/mnt/elsewhere");

        Assert.Equal($"{Folder} is a symbolic link, so claims in it are not believed", Look().Reason);
    }

    [Fact]
    public void On_nfs_and_where_nfs_is_mounted_in_the_folders_place_nothing_is_read()
    {
        Leave(Of(Other));
        host.Mounts($"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / {Folder} rw - nfs4 nas:/x rw\n");
        Assert.Equal($"{Folder} was not touched, as it lies on nfs4 (nas:/x) mounted at {Folder}", Look().Reason);

        host.Mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt/hs rw - nfs4 nas:/x rw\n");
        Assert.Equal(["storage.shared-filesystem"], Look().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Without_a_machine_id_whose_they_are_is_unknown()
    {
        host.Write("/etc/machine-id", "uninitialized\n");
        Assert.Equal(CheckStatus.InSync, Look().Status);
        Leave(Of(Other));

        Assert.Equal((CheckStatus.Unknown, $"whose claims lie in {Folder} cannot be told: /etc/machine-id holds no id"), (Look().Status, Look().Reason));
    }

    [Theory]
    [InlineData("trainer02", "other-boot", 1, true)]
    // Renamed since, restarted since, or of this very boot.
    [InlineData("trainer02", "this-boot", 1, false)]
    [InlineData("trainer01", "other-boot", 1, false)]
    [InlineData("trainer02", "other-boot", -1, false)]
    [InlineData("trainer02", "", 1, false)]
    public void A_copy_of_this_machine_with_the_same_id_is_told_by_name_and_boot(string name, string boot, int hoursAfterBoot, bool told)
    {
        var since = DateTimeOffset.Parse("2026-11-20T08:00:00Z");
        var self = new ThisMachine(Own, "trainer01", "this-boot", since);
        var claim = Of(Own, name: name) with { Boot = boot, At = since.AddHours(hoursAfterBoot) };

        var findings = ClaimDrift.Of("/mnt/hs", [new FoundClaim("/mnt/hs/f", claim)], "32.0.3", self);

        Assert.Equal(told, findings.Any(finding => finding.Observed.EndsWith("has this machine's id: one is a copy of the other", StringComparison.Ordinal)));
    }

    public void Dispose() => host.Dispose();
}
