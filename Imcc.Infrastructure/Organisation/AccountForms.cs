using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The filled-in form of a channel on its way from the screen into an account's row.</summary>
internal sealed class AccountForms(AccountConnections connections, IEnumerable<IChannelCheck> checks)
{
    private readonly Dictionary<ChannelKind, IChannelCheck> _checks = checks.ToDictionary(c => c.Kind);

    public bool Has(ChannelKind kind) => connections.FormOf(kind) is not null;

    /// <summary>What may be shown, by the fields' names.</summary>
    public Dictionary<string, string> Shown(AccountRow row)
    {
        var settings = connections.Settings(row);
        return Fields(row.Kind).Where(f => !f.IsSecret).ToDictionary(f => f.Name, f => settings.GetValueOrDefault(f.Name, f.Default), StringComparer.Ordinal);
    }

    /// <summary>The names of the secrets that are there.</summary>
    public HashSet<string> Kept(AccountRow row)
    {
        var secrets = connections.Secrets(row);
        return Fields(row.Kind).Where(f => f.IsSecret && secrets.GetValueOrDefault(f.Name, "").Length > 0).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
    }

    public void Connect(ChangeUnit unit, AccountRow row, AccountDraft draft)
    {
        var form = connections.FormOf(row.Kind)!;
        var values = Entered(row, form, draft);
        foreach (var name in form.Problems(values))
        {
            var (field, length) = (form.Fields.Single(f => f.Name == name), values[name].Length);
            if (length == 0)
                unit.Refuse(name, "Missing");
            else if (length > field.MaxLength)
                unit.Refuse(name, "TooLong", field.MaxLength);
            else
                unit.Refuse(name, "FieldBad");
        }

        if (unit.Problems.Count == 0)
            connections.Write(row, form, values);
    }

    /// <summary>Asks the channel about a connection that is another than before. Outside of any transaction: its server may take its time.</summary>
    /// <param name="row">As it stands; null: a new account.</param>
    public async Task<IReadOnlyList<ChannelProblem>> AskAsync(AccountRow? row, AccountDraft draft, CancellationToken cancellationToken)
    {
        var kind = row?.Kind ?? draft.Kind;
        if (!_checks.TryGetValue(kind, out var check) || connections.FormOf(kind) is not { } form)
            return [];
        var values = Entered(row, form, draft);
        if (form.Problems(values).Count > 0 || (row is not null && IsSame(row, values)))
            return [];
        var account = new ChannelAccount
        {
            Id = row?.Id ?? Guid.Empty,
            Key = row?.Key ?? draft.Key.Trim(),
            Kind = kind,
            Name = draft.Name,
            OrgUnitId = draft.OrgUnitId,
            SkillGroupId = draft.SkillGroupId,
            Connection = connections.ToConnection(form, values),
        };
        return await check.ProblemsAsync(account, cancellationToken);
    }

    private ImmutableArray<ChannelField> Fields(ChannelKind kind) => connections.FormOf(kind)?.Fields ?? [];

    /// <summary>What the draft says, with the secrets that are there where it says nothing of them.</summary>
    private Dictionary<string, string> Entered(AccountRow? row, ChannelForm form, AccountDraft draft)
    {
        var former = row is null ? new Dictionary<string, string>() : connections.Secrets(row);
        return form.Fields.ToDictionary(
            f => f.Name,
            f =>
            {
                var value = draft.Values.GetValueOrDefault(f.Name, f.IsSecret ? "" : f.Default).Trim();
                return value.Length == 0 && f.IsSecret ? former.GetValueOrDefault(f.Name, "") : f.IsAddress ? value.TrimEnd('/') : value;
            },
            StringComparer.Ordinal);
    }

    private bool IsSame(AccountRow row, Dictionary<string, string> values)
    {
        var (settings, secrets) = (connections.Settings(row), connections.Secrets(row));
        return values.All(v => v.Value == (settings.GetValueOrDefault(v.Key) ?? secrets.GetValueOrDefault(v.Key, "")));
    }
}
