using GapCore.Numerics;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>
/// kmeans: Lloyd's iteration (1982, 10.1109/TIT.1982.1056489) from seeds drawn as in k-means++ (Arthur and Vassilvitskii 2007), distances in
/// units of theta or of the components' ranges; chosen are the instances nearest to the centres, each at most once.
/// </summary>
internal sealed class KMeans
{
    /// <summary>The iteration ends when the sum of squares falls by less than this part.</summary>
    private const double Converged = 1e-6;

    private readonly HeldPool _held;
    private readonly SelectionContext _context;
    private readonly int _count;
    private readonly double[] _centres;
    private readonly int[] _nearest;
    private readonly double[] _squares;

    private KMeans(HeldPool held, int count, SelectionContext context)
    {
        _held = held;
        _count = count;
        _context = context;
        _centres = new double[count * held.Dimensions];
        _nearest = new int[held.Count];
        _squares = new double[held.Count];
    }

    internal static IEnumerable<long> Choose(InstancePool pool, int count, CoordinateOptions coordinate, SelectionContext context)
    {
        KMeans means = new(HeldPool.Scaled(pool, coordinate, context), count, context);
        means.Seed(new SeededRandom(context.Seed));
        double before = double.PositiveInfinity;
        for (double now = means.Assign(); before - now > Converged * now; now = means.Assign())
        {
            before = now;
            means.Move();
        }

        return means.NearestInstances();
    }

    /// <summary>Centres on instances, each drawn with a probability that goes with its squared distance from those before.</summary>
    private void Seed(SeededRandom random)
    {
        Array.Fill(_squares, double.PositiveInfinity);
        int seed = random.Next(_held.Count);
        for (int c = 0; c < _count; c++)
        {
            _held.Row(seed).CopyTo(Centre(c));
            _held.Approach(_squares, seed, _context);
            double left = random.Next() * _squares.Sum();
            for (seed = 0; seed < _held.Count - 1 && left >= _squares[seed]; seed++)
                left -= _squares[seed];
        }
    }

    /// <summary>Gives every instance to its nearest centre, of equally near ones to the first; returns the sum of squares.</summary>
    private double Assign()
    {
        _context.ForEach(_held.Count, i =>
        {
            (_squares[i], _nearest[i]) = (double.PositiveInfinity, 0);
            for (int c = 0; c < _count; c++)
            {
                double square = VectorProduct.SquaredDistance(_held.Row(i), Centre(c));
                if (square < _squares[i])
                    (_squares[i], _nearest[i]) = (square, c);
            }
        });
        return _squares.Sum();
    }

    /// <summary>Centres to the means of their instances; one without any goes to the instance farthest from its own centre.</summary>
    private void Move()
    {
        int[] sizes = new int[_count];
        foreach (int c in _nearest)
            sizes[c]++;
        Array.Clear(_centres);
        for (int i = 0; i < _held.Count; i++)
            VectorProduct.AddScaled(_held.Row(i), 1.0 / sizes[_nearest[i]], Centre(_nearest[i]));
        for (int c = 0; c < _count; c++)
        {
            if (sizes[c] > 0)
                continue;
            int farthest = Array.IndexOf(_squares, _squares.Max());
            _held.Row(farthest).CopyTo(Centre(c));
            _squares[farthest] = 0;
        }
    }

    private List<long> NearestInstances()
    {
        bool[] taken = new bool[_held.Count];
        List<long> chosen = [];
        for (int c = 0; c < _count; c++)
        {
            double least = double.PositiveInfinity;
            int nearest = -1;
            for (int i = 0; i < _held.Count; i++)
            {
                if (taken[i])
                    continue;
                double square = VectorProduct.SquaredDistance(_held.Row(i), Centre(c));
                if (nearest < 0 || square < least)
                    (least, nearest) = (square, i);
            }

            taken[nearest] = true;
            chosen.Add(_held.Indices[nearest]);
        }

        return chosen;
    }

    private Span<double> Centre(int c) => _centres.AsSpan(c * _held.Dimensions, _held.Dimensions);
}
