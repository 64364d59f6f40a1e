using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Channels;

/// <summary>
/// Brings what customers sent (pictures, voice, video) into our own file store, so that agents see it and it outlives the channel's
/// copy. What is to be fetched is a row; a crash only means that it is fetched again.
/// </summary>
internal sealed partial class MediaFetcher(
    ConversationStores stores,
    DirectoryCache directory,
    IEnumerable<IChannelMedia> channels,
    FileStore files,
    LiveFeed feed,
    TimeProvider time,
    ILogger<MediaFetcher> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Content = [nameof(MessageRow.Content)];
    private static readonly string[] Again = [nameof(MediaFetchRow.Attempts), nameof(MediaFetchRow.NotBefore), nameof(MediaFetchRow.LastError)];

    private readonly Dictionary<ChannelKind, IChannelMedia> _channels = channels.ToDictionary(c => c.Kind);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Regularly.RunAsync(LookEvery, time, LookAsync, NotLooked, stoppingToken);

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        foreach (var store in stores.All)
            await LookAsync(store, stoppingToken);
    }

    private async Task LookAsync(ConversationStore store, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        List<MediaFetchRow> due;
        await using (var context = store.Read())
            due = await context.MediaFetches.Where(m => m.NotBefore <= now).OrderBy(m => m.NotBefore).Take(50).ToListAsync(stoppingToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (row, cancel) =>
        {
            try
            {
                await FetchAsync(store, row, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                NotFetched(e, row.MessageId);
                await LaterAsync(store, row, e.GetType().Name);
            }
        });
    }

    private async Task FetchAsync(ConversationStore store, MediaFetchRow row, CancellationToken cancellationToken)
    {
        MessageRow message;
        await using (var context = store.Read())
            message = await context.Messages.SingleAsync(m => m.Id == row.MessageId, cancellationToken);
        var content = MessageRow.ReadContent(message.Content);
        if (!directory.Current.Accounts.TryGetValue(row.AccountId, out var account) || content.MediaOf() is not { } media || !_channels.TryGetValue(account.Kind, out var channel))
        {
            await store.Writer.CommitAsync(new WriteUnit().Delete(row));
            return;
        }

        switch (await channel.FetchAsync(account, media, cancellationToken))
        {
            case FetchedMedia.Content fetched:
                using (var bytes = new MemoryStream(fetched.Bytes))
                {
                    var saved = await files.SaveAsync(bytes, fetched.Name ?? media.Name ?? DefaultName(content), row.ThreadId, cancellationToken);
                    if (saved.File is { } file)
                        await KeepAsync(store, row, message, await WithThumbnailAsync(account, channel, content.WithMedia(media with { FileId = file.Id, Name = file.Name, ContentType = file.ContentType, Size = file.Size }), row.ThreadId, cancellationToken));
                    else
                        await GiveUpAsync(store, row, saved.Outcome.ToString());
                }

                break;
            case FetchedMedia.Gone gone:
                await GiveUpAsync(store, row, gone.Error);
                break;
            case FetchedMedia.TryAgain again:
                await LaterAsync(store, row, again.Error);
                break;
        }
    }

    /// <summary>A film without its first picture is a black box: it is had if it can be, and nothing waits for it.</summary>
    private async Task<MessageContent> WithThumbnailAsync(ChannelAccount account, IChannelMedia channel, MessageContent content, Guid threadId, CancellationToken cancellationToken)
    {
        if (content is not VideoContent { ThumbnailId: { } id, ThumbnailFileId: null } video
            || await channel.FetchAsync(account, new MediaRef(ProviderId: id), cancellationToken) is not FetchedMedia.Content thumbnail)
            return content;
        using var bytes = new MemoryStream(thumbnail.Bytes);
        var saved = await files.SaveAsync(bytes, thumbnail.Name ?? "thumbnail.jpg", threadId, cancellationToken);
        return saved.File is { } file && file.ContentType.StartsWith("image/", StringComparison.Ordinal) ? video with { ThumbnailFileId = file.Id } : content;
    }

    private async Task KeepAsync(ConversationStore store, MediaFetchRow row, MessageRow message, MessageContent content)
    {
        var updated = message.ToMessage() with { Content = content };
        await store.Writer.CommitAsync(new WriteUnit().Patch(MessageRow.From(updated), Content).Delete(row));
        await using var context = store.Read();
        var agent = await context.Conversations.Where(c => c.ThreadId == row.ThreadId && c.AgentId != null && c.State < ConversationState.Closed)
            .OrderByDescending(c => c.OpenedAt).Select(c => c.AgentId).FirstOrDefaultAsync();
        if (agent is { } serving)
            feed.Publish(Topic.Agent(serving), new MessageAdded(updated));
        feed.Publish(Topic.Watch(row.ThreadId), new MessageAdded(updated));
    }

    private async Task LaterAsync(ConversationStore store, MediaFetchRow row, string error)
    {
        var attempts = row.Attempts + 1;
        var next = RetryPolicy.Default.NextAttempt(attempts, row.CreatedAt, null, Random.Shared.NextDouble(), time.GetUtcNow());
        if (next is null)
            GaveUp(row.MessageId, error);
        await store.Writer.CommitAsync(new WriteUnit().Patch(With(row, attempts, next, error), Again));
    }

    private async Task GiveUpAsync(ConversationStore store, MediaFetchRow row, string error)
    {
        GaveUp(row.MessageId, error);
        await store.Writer.CommitAsync(new WriteUnit().Patch(With(row, row.Attempts + 1, null, error), Again));
    }

    private static MediaFetchRow With(MediaFetchRow row, int attempts, DateTimeOffset? notBefore, string error) => new()
    {
        MessageId = row.MessageId,
        ThreadId = row.ThreadId,
        AccountId = row.AccountId,
        Attempts = attempts,
        NotBefore = notBefore,
        LastError = error.Length > 400 ? error[..400] : error,
        CreatedAt = row.CreatedAt,
    };

    private static string DefaultName(MessageContent content) => content switch
    {
        PictureContent => "picture.jpg",
        VoiceContent voice => "voice." + (voice.Format ?? "amr"),
        VideoContent => "video.mp4",
        _ => "file",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Media to be fetched could not be looked for; again in a moment")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of message {MessageId} could not be fetched; again later")]
    private partial void NotFetched(Exception exception, Guid messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of message {MessageId} cannot be had: {Error}")]
    private partial void GaveUp(Guid messageId, string error);
}
