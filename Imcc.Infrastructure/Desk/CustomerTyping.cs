using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Desk;

/// <summary>
/// Lets customers of channels that can show it see that their agent is writing. Told at most every <see cref="Every"/>, for each telling is a call to the
/// channel's server, and never waited for.
/// </summary>
internal sealed partial class CustomerTyping(IEnumerable<IChannelTyping> channels, ConversationStores stores, DirectoryCache directory, TimeProvider time, ILogger<CustomerTyping> logger)
{
    /// <summary>WeChat shows it for about 15 s.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(15);
    private const int MostRemembered = 10_000;

    private readonly Dictionary<ChannelKind, IChannelTyping> _channels = channels.ToDictionary(c => c.Kind);
    private readonly ConcurrentDictionary<Guid, Told> _told = new();

    /// <returns>When the channel has been told, for whoever wants to wait for it.</returns>
    public Task TellAsync(Guid conversationId, Guid threadId, Guid accountId, bool isTyping)
    {
        if (!isTyping)
            return StopAsync(conversationId);
        if (directory.Current.Accounts.GetValueOrDefault(accountId) is not { Enabled: true } account || !_channels.TryGetValue(account.Kind, out var channel))
            return Task.CompletedTask;
        var now = time.GetUtcNow();
        if (_told.TryGetValue(conversationId, out var last) && now - last.At < Every)
            return Task.CompletedTask;
        if (_told.Count >= MostRemembered)
            _told.Clear();
        var told = new Told(now, threadId, account, channel);
        _told[conversationId] = told;
        return CallAsync(told, isTyping: true);
    }

    /// <summary>The agent has sent it, or thought better of it.</summary>
    public Task StopAsync(Guid conversationId) =>
        _told.TryRemove(conversationId, out var told) && time.GetUtcNow() - told.At < Shown ? CallAsync(told, isTyping: false) : Task.CompletedTask;

    private async Task CallAsync(Told told, bool isTyping)
    {
        try
        {
            await using var context = stores.For(told.ThreadId).Read();
            if (await context.Threads.Where(t => t.Id == told.ThreadId).Select(t => t.ExternalId).SingleOrDefaultAsync() is { } externalId)
                await told.Channel.TypingAsync(told.Account, externalId, isTyping, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The edge of a courtesy: nobody waits for it.
            NotTold(e, told.Account.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A customer of {Account} was not shown that somebody is writing")]
    private partial void NotTold(Exception exception, string account);

    private sealed record Told(DateTimeOffset At, Guid ThreadId, ChannelAccount Account, IChannelTyping Channel);
}
