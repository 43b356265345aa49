using GapCore.Atoms;

namespace GapCore.Tests.Reference;

/// <summary>A point or displacement in space (A).</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public double Norm => Math.Sqrt(Dot(this, this));

    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator *(double s, Vector a) => new(s * a.X, s * a.Y, s * a.Z);

    public static double Dot(Vector a, Vector b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vector Cross(Vector a, Vector b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static Vector Position(Structure structure, int atom) => Row(structure.Positions, atom);

    /// <summary>Row number <paramref name="row"/> of numbers that come three by three.</summary>
    public static Vector Row(ReadOnlySpan<double> values, int row) => new(values[3 * row], values[3 * row + 1], values[3 * row + 2]);
}
