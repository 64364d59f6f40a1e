namespace Imcc.Core.Contacts;

/// <summary>
/// What a QR code stands for (二维码): printed is only an opaque scene, so where it leads can be changed later without printing again.
/// </summary>
public sealed record QrCode
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 40;

    /// <summary>Characters of a campaign.</summary>
    public const int LongestCampaign = 40;

    /// <summary>Characters of the words of welcome; WeChat carries 2,048 bytes.</summary>
    public const int LongestWelcome = 600;

    /// <summary>How long after a scan the customer is still led to where the code points.</summary>
    public static readonly TimeSpan Leads = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>What WeChat tells of a scan; unique in its account.</summary>
    public required string Scene { get; init; }

    public required string Name { get; init; }

    /// <summary>The campaign or the place that it hangs at; empty: none.</summary>
    public string Campaign { get; init; } = "";

    /// <summary>Whom the customer is led to; null: the account's own group.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>Who is asked first; null: nobody in particular.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>Said instead of the account's own welcome; empty: that one.</summary>
    public string Welcome { get; init; } = "";

    /// <summary>Whoever scans it joins the line at once, without asking for a person.</summary>
    public bool ConnectsAtOnce { get; init; }

    /// <summary>False: scans are counted, and lead nowhere in particular.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Agents read this as the source.</summary>
    public string Source => Campaign.Length == 0 ? Name : Campaign + " · " + Name;
}
