using GapCli.Streams;
using GapCore;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;

namespace GapCli.Evaluation;

/// <summary>Runs through the frames of an input one by one; a frame that fails is named in the error.</summary>
internal static class FrameEvaluation
{
    /// <summary>Calls <paramref name="use"/> for every frame, in order, and reports progress. Fails on an input without frames.</summary>
    internal static void ForEach(InputText input, FrameProgress progress, Action<int, ExtendedXyzFrame> use)
    {
        int index = 0;
        foreach (ExtendedXyzFrame frame in ExtendedXyzReader.Read(input.Reader, input.Name))
        {
            try
            {
                use(index, frame);
            }
            catch (GapException failure) when (failure.Kind is not GapErrorKind.Io)
            {
                throw new GapException(failure.Kind,
                    $"{failure.Message}, in frame {index} of {input.Name} (line {frame.LineNumber})", failure);
            }

            index++;
            progress.Report(index, input.Fraction);
        }

        if (index == 0)
            throw new GapException(GapErrorKind.Format, $"{input.Name} has no structure, expected at least one frame of extended XYZ");
    }
}
