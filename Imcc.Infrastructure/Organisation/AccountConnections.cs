using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The values of a channel's form in an account's row: what may be read as JSON, secrets sealed, both under the fields' names.</summary>
internal sealed class AccountConnections(ChannelForms forms, SecretSeal seal, StoredJson json, PublicAddress address)
{
    public ChannelForm? FormOf(ChannelKind kind) => forms.Of(kind);

    /// <summary>What an adapter works with: every field has a value, and a path of our own is a whole address.</summary>
    /// <exception cref="CryptographicException">The key that sealed the secrets is gone.</exception>
    public ChannelConnection Open(AccountRow row) =>
        forms.Of(row.Kind) is { } form ? ToConnection(form, Settings(row).Concat(seal.OpenValues(row.Id, row.Secrets))) : ChannelConnection.None;

    public ChannelConnection ToConnection(ChannelForm form, IEnumerable<KeyValuePair<string, string>> stored)
    {
        var values = stored.ToLookup(v => v.Key, v => v.Value, StringComparer.Ordinal);
        return new(form.Fields.ToImmutableDictionary(f => f.Name, f =>
        {
            var value = values[f.Name].FirstOrDefault() ?? f.Default;
            return f.IsAddress ? address.Resolve(value) : value;
        }));
    }

    /// <summary>What may be read of it; empty for a channel without a form, whose row holds settings of another shape.</summary>
    public IReadOnlyDictionary<string, string> Settings(AccountRow row) =>
        forms.Of(row.Kind) is null ? ImmutableDictionary<string, string>.Empty : json.Read<Dictionary<string, string>>(row.Settings, AccountRowMapping.Table, row.Id);

    /// <returns>Empty too where the key is gone: then nothing is set, and it is entered anew.</returns>
    public IReadOnlyDictionary<string, string> Secrets(AccountRow row)
    {
        if (forms.Of(row.Kind) is null)
            return ImmutableDictionary<string, string>.Empty;
        try
        {
            return seal.OpenValues(row.Id, row.Secrets);
        }
        catch (CryptographicException)
        {
            return ImmutableDictionary<string, string>.Empty;
        }
    }

    /// <summary>Writes what is really different, since sealing is different each time.</summary>
    public void Write(AccountRow row, ChannelForm form, IReadOnlyDictionary<string, string> values)
    {
        var settings = Part(form, values, isSecret: false);
        if (!Same(settings, Settings(row)))
            row.Settings = JsonSerializer.Serialize(settings, DirectoryJson.Options);
        var secrets = Part(form, values, isSecret: true);
        if (!Same(secrets, Secrets(row)))
            row.Secrets = secrets.Count == 0 ? null : seal.SealValues(row.Id, secrets);
    }

    private static Dictionary<string, string> Part(ChannelForm form, IReadOnlyDictionary<string, string> values, bool isSecret) =>
        form.Fields.Where(f => f.IsSecret == isSecret && (!isSecret || values.GetValueOrDefault(f.Name, "").Length > 0))
            .ToDictionary(f => f.Name, f => values.GetValueOrDefault(f.Name, f.Default), StringComparer.Ordinal);

    private static bool Same(Dictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(v => other.TryGetValue(v.Key, out var value) && value == v.Value);
}
