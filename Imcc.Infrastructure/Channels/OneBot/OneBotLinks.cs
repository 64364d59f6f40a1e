using System.Collections.Concurrent;
using System.Net.WebSockets;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>
/// The sockets that this process holds, and what was last heard of each account. One socket an account and role: after the other side has slept an old one
/// looks open for hours. Sockets for calls and for events of one account belong together.
/// </summary>
internal sealed class OneBotLinks(TimeProvider time)
{
    private static readonly OneBotRole[] ForCalls = [OneBotRole.Universal, OneBotRole.Api];

    private readonly ConcurrentDictionary<Guid, State> _accounts = new();

    public OneBotSocket Open(Guid accountId, OneBotRole role, WebSocket socket)
    {
        var opened = new OneBotSocket(socket, time);
        var state = Of(accountId);
        OneBotSocket? old;
        lock (state)
        {
            state.Sockets.Remove(role, out old);
            state.Sockets[role] = opened;
            state.HeardAt = time.GetUtcNow();
            // A new process of the implementation says anew whether QQ is there.
            if (role != OneBotRole.Api)
                (state.IsOnline, state.Every) = (null, null);
        }

        old?.End();
        return opened;
    }

    public void Closed(Guid accountId, OneBotRole role, OneBotSocket socket)
    {
        var state = Of(accountId);
        lock (state)
        {
            if (state.Sockets.GetValueOrDefault(role) == socket)
                state.Sockets.Remove(role);
        }
    }

    public void Heard(Guid accountId, OneBotEvent.Standing? standing)
    {
        var state = Of(accountId);
        lock (state)
        {
            state.HeardAt = time.GetUtcNow();
            state.IsOnline = standing?.IsOnline ?? state.IsOnline;
            state.Every = standing?.Every ?? state.Every;
        }
    }

    /// <summary>The socket for calls; null: there is none whose heart beats.</summary>
    public OneBotSocket? ForCall(Guid accountId)
    {
        var state = Of(accountId);
        lock (state)
            return IsSilent_NeedsLock(state) ? null : ForCalls.Select(r => state.Sockets.GetValueOrDefault(r)).FirstOrDefault(s => s is not null);
    }

    public OneBotStanding Standing(ChannelAccount account)
    {
        var state = Of(account.Id);
        lock (state)
        {
            var isConnected = OneBotSettings.Of(account).IsHttp || (!IsSilent_NeedsLock(state) && ForCalls.Any(state.Sockets.ContainsKey));
            return new(isConnected, state.IsOnline, state.HeardAt);
        }
    }

    // Three beats missed: the socket is only left over.
    private bool IsSilent_NeedsLock(State state) => state is { Every: { } every, HeardAt: { } at } && time.GetUtcNow() - at > 3 * every;

    private State Of(Guid accountId) => _accounts.GetOrAdd(accountId, _ => new State());

    private sealed class State
    {
        public Dictionary<OneBotRole, OneBotSocket> Sockets { get; } = [];

        public DateTimeOffset? HeardAt { get; set; }

        public bool? IsOnline { get; set; }

        public TimeSpan? Every { get; set; }
    }
}
