using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>What an agent does with a single message of the thread: quote it, take it back, find it again.</summary>
public sealed class DeskMessages(DeskSession session, IWorkplace workplace, IMessageHandling messages, IReplyWindows windows, TimeProvider time)
{
    private const int PageSize = 200;
    private const int MostPages = 25;

    private readonly Dictionary<Guid, MessageQuote> _quotes = [];

    /// <summary>What the next text of a conversation will answer.</summary>
    public MessageQuote? QuoteOf(Guid conversationId) => _quotes.GetValueOrDefault(conversationId);

    /// <summary>How much may still be written to the customer who is looked at; null: no limit, or not known.</summary>
    public ReplyBudget? Budget => session is { CanReply: true, Selected: { } c, Thread: { IsLoaded: true } thread }
        && windows.TableOf(c.Channel) is { } table
        ? ReplyBudget.Of(table, thread.Messages, !thread.HasEarlier, time.GetUtcNow())
        : null;

    /// <summary>What can be done with a message here, as the browser's script reads it.</summary>
    public string ToolsOf(ThreadMessage message)
    {
        if (message.RecalledAt is not null || !message.Content.IsSpeech)
            return "";
        var tools = new List<string>(4);
        // A whisper is for one pair of eyes; a pin is for all.
        if (session.Pins.CanChange && !message.IsWhisper())
            tools.Add("pin");
        if (session.CanReply && message.Direction != MessageDirection.Internal)
            tools.Add("quote");
        if (message.Content is TextContent)
            tools.Add("copy");
        if (RecallUntil(message) is not null)
            tools.Add("recall");
        return string.Join(' ', tools);
    }

    /// <summary>Until when the message can be taken back; null: not, or not any more.</summary>
    public DateTimeOffset? RecallUntil(ThreadMessage message) =>
        session.Selected is { } c && message.ConversationId == c.Id && session.State.IsMine(c.Id)
            ? Recall.Until(message, session.State.AgentId, c.Channel, time.GetUtcNow())
            : null;

    public Task DoAsync(string tool, Guid messageId) => tool switch
    {
        "pin" => session.Pins.CanChange ? session.Pins.ToggleAsync(messageId) : Task.CompletedTask,
        "quote" => QuoteAsync(messageId),
        "recall" => RecallAsync(messageId),
        "find" => FindAsync(messageId),
        _ => Task.CompletedTask,
    };

    /// <summary>What came too late waits until the customer writes again.</summary>
    public async Task HoldAsync(Guid messageId)
    {
        if (session is not { Selected: { } c, Thread: { } thread })
            return;
        if (DeskCalls.IsDone(await session.Calls.DoAsync(() => messages.HoldAsync(session.State.AgentId, c.Id, messageId))))
        {
            thread.Hold(messageId);
            session.Raise(DeskParts.Thread);
        }
    }

    public Task PinLatestAsync() =>
        session.Pins.CanChange && session.Thread?.Messages.LastOrDefault(m => m is { Sender: MessageSender.Customer, IsAside: false, Content.IsSpeech: true }) is { } latest
            ? session.Pins.PinAsync(latest.Id)
            : Task.CompletedTask;

    /// <summary>In a group: what is written from now on is for this speaker.</summary>
    public Task AddressAsync(Guid conversationId, string speakerId) =>
        session.Selected?.Chat?.Addressee.Id == speakerId ? Task.CompletedTask : session.Calls.DoAsync(() => messages.AddressAsync(session.State.AgentId, conversationId, speakerId));

    /// <param name="quote">Null: none any more.</param>
    public void Quote(Guid conversationId, MessageQuote? quote)
    {
        if (quote is null)
            _quotes.Remove(conversationId);
        else
            _quotes[conversationId] = quote;
        session.Raise(DeskParts.Selection);
    }

    /// <summary>The text with what it answers. A remark answers nobody: the quote waits for the next reply.</summary>
    public TextContent Compose(Guid conversationId, string text, bool isRemark) =>
        !isRemark && _quotes.Remove(conversationId, out var quote) ? new TextContent(text, Quote: quote) : new TextContent(text);

    /// <summary>A quote that waited through a reload. Its message may stand further back than what has been read.</summary>
    public async Task QuoteAgainAsync(Guid conversationId, Guid messageId)
    {
        if (session.SelectedId == conversationId && session.Thread is { IsLoaded: false } thread)
            await session.ReadLatestAsync(conversationId, thread);
        await FindAsync(messageId);
        if (session.SelectedId == conversationId)
            await QuoteAsync(messageId);
    }

    private Task QuoteAsync(Guid messageId)
    {
        if (session is { CanReply: true, Selected: { } c, Thread: { } thread } && thread.Messages.FirstOrDefault(m => m.Id == messageId) is { } message
            && message is { RecalledAt: null, Direction: not MessageDirection.Internal, Content.IsSpeech: true })
            Quote(c.Id, new MessageQuote(message.Id, NameOf(message, c), message.Content.Preview, message.Sender == MessageSender.Customer));
        return Task.CompletedTask;
    }

    private async Task RecallAsync(Guid messageId)
    {
        if (session.Selected is not { } c)
            return;
        var outcome = await session.Calls.DoAsync(() => messages.RecallAsync(session.State.AgentId, c.Id, messageId), isSilent: true);
        if (DeskCalls.IsDone(outcome))
            // The news of it may be lost; what it was is read again.
            await (session.Thread is { } thread ? session.ReadLatestAsync(c.Id, thread) : Task.CompletedTask);
        else
            session.Calls.Say(outcome switch
            {
                CommandOutcome.TooLate => "Notice.RecallTooLate",
                CommandOutcome.Unsupported => "Notice.RecallUnsupported",
                _ => "Notice." + outcome,
            });
    }

    /// <summary>Loads what lies between the message and what is on the screen.</summary>
    private async Task FindAsync(Guid messageId)
    {
        for (var page = 0; page < MostPages && session is { SelectedId: { } id, Thread: { HasEarlier: true, Messages.Count: > 0 } thread } && !thread.Contains(messageId); page++)
        {
            if (await session.Calls.AskAsync(() => workplace.MessagesAsync(session.State.AgentId, id, thread.Messages[0].Seq, PageSize, session.Calls.Closing)) is not { } earlier)
                return;
            thread.TakeEarlier(earlier);
        }

        if (session.Thread?.Contains(messageId) == true)
            session.Raise(DeskParts.Thread);
        else
            session.Calls.Say("Notice.MessageFar");
    }

    private string NameOf(ThreadMessage message, DeskConversation c) => message.Sender switch
    {
        MessageSender.Customer => message.Speaker is { Name.Length: > 0 } speaker ? speaker.Name : c.CustomerName,
        MessageSender.Agent => message.AgentId == session.State.AgentId ? session.State.Agent?.DisplayName ?? "" : c.HandoverFrom,
        _ => c.AccountName,
    };
}
