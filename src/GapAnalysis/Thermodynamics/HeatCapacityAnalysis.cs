using GapCore;
using GapCore.Numerics;
using static System.FormattableString;

namespace GapAnalysis.Thermodynamics;

/// <summary>C_V(T) = (&lt;V^2&gt; - &lt;V&gt;^2)/(k_B T^2) + C_kin from simulations at several temperatures.</summary>
public static class HeatCapacityAnalysis
{
    private const int DefaultPoints = 201;

    /// <summary>Series in, curve out. The numbers do not depend on the number of threads.</summary>
    /// <exception cref="GapException">Argument: options; Numeric: temperatures whose energies have nothing in common.</exception>
    public static HeatCapacityReport Run(IReadOnlyList<EnergySeries> series, HeatCapacityOptions options)
    {
        EquilibratedSeries[] equilibrated =
            [.. series.Select(one => options.Equilibrated ? EquilibratedSeries.From(one) : EquilibratedSeries.Detect(one))];
        Ensemble[] ensembles = Ensemble.Of(equilibrated, options.Correlation);
        double[] temperatures = [.. options.Temperatures ?? Default(ensembles)];
        Require(ensembles, options, temperatures);
        Overlap[] overlaps = [.. ensembles.Zip(ensembles.Skip(1), Overlap.Of)];
        if (Array.Find(overlaps, overlap => overlap.Fraction == 0) is { } gap)
            throw new GapException(GapErrorKind.Numeric, Invariant(
                $"energies at {gap.Lower} and {gap.Upper} have nothing in common, expected simulations between, such as at {List(gap.Between)}"));

        double lowest = ensembles.Min(ensemble => ensemble.Lowest), highest = ensembles.Max(ensemble => ensemble.Highest);
        EnergyBins bins = options.BinWidth is { } width
            ? EnergyBins.OfWidth(lowest, highest, width)
            : EnergyBins.Number(lowest, highest, options.Bins);
        DensityOfStates Solve(Ensemble[] samples) => options.Method == HeatCapacityMethod.Mbar
            ? Mbar.Solve(samples, options.Boltzmann, lowest)
            : MultipleHistogram.Solve(samples, options.Boltzmann, bins);
        DensityOfStates states = Solve(ensembles);
        if (options.Correlation == Correlation.Common)
        {
            // The curve stays as it is, samples of all series weighing the same; what is drawn changes.
            equilibrated = [.. equilibrated.Select(one => one.About(states))];
            ensembles = Ensemble.Of(equilibrated, options.Correlation);
        }

        DensityOfStates? mbar = options.Method == HeatCapacityMethod.Both ? Mbar.Solve(ensembles, options.Boltzmann, lowest) : null;

        EquilibratedSeries[][] files = options.Resampling == Resampling.Files ? Files(equilibrated) : [];
        Ensemble[] Draw(SeededRandom random) => options.Resampling == Resampling.Files
            ? Ensemble.Of([.. Enumerable.Range(0, files.Length).SelectMany(_ => files[random.Next(files.Length)])], options.Correlation)
            : [.. ensembles.Select(ensemble => ensemble.Resample(random))];
        var curve = new Curve(states, temperatures, options);
        var draws = new Curve[options.Bootstrap];
        Parallel.For(0, draws.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, draw =>
        {
            // Each draw has a sequence of its own: the number of threads changes nothing.
            var random = new SeededRandom((long)(SeededRandom.At(options.Seed, draw) * (1L << 53)));
            draws[draw] = new Curve(Solve(Draw(random)), temperatures, options);
        });
        double? Error(Func<Curve, double> value) => draws.Length > 1 ? Deviation([.. draws.Select(value)]) : null;

        return new HeatCapacityReport(
            options, equilibrated, overlaps, states, mbar,
            [
                .. temperatures.Select((temperature, i) => new HeatCapacityPoint(
                    temperature, curve.Energies[i], Error(draw => draw.Energies[i]),
                    curve.HeatCapacities[i], Error(draw => draw.HeatCapacities[i]))),
            ],
            curve.Peak is not { } peak
                ? null
                : new HeatCapacityPeak(
                    peak.Temperature, Error(draw => draw.Top.Temperature), peak.HeatCapacity, Error(draw => draw.Top.HeatCapacity)),
            mbar is not null && new Curve(mbar, temperatures, options).Peak is { } other
                ? new HeatCapacityPeak(other.Temperature, null, other.HeatCapacity, null)
                : null);
    }

    /// <summary>Temperatures for a sentence.</summary>
    public static string List(IEnumerable<double> temperatures) =>
        string.Join(", ", temperatures.Select(temperature => Invariant($"{temperature:g4}")));

    private static IEnumerable<double> Default(Ensemble[] ensembles)
    {
        double low = ensembles[0].Temperature, high = ensembles[^1].Temperature;
        return high == low ? [low] : Enumerable.Range(0, DefaultPoints).Select(i => double.Lerp(low, high, (double)i / (DefaultPoints - 1)));
    }

    private static void Require(Ensemble[] ensembles, HeatCapacityOptions options, double[] temperatures)
    {
        if (options.Atoms < 3)
            throw new GapException(GapErrorKind.Argument, $"number of atoms is {options.Atoms}, expected at least 3");
        if (!(options.Boltzmann > 0))
            throw new GapException(GapErrorKind.Argument, $"Boltzmann's constant is {options.Boltzmann}, expected a positive number");
        if (temperatures.Length == 0 || !(temperatures[0] > 0)
            || temperatures.Zip(temperatures.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new GapException(GapErrorKind.Argument,
                $"temperatures of the curve are {(temperatures.Length > 0 ? List(temperatures.Take(5)) : "none")}, expected positive ascending numbers");
    }

    /// <summary>The series of each file.</summary>
    /// <exception cref="GapException">Argument: one file only, or files that have not all the same temperatures.</exception>
    private static EquilibratedSeries[][] Files(EquilibratedSeries[] series)
    {
        EquilibratedSeries[][] files = [.. series.GroupBy(one => one.Series.Source).Select(file => file.ToArray())];
        if (files.Length < 2)
            throw new GapException(GapErrorKind.Argument, "files to draw from: 1, expected several, each an independent run");
        HashSet<double> first = [.. files[0].Select(one => one.Series.Temperature)];
        if (Array.Find(files, file => !first.SetEquals(file.Select(one => one.Series.Temperature))) is { } other)
            throw new GapException(GapErrorKind.Argument,
                $"{other[0].Series.Source} has other temperatures than {files[0][0].Series.Source}, expected all in every file to draw from");
        return files;
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private sealed class Curve
    {
        public Curve(DensityOfStates states, double[] temperatures, HeatCapacityOptions options)
        {
            Energies = new double[temperatures.Length];
            HeatCapacities = new double[temperatures.Length];
            for (int i = 0; i < temperatures.Length; i++)
            {
                (Energies[i], double variance) = states.Moments(temperatures[i]);
                HeatCapacities[i] = variance / (options.Boltzmann * temperatures[i] * temperatures[i]) + options.KineticHeatCapacity;
            }

            Peak = HeatCapacityPeak.Of(temperatures, HeatCapacities);
            int top = Array.IndexOf(HeatCapacities, HeatCapacities.Max());
            Top = Peak ?? (temperatures[top], HeatCapacities[top]);
        }

        public double[] Energies { get; }

        public double[] HeatCapacities { get; }

        public (double Temperature, double HeatCapacity)? Peak { get; }

        /// <summary>The peak, or the higher end.</summary>
        public (double Temperature, double HeatCapacity) Top { get; }
    }
}
