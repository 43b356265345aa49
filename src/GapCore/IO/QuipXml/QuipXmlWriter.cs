using System.Globalization;
using System.Text;
using System.Xml;
using GapCore.Atoms;
using GapCore.Potentials;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// Writes potentials as gap_fit does (gap-math section 9), for QUIP, LAMMPS' pair_style quip and <see cref="QuipXmlReader"/>, which gives
/// back every number bit for bit. A set of files is complete or absent: everything is written beside and renamed, the XML last.
/// </summary>
public static class QuipXmlWriter
{
    /// <summary>gap_version of new potentials: that of the program they are checked against, which refuses later ones.</summary>
    public const long CurrentVersion = 1686220958;

    /// <summary>Label of a potential made at this time: GAP_year_month_day_utcdifference_hour_minute_second_millisecond.</summary>
    public static string NewLabel(DateTimeOffset time)
    {
        var offset = (int)time.Offset.TotalMinutes;
        return string.Create(CultureInfo.InvariantCulture,
            $"GAP_{time.Year}_{time.Month}_{time.Day}_{offset}_{time.Hour}_{time.Minute}_{time.Second}_{time.Millisecond}");
    }

    /// <summary>
    /// Writes <paramref name="path"/> and, beside it, a sidecar <c>PATH.sparseX.LABELn</c> per coordinate. Coordinates are labelled by
    /// their place, whatever their own label. An existing XML file is replaced; an existing sidecar of that name is kept when it is the
    /// same, and an error when it is not, for it belongs to another potential of the same label.
    /// </summary>
    /// <exception cref="GapException">
    /// Argument or Format: the definition cannot be stated in a file. Unsupported: permutations, a scaled sum. Io: a file cannot be written;
    /// then nothing has changed.
    /// </exception>
    public static void Write(GapDefinition definition, string path, QuipXmlWriterOptions? options = null) =>
        Write(definition, path, options ?? new QuipXmlWriterOptions(), create: null);

    /// <summary>The same with every file opened by <paramref name="create"/>.</summary>
    internal static void Write(GapDefinition definition, string path, QuipXmlWriterOptions options, Func<string, Stream>? create)
    {
        options = options with { CoreXml = WithoutDeclaration(options.CoreXml) };
        Require(definition, options);
        using var files = new AtomicFileSet(create);
        try
        {
            string target = Path.GetFullPath(path);
            string name = Path.GetFileName(target);
            if (name.Length == 0 || name != name.Trim())
                throw new IOException("expected the name of a file, without blanks at its ends");
            List<(string Name, string Sum)>? sidecars = options.SparseSeparateFile ? [] : null;
            for (int i = 0; i < definition.Coordinates.Count && sidecars is not null; i++)
            {
                string sidecar = $"{name}.sparseX.{definition.Label}{i + 1}";
                string where = Path.Combine(Path.GetDirectoryName(target)!, sidecar);
                sidecars.Add((sidecar, WriteSidecar(files, where, definition.Coordinates[i].SparsePoints)));
            }

            if (options.Posterior is { } posterior)
                files.Write(target + PosteriorFile.Suffix, replaces: true, posterior);
            files.Write(target, replaces: true,
                stream => GapParamsWriter.Write(new XmlOutputWriter(stream), definition, options, sidecars));
            files.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GapException(GapErrorKind.Io,
                $"potential file {Shown.Path(path)} cannot be written: {RegularFile.OneLine(error.Message)}", error);
        }
    }

    private static string WriteSidecar(AtomicFileSet files, string where, double[] points)
    {
        string sum = "";
        files.Write(where, replaces: false, stream => sum = SparsePointFileWriter.Write(stream, points));
        if (!File.Exists(where))
            return sum;
        if (SparsePointFileWriter.Sum(where) != sum)
            throw new IOException($"the sparse point file {Shown.Path(where)} exists with other content, expected a label not used there");
        files.Withdraw(where);
        return sum;
    }

