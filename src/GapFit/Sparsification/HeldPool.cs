using GapCore;
using GapCore.Numerics;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>A pool in memory, for methods that compare its instances with one another.</summary>
internal sealed class HeldPool
{
    private readonly InstancePanel _panel;

    private HeldPool(InstancePool pool)
    {
        Dimensions = pool.Dimensions;
        _panel = new InstancePanel(pool.Count, pool.Dimensions);
        pool.Visit(_panel.Add);
    }

    internal int Count => _panel.Count;

    /// <summary>d.</summary>
    internal int Dimensions { get; }

    /// <summary>Vectors, Count x d in row order.</summary>
    internal double[] X => _panel.X;

    /// <summary>Index of each instance among all.</summary>
    internal long[] Indices => _panel.Indices;

    /// <exception cref="GapException">Argument: the pool takes more memory than allowed.</exception>
    internal static HeldPool Of(InstancePool pool, CoordinateOptions coordinate, SelectionContext context)
    {
        RequireRoom(pool, coordinate, context, 0);
        return new HeldPool(pool);
    }

    /// <summary>The same in units of theta, or of the components' ranges where there is no theta: what distances are measured in.</summary>
    internal static HeldPool Scaled(InstancePool pool, CoordinateOptions coordinate, SelectionContext context)
    {
        HeldPool held = Of(pool, coordinate, context);
        double[] scales = context.LengthScales;
        if (scales.Length == 0)
        {
            ComponentRange range = new(held.Dimensions);
            for (int i = 0; i < held.Count; i++)
                range.Add(held.Row(i));
            scales = Array.ConvertAll(range.Widths, width => width > 0 ? width : 1);
        }

        for (int i = 0; i < held.Count * held.Dimensions; i++)
            held.X[i] /= scales[i % held.Dimensions];
        return held;
    }

    /// <summary>Memory for the vectors and for extra bytes that the method takes.</summary>
    /// <exception cref="GapException">Argument: there is not enough; the message says how much it would take.</exception>
    internal static void RequireRoom(InstancePool pool, CoordinateOptions coordinate, SelectionContext context, long extra)
    {
        long vectors = (long)pool.Count * pool.Dimensions;
        long bytes = (vectors + pool.Count) * sizeof(double) + extra;
        if (bytes > context.MaxPoolBytes || vectors > Array.MaxLength)
            throw new GapException(GapErrorKind.Argument,
                $"{coordinate.Place}: its sparse_method holds all {pool.Count} descriptor instances of {pool.Dimensions} components and takes "
                + $"{bytes} bytes, expected at most {Math.Min(context.MaxPoolBytes, Array.MaxLength * (long)sizeof(double))}: "
                + "allow more memory or choose random, uniform or cur_points");
    }

    internal ReadOnlySpan<double> Row(int i) => _panel.Row(i);

    /// <summary>squares[i] = min(squares[i], |x_i - x_to|^2).</summary>
    internal void Approach(double[] squares, int to, SelectionContext context) => context.ForEach(Count,
        i => squares[i] = Math.Min(squares[i], VectorProduct.SquaredDistance(Row(i), Row(to))));
}
