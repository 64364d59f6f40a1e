using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WebChat;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Live;
using Imcc.Web.Hubs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.WebChat;

/// <summary>
/// The visitor's line to us, <c>/hubs/visitor?account={key}</c>. Everything starts with <see cref="Hello"/>; every call is answered by a
/// <see cref="VisitorResult"/>; what the page shows is told by <c>message</c>, <c>recalled</c>, <c>typing</c>, <c>agent</c>, <c>state</c>, <c>ended</c> and <c>sync</c>.
/// </summary>
[AllowAnonymous]
public sealed partial class VisitorHub(
    Func<Directory> directory,
    IVisitorThreads threads,
    IVisitorSignals signals,
    IVisitorStandings standings,
    VisitorHistory history,
    VisitorTokens tokens,
    VisitorLimits limits,
    VisitorPresence presence,
    VisitorView view,
    FileStore files,
    LiveFeed feed,
    IHubContext<VisitorHub> hub,
    IOptions<WebChatOptions> options,
    TimeProvider time,
    ILogger<VisitorHub> logger) : Hub
{
    private const string SessionItem = "imcc.visitor";
    private const string LanguageItem = "imcc.language";
    private static readonly TimeSpan TypingRepeats = TimeSpan.FromSeconds(2);

    private VisitorSession? Session => Context.Items.TryGetValue(SessionItem, out var session) ? (VisitorSession?)session : null;

    /// <summary><c>{token?, name?, lastSeq?, lang?}</c>: opens the visitor's thread, or a new visitor's where the token is none of ours.</summary>
    public async Task<VisitorWelcome> Hello(JsonElement request)
    {
        if (request.Field("lang").Text() is { Length: > 0 and <= 20 } language)
            Context.Items[LanguageItem] = language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "zh-CN";
        if (AccountOf(Context.GetHttpContext()?.Request.Query["account"].ToString()) is not { } account)
            return Fail<VisitorWelcome>(VisitorProblem.UnknownAccount);
        var known = tokens.VisitorOf(account.Id, request.Field("token").Text());
        var visitorId = known ?? VisitorTokens.NewVisitorId();
        var lastSeq = known is null ? 0 : request.Field("lastSeq").Number() ?? 0;
        var session = new VisitorSession(
            account.Id, visitorId, CleanName(request.Field("name").Text()), hub.Clients.Client(Context.ConnectionId), view, feed, presence, logger);
        if (!limits.Reads.TryTake(session.ThreadId, out var wait))
            return Fail<VisitorWelcome>(VisitorProblem.TooFast, wait);
        if (Session is { } former)
            await former.DisposeAsync();
        try
        {
            // Listen before reading: what comes in between is told twice rather than never, and the page knows it by its place.
            session.Listen();
            var latest = await history.LatestAsync(session.ThreadId, Context.ConnectionAborted);
            session.HasWritten = latest.Messages.Count > 0;
            var hasMore = false;
            var messages = latest.Messages;
            if (lastSeq > 0)
                (messages, hasMore) = await history.AfterAsync(session.ThreadId, lastSeq, Context.ConnectionAborted);
            var standing = session.HasWritten ? await standings.StandingAsync(session.ThreadId, Context.ConnectionAborted) : VisitorStanding.None;
            await session.EnterAsync();
            Context.Items[SessionItem] = session;
            session.StartTelling();
            // Who hung up meanwhile has been looked for before the session was there.
            if (Context.ConnectionAborted.IsCancellationRequested)
                await session.DisposeAsync();
            return new VisitorWelcome
            {
                Token = tokens.Issue(account.Id, visitorId),
                AccountName = account.Name,
                Welcome = account.Texts.Welcome,
                Messages = view.Of(messages),
                HasEarlier = lastSeq > 0 || latest.HasEarlier,
                HasMore = hasMore,
                State = standing.State,
                AgentName = standing.AgentName,
                MaxFileBytes = files.MaxBytes,
                MaxTextLength = options.Value.MaxTextLength,
            };
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            NoteFailure(e, nameof(Hello), session.ThreadId);
            return Fail<VisitorWelcome>(VisitorProblem.Unavailable);
        }
    }

    /// <summary>The 50 messages before a place.</summary>
    public Task<VisitorPage> Earlier(JsonElement beforeSeq) => ReadAsync(nameof(Earlier), beforeSeq, async (threadId, seq) =>
    {
        var page = await history.BeforeAsync(threadId, seq, Context.ConnectionAborted);
        return new VisitorPage { Messages = view.Of(page.Messages), HasEarlier = page.HasEarlier };
    });

    /// <summary>What came after a place: asked for when a place was skipped, and from time to time.</summary>
    public Task<VisitorPage> After(JsonElement afterSeq) => ReadAsync(nameof(After), afterSeq, async (threadId, seq) =>
    {
        var (messages, hasMore) = await history.AfterAsync(threadId, seq, Context.ConnectionAborted);
        return new VisitorPage { Messages = view.Of(messages), HasMore = hasMore };
    });

    /// <summary><c>{clientId, text}</c>. Sent again with the same client id it is the same message.</summary>
    public async Task<VisitorAck> Send(JsonElement request)
    {
        if (request.Field("text").Text()?.WithoutControls() is not { } text)
            return Fail<VisitorAck>(VisitorProblem.Invalid);
        if (string.IsNullOrWhiteSpace(text))
            return Fail<VisitorAck>(VisitorProblem.Empty);
        if (text.Length > options.Value.MaxTextLength)
            return Fail<VisitorAck>(VisitorProblem.TooLong);
        return await TakeAsync(request, _ => Task.FromResult<MessageContent?>(new TextContent(text)));
    }

    /// <summary><c>{clientId, fileId}</c>: a file that this visitor has uploaded.</summary>
    public Task<VisitorAck> SendFile(JsonElement request) => TakeAsync(request, async session =>
        await files.FindAsync(request.Field("fileId").Text(), Context.ConnectionAborted) is { } file && file.OwnerThreadId == session.ThreadId
            ? file.ToContent()
            : null);

    /// <summary><c>{clientId, conversationId, score?, tags?, comment?}</c>: how satisfied the visitor was. The first score of a conversation counts; reasons and words may follow it.</summary>
    public Task<VisitorAck> Rate(JsonElement request)
    {
        var tags = request.Field("tags").Texts(SurveyRules.MostTags, SurveyRules.LongestTag);
        var comment = request.Field("comment").Text()?.WithoutControls() ?? "";
        if (!request.Field("conversationId").IsId(out var conversation) || tags is null || comment.Length > Rating.LongestComment
            || (!request.Field("score").IsNothing() && request.Field("score").Number() is not (>= 1 and <= 5)))
            return Task.FromResult(Fail<VisitorAck>(VisitorProblem.Invalid));
        return TakeAsync(request, _ => Task.FromResult<MessageContent?>(new SurveyAnswerContent(conversation, (int?)request.Field("score").Number(), tags, comment)));
    }

    public async Task<VisitorResult> Typing(JsonElement isTyping)
    {
        if (Session is not { } session)
            return Fail<VisitorResult>(VisitorProblem.NotOpen);
        if (isTyping.Truth() is not { } typing)
            return Fail<VisitorResult>(VisitorProblem.Invalid);
        var now = time.GetUtcNow();
        // Each key press may call; the other side wants to know of changes, and now and then that it goes on.
        if (session.HasWritten && (typing ? !session.IsTyping || now - session.TypingToldAt >= TypingRepeats : session.IsTyping))
        {
            (session.IsTyping, session.TypingToldAt) = (typing, now);
            try
            {
                await signals.TypingAsync(session.ThreadId, typing);
            }
            catch (Exception e)
            {
                NoteFailure(e, nameof(Typing), session.ThreadId);
            }
        }

        return new VisitorResult();
    }

    /// <summary>The visitor closes the chat for good: a <c>leave</c> event in the thread, as durable as a message. Writing again simply starts anew.</summary>
    public async Task<VisitorAck> Leave() =>
        Session is { HasWritten: false }
            ? new VisitorAck()
            : await TakeAsync(
                JsonSerializer.SerializeToElement(new { clientId = "leave-" + Guid.CreateVersion7(time.GetUtcNow()).ToString("N") }),
                _ => Task.FromResult<MessageContent?>(new EventContent("leave")));

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (Session is { } session)
            await session.DisposeAsync();
        await base.OnDisconnectedAsync(exception);
    }

    private async Task<VisitorAck> TakeAsync(JsonElement request, Func<VisitorSession, Task<MessageContent?>> contentFor)
    {
        if (Session is not { } session)
            return Fail<VisitorAck>(VisitorProblem.NotOpen);
        if (request.Field("clientId").Text() is not { Length: > 0 and <= 64 } clientId || !clientId.All(IsIdCharacter))
            return Fail<VisitorAck>(VisitorProblem.Invalid);
        if (!directory().Accounts.TryGetValue(session.AccountId, out var account) || !account.Enabled)
            return Fail<VisitorAck>(VisitorProblem.UnknownAccount);
        if (!limits.Messages.TryTake(session.ThreadId, out var wait))
            return Fail<VisitorAck>(VisitorProblem.TooFast, wait);
        try
        {
            if (await contentFor(session) is not { } content)
                return Fail<VisitorAck>(VisitorProblem.NoSuchFile);
            var now = time.GetUtcNow();
            var message = new InboundMessage
            {
                Id = Guid.CreateVersion7(now),
                AccountId = account.Id,
                ExternalId = session.VisitorId,
                DedupeKey = WebChatWire.DedupeKey(session.VisitorId, clientId),
                ChannelMessageId = clientId,
                SentAt = now,
                ReceivedAt = now,
                Content = content,
                CustomerName = session.Name,
            };
            // Not the connection's token: who sends and closes the page wants it sent.
            var taken = await threads.TakeAsync(account, message, WebChatWire.Write(message), CancellationToken.None);
            session.HasWritten = true;
            session.IsTyping = false;
            return new VisitorAck { MessageId = taken.MessageId, ClientId = clientId, IsNew = taken.IsNew };
        }
        catch (Exception e)
        {
            NoteFailure(e, nameof(Send), session.ThreadId);
            return Fail<VisitorAck>(VisitorProblem.Unavailable);
        }
    }

    private async Task<VisitorPage> ReadAsync(string call, JsonElement argument, Func<Guid, long, Task<VisitorPage>> read)
    {
        if (Session is not { } session)
            return Fail<VisitorPage>(VisitorProblem.NotOpen);
        if (argument.Number() is not (>= 0 and var seq))
            return Fail<VisitorPage>(VisitorProblem.Invalid);
        if (!limits.Reads.TryTake(session.ThreadId, out var wait))
            return Fail<VisitorPage>(VisitorProblem.TooFast, wait);
        try
        {
            return await read(session.ThreadId, seq);
        }
        catch (Exception e)
        {
            NoteFailure(e, call, session.ThreadId);
            return Fail<VisitorPage>(VisitorProblem.Unavailable);
        }
    }

    private ChannelAccount? AccountOf(string? key) => WebChatAccounts.Find(directory(), key);

    private T Fail<T>(VisitorProblem problem, TimeSpan? wait = null)
        where T : VisitorResult, new()
    {
        var language = Context.Items.TryGetValue(LanguageItem, out var chosen)
            ? CultureInfo.GetCultureInfo((string)chosen!)
            : Sentence.LanguageOf(Context.GetHttpContext());
        return new T
        {
            Ok = false,
            Code = problem.Code,
            Message = problem.Sentence.In(language),
            RetryAfterMs = wait is { } w ? (int)Math.Ceiling(w.TotalMilliseconds) : null,
        };
    }

    /// <summary>A visitor who hangs up in the middle of a read is nothing to look after.</summary>
    private void NoteFailure(Exception e, string call, Guid threadId)
    {
        if (e is not OperationCanceledException || !Context.ConnectionAborted.IsCancellationRequested)
            LogCallFailed(e, call, threadId);
    }

    private static string? CleanName(string? name)
    {
        var clean = string.Concat((name ?? "").Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim();
        if (clean.Length > 40)
            clean = clean[..(char.IsHighSurrogate(clean[39]) ? 39 : 40)];
        return clean.Length == 0 ? null : clean;
    }

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    [LoggerMessage(Level = LogLevel.Error, Message = "{Call} of a visitor failed (thread {ThreadId})")]
    private partial void LogCallFailed(Exception exception, string call, Guid threadId);
}
