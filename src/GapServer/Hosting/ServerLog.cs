using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace GapServer.Hosting;

/// <summary>Log set-up: standard error only, start and stop and defects, nothing per call.</summary>
internal static class ServerLog
{
    internal const string Category = "gapsharp-server";

    internal static void Configure(ILoggingBuilder logging, LogStyle style)
    {
        logging.SetMinimumLevel(LogLevel.Error);
        logging.AddFilter(Category, style == LogStyle.Quiet ? LogLevel.Error : LogLevel.Information);
        // A failed start is reported by whoever started the server, a malformed message to whoever sent it; both in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Grpc", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (style == LogStyle.Json)
            logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        else
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.ColorBehavior = LoggerColorBehavior.Disabled;
            });
    }
}
