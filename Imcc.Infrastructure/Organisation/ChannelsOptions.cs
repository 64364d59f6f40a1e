using Imcc.Core.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Channel accounts that the configuration sets up: <c>Imcc:Channels:WeChat:0:Key</c> and so on; of a kind with a <see cref="ChannelForm"/> by the names of its fields.</summary>
public sealed class ChannelsOptions
{
    public const string Section = "Imcc:Channels";

    public IList<WeChatAccountOptions> WeChat { get; init; } = [];

    public IList<AccountOptions> WebChat { get; init; } = [];

    /// <summary>The accounts of all kinds that have a form.</summary>
    internal List<FormAccountOptions> Forms { get; } = [];

    internal void BindForms(IConfiguration configuration, ChannelForms forms)
    {
        foreach (var form in forms.All)
        {
            foreach (var section in configuration.GetSection($"{Section}:{form.Kind}").GetChildren())
            {
                var account = new FormAccountOptions(section.Path, form, form.Fields.ToDictionary(f => f.Name, f => (section[f.Name] ?? f.Default).Trim(), StringComparer.Ordinal));
                section.Bind(account);
                Forms.Add(account);
            }
        }
    }
}

/// <summary>What every configured account may say. Texts that are left out stay as they were set on screen.</summary>
public class AccountOptions
{
    // The binder sets null where a setting is there but empty.
    public string Key { get; set => field = value ?? ""; } = "";

    /// <summary>Left out: the key.</summary>
    public string? Name { get; set; }

    /// <summary>The skill group's name; made when there is none. Left out: the oldest group.</summary>
    public string? SkillGroup { get; set; }

    public string? Welcome { get; set; }

    public string? AutoReply { get; set; }

    public string? Queued { get; set; }

    public string? Greeting { get; set; }

    public string? Farewell { get; set; }

    public string? PersonWords { get; set; }
}

/// <summary>An account of a kind that has a form.</summary>
/// <param name="at">Where in the configuration it stands.</param>
internal sealed class FormAccountOptions(string at, ChannelForm form, IReadOnlyDictionary<string, string> values) : AccountOptions
{
    public string At => at;

    public ChannelForm Form => form;

    public IReadOnlyDictionary<string, string> Values => values;
}

public sealed class WeChatAccountOptions : AccountOptions
{
    public string AppId { get; set => field = value ?? ""; } = "";

    public string AppSecret { get; set => field = value ?? ""; } = "";

    public string Token { get; set => field = value ?? ""; } = "";

    public string EncodingAesKey { get; set => field = value ?? ""; } = "";

    public string PreviousAesKey { get; set => field = value ?? ""; } = "";

    public string ApiBase { get; set => field = value ?? ""; } = AccountRules.WeChatApi;
}

/// <summary>Names every bad setting at once; values of secrets are not repeated.</summary>
internal sealed class ChannelsOptionsValidator : IValidateOptions<ChannelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ChannelsOptions options)
    {
        var problems = new List<string>();
        for (var i = 0; i < options.WeChat.Count; i++)
            CheckWeChat($"{ChannelsOptions.Section}:WeChat:{i}", options.WeChat[i], problems);
        for (var i = 0; i < options.WebChat.Count; i++)
            CheckAccount($"{ChannelsOptions.Section}:WebChat:{i}", options.WebChat[i], problems);
        foreach (var account in options.Forms)
            CheckForm(account, problems);
        foreach (var twice in options.WeChat.Concat(options.WebChat).Concat(options.Forms).Select(a => a.Key).Where(k => k.Length > 0).GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"{ChannelsOptions.Section}: the key '{twice.Key}' is used by {twice.Count()} accounts; each needs its own.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckAccount(string at, AccountOptions account, List<string> problems)
    {
        if (!AccountRules.IsKey(account.Key))
            problems.Add($"{at}:Key must be 2 to 40 of a-z, 0-9 and '-'; it is '{account.Key}'.");
        if (account.Name?.Length > AccountRules.MaxNameLength)
            problems.Add($"{at}:Name must not be longer than {AccountRules.MaxNameLength} characters.");
        if (account.SkillGroup?.Length > AccountRules.MaxNameLength)
            problems.Add($"{at}:SkillGroup must not be longer than {AccountRules.MaxNameLength} characters.");
        var texts = ConfiguredAccounts.TextsOf(account, new());
        foreach (var field in ReceptionField.All)
        {
            if (field.Get(texts).Length > AccountRules.MaxTextLength)
                problems.Add($"{at}:{field.Name} must not be longer than {AccountRules.MaxTextLength} characters.");
        }
    }

    private static void CheckForm(FormAccountOptions account, List<string> problems)
    {
        CheckAccount(account.At, account, problems);
        foreach (var name in account.Form.Problems(account.Values))
        {
            var (field, value) = (account.Form.Fields.Single(f => f.Name == name), account.Values[name]);
            problems.Add($"{account.At}:{name} " + (value.Length == 0 ? "must be set."
                : value.Length > field.MaxLength ? $"must not be longer than {field.MaxLength} characters."
                : field.IsSecret ? "is not as it must be."
                : field.Choices.IsDefaultOrEmpty ? $"is not as it must be; it is '{value}'."
                : $"must be one of {string.Join(", ", field.Choices)}; it is '{value}'."));
        }
    }

    private static void CheckWeChat(string at, WeChatAccountOptions account, List<string> problems)
    {
        CheckAccount(at, account, problems);
        if (!AccountRules.IsAppId(account.AppId))
            problems.Add($"{at}:AppId must be the account's id at WeChat (letters and digits, as wx0123456789abcdef); it is '{account.AppId}'.");
        if (account.AppSecret.Length is 0 or > AccountRules.MaxSecretLength)
            problems.Add($"{at}:AppSecret must be set (at most {AccountRules.MaxSecretLength} characters).");
        if (!AccountRules.IsToken(account.Token))
            problems.Add($"{at}:Token must be 3 to 32 letters and digits.");
        if (account.EncodingAesKey.Length > 0 && !AccountRules.IsEncodingAesKey(account.EncodingAesKey))
            problems.Add($"{at}:EncodingAesKey must be 43 letters and digits, or empty for plain text.");
        if (account.PreviousAesKey.Length > 0 && !AccountRules.IsEncodingAesKey(account.PreviousAesKey))
            problems.Add($"{at}:PreviousAesKey must be 43 letters and digits, or empty.");
        if (!AccountRules.IsApiBase(account.ApiBase))
            problems.Add($"{at}:ApiBase must be an absolute http or https address, or a path of our own; it is '{account.ApiBase}'.");
    }
}
