using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Replies;

namespace Imcc.Web.Components.Desk;

/// <summary>What an agent sends: texts, remarks and files. A bubble is there at once; what becomes of it is seen on it.</summary>
public sealed class DeskPost(DeskSession session, IWorkplace workplace, TimeProvider time)
{
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, List<Attachment>> _attachments = [];
    private readonly HashSet<Guid> _confirmed = [];

    /// <summary>Knows the words that should not be sent.</summary>
    public required ISpeechGuard Guard { get; init; }

    private DeskState State => session.State;

    public IReadOnlyList<Attachment> Attachments(Guid conversationId) =>
        _attachments.TryGetValue(conversationId, out var list) ? list : [];

    /// <summary>Sends what the agent wrote, and the files before it.</summary>
    /// <returns>When the workplace has taken or refused all; false: a variable still stands in the text, and nothing has left.</returns>
    /// <param name="further">What follows the text: a link, pictures.</param>
    /// <param name="isAlone">It was not written in the composer: the files and the quote that wait there stay with what is being written.</param>
    public async Task<bool> SubmitAsync(Guid conversationId, Guid messageId, string text, bool isRemark, bool isAlone = false, ImmutableArray<MessageContent> further = default)
    {
        if ((State.Find(conversationId) ?? (session.SelectedId == conversationId ? session.Selected : null)) is not { } conversation)
        {
            session.Calls.Say("Notice.NotFound");
            return true;
        }

        // The composer holds it back already; whatever it forgot, nobody is addressed as {客户}.
        if (!isRemark && ReplyVariables.In(text).Count > 0)
        {
            session.Calls.Say("Notice.OpenVariable");
            return false;
        }

        var thread = State.Threads.Open(conversation.ThreadId);
        List<LocalMessage> messages = [];
        if (!isRemark && !isAlone && _attachments.Remove(conversationId, out var files))
            messages.AddRange(files.Select(f => new LocalMessage(f.MessageId, f.Content, false, time.GetUtcNow())));
        if (!string.IsNullOrWhiteSpace(text))
            messages.Add(new LocalMessage(messageId, isAlone ? new TextContent(text.Trim()) : session.Messages.Compose(conversationId, text.Trim(), isRemark), isRemark, time.GetUtcNow()));
        if (!further.IsDefaultOrEmpty)
            messages.AddRange(further.Select(content => new LocalMessage(Guid.CreateVersion7(time.GetUtcNow()), content, false, time.GetUtcNow())));
        foreach (var message in messages)
            thread.Send(message);
        session.Raise(DeskParts.Thread | DeskParts.Selection);
        // One after the other: the thread's order is the order of writing.
        foreach (var message in messages)
            await SendAsync(conversationId, thread, message);
        return true;
    }

    /// <summary>A bubble that was refused here is sent again under its id; one that the channel refused is delivered again.</summary>
    public async Task ResendAsync(Guid conversationId, Guid messageId)
    {
        if (session.Thread is not { } thread)
            return;
        if (thread.Local(messageId) is { Failure: not null } local)
        {
            thread.Send(local with { Failure = null });
            session.Raise(DeskParts.Thread);
            await SendAsync(conversationId, thread, local with { Failure = null });
            return;
        }

        if (DeskCalls.IsDone(await session.Calls.DoAsync(() => workplace.ResendAsync(State.AgentId, conversationId, messageId))))
        {
            thread.Retry(messageId);
            session.Raise(DeskParts.Thread);
        }
    }

    /// <summary>
    /// The browser sent these before its connection broke and never heard what became of them. What is in the thread has arrived;
    /// the rest is shown as unconfirmed, to be sent again as the same messages.
    /// </summary>
    public void Unsettled(IEnumerable<UnsettledMessage> messages)
    {
        foreach (var m in messages)
        {
            if (State.Find(m.ConversationId) is not { } conversation)
                continue;
            var thread = State.Threads.Open(conversation.ThreadId);
            if (thread.Local(m.Id) is null && !string.IsNullOrWhiteSpace(m.Text))
                thread.Send(new LocalMessage(m.Id, new TextContent(m.Text), m.IsRemark, time.GetUtcNow(), CommandOutcome.Unavailable));
        }

        session.Raise(DeskParts.Thread);
    }

    public void Discard(Guid messageId)
    {
        session.Thread?.Drop(messageId);
        session.Raise(DeskParts.Thread);
    }

