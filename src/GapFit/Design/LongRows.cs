using System.Runtime.InteropServices;
using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapFit.Design;

/// <summary>
/// Rows of SOAP, one instance with many components per centre. Each instance gives a small matrix D: its vector, and its derivative by every
/// row of the frame that it touches, images of an atom summed. Some of these are multiplied with a tile of sparse points at a time, D S^T,
/// and each product goes into its rows, of every set of columns that has the point, with the factor that the kernel's derivative gives it.
/// </summary>
internal sealed class LongRows : ColumnRows
{
    /// <summary>Rows of D that are collected before a product.</summary>
    private const int BatchRows = 1024;

    /// <summary>Packed panels of sparse points per product: it then stays in the second-level cache.</summary>
    private const int TilePanels = 8;

    private readonly List<Instance> _instances = [];
    private readonly List<Run> _runs = [];
    private double[] _rows = [];
    private double[] _self = [];
    private readonly RowProducts _products;
    private readonly PointUnion _points;
    private readonly int _stride;
    private readonly bool _isRadial;
    private AlignedArray _product;
    private int[] _slot = [];
    private int[] _sites = [];
    private int _count;
    private DesignBlock[] _blocks = [];
    private int _firstRow;

    internal LongRows(IReadOnlyList<FitColumns> sets)
        : base(sets)
    {
        _stride = sets[0].Stride;
        _isRadial = sets[0].Kernel.IsRadial;
        _products = new RowProducts(_stride);
        _points = new PointUnion(sets);
    }

    internal override void End() => Flush();

    private protected override void Begin(DesignBlock[] blocks, int firstRow)
    {
        (_blocks, _firstRow) = (blocks, firstRow);
        if (_slot.Length < Layout.Atoms)
        {
            _slot = new int[Layout.Atoms];
            _sites = new int[Layout.Atoms];
        }
    }

    private protected override void Add(Neighbourhood neighbourhood, DescriptorInstance instance)
    {
        bool moves = instance.Count > 0;
        int sites = moves && Layout.HasForces ? AssignSlots(neighbourhood, instance) : 0;
        int needed = 1 + 3 * sites + (moves && Layout.HasVirial ? RowLayout.VirialRows : 0);
        if (_count > 0 && _count + needed > BatchRows)
            Flush();
        Reserve(_count + needed);
        int firstRun = _runs.Count;
        AddRuns(sites);
        double square = Fill(neighbourhood, instance, sites, needed);
        _instances.Add(new Instance(_count, sites, moves, square, firstRun, _runs.Count - firstRun));
        _count += needed;
    }

    /// <summary>Gives the atoms that the instance depends on, its own centre included, places in ascending order.</summary>
    private int AssignSlots(Neighbourhood neighbourhood, DescriptorInstance instance)
    {
        Array.Fill(_slot, -1, 0, Layout.Atoms);
        int sites = 0;
        Touch(neighbourhood.Centre);
        foreach (int neighbour in instance.Neighbours.AsSpan(0, instance.Count))
            Touch(neighbourhood.Site[neighbour]);
        Array.Sort(_sites, 0, sites);
        for (int slot = 0; slot < sites; slot++)
            _slot[_sites[slot]] = slot;
        return sites;

        void Touch(int site)
        {
            if (_slot[site] < 0)
                _sites[sites++] = site;
            _slot[site] = 0;
        }
    }

    private void AddRuns(int sites)
    {
        for (int slot = 0, start = 0; slot < sites; slot++)
        {
            if (slot + 1 < sites && _sites[slot + 1] == _sites[slot] + 1)
                continue;
            _runs.Add(new Run(_sites[start], start, slot + 1 - start));
            start = slot + 1;
        }
    }

    /// <summary>The instance's rows of D; returns the square of its vector in the metric.</summary>
    private double Fill(Neighbourhood neighbourhood, DescriptorInstance instance, int sites, int needed)
    {
        int stride = _stride;
        Span<double> rows = _rows.AsSpan(_count * stride, needed * stride);
        rows[stride..].Clear();
        instance.X.CopyTo(rows);
        Span<double> virial = rows[((1 + 3 * sites) * stride)..];
        for (int entry = 0; entry < instance.Count; entry++)
        {
            int neighbour = instance.Neighbours[entry];
            for (int axis = 0; axis < 3; axis++)
            {
                ReadOnlySpan<double> gradient = instance.Gradient.AsSpan((3 * entry + axis) * stride, stride);
                if (Layout.HasForces)
                {
                    VectorProduct.AddScaled(gradient, 1, rows.Slice((1 + 3 * _slot[neighbourhood.Site[neighbour]] + axis) * stride, stride));
                    VectorProduct.AddScaled(gradient, -1, rows.Slice((1 + 3 * _slot[neighbourhood.Centre] + axis) * stride, stride));
                }

                for (int l = axis; l < 3 && Layout.HasVirial; l++)
                    VectorProduct.AddScaled(
                        gradient, Strain.Displacement(neighbourhood, neighbour, l), virial.Slice(Strain.Row(l, axis) * stride, stride));
            }
        }

        return Squares(rows, needed);
    }

