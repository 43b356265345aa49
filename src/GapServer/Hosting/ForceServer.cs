using GapCore;
using GapServer.Evaluation;
using GapServer.Models;
using GapServer.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GapServer.Hosting;

/// <summary>A running force server. Stops on SIGTERM and SIGINT, or when told to.</summary>
public sealed class ForceServer : IAsyncDisposable
{
    /// <summary>Running evaluations may finish within this time of a stop.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private readonly WebApplication _application;

    private ForceServer(WebApplication application)
    {
        _application = application;
        Addresses = [.. application.Urls.Select(address => address.Replace("http://unix:", "unix://", StringComparison.Ordinal))];
    }

    /// <summary>Where it listens, with the ports it got: <c>http://127.0.0.1:50051</c>, <c>unix:///run/gapsharp.sock</c>.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>Loads the models and starts to listen.</summary>
    /// <exception cref="GapException">An option is wrong, a model cannot be loaded, or an address is taken.</exception>
    public static Task<ForceServer> StartAsync(ForceServerOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(options, log => ModelCatalog.Load(options, model => Announce(log, model)), cancellationToken);

    /// <summary>Serves models made by the caller; they are disposed with the server.</summary>
    /// <exception cref="GapException">An option is wrong or an address is taken.</exception>
    public static Task<ForceServer> StartAsync(
        ForceServerOptions options, IReadOnlyList<IForceModel> models, CancellationToken cancellationToken = default) =>
        StartAsync(options, _ => new ModelCatalog(models), cancellationToken);

    /// <summary>Returns once the server has stopped.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Ends streams, lets running evaluations finish, stops listening.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        // As a signal does it: say so first, so that streams end while connections are still open.
        _application.Lifetime.StopApplication();
        return _application.StopAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task<ForceServer> StartAsync(
        ForceServerOptions options, Func<ILogger, ModelCatalog> loadModels, CancellationToken cancellationToken)
    {
        options.Validate();
        if (!BitConverter.IsLittleEndian)
            throw new GapException(GapErrorKind.Unsupported,
                "this machine is big-endian, expected little-endian: arrays travel as they lie in memory");
        if (options.UnixSocket is not null)
            UnixSocketFile.MakeWay(Path.GetFullPath(options.UnixSocket));
        WebApplication application = Build(options, loadModels);
        try
        {
            _ = application.Services.GetRequiredService<ModelCatalog>();
            ReserveThreads(options.Concurrency);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ForceServer(application);
        }
        catch (Exception failure)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            if (failure is IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException)
                throw new GapException(GapErrorKind.Io, $"cannot listen: {failure.Message}", failure);
            throw;
        }
    }

    private static WebApplication Build(ForceServerOptions options, Func<ILogger, ModelCatalog> loadModels)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        ServerLog.Configure(builder.Logging, options.Log);
        KestrelSetup.Configure(builder.WebHost, options);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MessageBytes;
            grpc.EnableDetailedErrors = true;
        });
        builder.Services.AddHostedService<Farewell>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services
            .AddSingleton(services => loadModels(services.GetRequiredService<ILoggerFactory>().CreateLogger(ServerLog.Category)))
            .AddSingleton(services => CreateGate(options, services.GetRequiredService<IHostApplicationLifetime>()))
            .AddSingleton(services => new ForceEvaluations(
                services.GetRequiredService<ModelCatalog>(), services.GetRequiredService<EvaluationGate>(), options.MaxAtoms))
            .AddSingleton<ServiceNames>()
            .AddSingleton<ForceFieldService>()
            .AddSingleton<HealthService>()
            .AddSingleton<ReflectionService>()
            .AddSingleton<ReflectionServiceAlpha>();

        WebApplication application = builder.Build();
        if (options.Token is not null)
        {
            var token = new BearerToken(options.Token);
            application.Use(next => context => token.InvokeAsync(context, next));
        }

        application.UseRouting();
        application.MapGrpcService<ForceFieldService>();
        application.MapGrpcService<HealthService>();
        application.MapGrpcService<ReflectionService>();
        application.MapGrpcService<ReflectionServiceAlpha>();
        return application;
    }

    /// <summary>A stop sends home whoever still waits for a turn.</summary>
    private static EvaluationGate CreateGate(ForceServerOptions options, IHostApplicationLifetime lifetime)
    {
        var gate = new EvaluationGate(options.Concurrency, options.MaxQueue);
        lifetime.ApplicationStopping.Register(gate.Close);
        return gate;
    }

    /// <summary>Evaluations occupy pool threads; connections and health checks need some of their own meanwhile.</summary>
    private static void ReserveThreads(int concurrency)
    {
        ThreadPool.GetMinThreads(out int workers, out int completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + concurrency), completions);
    }

    private static void Announce(ILogger log, IForceModel model) => log.LogInformation(
        "model {Name}: {Label}, {Coordinates} coordinates, cutoff {Cutoff} A, sha256 {Sha256}",
        model.Name, model.Card.Label, model.Card.Coordinates.Count, model.Card.Cutoff, model.Card.Sha256);
}
