using GapCore;

namespace GapServer.Cli;

/// <summary>Where the token comes from: the option, else the file, else the environment.</summary>
internal static class TokenSource
{
    internal const string Variable = "GAPSHARP_TOKEN";

    /// <exception cref="GapException">Both are given, or the file cannot be read or is empty.</exception>
    internal static string? Read(string? token, string? file)
    {
        if (token is not null && file is not null)
            throw new GapException(GapErrorKind.Argument, "--token and --token-file are both given, expected one of them");
        if (token is not null)
            return token;
        if (file is null)
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;
        try
        {
            string content = File.ReadAllText(file).Trim();
            return content.Length > 0
                ? content
                : throw new GapException(GapErrorKind.Format, $"token file {file} is empty, expected a token");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GapException(GapErrorKind.Io, $"cannot read token file {file}: {failure.Message}", failure);
        }
    }
}
