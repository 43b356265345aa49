using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// Reads the <c>sparseX</c> elements of a coordinate: weight and cutoff of each point, and the point itself where it stands inline (whole
/// or in slices) rather than in a sidecar. Attribute i gives a point's place; memory grows with what is read, not with what is announced.
/// </summary>
internal sealed class SparsePointReader
{
    private readonly XmlCursor _cursor;
    private readonly int _dimensions;
    private readonly int _count;
    private readonly string? _directory;
    private readonly string? _sidecar;
    private readonly string? _checksum;
    private readonly string _place;
    private readonly Dictionary<int, (double Weight, double Cutoff, double[] Point)> _points = [];

    /// <param name="cursor">On the gpCoordinates element.</param>
    /// <param name="dimensions">Numbers per point.</param>
    /// <param name="directory">Folder of sidecars, or null when there is none.</param>
    public SparsePointReader(XmlCursor cursor, int dimensions, string? directory)
    {
        _cursor = cursor;
        _dimensions = dimensions;
        _count = cursor.Integer("n_sparseX", 1, int.MaxValue);
        _directory = directory;
        _sidecar = cursor.TryText("sparseX_filename", out string? name) && name.Trim().Length > 0 ? name.Trim() : null;
        _checksum = cursor.TryText("sparseX_md5sum", out string? sum) && sum.Trim().Length > 0 ? sum.Trim() : null;
        _place = cursor.Place;
    }

    /// <summary>Reads the sparseX element the cursor is on.</summary>
    public void ReadPoint()
    {
        int i = _cursor.Integer("i", 1, _count);
        double weight = _cursor.Real("alpha");
        double cutoff = _cursor.Real("sparseCutoff");
        if (_points.ContainsKey(i))
            throw _cursor.Fail($"second sparseX with i = {i}, expected one");
        _points.Add(i, (weight, cutoff, _sidecar is null ? ReadInline(i) : []));
        if (_sidecar is not null)
            _cursor.Skip();
    }

    /// <summary>Weights, cutoffs and points (row order) of all points in their order, once every element has been read.</summary>
    public (double[] Weights, double[] Cutoffs, double[] Points) Finish()
    {
        if (_points.Count != _count)
            throw _cursor.Fail($"gpCoordinates has {_points.Count} sparseX, expected n_sparseX = {_count}");
        long total = (long)_count * _dimensions;
        double[] values = _sidecar is null ? new double[total] : SparsePointFile.Read(_directory, _sidecar, _checksum, total, _place);
        var weights = new double[_count];
        var cutoffs = new double[_count];
        foreach ((int i, (double weight, double cutoff, double[] point)) in _points)
        {
            weights[i - 1] = weight;
            cutoffs[i - 1] = cutoff;
            point.CopyTo(values, (long)(i - 1) * _dimensions);
        }

        return (weights, cutoffs, values);
    }

    private double[] ReadInline(int i)
    {
        string what = $"sparseX {i}";
        double[] point = _cursor.Flag("sliced", false) ? ReadSlices(what) : NumberList.Parse(_cursor, _cursor.ReadText(), what);
        return point.Length == _dimensions
            ? point
            : throw _cursor.Fail($"{what} has {point.Length} numbers, expected {_dimensions} (dimensions), or a sparseX_filename");
    }

    private double[] ReadSlices(string what)
    {
        var slices = new SortedDictionary<int, double[]>();
        Depth here = _cursor.Here;
        while (_cursor.NextChild(here))
        {
            if (_cursor.Element != "sparseX_slice")
            {
                _cursor.Skip();
                continue;
            }

            int start = _cursor.Integer("start", 1, _dimensions);
            int end = _cursor.Integer("end", start, _dimensions);
            double[] slice = NumberList.Parse(_cursor, _cursor.ReadText(), what);
            if (slice.Length != end - start + 1)
                throw _cursor.Fail($"{what} has {slice.Length} numbers in the slice {start} to {end}, expected {end - start + 1}");
            if (!slices.TryAdd(start, slice))
                throw _cursor.Fail($"{what} has two slices that start at {start}, expected one");
        }

        int next = 1;
        foreach ((int start, double[] slice) in slices)
        {
            if (start != next)
                throw _cursor.Fail($"{what} has a slice that starts at {start}, expected {next}");
            next += slice.Length;
        }

        return [.. slices.Values.SelectMany(slice => slice)];
    }
}
