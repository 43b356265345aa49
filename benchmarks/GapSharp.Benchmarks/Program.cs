using System.Globalization;
using BenchmarkDotNet.Running;
using GapSharp.Benchmarks.Models;
using GapSharp.Benchmarks.Rows;
using GapSharp.Benchmarks.Stages;

// prepare FOLDER [M ...]                          structures and models of the end-to-end table
// row MODEL STRUCTURE THREADS SECONDS [memory]    one row of it in process, as one line of JSON
// load MODEL                                      seconds to load a model, as one line of JSON
// search CACHE FOLDER KEY=VALUE ...               a small search for hyperparameters, CACHE being none, memory or folder; one line of JSON
// stages MODEL STRUCTURE ARTIFACTS [seconds]      BenchmarkDotNet per stage
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["prepare", string folder, .. string[] counts]:
        Workload.Prepare(folder, counts.Length == 0 ? Workload.SparseCounts : counts.Select(int.Parse).ToArray());
        return 0;
    case ["row", string model, string structure, string threads, string seconds, .. string[] rest]:
        Console.WriteLine(InProcess.Row(model, structure, int.Parse(threads), double.Parse(seconds), rest is ["memory"]));
        return 0;
    case ["load", string model]:
        Console.WriteLine(InProcess.Load(model));
        return 0;
    case ["search", string kind, string folder, .. string[] words]:
        Console.WriteLine(Searching.Row(kind, folder, words));
        return 0;
    case ["stages", string model, string structure, string artifacts]:
        StageCase.Choose(model, structure);
        BenchmarkRunner.Run<StageBenchmarks>(StageConfig.Create(artifacts));
        return 0;
    default:
        Console.Error.WriteLine("benchmarks: error: expected prepare FOLDER [M ...] | row MODEL STRUCTURE THREADS SECONDS [memory] | "
            + "load MODEL | search CACHE FOLDER KEY=VALUE ... | stages MODEL STRUCTURE ARTIFACTS");
        return 2;
}
