using System.Text;
using CsCheck;
using HsTrainerAgent.Broker;

namespace HsTrainerAgent.Tests.Broker;

public class BrokerRequestTests
{
    [Theory]
    [InlineData("restart 32.0.3\n", RequestKind.Restart, "32.0.3")]
    [InlineData("start a\n", RequestKind.Start, "a")]
    [InlineData("repair GPU_1-b.2\n", RequestKind.Repair, "GPU_1-b.2")]
    [InlineData("guard 123456789012345678901234567890123456789012345678\n", RequestKind.Guard, "123456789012345678901234567890123456789012345678")]
    [InlineData("restart 123456789012345678901234567890123456789012345678\n", RequestKind.Restart, "123456789012345678901234567890123456789012345678")]
    public void A_request_is_a_verb_and_a_name(string line, object verb, string name) =>
        Assert.Equal(new BrokerRequest((RequestKind)verb, name), BrokerRequest.Parse(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("restart")]
    [InlineData("restart 32.0.3")]
    [InlineData("restart \n")]
    [InlineData("restart  32.0.3\n")]
    [InlineData(" restart 32.0.3\n")]
    [InlineData("restart 32.0.3 \n")]
    [InlineData("restart 32.0.3\r\n")]
    [InlineData("restart 32.0.3\nrestart 32.0.3\n")]
    [InlineData("Restart 32.0.3\n")]
    [InlineData("stop 32.0.3\n")]
    [InlineData("guard\n")]
    [InlineData("guard 32.0.3 settings-changed\n")]
    [InlineData("guard 1234567890123456789012345678901234567890123456789\n")]
    [InlineData("restart -x\n")]
    [InlineData("restart .x\n")]
    [InlineData("restart ../x\n")]
    [InlineData("restart x/y\n")]
    [InlineData("restart x@y\n")]
    [InlineData("restart x\0\n")]
    [InlineData("restart é\n")]
    [InlineData("restart 1234567890123456789012345678901234567890123456789\n")]
    public void Anything_else_is_none(string line) => Assert.Null(BrokerRequest.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Whatever_is_taken_for_a_request_is_one_in_every_byte() =>
        Gen.OneOf(Gen.Byte.Array, Gen.Char["restapi 0.3-_\n@/"].Array.Select(chars => Encoding.ASCII.GetBytes("restart " + new string(chars) + "\n"))).Sample(bytes =>
            Assert.True(BrokerRequest.Parse(bytes) is not { } request || (request.Line.AsSpan().SequenceEqual(bytes) && bytes.Length <= 64)));

    [Theory]
    [InlineData("done 0123\n", BrokerVerdict.Done, "0123")]
    [InlineData("failed it: exit-code\n", BrokerVerdict.Failed, "it: exit-code")]
    [InlineData("refused no\n", BrokerVerdict.Refused, "no")]
    [InlineData("", BrokerVerdict.Lost, "the broker went away without an answer; see: journalctl -u 'hs-trainer-agent-broker*'")]
    [InlineData("done 01", BrokerVerdict.Lost, "the broker went away without an answer; see: journalctl -u 'hs-trainer-agent-broker*'")]
    [InlineData("whatever\n", BrokerVerdict.Lost, "the broker went away without an answer; see: journalctl -u 'hs-trainer-agent-broker*'")]
    public void An_answer_that_is_cut_off_is_lost_and_never_done(string line, object verdict, string text) =>
        Assert.Equal(new BrokerAnswer((BrokerVerdict)verdict, text), BrokerAnswer.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void An_answer_stays_one_line() =>
        Assert.Equal("refused a b\n", Encoding.UTF8.GetString(new BrokerAnswer(BrokerVerdict.Refused, "a\nb").Line));

    [Fact]
    public void An_answer_cannot_steer_the_terminal_that_it_is_shown_on() =>
        Assert.Equal(@"a.service failed: \x1b[2J\nexit-code", BrokerAnswer.Parse("failed a.service failed: \x1b[2J\nexit-code\n"u8).Text);
}