    /// <summary>Everything that a file could not state or a reader would refuse.</summary>
    private static void Require(GapDefinition gap, QuipXmlWriterOptions options)
    {
        if (!IsName(gap.Label))
            throw new GapException(GapErrorKind.Argument, $"potential has the label {Shown.Quoted(gap.Label)}, expected an XML name");
        if (gap.IsolatedAtomEnergies.Length != Elements.MaxAtomicNumber + 1 || !gap.IsolatedAtomEnergies.All(double.IsFinite))
            throw new GapException(GapErrorKind.Argument, $"potential has {gap.IsolatedAtomEnergies.Length} isolated-atom energies, "
                + $"expected {Elements.MaxAtomicNumber + 1}, all finite");
        if (gap.Coordinates.Count == 0)
            throw new GapException(GapErrorKind.Argument, "potential has 0 coordinates, expected at least 1");
        foreach (CoordinateDefinition coordinate in gap.Coordinates)
            Require(coordinate);
        if (!double.IsFinite(gap.EnergyScale) || (gap.EnergyScale != 1.0 && gap.Core is not null))
            throw new GapException(GapErrorKind.Unsupported,
                $"potential has E_scale = {gap.EnergyScale}, expected a finite one, and 1 in the sum with a core potential");
        if (options.CoreXml is not null)
            RequireCore(gap, options.CoreXml);
    }

    private static void Require(CoordinateDefinition coordinate)
    {
        SparsePointChecks.Require(coordinate);
        if (coordinate.Permutations != 1)
            throw new GapException(GapErrorKind.Unsupported,
                $"coordinate {coordinate.Label} has n_permutations = {coordinate.Permutations}, expected 1");
        bool isDotProduct = coordinate.Kernel == KernelKind.DotProduct;
        int lengths = isDotProduct ? 0 : coordinate.Dimensions;
        if (coordinate.LengthScales.Length != lengths || coordinate.LengthScales.Any(length => length == 0 || !double.IsFinite(length)))
            throw new GapException(GapErrorKind.Argument, $"coordinate {coordinate.Label} has {coordinate.LengthScales.Length} "
                + $"length scales, expected {lengths}, finite and other than zero");
        if (isDotProduct != coordinate.Zeta.HasValue)
            throw new GapException(GapErrorKind.Argument,
                $"coordinate {coordinate.Label} has zeta = {coordinate.Zeta?.ToString(CultureInfo.InvariantCulture) ?? "none"}, "
                + $"expected {(isDotProduct ? "a number" : "none")} for covariance_type {(int)coordinate.Kernel}");
        if (coordinate.SparseCount == 0)
            throw new GapException(GapErrorKind.Argument, $"coordinate {coordinate.Label} has 0 sparse points, expected at least 1");
    }

    /// <summary>A declaration may stand at the start of a document only, not inside another.</summary>
    internal static string? WithoutDeclaration(string? xml)
    {
        string? text = xml?.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        int end = text?.StartsWith("<?xml ", StringComparison.Ordinal) == true ? text.IndexOf("?>", StringComparison.Ordinal) : -1;
        return end < 0 ? text : text![(end + 2)..].TrimStart();
    }

    /// <summary>A core potential's text goes into the file as it is: it must be well-formed and have its Glue_params.</summary>
    private static void RequireCore(GapDefinition gap, string xml)
    {
        if (gap.Core is null)
            throw new GapException(GapErrorKind.Argument, "core XML is given, expected none for a potential without core");
        using var cursor = new XmlCursor(new MemoryStream(Encoding.UTF8.GetBytes($"<core>{xml}</core>")), "core XML");
        cursor.MoveToRoot();
        int found = cursor.Elements("Glue_params").Count();
        cursor.Finish();
        if (found == 0)
            throw new GapException(GapErrorKind.Format, "core XML has no Glue_params, expected one");
    }

    private static bool IsName(string label)
    {
        try
        {
            return XmlConvert.VerifyNCName(label) == label;
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            return false;
        }
    }
}
