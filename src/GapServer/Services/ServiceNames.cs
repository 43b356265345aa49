using GapSharp.V1;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace GapServer.Services;

/// <summary>What the server serves: the files that declare its services, and the services' full names.</summary>
internal sealed class ServiceNames
{
    public ServiceNames() =>
        All = [.. Files.SelectMany(file => file.Services).Select(service => service.FullName).Order(StringComparer.Ordinal)];

    /// <summary>Declaring files, without what they import.</summary>
    internal IReadOnlyList<FileDescriptor> Files { get; } =
    [
        ForceFieldReflection.Descriptor,
        HealthReflection.Descriptor,
        ReflectionReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ReflectionReflection.Descriptor,
    ];

    internal IReadOnlyList<string> All { get; }
}
