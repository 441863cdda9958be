using System.Text;
using System.Text.Json.Nodes;
using HsTrainerAgent.Checks;
using HsTrainerAgent.Cli.Output;

namespace HsTrainerAgent.Tests.Cli.Output;

public sealed class CheckJsonTests
{
    private static string Written(params CheckOutcome[] outcomes)
    {
        using var output = new MemoryStream();
        CheckJson.Write(output, Outcomes.Report(outcomes));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Fact]
    public void The_report_has_the_contracts_shape_and_key_order() => Assert.Equal("""
        {
          "host": "trainer01",
          "at": "2026-11-22T16:00:00Z",
          "status": "drift",
          "exitCode": 2,
          "checks": [
            {
              "name": "storage",
              "trainer": "32.0.3",
              "status": "drift",
              "reason": null,
              "elapsedMs": 1.9,
              "findings": [
                {
                  "code": "storage.media-owner",
                  "severity": "error",
                  "subject": "/mnt/hs/trainer_media",
                  "desired": "1000:1000",
                  "observed": "0:0",
                  "fix": "chown 1000:1000 /mnt/hs/trainer_media"
                }
              ]
            },
            {
              "name": "api",
              "trainer": null,
              "status": "in-sync",
              "reason": null,
              "elapsedMs": 231.4,
              "findings": [],
              "facts": {
                "version": "42.0.0"
              }
            },
            {
              "name": "host",
              "trainer": null,
              "status": "unknown",
              "reason": "no answer within 10 s",
              "elapsedMs": 10004.0,
              "findings": []
            }
          ]
        }

        """, Written(Outcomes.Drift(Outcomes.Owner()), Outcomes.Good(facts: new JsonObject { ["version"] = "42.0.0" }), Outcomes.Unknown()));

    [Fact]
    public void Letters_of_every_script_stay_and_control_characters_are_escaped()
    {
        var written = Written(Outcomes.Drift(Outcomes.Owner("/mnt/höhle/世界/'a'<b>&\e[2J\u009b\u007f\n")));

        Assert.Contains(@"""subject"": ""/mnt/höhle/世界/'a'<b>&\u001B[2J\u009B\u007F\n""", written);
        Assert.Equal("/mnt/höhle/世界/'a'<b>&\e[2J\u009b\u007f\n", JsonNode.Parse(written)!["checks"]![0]!["findings"]![0]!["subject"]!.GetValue<string>());
    }

    [Fact]
    public void A_name_that_is_no_text_does_not_break_the_report()
    {
        var subject = JsonNode.Parse(Written(Outcomes.Drift(Outcomes.Owner("/mnt/hs/\udcff"))))!["checks"]![0]!["findings"]![0]!["subject"]!.GetValue<string>();

        Assert.Equal("/mnt/hs/\ufffd", subject);
    }
}
