using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Retrieval;

/// <summary>An entry of one's own as it is edited on screen.</summary>
public sealed class OwnWordDraft
{
    /// <summary>Null: new ones.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public WordKind Kind { get; set; }

    /// <summary>One entry; of new ones, one a line.</summary>
    public string Text { get; set; } = "";

    public string Note { get; set; } = "";
}
