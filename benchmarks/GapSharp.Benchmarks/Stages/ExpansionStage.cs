using GapCore.Descriptors.Soap;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapSharp.Benchmarks.Stages;

/// <summary>The expansion's two passes in some width of arithmetic.</summary>
internal interface IExpansionStage
{
    void Forward(Neighbourhood neighbourhood, double[] coefficients);

    void Backward(Neighbourhood neighbourhood, double[] adjoint);
}

internal sealed class ExpansionStage<T>(SoapTerm term) : IExpansionStage
    where T : struct, ISimdDouble<T>
{
    private readonly SoapExpansion _expansion = new(term.Parameters, term.Basis, term.Spectrum.RowStride);

    public void Forward(Neighbourhood neighbourhood, double[] coefficients) =>
        _expansion.Forward<T>(neighbourhood, coefficients);

    public void Backward(Neighbourhood neighbourhood, double[] adjoint) =>
        _expansion.Backward<T>(neighbourhood, adjoint);
}
