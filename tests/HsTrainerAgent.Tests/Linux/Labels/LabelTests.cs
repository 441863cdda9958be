using System.Text;
using CsCheck;
using HsTrainerAgent.Linux.Labels;

namespace HsTrainerAgent.Tests.Linux.Labels;

public class LabelTests
{
    [Theory]
    [InlineData("system_u:object_r:container_file_t:s0\0", true)]
    [InlineData("u:r:container_file_t", true)]
    [InlineData("u:r:container_file_t:s0:c1,c2\0", true)]
    [InlineData("u:r:container_file_tx:s0", false)]
    [InlineData("u:r:container_file_:s0", false)]
    [InlineData("container_file_t:container_file_t:mnt_t:container_file_t", false)]
    [InlineData("container_file_t", false)]
    [InlineData("", false)]
    public void Only_the_whole_type_counts(string context, bool expected) =>
        Assert.Equal(expected, Label.IsOfType(Encoding.ASCII.GetBytes(context), "container_file_t"u8));

    [Theory]
    [InlineData("system_u:object_r:mnt_t:s0\0", "mnt_t", "s0", false)]
    [InlineData("system_u:object_r:container_file_t:s0:c12,c300\0", "container_file_t", "s0:c12,c300", true)]
    [InlineData("system_u:object_r:container_file_t:s0-s0:c0.c1023\0", "container_file_t", "s0-s0:c0.c1023", true)]
    [InlineData("system_u:object_r:mnt_t", "mnt_t", "", false)]
    public void A_context_has_a_type_and_a_level(string context, string type, string level, bool categories)
    {
        var label = Label.Parse(Encoding.ASCII.GetBytes(context))!;

        Assert.Equal((type, level, categories), (label.Type, label.Level, label.HasCategories));
        Assert.Equal(categories ? level : "", Encoding.ASCII.GetString(Label.Categories(Encoding.ASCII.GetBytes(context))));
    }

    [Fact]
    public void Comparing_bytes_and_parsing_agree() =>
        Gen.Char["ab:\0"].Array[0, 10].Select(chars => Encoding.ASCII.GetBytes(chars)).Sample(context =>
            Label.IsOfType(context, "ab"u8) == (context.IndexOfAnyExcept((byte)0) >= 0 && Label.Parse(context)?.Type == "ab"));
}
