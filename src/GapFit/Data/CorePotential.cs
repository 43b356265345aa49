using System.Text;
using GapCore;
using GapCore.Evaluation;
using GapCore.IO;
using GapCore.IO.QuipXml;
using GapCore.Neighbours;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Data;

/// <summary>
/// The core potential that a GAP is fitted on top of (gap-math 7.7): its energies, forces and virials are taken off the targets. Atoms of
/// species that it does not know feel nothing of it. Not thread-safe.
/// </summary>
internal sealed class CorePotential : IDisposable
{
    private const long LargestFile = 1 << 26;

    private readonly GapEvaluator _evaluator;
    private readonly NeighbourList _neighbours = new();
    private readonly EvaluationResult _result = new();

    private CorePotential(string xml, GlueDefinition definition, string source)
    {
        Xml = xml;
        Definition = definition;
        _evaluator = new GapEvaluator(GapPotential.FromDefinition(new GapDefinition
        {
            Label = "core",
            GapVersion = 0,
            IsolatedAtomEnergies = new double[GapCore.Atoms.Elements.MaxAtomicNumber + 1],
            Coordinates = [],
            Core = definition,
            Source = source,
        }));
    }

    public GlueDefinition Definition { get; }

    /// <summary>The file's text.</summary>
    public string Xml { get; }

    /// <summary>Range (A).</summary>
    public double Cutoff => _evaluator.Potential.Cutoff;

    /// <summary>Reads the core potential that the options ask for; null when they ask for none.</summary>
    /// <exception cref="GapException">Io, Format or Unsupported: the file, or another potential than IP Glue.</exception>
    public static CorePotential? Read(FitOptions options)
    {
        if (options.CoreArguments is null)
            return null;
        using FileStream file = RegularFile.Open(options.CoreFile, "core potential file");
        if (file.Length > LargestFile)
            throw new GapException(GapErrorKind.Format,
                $"core potential file {Shown.Path(options.CoreFile)} has {file.Length} bytes, expected at most {LargestFile}");
        string xml = new StreamReader(file, Encoding.UTF8).ReadToEnd();
        return new CorePotential(xml, QuipXmlReader.ReadCore(xml, options.CoreArguments, options.CoreFile), options.CoreFile);
    }

    /// <summary>The configuration with the core's share taken off its targets.</summary>
    public FitFrame SubtractFrom(FitFrame frame)
    {
        Properties properties = (frame.Energy is null ? Properties.None : Properties.Energy)
            | (frame.Gradient is null ? Properties.None : Properties.Forces)
            | (frame.StrainGradient is null ? Properties.None : Properties.Virial);
        if (properties == Properties.None)
            return frame;
        try
        {
            _neighbours.Build(frame.Structure.Numbers, frame.Structure.Positions, frame.Structure.Cell, Cutoff);
            _evaluator.Evaluate(_neighbours, properties, _result);
        }
        catch (GapException refusal)
        {
            throw new GapException(refusal.Kind, $"core potential: {refusal.Message} ({frame.Place})", refusal);
        }

        return frame with
        {
            Energy = frame.Energy - _result.Energy,
            Gradient = Sum(frame.Gradient, _result.Forces),
            StrainGradient = Sum(frame.StrainGradient, SymmetricTensor.FromMatrix(_result.Virial)),
        };
    }

    public void Dispose() => _evaluator.Dispose();

    /// <summary>-(F - F_core) = -F + F_core.</summary>
    private static double[]? Sum(double[]? gradient, ReadOnlySpan<double> core)
    {
        if (gradient is null)
            return null;
        var sum = new double[gradient.Length];
        for (int i = 0; i < sum.Length; i++)
            sum[i] = gradient[i] + core[i];
        return sum;
    }
}
