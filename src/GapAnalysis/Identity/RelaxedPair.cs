using GapCore.Atoms;

namespace GapAnalysis.Identity;

/// <summary>One minimum relaxed twice, from two starts close to it.</summary>
/// <param name="First">One result.</param>
/// <param name="FirstEnergy">Its energy, eV.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondEnergy">Its energy, eV.</param>
public sealed record RelaxedPair(Structure First, double FirstEnergy, Structure Second, double SecondEnergy);
