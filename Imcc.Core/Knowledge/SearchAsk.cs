using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <param name="Text">What was said; at most 500 characters are looked at.</param>
/// <param name="Top">How many at most, 1 to 50.</param>
/// <param name="AccountId">Only what is for this account; null: for any.</param>
/// <param name="Audience">Only what these may read: <see cref="Audience.Customers"/> leaves out what is for agents only.</param>
/// <param name="Before">What the same customer said just before, the latest last: looked at where <paramref name="Text"/> alone says too little.</param>
/// <param name="IsTyped">Typed by somebody who searches (a person at a search box): small talk is no reason to be silent, and what is likely enough is listed.</param>
/// <param name="Categories">Only articles of these categories, each named by itself; null: all.</param>
/// <param name="OrgUnits">Only articles of these units; null: all.</param>
public sealed record SearchAsk(
    string Text,
    int Top,
    DateTimeOffset Now,
    Guid? AccountId = null,
    Audience Audience = Audience.Agents,
    ImmutableArray<string> Before = default,
    bool IsTyped = false,
    IReadOnlySet<Guid>? Categories = null,
    string? Tag = null,
    IReadOnlySet<Guid>? OrgUnits = null);
