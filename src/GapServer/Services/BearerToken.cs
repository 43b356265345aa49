using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace GapServer.Services;

/// <summary>
/// Refuses calls without the server's bearer token before they reach a service; health checks need none, so that a probe holds no secret.
/// </summary>
internal sealed class BearerToken(string token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash = Hash(token);

    internal Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        string header = context.Request.Headers.Authorization.ToString();
        if (context.Request.Path.StartsWithSegments("/grpc.health.v1.Health", StringComparison.Ordinal))
            return next(context);
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Refuse(context, "authorization is missing, expected the header 'authorization: Bearer TOKEN'");
        return CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _hash)
            ? next(context)
            : Refuse(context, "authorization has another token, expected the token of this server");
    }

    /// <summary>A gRPC answer of headers alone ("trailers-only").</summary>
    private static Task Refuse(HttpContext context, string message)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers.Append("grpc-status", StatusCode.Unauthenticated.ToString("d"));
        context.Response.Headers.Append("grpc-message", message);
        return Task.CompletedTask;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
