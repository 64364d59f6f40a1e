using Imcc.Core.Contacts;

namespace Imcc.Infrastructure.Followers;

/// <summary>A QR code as an administrator edits it.</summary>
public sealed class QrCodeDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    /// <summary>Fixed once it is made.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Fixed once it is made.</summary>
    public QrCodeKind Kind { get; set; } = QrCodeKind.PermanentWord;

    /// <summary>Hours that a temporary code lives: 1 to 720.</summary>
    public int Hours { get; set; } = 24;

    public string Name { get; set; } = "";

    /// <summary>For a new one: further names, one a line; each becomes a code of its own. At most 500 with <see cref="Name"/>.</summary>
    public string FurtherNames { get; set; } = "";

    public string Campaign { get; set; } = "";

    public Guid? GroupId { get; set; }

    public Guid? AgentId { get; set; }

    public string Welcome { get; set; } = "";

    public bool ConnectsAtOnce { get; set; }

    public bool Enabled { get; set; } = true;
}
