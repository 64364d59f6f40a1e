namespace Imcc.Web.Operations;

/// <summary>
/// <c>--health [address]</c>: asks a running process whether it lives and says so by its exit code, for containers that hold no other
/// program that could ask. Without an address the one that this configuration makes a process listen on.
/// </summary>
internal static class HealthCommand
{
    private const string Name = "--health";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The exit code, 0 when it lives; null when the arguments do not ask.</returns>
    public static async Task<int?> RunAsync(IConfiguration configuration, string[] args, TextWriter output, CancellationToken cancellationToken = default)
    {
        var at = Array.IndexOf(args, Name);
        if (at < 0)
            return null;
        var given = at + 1 < args.Length && !args[at + 1].StartsWith('-') ? args[at + 1] : null;
        if (AddressOf(given, configuration) is not { } address)
        {
            await output.WriteLineAsync($"{Name}: '{given ?? configuration["urls"]}' names no http address to ask.");
            return 2;
        }

        // Straight to the process, whatever proxy the environment names.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            if (response.IsSuccessStatusCode)
                return 0;
            await output.WriteLineAsync($"{address} answered {(int)response.StatusCode}.");
        }
        catch (HttpRequestException e)
        {
            await output.WriteLineAsync($"{address} does not answer: {e.Message}");
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            await output.WriteLineAsync($"{address} did not answer within {Patience.TotalSeconds:0} s.");
        }

        return 1;
    }

    /// <summary>The address to ask; "any interface" is one to listen on, so this machine's own is asked instead.</summary>
    internal static Uri? AddressOf(string? given, IConfiguration configuration)
    {
        var ports = configuration["http_ports"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var urls = given ?? configuration["urls"] ?? (ports.Length > 0 ? $"http://*:{ports[0]}" : "http://localhost:5000");
        var url = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(u => u.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || (given is not null && u.StartsWith("https://", StringComparison.OrdinalIgnoreCase)));
        if (url is null)
            return null;
        var binding = BindingAddress.Parse(url);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return Uri.TryCreate($"{binding.Scheme}://{host}:{binding.Port}{binding.PathBase.TrimEnd('/')}/health/live", UriKind.Absolute, out var address) ? address : null;
    }
}
