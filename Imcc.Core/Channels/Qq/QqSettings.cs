using System.Globalization;

namespace Imcc.Core.Channels.Qq;

/// <summary>What connects us with one official QQ bot (QQ 机器人), read out of the account's <see cref="ChannelConnection"/>.</summary>
public sealed record QqSettings
{
    public required string AppId { get; init; }

    /// <summary>Gets tokens, and signs what QQ posts.</summary>
    public required string Secret { get; init; }

    /// <summary>Without a slash at the end.</summary>
    public required string ApiBase { get; init; }

    /// <summary>Where <c>/app/getAppAccessToken</c> is.</summary>
    public required string TokenBase { get; init; }

    /// <summary>Whether QQ's check of the callback address is answered: it signs a word of the caller's choice, so it may be closed once it has been done.</summary>
    public bool AnswersAddressCheck { get; init; } = true;

    /// <summary>Cards and choices go out as markdown with buttons instead of plain text.</summary>
    public bool HasMarkdown { get; init; }

    public QqWindow Person { get; init; } = QqWindow.OfPerson;

    public QqWindow Group { get; init; } = QqWindow.OfGroup;

    /// <summary>What holds for whoever writes under this id.</summary>
    public QqWindow WindowOf(QqAddress address) => address.Kind == QqAddressKind.Person ? Person : Group;

    /// <returns>Null when the account has no AppId or no secret: nobody's signature is to be believed then.</returns>
    public static QqSettings? Of(ChannelAccount account)
    {
        var given = account.Connection;
        if (account.Kind != ChannelKind.Qq || given[QqForm.AppId].Length == 0 || given[QqForm.Secret].Length == 0)
            return null;
        var (api, token) = QqForm.HostsOf(given[QqForm.Hosts]);
        return new QqSettings
        {
            AppId = given[QqForm.AppId],
            Secret = given[QqForm.Secret],
            ApiBase = Or(given[QqForm.ApiBase], api).TrimEnd('/'),
            // Another address than QQ's own gives the tokens, too, as QQ's newer host does.
            TokenBase = Or(given[QqForm.TokenBase], Or(given[QqForm.ApiBase], token)).TrimEnd('/'),
            AnswersAddressCheck = given[QqForm.AddressCheck] != QqForm.Closed,
            HasMarkdown = given[QqForm.Markdown] == QqForm.On,
            Person = new(Number(given[QqForm.PersonReplies], QqWindow.OfPerson.Replies), Minutes(given[QqForm.PersonMinutes], QqWindow.OfPerson.ValidFor)),
            Group = new(Number(given[QqForm.GroupReplies], QqWindow.OfGroup.Replies), Minutes(given[QqForm.GroupMinutes], QqWindow.OfGroup.ValidFor)),
        };
    }

    /// <summary>The secret is in here: what the compiler would print must not reach a log.</summary>
    public override string ToString() => $"QqSettings {{ AppId = {AppId} }}";

    private static string Or(string given, string standard) => given.Length == 0 ? standard : given;

    private static int Number(string given, int standard) =>
        int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : standard;

    private static TimeSpan Minutes(string given, TimeSpan standard) => TimeSpan.FromMinutes(Number(given, (int)standard.TotalMinutes));
}

/// <summary>How many answers may name a customer's message, and for how long (被动回复).</summary>
public sealed record QqWindow(int Replies, TimeSpan ValidFor)
{
    /// <summary>QQ's page of 2026; its older edition says five answers, and one line of the newer one five minutes.</summary>
    public static readonly QqWindow OfPerson = new(4, TimeSpan.FromMinutes(60));

    public static readonly QqWindow OfGroup = new(5, TimeSpan.FromMinutes(5));
}
