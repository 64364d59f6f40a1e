using Imcc.Core.Channels;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>The words of groups: who somebody is, and what happened among them.</summary>
public static class GroupWords
{
    /// <summary>The name, or what is known instead.</summary>
    public static string NameOf(Speaker speaker) => speaker.Name.Length > 0 ? speaker.Name : speaker.Id.Length <= 6 ? speaker.Id : "…" + speaker.Id[^4..];

    /// <returns>Null: it is none of a group's, or of QQ's.</returns>
    public static string? Of(EventContent e, IStringLocalizer<GroupText> words)
    {
        var known = words["Event." + e.Name.ToLowerInvariant()];
        return known.ResourceNotFound ? null : known.Value;
    }
}