    /// <summary>x . x of the vector and, for kernels of a distance, x . dx of every other row, in the metric.</summary>
    private double Squares(ReadOnlySpan<double> rows, int needed)
    {
        if (!_isRadial)
            return 0;
        int stride = _stride;
        double[] metric = new double[stride];
        for (int k = 0; k < Sets[0].InverseSquaredLengths.Length; k++)
            metric[k] = rows[k] * Sets[0].InverseSquaredLengths[k];
        for (int row = 0; row < needed; row++)
            _self[_count + row] = VectorProduct.Dot(rows.Slice(row * stride, stride), metric);
        return _self[_count];
    }

    private void Flush()
    {
        if (_count > 0)
            Multiply();
        _instances.Clear();
        _runs.Clear();
        _count = 0;
    }

    private void Multiply()
    {
        _products.Load(_rows, _count);
        int panels = (_points.Count + PanelProduct.RowBlock - 1) / PanelProduct.RowBlock;
        for (int first = 0; first < panels; first += TilePanels)
        {
            int tile = Math.Min(TilePanels, panels - first);
            _products.Multiply(_points.Packed, first, tile, _product);
            int end = Math.Min((first + tile) * PanelProduct.RowBlock, _points.Count);
            for (int s = first * PanelProduct.RowBlock, at = 0; s < end; s++, at += _products.Stride)
            {
                ReadOnlySpan<double> product = _product.AsSpan(at, _count);
                for (int set = 0; set < Sets.Count; set++)
                    if (_points.Column(set, s) is >= 0 and int column)
                        AddColumn(set, column, product);
            }
        }

        Operations += 2.0 * _count * _points.Count * _stride;
    }

    /// <summary>Adds the products with a point to the column that it is of a set.</summary>
    private void AddColumn(int set, int s, ReadOnlySpan<double> product)
    {
        FitColumns columns = Sets[set];
        Span<double> column = _blocks[set].Column(columns.First + s).Slice(_firstRow, Layout.Count);
        double cutoff = columns.Cutoffs[s];
        foreach (ref readonly Instance instance in CollectionsMarshal.AsSpan(_instances))
            Add(columns, in instance, s, cutoff, product, column);
    }

    /// <summary>Adds an instance's part of one column.</summary>
    private void Add(FitColumns columns, in Instance instance, int s, double cutoff, ReadOnlySpan<double> product, Span<double> column)
    {
        double dot = product[instance.FirstRow];
        double square = _isRadial ? Math.Max(0, instance.Square + columns.Squares[s] - 2 * dot) : 0;
        double value = columns.Kernel.Evaluate(dot, square, out double slope);
        if (Layout.HasEnergy)
            column[0] += cutoff * value;
        if (!instance.Moves)
            return;
        slope *= cutoff;
        foreach (Run run in CollectionsMarshal.AsSpan(_runs).Slice(instance.FirstRun, instance.Runs))
            AddRows(instance.FirstRow + 1 + 3 * run.Slot, Layout.FirstForce + 3 * run.Site, 3 * run.Sites, slope, product, column);
        if (Layout.HasVirial)
            AddRows(instance.FirstRow + 1 + 3 * instance.Sites, Layout.FirstVirial, RowLayout.VirialRows, slope, product, column);
    }

    private void AddRows(int from, int to, int count, double slope, ReadOnlySpan<double> product, Span<double> column)
    {
        VectorProduct.AddScaled(product.Slice(from, count), slope, column.Slice(to, count));
        if (_isRadial)
            VectorProduct.AddScaled(_self.AsSpan(from, count), -slope, column.Slice(to, count));
    }

    private void Reserve(int rows)
    {
        int size = RowProducts.Whole(Math.Max(rows, BatchRows));
        if (_rows.Length >= size * _stride)
            return;
        Array.Resize(ref _rows, checked(size * _stride));
        Array.Resize(ref _self, size);
        _product = new AlignedArray(size * TilePanels * PanelProduct.RowBlock);
    }

    /// <summary>Consecutive atoms in consecutive places.</summary>
    private readonly record struct Run(int Site, int Slot, int Sites);

    /// <summary>Where a centre's rows of D are.</summary>
    private readonly record struct Instance(int FirstRow, int Sites, bool Moves, double Square, int FirstRun, int Runs);
}
