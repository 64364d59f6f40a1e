using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>A keyword rule as it is edited on screen.</summary>
public sealed class KeywordDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public List<KeywordPattern> Patterns { get; init; } = [];

    public List<MessageContent> Messages { get; init; } = [];

    public Guid? ArticleId { get; set; }

    public Guid? GroupId { get; set; }

    /// <summary>Key of the flow that goes on from here; null: none.</summary>
    public string? Flow { get; set; }

    public int Priority { get; set; } = KeywordRule.UsualPriority;

    public bool Fuzzy { get; set; } = true;

    public List<Guid> Accounts { get; init; } = [];

    public bool Enabled { get; set; } = true;

    public DateTimeOffset? ValidFrom { get; set; }

    public DateTimeOffset? ValidUntil { get; set; }

    public DateTimeOffset ChangedAt { get; init; }

    public string ChangedBy { get; init; } = "";

    internal KeywordAnswer Answer => new([.. Messages], ArticleId, GroupId, string.IsNullOrWhiteSpace(Flow) ? null : Flow.Trim());

    public bool IsValid(DateTimeOffset now) => !(ValidFrom > now) && !(ValidUntil <= now);
}
