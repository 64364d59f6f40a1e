using System.Net;
using System.Net.Sockets;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Looks at the links of articles in force, each once a day, broken ones once an hour.</summary>
internal sealed partial class LinkChecks(IDbContextFactory<DirectoryContext> contexts, IHttpClientFactory clients, TimeProvider time, ILogger<LinkChecks> logger)
{
    private const int MostAtOnce = 200;
    private const int Lines = 4;
    private static readonly TimeSpan Good = TimeSpan.FromDays(1);
    private static readonly TimeSpan Broken = TimeSpan.FromHours(1);

    /// <returns>How many were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<string> due;
        await using (var context = contexts.CreateDbContext())
        {
            var now = time.GetUtcNow();
            var (good, broken) = (now - Good, now - Broken);
            due = await context.ArticleLinks.Where(l => l.CheckedAt == null || l.CheckedAt < good || (l.BrokenSince != null && l.CheckedAt < broken))
                .OrderBy(l => l.CheckedAt).Select(l => l.Address).Take(MostAtOnce).ToListAsync(cancellationToken);
        }

        await Parallel.ForEachAsync(due.Distinct(StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = Lines, CancellationToken = cancellationToken }, async (address, token) =>
        {
            var (result, status) = await LookAsync(address, token);
            await KeepAsync(address, result, status, token);
        });
        if (due.Count > 0)
            LogLooked(due.Count);
        return due.Count;
    }

    public async Task<LinkResult> CheckAsync(string address, CancellationToken cancellationToken)
    {
        var (result, status) = await LookAsync(address, cancellationToken);
        await KeepAsync(address, result, status, cancellationToken);
        return result;
    }

    private async Task<(LinkResult Result, int? Status)> LookAsync(string address, CancellationToken cancellationToken)
    {
        if (!WebAddress.IsOne(address))
            return (LinkResult.Unreachable, null);
        try
        {
            var status = await AskAsync(HttpMethod.Head, address, cancellationToken);
            // Many servers know nothing of HEAD, and say so in many ways.
            if (IsBroken(status) || status is HttpStatusCode.MethodNotAllowed)
                status = await AskAsync(HttpMethod.Get, address, cancellationToken);
            return (IsBroken(status) ? LinkResult.Refused : LinkResult.Good, (int)status);
        }
        catch (HttpRequestException e)
        {
            return (InternalAddressException.IsIn(e) ? LinkResult.Internal : LinkResult.Unreachable, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (LinkResult.Unreachable, null);
        }
        catch (Exception e) when (e is InternalAddressException or IOException or SocketException or InvalidOperationException)
        {
            return (InternalAddressException.IsIn(e) ? LinkResult.Internal : LinkResult.Unreachable, null);
        }
    }

    private async Task<HttpStatusCode> AskAsync(HttpMethod method, string address, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(LinkClient.Name);
        using var request = new HttpRequestMessage(method, address);
        // The head says all: a film at the other end is not fetched.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.StatusCode;
    }

    // Who asks for a name and password, or for patience, is there.
    private static bool IsBroken(HttpStatusCode status) => (int)status >= 500 || status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private async Task KeepAsync(string address, LinkResult result, int? status, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = contexts.CreateDbContext();
        var links = context.ArticleLinks.Where(l => l.Address == address);
        if (result is LinkResult.Good)
            await links.ExecuteUpdateAsync(set => set.SetProperty(l => l.Result, result).SetProperty(l => l.Status, status).SetProperty(l => l.CheckedAt, now).SetProperty(l => l.BrokenSince, (DateTimeOffset?)null), cancellationToken);
        else
            await links.ExecuteUpdateAsync(set => set.SetProperty(l => l.Result, result).SetProperty(l => l.Status, status).SetProperty(l => l.CheckedAt, now).SetProperty(l => l.BrokenSince, l => l.BrokenSince ?? now), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} links of articles were looked at")]
    private partial void LogLooked(int count);
}
