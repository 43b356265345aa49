using GapCore.Evaluation;

namespace GapNative;

/// <summary>Which properties a caller left room for.</summary>
internal static unsafe class Outputs
{
    internal const Properties All = (Properties)255;

    /// <summary>The property if it has somewhere to go.</summary>
    internal static Properties Into(this Properties property, double* output) => output == null ? Properties.None : property;
}
