using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// A channel account as an administrator edits it. Secrets go in and never come out: empty means "as it is", and what is there is only
/// told as a yes or no.
/// </summary>
public sealed class AccountDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public ChannelKind Kind { get; set; } = ChannelKind.WeChat;

    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public Guid SkillGroupId { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>0 to 9: whoever writes to this account counts at least as this tier.</summary>
    public int VipTier { get; set; }

    public ReceptionTexts Texts { get; set; } = new();

    public string AppId { get; set; } = "";

    public string ApiBase { get; set; } = AccountRules.WeChatApi;

    public string AppSecret { get; set; } = "";

    public string Token { get; set; } = "";

    public string EncodingAesKey { get; set; } = "";

    /// <summary>Of a kind with a form: what is entered, by the fields' names. Of secrets only what is new.</summary>
    public Dictionary<string, string> Values { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The secrets of the form that are there.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>();

    public bool HasAppSecret { get; init; }

    public bool HasToken { get; init; }

    public bool HasEncodingAesKey { get; init; }

    /// <summary>The configuration writes the connection again at each start.</summary>
    public bool FromConfiguration { get; init; }
}

/// <summary>An account in the list.</summary>
public sealed record AccountLine(Guid Id, string Key, ChannelKind Kind, string Name, string OrgUnit, string SkillGroup, bool Enabled, bool FromConfiguration, int VipTier);
