using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.Open;
using Imcc.Infrastructure.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Api;

/// <summary>Takes one posted message: checked, its file kept, stored, then acknowledged. A repeated post gets the answer of the first.</summary>
internal sealed partial class OpenChannelReceiver(OpenMessages messages, FileStore files, IIntake intake, TimeProvider time, ILogger<OpenChannelReceiver> logger)
{
    public async Task<Results<Accepted<OpenAccepted>, ProblemHttpResult>> TakeAsync(ChannelAccount account, OpenChannelPost post, HttpContext context, CancellationToken cancellationToken)
    {
        var posted = post.Message;
        if (OpenCheck.Problems(posted, post.File is not null) is { Count: > 0 } problems)
            return Invalid(problems);
        var externalId = OpenAddress.Of(posted);
        try
        {
            // A repeated post is not worth keeping its file again.
            if ((post.File is not null || posted.Media?.Data is not null) && await messages.FindAsync(account, externalId, posted.Id!, cancellationToken) is { } known)
                return Accepted(account, posted, known);
            var (file, refusal) = await KeepAsync(post, ThreadKey.For(account.Id, externalId), cancellationToken);
            if (refusal is not null)
                return refusal;
            var now = time.GetUtcNow();
            var message = OpenWire.ToMessage(posted, Guid.CreateVersion7(now), account.Id, file, now);
            // Not the request's token: who posts and hangs up wants it posted.
            var taken = await intake.TakeAsync(account, message, OpenWire.Write(message), CancellationToken.None);
            return Accepted(account, posted, taken.MessageId);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            NotTaken(e, account.Key);
            context.Response.Headers.RetryAfter = "2";
            return TypedResults.Problem("暂时无法接收，请稍后用同一个 id 重试。It cannot be taken now; try again later with the same id.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<(MessageContent? File, ProblemHttpResult? Refusal)> KeepAsync(OpenChannelPost post, Guid threadId, CancellationToken cancellationToken)
    {
        var (media, name) = (post.Message.Media, post.File?.FileName ?? post.Message.Media?.Name);
        if (post.File is null && media?.Data is null)
            return (null, null);
        await using var content = post.File?.OpenReadStream() ?? new MemoryStream(media!.Data!, writable: false);
        if (content.Length > OpenCheck.LargestFile)
            return (null, TooLarge(OpenCheck.LargestFile));
        var saved = await files.SaveAsync(content, name ?? "file", threadId, cancellationToken);
        return saved switch
        {
            { Outcome: SaveOutcome.Saved, File: { } file } => (file.ToContent(), null),
            { Outcome: SaveOutcome.TooLarge } => (null, TooLarge(files.MaxBytes)),
            { Outcome: SaveOutcome.Empty } => (null, TypedResults.Problem("文件是空的。The file is empty.", statusCode: StatusCodes.Status400BadRequest)),
            _ => (null, TypedResults.Problem("不支持这种文件。This kind of file is not accepted.", statusCode: StatusCodes.Status415UnsupportedMediaType)),
        };
    }

    private static Accepted<OpenAccepted> Accepted(ChannelAccount account, OpenIncoming posted, Guid messageId) =>
        TypedResults.Accepted($"/api/v1/channels/{account.Key}/messages/{messageId}", new OpenAccepted(posted.Id!, messageId));

    private static ProblemHttpResult Invalid(IReadOnlyList<OpenProblem> problems) => TypedResults.Problem(
        string.Join(' ', problems.Select(p => $"{p.Field}：{p.Chinese}")) + " " + string.Join(' ', problems.Select(p => $"{p.Field}: {p.English}")),
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = problems.GroupBy(p => p.Field).ToDictionary(g => g.Key, g => g.Select(p => $"{p.Chinese}{p.English}").ToArray()),
        });

    private static ProblemHttpResult TooLarge(long limit)
    {
        var most = limit >= 1024 * 1024 ? $"{limit / (1024 * 1024)} MB" : $"{limit / 1024} KB";
        return TypedResults.Problem($"文件太大，最多 {most}。The file is too large; at most {most}.", statusCode: StatusCodes.Status413PayloadTooLarge);
    }

    [LoggerMessage(LogLevel.Error, "A message posted to {Account} could not be taken; its sender was told to try again")]
    private partial void NotTaken(Exception exception, string account);
}

/// <param name="Id">As posted.</param>
/// <param name="MessageId">Ours: the same for each post of the message.</param>
public sealed record OpenAccepted(string Id, Guid MessageId);
