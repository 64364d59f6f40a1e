using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.WeChat.Tools;

/// <summary>An official account's standing on screen: callback, quotas, calls, addresses, the former key.</summary>
public sealed class AccountTools
{
    public const int MaxShownAs = 60;

    /// <summary>The interfaces that this product calls.</summary>
    public static readonly IReadOnlyList<string> Paths =
    [
        "/cgi-bin/message/custom/send", "/cgi-bin/message/custom/typing", "/cgi-bin/message/template/send", "/cgi-bin/message/subscribe/bizsend", "/cgi-bin/media/upload", "/cgi-bin/media/get",
        "/cgi-bin/user/info", "/cgi-bin/user/info/batchget", "/cgi-bin/user/get", "/cgi-bin/user/info/updateremark", "/cgi-bin/tags/members/batchtagging", "/cgi-bin/qrcode/create",
        "/cgi-bin/menu/create", "/cgi-bin/menu/get", "/cgi-bin/menu/addconditional", "/cgi-bin/template/get_all_private_template",
    ];

    private const string Cleared = "wechat.quotacleared";
    private const string Gone = "账号已不存在";
    private const int NotOnWhiteList = 40164;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly OfficialAccounts _accounts;
    private readonly ToolClient _client;
    private readonly SecretSeal _seal;
    private readonly StoredJson _json;
    private readonly TimeProvider _time;

    internal AccountTools(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, OfficialAccounts accounts, ToolClient client, SecretSeal seal, StoredJson json, TimeProvider time) =>
        (_contexts, _change, _accounts, _client, _seal, _json, _time) = (contexts, change, accounts, client, seal, json, time);

    /// <returns>Null: there is no such account.</returns>
    public async Task<AccountStanding?> StandingAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (_, settings))
            return null;
        await using var context = _contexts.CreateDbContext();
        var isConfigured = await context.Accounts.Where(a => a.Id == accountId).Select(a => a.FromConfiguration).SingleAsync(cancellationToken);
        // WeChat's months are Beijing's.
        var beijing = _time.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var month = new DateTimeOffset(beijing.Year, beijing.Month, 1, 0, 0, 0, beijing.Offset).ToUniversalTime();
        var clears = await context.AuditLog.CountAsync(a => a.Action == Cleared && a.TargetId == accountId && a.At >= month, cancellationToken);
        return new(settings.AppId, settings.ApiBase, settings.EncodingAesKey.Length > 0, settings.PreviousAesKey.Length > 0, isConfigured, settings.HandsOver, settings.ShownAs, clears);
    }

    /// <param name="action">dns, ping or all.</param>
    /// <param name="from">Whose network WeChat asks from: DEFAULT, CHINANET, UNICOM, CAP.</param>
    public async Task<(CallbackCheck? Check, string? Error)> CheckCallbackAsync(Guid actorId, Guid accountId, string action, string from, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (_, settings))
            return (null, Gone);
        var (check, answer) = await _client.CheckAsync(settings, action, from, cancellationToken);
        return (check, answer.Error);
    }

    public async Task<IReadOnlyList<QuotaLine>> QuotasAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (_, settings))
            return [];
        var lines = new List<QuotaLine>();
        foreach (var path in Paths)
            lines.Add(await _client.QuotaAsync(settings, path, cancellationToken));
        return lines;
    }

    /// <summary>All quotas of the day begin anew. The month has ten of these, shared by everybody who calls for the account.</summary>
    public async Task<WeChatDone> ClearQuotaAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (account, settings))
            return new(Gone);
        var answer = await _client.ClearQuotaAsync(settings, cancellationToken);
        if (!answer.IsDone)
            return new(answer.Error);
        await _change.MakeAsync(
            actorId,
            unit =>
            {
                unit.Audit(Cleared, accountId, account.Key);
                return Task.FromResult(accountId);
            },
            CancellationToken.None);
        return WeChatDone.Yes;
    }

    /// <param name="rid">As WeChat's error words hold it.</param>
    public async Task<(CallDetails? Call, string? Error)> FindCallAsync(Guid actorId, Guid accountId, string rid, CancellationToken cancellationToken = default) =>
        await _accounts.FindAsync(actorId, accountId, cancellationToken) is var (_, settings)
            ? await _client.RidAsync(settings, WeChatFaults.RidIn(rid) ?? rid.Trim(), cancellationToken)
            : (null, Gone);

    public async Task<AddressLists> AddressesAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (_, settings))
            return new(null, null, Gone, null);
        var (api, first) = await _client.AddressesAsync(settings, "/cgi-bin/get_api_domain_ip", cancellationToken);
        if (first is { IsDone: false })
            return new(null, null, first.Error, first.Code == NotOnWhiteList ? WeChatFaults.AddressIn(first.Words) : null);
        var (callback, second) = await _client.AddressesAsync(settings, "/cgi-bin/getcallbackip", cancellationToken);
        return new(api, callback, second.Error, null);
    }

    /// <summary>What WeChat seals with the former key is refused from now on.</summary>
    public Task<ChangeOutcome> EndPreviousKeyAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default) => ChangeAsync(
        actorId, accountId, "account.formerkeyended", row =>
        {
            var secrets = _seal.Open(row.Id, row.Secrets);
            if (secrets.PreviousAesKey.Length > 0)
                row.Secrets = _seal.Seal(row.Id, secrets with { PreviousAesKey = "" });
        }, null, cancellationToken);

    /// <param name="shownAs">A <c>kf_account</c> as <c>lin@gh_0123456789ab</c>; empty: as the account itself.</param>
    public Task<ChangeOutcome> SaveServiceAsync(Guid actorId, Guid accountId, bool handsOver, string shownAs, CancellationToken cancellationToken = default) => ChangeAsync(
        actorId, accountId, "account.servicechanged", row =>
        {
            var settings = _json.Read<AccountSettings>(row.Settings, AccountRowMapping.Table, row.Id);
            row.Settings = JsonSerializer.Serialize(settings with { HandsOver = handsOver, ShownAs = shownAs.Trim() }, DirectoryJson.Options);
        },
        shownAs.Trim() is { Length: > 0 } given && (given.Length > MaxShownAs || given.Count(c => c == '@') != 1 || given.Any(char.IsWhiteSpace)) ? ("ShownAs", "KfAccountBad") : null, cancellationToken);

    private Task<ChangeOutcome> ChangeAsync(Guid actorId, Guid accountId, string action, Action<AccountRow> change, (string Field, string Code)? problem, CancellationToken cancellationToken) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = await unit.Context.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && unit.OrgUnits.Contains(a.OrgUnitId), cancellationToken);
            if (row is null)
                unit.Refuse("", "Gone");
            if (problem is var (field, code))
                unit.Refuse(field, code);
            if (unit.Problems.Count > 0)
                return accountId;
            change(row!);
            if (unit.Context.Entry(row!).State is EntityState.Unchanged)
                return accountId;
            row!.Rev++;
            unit.Audit(action, row.Id, row.Key, row.Rev.ToString(CultureInfo.InvariantCulture));
            return accountId;
        },
        cancellationToken);
}
