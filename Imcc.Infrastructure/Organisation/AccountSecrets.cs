using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What of an account's connection anybody in administration may read.</summary>
internal sealed record AccountSettings(string AppId, string ApiBase)
{
    public AccountSettings()
        : this("", "")
    {
    }

    /// <summary>When nobody can serve, the customer goes to WeChat's own client.</summary>
    public bool HandsOver { get; init; }

    /// <summary>The <c>kf_account</c> as whom agents' messages are shown; empty: the account itself.</summary>
    public string ShownAs { get; init; } = "";
}

/// <summary>What of an account's connection nobody may read again, only replace.</summary>
internal sealed record AccountSecrets(string AppSecret = "", string Token = "", string EncodingAesKey = "", string PreviousAesKey = "")
{
    public override string ToString() => nameof(AccountSecrets);
}

/// <summary>
/// Seals the secrets of accounts for storage. The account's id is part of the seal: a sealed text that was copied to another row
/// cannot be opened there.
/// </summary>
internal sealed class SecretSeal(IDataProtectionProvider protection)
{
    private const string Purpose = "Imcc.Organisation.AccountSecrets";

    /// <summary>Afterwards a key is at hand, so that <see cref="Seal"/> does not have to make one.</summary>
    public void Prepare() => For(Guid.Empty).Protect("");

    public string Seal(Guid accountId, AccountSecrets secrets) =>
        For(accountId).Protect(JsonSerializer.Serialize(secrets, DirectoryJson.Options));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is gone, or the text is not this account's.</exception>
    public AccountSecrets Open(Guid accountId, string? sealedText) =>
        sealedText is null ? new() : JsonSerializer.Deserialize<AccountSecrets>(For(accountId).Unprotect(sealedText), DirectoryJson.Options) ?? new();

    public string SealValues(Guid accountId, IReadOnlyDictionary<string, string> secrets) =>
        For(accountId).Protect(JsonSerializer.Serialize(secrets, DirectoryJson.Options));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is gone, or the text is not this account's.</exception>
    public IReadOnlyDictionary<string, string> OpenValues(Guid accountId, string? sealedText) =>
        sealedText is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(For(accountId).Unprotect(sealedText), DirectoryJson.Options) ?? [];

    private IDataProtector For(Guid accountId) => protection.CreateProtector(Purpose, accountId.ToString("N"));
}

internal static class DirectoryJson
{
    /// <summary>Chinese stays readable in the column, and takes a third of the room.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
