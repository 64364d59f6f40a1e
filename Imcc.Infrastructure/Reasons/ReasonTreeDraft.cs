using System.Collections.Immutable;
using Imcc.Core.Reasons;

namespace Imcc.Infrastructure.Reasons;

/// <summary>The reason tree as an editor works on it, beside the one in force.</summary>
/// <param name="Rev">Of the draft; who saves over an older one is told.</param>
/// <param name="Version">In force; 0: nothing was ever published.</param>
/// <param name="ChangedBy">Who changed the draft last; empty: nobody yet.</param>
public sealed record ReasonTreeDraft(
    long Rev, ImmutableArray<ReasonNode> Nodes, int Version, ImmutableArray<ReasonNode> Published, DateTimeOffset? ChangedAt = null, string ChangedBy = "");

/// <summary>A published version, without its nodes.</summary>
public sealed record ReasonVersion(int Number, DateTimeOffset PublishedAt, string PublishedBy, string Remark, int NodeCount);
