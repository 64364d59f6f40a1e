namespace Imcc.Core.Channels.WeChat;

/// <summary>How one entry of a menu differs between what is live and what is to be published.</summary>
/// <param name="Was">Null: it is new.</param>
/// <param name="Becomes">Null: it goes.</param>
public sealed record MenuDifference(MenuPlace Place, MenuButton? Was, MenuButton? Becomes)
{
    /// <summary>Place by place; entries that only opened others, and do so still, by their names.</summary>
    public static IReadOnlyList<MenuDifference> Between(WeChatMenu live, WeChatMenu draft)
    {
        var differences = new List<MenuDifference>();
        (live, draft) = (live.Trimmed(), draft.Trimmed());
        foreach (var place in live.All().Select(b => b.Place).Union(draft.All().Select(b => b.Place)).OrderBy(p => p.Top).ThenBy(p => p.Sub ?? -1))
        {
            var (was, becomes) = (live.At(place), draft.At(place));
            if (Own(was) != Own(becomes))
                differences.Add(new(place, was, becomes));
        }

        return differences;
    }

    // What it opens is compared for itself.
    private static (MenuButton? Button, bool Opens) Own(MenuButton? button) => button is null ? default : (button with { Sub = [] }, !button.Sub.IsEmpty);
}
