using System.Net.WebSockets;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <inheritdoc cref="IOneBotDoor"/>
internal sealed partial class OneBotDoor(
    OneBotLinks links, IIntake intake, ConversationStores stores, DirectoryCache directory, IGrainFactory grains, TimeProvider time, ILogger<OneBotDoor> logger) : IOneBotDoor
{
    /// <summary>How far back a quoted message of ours is looked for.</summary>
    private const int Remembered = 500;

    private const int Tries = 8;

    public async Task ServeAsync(ChannelAccount account, OneBotRole role, WebSocket socket, CancellationToken cancellationToken)
    {
        using var opened = links.Open(account.Id, role, socket);
        Connected(account.Key, role);
        try
        {
            await opened.ReadAsync((e, raw) => HearAsync(account, opened, e, raw), e => Unreadable(e.Message, account.Key), cancellationToken);
        }
        finally
        {
            links.Closed(account.Id, role, opened);
            Disconnected(account.Key, role);
        }
    }

    public async Task<bool> TakeAsync(ChannelAccount account, string raw, CancellationToken cancellationToken)
    {
        OneBotEvent e;
        try
        {
            e = OneBotEvents.Read(raw, time.GetUtcNow());
        }
        catch (FormatException malformed)
        {
            Unreadable(malformed.Message, account.Key);
            return false;
        }

        await KeepAsync(account, e, raw, cancellationToken);
        return true;
    }

    public OneBotStanding Standing(ChannelAccount account) => links.Standing(account);

    /// <summary>A socket has no way to say that an event was not stored: it is tried again for a while.</summary>
    private async Task HearAsync(ChannelAccount connected, OneBotSocket socket, OneBotEvent e, string raw)
    {
        // What an administrator has changed since holds for who is in already: it comes in again by the new rules, or not at all.
        if (directory.Current.Accounts.GetValueOrDefault(connected.Id) is not { Enabled: true } account || !IsSameDoor(OneBotSettings.Of(connected), OneBotSettings.Of(account)))
        {
            socket.End();
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await KeepAsync(account, e, raw, CancellationToken.None);
                return;
            }
            catch (Exception broken) when (attempt < Tries)
            {
                NotKeptYet(broken, account.Key, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time);
            }
            catch (Exception broken)
            {
                // The next event may fare better; this one is lost, and said to be.
                NotKept(broken, account.Key);
                return;
            }
        }
    }

    private async Task KeepAsync(ChannelAccount account, OneBotEvent e, string raw, CancellationToken cancellationToken)
    {
        if (e.SelfId.Length > 0 && e.SelfId != OneBotSettings.Of(account).SelfId)
            return;
        links.Heard(account.Id, e as OneBotEvent.Standing);
        switch (e)
        {
            case OneBotEvent.Said said:
                var isAddressed = OneBotWire.IsAddressed(account, said) || await IsToOursAsync(account, said, cancellationToken);
                foreach (var (message, stored) in OneBotWire.Parts(account, said, raw, isAddressed, time.GetUtcNow()))
                    await intake.TakeAsync(account, message, stored, cancellationToken);
                break;
            case OneBotEvent.Typing { ExternalId.Length: > 0 and <= 128 } typing:
                await grains.GetGrain<IConversationGrain>(ThreadKey.For(account.Id, typing.ExternalId)).CustomerTypingAsync(typing.IsTyping);
                break;
        }
    }

    private static bool IsSameDoor(OneBotSettings one, OneBotSettings other) => (one.Mode, one.SelfId, one.Token) == (other.Mode, other.SelfId, other.Token);

    /// <summary>In a group an answer to a message of ours is to us, named or not.</summary>
    private async Task<bool> IsToOursAsync(ChannelAccount account, OneBotEvent.Said said, CancellationToken cancellationToken)
    {
        if (said.RepliesTo is not { } quoted)
            return false;
        var thread = ThreadKey.For(account.Id, said.ExternalId);
        await using var context = stores.For(thread).Read();
        return await context.Messages.Where(m => m.ThreadId == thread).OrderByDescending(m => m.Seq).Take(Remembered)
            .AnyAsync(m => m.ChannelMessageId == quoted && m.Direction == MessageDirection.Outbound, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The implementation of {Account} connected as {Role}")]
    private partial void Connected(string account, OneBotRole role);

    [LoggerMessage(LogLevel.Warning, "The implementation of {Account} is no longer connected as {Role}; it is expected to come back by itself")]
    private partial void Disconnected(string account, OneBotRole role);

    [LoggerMessage(LogLevel.Warning, "An event of {Account} could not be read: {Error}")]
    private partial void Unreadable(string error, string account);

    [LoggerMessage(LogLevel.Warning, "An event of {Account} is not stored after {Attempts} tries; again in a moment")]
    private partial void NotKeptYet(Exception exception, string account, int attempts);

    [LoggerMessage(LogLevel.Error, "An event of {Account} could not be stored and is lost")]
    private partial void NotKept(Exception exception, string account);
}
