using System.Text.Json;
using Imcc.Core.Contacts;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Notices;

/// <summary>Between a notice as it was ordered and its rows.</summary>
internal static class StoredNotice
{
    public static string Write(NoticeContent content) => JsonSerializer.Serialize(content, DirectoryJson.Options);

    public static NoticeContent Content(this NoticeRow row) => JsonSerializer.Deserialize<NoticeContent>(row.Content, DirectoryJson.Options)!;

    public static NoticeRow Row(NoticeOrder order, Guid accountId, Guid apiKeyId, Guid? batchId, DateTimeOffset now)
    {
        var content = Write(order.Content);
        return new NoticeRow
        {
            Id = Guid.CreateVersion7(now),
            ThreadId = ThreadKey.For(accountId, order.Recipient),
            AccountId = accountId,
            ExternalId = order.Recipient,
            SenderKey = order.Key,
            Fingerprint = Fingerprint(order, content),
            Kind = order.Content.Kind,
            Content = content,
            Priority = order.Priority,
            CreatedAt = now,
            ExpiresAt = (order.ExpiresAt ?? now + NoticeRules.Lifetime).ToUniversalTime(),
            BatchId = batchId,
            ApiKeyId = apiKeyId,
            CallbackUrl = order.CallbackUrl,
            State = NoticeState.Waiting,
        };
    }

    public static NoticeQueueRow Queued(NoticeRow notice) => new()
    {
        NoticeId = notice.Id,
        AccountId = notice.AccountId,
        Kind = notice.Kind,
        Priority = notice.Priority,
        DueAt = notice.CreatedAt,
    };

    private static Guid Fingerprint(NoticeOrder order, string content)
    {
        // What was not said is no part of it: the default end moves with the clock.
        var all = string.Join('\n', order.Recipient, (int)order.Priority, order.ExpiresAt?.UtcTicks, order.CallbackUrl, content);
        return new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(all)).AsSpan(0, 16), bigEndian: true);
    }
}
