using System.CommandLine;
using System.Text.Json.Nodes;
using HsTrainerAgent.Cli;

namespace HsTrainerAgent.Tests.Cli;

public class LayoutVerbTests
{
    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        var root = new RootCommand { LayoutVerb.Create() };
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = root.Parse(["layout", .. args]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    [Fact]
    public void Text_is_an_aligned_table_with_the_commands() => Assert.Equal((0, """
        Trainer 32.0.3 with HS_PATH /mnt/hs

                    path                          owner      SELinux type
          media     /mnt/hs/trainer_media         1000:1000  container_file_t
          database  /mnt/hs/postgres_trainer32_0  -          container_file_t (recursive)
          .env      empty

        Commands, as root in the bundle's folder; from chcon on only where SELinux is enabled:

          rm .env
          touch .env
          mkdir -p /mnt/hs/trainer_media
          chown 1000:1000 /mnt/hs/trainer_media
          chcon -t container_file_t /mnt/hs/trainer_media
          mkdir -p /mnt/hs/postgres_trainer32_0
          chcon -R -t container_file_t /mnt/hs/postgres_trainer32_0

        Then, with the URL without its trailing slash:

          sudo bash run.sh trainer <main application URL> <access token>

        """, ""), Run("--version", "v32.0.3"));

    [Fact]
    public void Sh_is_nothing_but_the_commands() => Assert.Equal((0, """
        touch .env
        sed -i -E -e '/^[[:space:]]*(export[[:space:]]+)?HS_PATH=/d' -e '$a\' .env
        echo HS_PATH=/app/HS >> .env
        mkdir -p /app/HS/media
        chown 1000:1000 /app/HS/media
        chcon -t container_file_t /app/HS/media
        mkdir -p /app/HS/postgres_trainer31_0
        chcon -R -t container_file_t /app/HS/postgres_trainer31_0

        """, ""), Run("--version", "31.0.11", "--path", "/app/HS", "--output", "sh"));

    [Fact]
    public void Json_has_the_shape_of_the_contract()
    {
        var (code, output, error) = Run("--version", "30.0.7", "--path", "/app/HS", "--output", "json");

        Assert.Equal((0, ""), (code, error));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "version": "30.0.7", "path": "/app/HS",
              "media": { "path": "/app/HS/media", "owner": "1000:1000" },
              "database": { "path": "/app/HS/postgres_trainer30_0" },
              "environment": ["HS_PATH=/app/HS"],
              "labels": [
                { "path": "/app/HS/media", "type": "container_file_t", "recursive": false },
                { "path": "/app/HS/postgres_trainer30_0", "type": "container_file_t", "recursive": true }
              ],
              "commands": [
                "touch .env", "sed -i -E -e '/^[[:space:]]*(export[[:space:]]+)?HS_PATH=/d' -e '$a\\' .env", "echo HS_PATH=/app/HS >> .env",
                "mkdir -p /app/HS/media", "chown 1000:1000 /app/HS/media", "chcon -t container_file_t /app/HS/media",
                "mkdir -p /app/HS/postgres_trainer30_0", "chcon -R -t container_file_t /app/HS/postgres_trainer30_0"
              ]
            }
            """), JsonNode.Parse(output)), output);
        Assert.Contains(".env\"", output);
        Assert.EndsWith("}\n", output);
    }

    [Theory]
    [InlineData("29.1", "hs-trainer-agent: version 29.1 has no documented layout: the article's tables leave 29.x out\n")]
    [InlineData("next", "hs-trainer-agent: 'next' is no version (expected something like 32.0.3), so it has no documented layout\n")]
    public void An_unknown_version_is_refused_with_the_reason_and_nothing_else(string version, string expected)
    {
        foreach (var output in new[] { "text", "json", "sh" })
            Assert.Equal((3, "", expected), Run("--version", version, "--output", output));
    }
}
