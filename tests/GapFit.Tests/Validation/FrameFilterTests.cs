using GapCore;
using GapFit.Validation;

namespace GapFit.Tests.Validation;

public sealed class FrameFilterTests
{
    [Theory]
    [InlineData("size=3", true)]
    [InlineData("size!=3", false)]
    [InlineData("size>3", false)]
    [InlineData("size>=3", true)]
    [InlineData("size<3", false)]
    [InlineData("size <= 3", true)]
    [InlineData("config_type=row", true)]
    [InlineData("config_type!=row", false)]
    [InlineData("config_type=dimer", false)]
    [InlineData("split=train", false)]
    [InlineData("split!=train", true)]
    [InlineData("note=a=b", true)]
    public void Conditions_hold_or_not(string condition, bool holds) =>
        Assert.Equal(holds, FrameFilter.Parse(condition).Accepts(SmallModel.Row(3, 3.0, "config_type=row note=\"a=b\"")));

    [Theory]
    [InlineData("size")]
    [InlineData("size=many")]
    [InlineData("=3")]
    [InlineData("config_type>row")]
    [InlineData("size!3")]
    [InlineData("")]
    public void Other_conditions_are_refused(string condition) =>
        Assert.Contains("expected", Assert.Throws<GapException>(() => FrameFilter.Parse(condition)).Message);
}
