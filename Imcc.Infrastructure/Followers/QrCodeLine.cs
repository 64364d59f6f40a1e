using Imcc.Core.Contacts;

namespace Imcc.Infrastructure.Followers;

/// <summary>A code as the list shows it.</summary>
/// <param name="Url">What its picture says; empty: WeChat has not made it (yet).</param>
/// <param name="Error">Why it is not made; empty: it is, or is on its way.</param>
/// <param name="Figures">Of the last 30 days.</param>
public sealed record QrCodeLine(QrCodeDraft Draft, string Scene, string Ticket, string Url, string Error, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, QrFigures Figures)
{
    public bool IsMade => Url.Length > 0;

    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}

/// <summary>How often a code was used.</summary>
/// <param name="Unfollows">Who had followed by it and follows no longer.</param>
public sealed record QrFigures(int Follows, int Scans, int Unfollows)
{
    public static readonly QrFigures None = new(0, 0, 0);

    public QrFigures Plus(ScanKind kind, int count) => kind switch
    {
        ScanKind.Follow => this with { Follows = Follows + count },
        ScanKind.Scan => this with { Scans = Scans + count },
        ScanKind.Unfollow => this with { Unfollows = Unfollows + count },
        _ => this,
    };
}

/// <summary>A page of an account's codes.</summary>
/// <param name="Total">Codes that the search finds.</param>
/// <param name="Permanent">Permanent codes of the account, of 100,000.</param>
public sealed record QrCodePage(IReadOnlyList<QrCodeLine> Lines, int Total, int Permanent);