    public void Attach(Guid conversationId, string fileId, string name, string contentType, long size)
    {
        if (State.Find(conversationId) is { } conversation && !ChannelCargo.Carries(conversation.Channel, contentType))
        {
            session.Calls.Say("Notice.NotCarried");
            return;
        }

        if (!_attachments.TryGetValue(conversationId, out var list))
            _attachments[conversationId] = list = [];
        list.Add(new Attachment(Guid.CreateVersion7(time.GetUtcNow()), fileId, name, contentType, size));
        session.Raise(DeskParts.Selection);
    }

    /// <summary>What waits beside the text, for the browser to keep with its draft; null: nothing does.</summary>
    public string? KeptOf(Guid conversationId)
    {
        var (quote, files) = (session.Messages.QuoteOf(conversationId)?.MessageId, Attachments(conversationId));
        return quote is null && files.Count == 0 ? null
            : JsonSerializer.Serialize(new KeptDraft(quote, [.. files.Select(f => new KeptFile(f.FileId, f.Name, f.ContentType, f.Size))]), JsonSerializerOptions.Web);
    }

    /// <summary>The browser kept it through a reload. What is there meanwhile is newer and stays.</summary>
    public async Task GiveBackAsync(Guid conversationId, KeptDraft kept)
    {
        if (session.SelectedId != conversationId || !session.CanReply || KeptOf(conversationId) is not null)
            return;
        foreach (var file in kept.Files ?? [])
            Attach(conversationId, file.FileId, file.Name, file.ContentType, file.Size);
        if (kept.Quote is { } quoted)
            await session.Messages.QuoteAgainAsync(conversationId, quoted);
    }

    public void Detach(Guid conversationId, Attachment attachment)
    {
        if (_attachments.TryGetValue(conversationId, out var list) && list.Remove(attachment) && list.Count == 0)
            _attachments.Remove(conversationId);
        session.Raise(DeskParts.Selection);
    }

    /// <summary>The agent has seen the words that should not be sent, and sends the message all the same.</summary>
    public void Confirm(Guid messageId) => _confirmed.Add(messageId);

    public async Task ResendConfirmedAsync(Guid conversationId, Guid messageId)
    {
        Confirm(messageId);
        await ResendAsync(conversationId, messageId);
    }

    /// <summary>The sensitive words in what is being written. Whoever only writes is not told of a failure: sending asks again.</summary>
    public async Task<WordMark[]> CheckAsync(Guid conversationId, string text)
    {
        try
        {
            return [.. (await Guard.CheckAsync(conversationId, text, session.Calls.Closing)).Hits.Select(WordMark.Of)];
        }
        catch (Exception e)
        {
            session.Calls.Failed(e, nameof(CheckAsync));
            return [];
        }
    }

    /// <summary>The composer held back what the agent wanted to send. Whoever writes is not told of a failure: nothing was sent.</summary>
    public async Task HoldBackAsync(Guid conversationId, string text)
    {
        try
        {
            await Guard.HoldBackAsync(State.AgentId, conversationId, text, session.Calls.Closing);
        }
        catch (Exception e)
        {
            session.Calls.Failed(e, nameof(HoldBackAsync));
        }
    }

    private async Task SendAsync(Guid conversationId, DeskThread thread, LocalMessage message)
    {
        var outcome = await session.Calls.DoAsync(
            () => message.IsRemark
                ? workplace.RemarkAsync(State.AgentId, conversationId, message.Id, ((TextContent)message.Content).Text)
                : _confirmed.Contains(message.Id) ? Guard.ReplyConfirmedAsync(State.AgentId, conversationId, message.Id, message.Content)
                : workplace.ReplyAsync(State.AgentId, conversationId, message.Id, message.Content),
            isSilent: true);
        if (DeskCalls.IsDone(outcome))
            _confirmed.Remove(message.Id);
        if (!DeskCalls.IsDone(outcome))
        {
            if (!thread.Contains(message.Id))
                thread.Send(message with { Failure = outcome });
            session.Raise(DeskParts.Thread);
            return;
        }

        // Normally the message comes back as an event within milliseconds; when the event is lost it is read.
        if (!thread.Contains(message.Id))
            _ = session.Calls.LaterAsync(EchoPatience, () => thread.Contains(message.Id) ? Task.CompletedTask : session.ReadLatestAsync(conversationId, thread));
    }
}
