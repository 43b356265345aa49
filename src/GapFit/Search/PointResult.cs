using System.Text.Json.Serialization;

namespace GapFit.Search;

/// <summary>What a fit of a search gave: a line of the journal, a row of the table.</summary>
public sealed record PointResult
{
    /// <summary>Tells fits apart: a hash of data and settings.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the stage it was fitted for.</summary>
    public required string Stage { get; init; }

    /// <summary>Number among all combinations of the stage, from 0.</summary>
    public required long Number { get; init; }

    /// <summary>What was chosen among alternatives, by name.</summary>
    public required IReadOnlyList<SearchSetting> Settings { get; init; }

    /// <summary>The keys of the fit, as a config file holds them.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Part of the training structures, 0 to 1.</summary>
    public double Structures { get; init; } = 1;

    /// <summary>Part of the resource in a round of halving; 1 otherwise.</summary>
    public double Fidelity { get; init; } = 1;

    /// <summary>Training structures, on average over folds.</summary>
    public double TrainingStructures { get; init; }

    /// <summary>Sparse points, on average over folds.</summary>
    public double SparsePoints { get; init; }

    /// <summary>Errors on the validation frames that the metric is taken of, by the names of <see cref="SearchMetric.Names"/>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The same on all validation frames.</summary>
    public IReadOnlyDictionary<string, double> AllMetrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The same on the test frames, which decide nothing; empty without any.</summary>
    public IReadOnlyDictionary<string, double> TestMetrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Root mean square errors of the binding energy, kcal/(mol atom), by number of atoms: validation and test frames.</summary>
    public IReadOnlyDictionary<int, double> BindingBySize { get; init; } = new Dictionary<int, double>();

    /// <summary>Processor time, s: its share of what was done for several points together.</summary>
    public double ProcessorSeconds { get; init; }

    /// <summary>Expected peak memory of gapsharp fit with these settings on one thread, bytes.</summary>
    public long FitMemory { get; init; }

    /// <summary>Time of energy and forces per atom, ms, one thread; null when it was not measured.</summary>
    public double? EvaluationMilliseconds { get; init; }

    /// <summary>When it was done, UTC.</summary>
    public DateTime Finished { get; init; }

    /// <summary>Why there is no potential, in one line; null when there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it may be the best: fitted with everything.</summary>
    [JsonIgnore]
    public bool IsFull => Fidelity == 1 && Structures == 1 && Error is null;

    /// <summary>The metric's value; NaN where there is none.</summary>
    public double Value(SearchMetric metric) => Metrics.TryGetValue(metric.Name, out double value) ? value : double.NaN;

    /// <summary>The same on the test frames.</summary>
    public double TestValue(SearchMetric metric) => TestMetrics.TryGetValue(metric.Name, out double value) ? value : double.NaN;
}

/// <summary>Serialisers of the journal, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PointResult))]
internal sealed partial class SearchDocuments : JsonSerializerContext;
