namespace Imcc.Core.Channels.Qq;

/// <summary>Where a QQ thread is: with one person, in a group, or in a guild's channel. The text of it is the thread's external id.</summary>
/// <param name="Id">QQ's own id there (openid, group openid, channel id).</param>
public readonly record struct QqAddress(QqAddressKind Kind, string Id)
{
    private const string GroupPrefix = "group:";
    private const string ChannelPrefix = "channel:";
    private const string DirectPrefix = "dms:";

    public static QqAddress Of(string externalId) =>
        externalId.StartsWith(GroupPrefix, StringComparison.Ordinal) ? new(QqAddressKind.Group, externalId[GroupPrefix.Length..])
        : externalId.StartsWith(ChannelPrefix, StringComparison.Ordinal) ? new(QqAddressKind.Channel, externalId[ChannelPrefix.Length..])
        : externalId.StartsWith(DirectPrefix, StringComparison.Ordinal) ? new(QqAddressKind.Direct, externalId[DirectPrefix.Length..])
        : new(QqAddressKind.Person, externalId);

    /// <summary>The API's path of what belongs to it: <c>/v2/users/{id}</c>.</summary>
    public string Path => Kind switch
    {
        QqAddressKind.Person => "/v2/users/",
        QqAddressKind.Group => "/v2/groups/",
        QqAddressKind.Channel => "/channels/",
        _ => "/dms/",
    } + Uri.EscapeDataString(Id);

    /// <summary>One API's name for the gate and the counters, whoever it is for.</summary>
    public string Api => Kind switch
    {
        QqAddressKind.Person => "/v2/users/messages",
        QqAddressKind.Group => "/v2/groups/messages",
        QqAddressKind.Channel => "/channels/messages",
        _ => "/dms/messages",
    };

    /// <summary>Of the guilds' older interface, which knows neither <c>msg_type</c> nor files.</summary>
    public bool IsGuild => Kind is QqAddressKind.Channel or QqAddressKind.Direct;

    public override string ToString() => Kind switch
    {
        QqAddressKind.Group => GroupPrefix,
        QqAddressKind.Channel => ChannelPrefix,
        QqAddressKind.Direct => DirectPrefix,
        _ => "",
    } + Id;
}

public enum QqAddressKind
{
    Person = 0,
    Group = 1,
    /// <summary>A text channel of a guild (频道).</summary>
    Channel = 2,
    /// <summary>A private talk in a guild; its id is the guild's.</summary>
    Direct = 3,
}
