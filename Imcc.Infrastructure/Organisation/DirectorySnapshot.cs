using System.Collections.Frozen;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The directory with what only this floor knows of it.</summary>
internal sealed record DirectorySnapshot(
    Directory Directory, OrgTree OrgTree, FrozenDictionary<Guid, DirectoryPerson> People, FrozenDictionary<string, ApiKeyHolder> Keys)
{
    public static readonly DirectorySnapshot Empty = new(
        Directory.Empty, new OrgTree([]), FrozenDictionary<Guid, DirectoryPerson>.Empty, FrozenDictionary<string, ApiKeyHolder>.Empty);
}

internal sealed record DirectoryPerson(bool Enabled, string? SecurityStamp);
