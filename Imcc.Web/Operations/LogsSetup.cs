using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Imcc.Web.Operations;

/// <summary>Structured logs, to the console for people and to daily files for machines. Keys are logged; what customers wrote never is.</summary>
public static class LogsSetup
{
    private const int FilesKept = 30;
    private const long LargestFile = 200 * 1024 * 1024;

    /// <summary>Whose Information is lines for every request, with the addresses in full. Here and not in a file: it must hold wherever the program is started from.</summary>
    private static readonly string[] Talkative =
    [
        "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Localization", "Microsoft.Hosting.Lifetime", "System.Net.Http.HttpClient", "Orleans", "Quartz", "Polly",
    ];

    public static IHostApplicationBuilder AddLogs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSerilog((_, logs) =>
        {
            foreach (var source in Talkative)
                logs.MinimumLevel.Override(source, LogEventLevel.Warning);
            logs.ReadFrom.Configuration(builder.Configuration)
                .Enrich.FromLogContext()
                // Orleans compares a stopwatch with the machine's uptime when it starts, and takes fright.
                .Filter.ByExcluding(e => e.MessageTemplate.Text.StartsWith("Participant check thread has not completed", StringComparison.Ordinal)
                    // We run one process among others on a machine, and measured no gain from the server collector.
                    || e.MessageTemplate.Text.StartsWith("Note: ", StringComparison.Ordinal))
                .WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext:l} {Message:lj}{NewLine}{Exception}", formatProvider: System.Globalization.CultureInfo.InvariantCulture);
            if (builder.Configuration["Imcc:Logs:Path"] is { Length: > 0 } path)
                logs.WriteTo.File(new CompactJsonFormatter(), path, rollingInterval: RollingInterval.Day, retainedFileCountLimit: FilesKept, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true);
        });
        return builder;
    }

    /// <summary>One line a request that is not everyday: addresses carry keys and tokens only in their query, which is left out.</summary>
    public static WebApplication UseRequestLogs(this WebApplication app)
    {
        app.UseSerilogRequestLogging(logging =>
        {
            logging.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0.0} ms";
            logging.GetLevel = (context, elapsed, failure) =>
                failure is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
                : elapsed > 2000 && !context.WebSockets.IsWebSocketRequest && context.Response.ContentType != "text/event-stream" ? LogEventLevel.Warning
                : LogEventLevel.Debug;
        });
        return app;
    }
}
