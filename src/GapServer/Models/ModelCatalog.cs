using GapCore;
using GapServer.Hosting;
using Grpc.Core;

namespace GapServer.Models;

/// <summary>The models a server offers, by name.</summary>
internal sealed class ModelCatalog : IDisposable
{
    private readonly Dictionary<string, IForceModel> _byName = new(StringComparer.Ordinal);

    /// <exception cref="GapException">No model, or two of one name.</exception>
    public ModelCatalog(IReadOnlyList<IForceModel> models)
    {
        if (models.Count == 0)
            throw new GapException(GapErrorKind.Argument, "no model to serve, expected at least one");
        foreach (IForceModel model in models)
            if (!_byName.TryAdd(model.Name, model))
                throw new GapException(GapErrorKind.Argument, $"two models are named '{model.Name}', expected different names");
        All = models;
    }

    public IReadOnlyList<IForceModel> All { get; }

    /// <summary>Loads potentials; those already loaded are released when a later one fails.</summary>
    public static ModelCatalog Load(ForceServerOptions options, Action<IForceModel> loaded)
    {
        var models = new List<IForceModel>();
        try
        {
            foreach (ModelSource source in options.Models)
            {
                models.Add(GapModel.Load(source, options.Threads, options.Compression));
                loaded(models[^1]);
            }

            return new ModelCatalog(models);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }

    /// <summary>The model of a request; an empty name means the only one.</summary>
    /// <exception cref="RpcException">No such model, or an empty name where there are several.</exception>
    public IForceModel Find(string name)
    {
        if (_byName.TryGetValue(name, out IForceModel? model))
            return model;
        if (name.Length > 0)
            throw new RpcException(new Status(StatusCode.NotFound, $"model '{name}' is not served, expected one of: {Names()}"));
        return All.Count == 1
            ? All[0]
            : throw new RpcException(new Status(StatusCode.InvalidArgument,
                $"model is empty and {All.Count} are served, expected one of: {Names()}"));
    }

    public void Dispose()
    {
        foreach (IForceModel model in All)
            model.Dispose();
    }

    private string Names() => string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal));
}
