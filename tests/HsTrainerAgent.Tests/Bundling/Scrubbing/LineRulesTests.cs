namespace HsTrainerAgent.Tests.Bundling.Scrubbing;

public sealed class LineRulesTests
{
    [Theory]
    [InlineData("Authorization: Bearer abc def", "Authorization: ***")]
    [InlineData("\"authorization\": \"Basic dXNlcjpw\", x", "\"authorization\": ***")]
    [InlineData("curl -H 'Authorization: Token abc' https://x", "curl -H 'Authorization: ***")]
    [InlineData("Set-Cookie: session=abc; Path=/", "Set-Cookie: ***")]
    [InlineData("got bearer abc", "got bearer ***")]
    public void Headers_lose_what_they_say(string line, string clean) => Assert.Equal(clean + "\n", Scrubbed.Lines(line));

    [Theory]
    [InlineData("https://user:password@host/path", "https://***@host/path")]
    [InlineData("https://token@host and https://a:p@ss@other:8443", "https://***@host and https://***@other:8443")]
    [InlineData("https://host/a@b", "https://host/a@b")]
    public void A_URL_loses_its_user(string line, string clean) => Assert.Equal(clean + "\n", Scrubbed.Lines(line));

    [Theory]
    [InlineData("mount -o username=me,password=abc,vers=3", "mount -o username=me,password=***,vers=3")]
    [InlineData("GET /x?token=abc&y=1", "GET /x?token=***&y=1")]
    [InlineData("{\"db_password\": \"a b\", \"x\": 1}", "{\"db_password\": \"***\", \"x\": 1}")]
    [InlineData("PASSWORD='a b' next", "PASSWORD='***' next")]
    [InlineData("{\\\"secret\\\":\\\"abc\\\"}", "{\\\"secret\\\":\\\"***\\\"}")]
    [InlineData("api.token  the application rejects it", "api.token  the application rejects it")]
    [InlineData("\"tokenFile\": \"/etc/token\"", "\"tokenFile\": \"/etc/token\"")]
    [InlineData("\"code\": \"api.token\", \"severity\": \"error\"", "\"code\": \"api.token\", \"severity\": \"error\"")]
    public void Values_go_by_their_names(string line, string clean) => Assert.Equal(clean + "\n", Scrubbed.Lines(line));

    [Theory]
    [InlineData("      desired   CA=/etc/ca.pem, PIN=1234", "      desired   CA=***")]
    [InlineData("        cp -p /x/.env /x/.env.bak && echo 'PW=it'\\''s' >> /x/.env", "        cp -p /x/.env /x/.env.bak && echo 'PW=***")]
    [InlineData(@"        printf '%s\n' A=b $'C=it\'s\t' > /x/.env", @"        printf '%s\n' A=***")]
    [InlineData("        echo $'A=it\\'s\\t' > /x/.env", "        echo $'A=***")]
    [InlineData("Nov 23 host hs-trainer-agent[1]: /x/.env: CA is not set; should be: CA=/etc/ca.pem, since 5 min", "Nov 23 host hs-trainer-agent[1]: /x/.env: CA is not set; should be: CA=***")]
    [InlineData(""" "desired": "A=b, C=\"d\"", "observed": "A is not set" """, """ "desired": "A=***", "observed": "A is not set" """)]
    [InlineData("""{"HS_DESIRED":"A=b","HS_FIX":"printf '%s\\n' 'A=b' 'C=\"d\\' > /x","PRIORITY":"4"}""", """{"HS_DESIRED":"A=***","HS_FIX":"printf '%s\\n' 'A=***","PRIORITY":"4"}""")]
    [InlineData("""{"MESSAGE":"x; should be: A=b \\""", """{"MESSAGE":"x; should be: A=***""")]
    [InlineData("""      "desired": "owned by root", "observed": "A=b",""", """      "desired": "owned by root", "observed": "A=b",""")]
    [InlineData("echo the mode=0755; desired  at least 32 GB", "echo the mode=0755; desired  at least 32 GB")]
    public void A_finding_and_its_cure_lose_the_values_of_variables(string line, string clean) => Assert.Equal(clean + "\n", Scrubbed.Lines(line));

    [Fact]
    public void Of_a_private_key_only_its_ends_are_left() => Assert.Equal(
        "a\n-----BEGIN RSA PRIVATE KEY----- *** \n\n\n-----END RSA PRIVATE KEY-----\nb\n-----BEGIN CERTIFICATE-----\nMIIB\n",
        Scrubbed.Lines("a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----\nb\n-----BEGIN CERTIFICATE-----\nMIIB"));

    [Fact]
    public void A_private_key_on_one_line_goes_too() =>
        Assert.Equal("x -----BEGIN PRIVATE KEY----- *** -----END PRIVATE KEY----- y\n", Scrubbed.Lines(@"x -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- y"));

    [Fact]
    public void What_steers_a_terminal_is_shown_and_what_is_no_UTF_8_too() => Assert.Equal("?[31mred\té\n", Scrubbed.Lines("\e[31mred\té\r\n"));

    [Fact]
    public void The_rest_of_a_line_without_end_is_left_out()
    {
        var clean = Scrubbed.Lines(new string('a', 200_000) + " https://user:" + new string('b', 200_000) + "@host\nnext\n");

        Assert.DoesNotContain("b", clean[..200_020].Replace("bytes", ""));
        Assert.EndsWith("[the rest of a line of more than 262144 bytes was left out]\nnext\n", clean);
    }
}
