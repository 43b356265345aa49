using System.Text.Json.Serialization;
using GapCli.Describe;
using GapCli.Evaluation;
using GapCli.Identity;
using GapCli.Info;
using GapCli.Thermodynamics;
using GapCli.Validation;
using GapFit.Fitting;

namespace GapCli;

/// <summary>Serialisers of everything that <c>--json</c> writes, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FrameDocument))]
[JsonSerializable(typeof(DescriptorDocument))]
[JsonSerializable(typeof(FingerprintDocument))]
[JsonSerializable(typeof(PotentialReport))]
[JsonSerializable(typeof(HeatCapacityDocument))]
[JsonSerializable(typeof(FitReport))]
[JsonSerializable(typeof(ValidationDocument))]
internal sealed partial class JsonDocuments : JsonSerializerContext;
