using System.Globalization;
using System.Xml.Linq;
using GapCore.IO.ExtendedXyz;
using GapFit.Validation;

namespace GapFit.Tests.Validation;

public sealed class ParityPlotTests
{
    private static XElement Plot(bool keepForces, params IEnumerable<ExtendedXyzFrame> frames)
    {
        var text = new StringWriter();
        ParityPlot.Write(text, Validator.Validate(SmallModel.Potential, frames, new ValidationOptions { KeepForces = keepForces }));
        return XDocument.Parse(text.ToString()).Root!;
    }

    private static XElement[] Points(XElement plot) => [.. plot.Descendants().Where(element => element.Name.LocalName == "circle")];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Has_a_point_for_every_energy_and_force_component()
    {
        ExtendedXyzFrame[] frames =
        [
            SmallModel.WithData(SmallModel.Row(2, 3.0), 0.1, [0.1, 0, 0, 0, 0, 0]),
            SmallModel.WithData(SmallModel.Row(3, 3.0), -0.1, [0.1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ];
        Assert.Equal(2 + 6 + 9, Points(Plot(true, frames)).Length);
        Assert.Equal(2, Points(Plot(false, frames)).Length);
    }

    [Fact]
    public void Perfect_predictions_lie_on_the_diagonal()
    {
        XElement plot = Plot(false, SmallModel.WithData(SmallModel.Row(2, 3.0), 0), SmallModel.WithData(SmallModel.Row(2, 3.3), 0));
        XElement diagonal = plot.Descendants().Single(element => element.Name.LocalName == "line");
        double sum = Number(diagonal, "x1") + Number(diagonal, "y1");
        Assert.All(Points(plot), point => Assert.Equal(sum, Number(point, "cx") + Number(point, "cy"), 0.11));
    }

    [Fact]
    public void One_configuration_can_be_drawn() =>
        Assert.Single(Points(Plot(false, SmallModel.WithData(SmallModel.Row(2, 3.0), 0))));

    [Theory]
    [InlineData(10, 10, 10)]
    [InlineData(11, 10, 6)]
    [InlineData(35, 10, 9)]
    public void Many_points_are_thinned_evenly(int points, int most, int left)
    {
        List<(double X, double Y)> pairs = [.. Enumerable.Range(0, points).Select(i => ((double)i, 0.0))];
        List<(double X, double Y)> thinned = ParityPlot.Thinned(pairs, most);
        Assert.Equal(left, thinned.Count);
        Assert.Single(thinned.Zip(thinned.Skip(1), (one, next) => next.X - one.X).Distinct());
    }
}
