using System.Net.WebSockets;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>Where implementations of OneBot come in: by a socket that they open, or by what they post. Whoever calls has seen that they are genuine.</summary>
public interface IOneBotDoor
{
    /// <summary>Serves a socket to its end. One of the same role that is still there is closed: of two the older is the dead one.</summary>
    Task ServeAsync(ChannelAccount account, OneBotRole role, WebSocket socket, CancellationToken cancellationToken);

    /// <summary>Takes one posted event; it is stored when this returns.</summary>
    /// <returns>False: it cannot be read.</returns>
    /// <exception cref="Storage.StoreOverloadedException">It was not stored.</exception>
    Task<bool> TakeAsync(ChannelAccount account, string raw, CancellationToken cancellationToken);

    OneBotStanding Standing(ChannelAccount account);
}

/// <summary>What a socket is for, by its header <c>X-Client-Role</c>.</summary>
public enum OneBotRole
{
    Universal = 0,
    Api = 1,
    Event = 2,
}

/// <summary>How an account stands at this moment, as this process knows.</summary>
/// <param name="IsConnected">Calls can be made: a socket is open and its heart beats, or the account is called by HTTP.</param>
/// <param name="IsOnline">Whether QQ itself is signed in behind it; null: it was not said.</param>
/// <param name="HeardAt">When anything was last heard of it.</param>
public sealed record OneBotStanding(bool IsConnected, bool? IsOnline, DateTimeOffset? HeardAt)
{
    public bool CanSend => IsConnected && IsOnline != false;
}

/// <summary>What came of one call.</summary>
internal abstract record OneBotCall
{
    public sealed record Done(OneBotAnswer Answer) : OneBotCall;

    /// <summary>It never left.</summary>
    public sealed record Unsent(string Error) : OneBotCall;

    /// <summary>It left, and nobody said what became of it.</summary>
    public sealed record Lost(string Error) : OneBotCall;
}
