using System.Collections.Immutable;

namespace Imcc.Core.Channels.WeChat;

/// <summary>The menu below an official account's conversation: up to 3 entries, each of which may open up to 5.</summary>
public sealed record WeChatMenu(ImmutableArray<MenuButton> Buttons)
{
    public const int MostButtons = 3;
    public const int MostSub = 5;

    public static readonly WeChatMenu Empty = new([]);

    public MenuButton? At(MenuPlace place) =>
        place.Top >= Buttons.Length ? null : place.Sub is not { } sub ? Buttons[place.Top] : sub < Buttons[place.Top].Sub.Length ? Buttons[place.Top].Sub[sub] : null;

    /// <summary>Every entry with its place, from left to right, each followed by what it opens from top to bottom.</summary>
    public IEnumerable<(MenuPlace Place, MenuButton Button)> All()
    {
        for (var top = 0; top < Buttons.Length; top++)
        {
            yield return (new(top), Buttons[top]);
            for (var sub = 0; sub < Buttons[top].Sub.Length; sub++)
                yield return (new(top, sub), Buttons[top].Sub[sub]);
        }
    }

    public WeChatMenu With(MenuPlace place, MenuButton button) =>
        new(Buttons.SetItem(place.Top, place.Sub is { } sub ? Buttons[place.Top] with { Sub = Buttons[place.Top].Sub.SetItem(sub, button) } : button));

    /// <param name="under">The entry that opens the new one; null: it stands in the bar itself.</param>
    /// <returns>The menu, and where the entry is; unchanged, and null, where there is no room.</returns>
    public (WeChatMenu Menu, MenuPlace? Place) Add(int? under, MenuButton button)
    {
        if (under is not { } top)
            return Buttons.Length < MostButtons ? (new(Buttons.Add(button)), new(Buttons.Length)) : (this, null);
        var parent = Buttons[top];
        return parent.Sub.Length < MostSub ? (With(new(top), parent with { Sub = parent.Sub.Add(button) }), new(top, parent.Sub.Length)) : (this, null);
    }

    public WeChatMenu Remove(MenuPlace place) => new(place.Sub is { } sub
        ? Buttons.SetItem(place.Top, Buttons[place.Top] with { Sub = Buttons[place.Top].Sub.RemoveAt(sub) })
        : Buttons.RemoveAt(place.Top));

    /// <summary>Takes an entry to another place: what stood there makes room.</summary>
    /// <returns>Unchanged, and null, where it cannot stand there: no room, or an entry that opens others inside another.</returns>
    public (WeChatMenu Menu, MenuPlace? Place) Move(MenuPlace from, MenuPlace to)
    {
        if (from == to || At(from) is not { } button || (to.Sub is not null && (!button.Sub.IsEmpty || from == new MenuPlace(to.Top))))
            return (this, null);
        var without = Remove(from);
        // Taking one out of the bar moves those on its right.
        var top = from.Sub is null && to.Sub is not null && from.Top < to.Top ? to.Top - 1 : to.Top;
        if (to.Sub is not { } sub)
        {
            var at = Math.Clamp(to.Top, 0, without.Buttons.Length);
            return without.Buttons.Length < MostButtons ? (new(without.Buttons.Insert(at, button)), new(at)) : (this, null);
        }

        if (top >= without.Buttons.Length || without.Buttons[top].Sub.Length >= MostSub)
            return (this, null);
        var parent = without.Buttons[top];
        var place = Math.Clamp(sub, 0, parent.Sub.Length);
        return (without.With(new(top), parent with { Sub = parent.Sub.Insert(place, button) }), new(top, place));
    }

    public WeChatMenu Trimmed() => new([.. Buttons.Select(b => b.Trimmed())]);

    public bool Equals(WeChatMenu? other) => other is not null && Buttons.SequenceEqual(other.Buttons);

    public override int GetHashCode() => Buttons.Length;
}

/// <param name="Top">From the left, from 0.</param>
/// <param name="Sub">Of what that entry opens, from the top, from 0; null: the entry itself.</param>
public readonly record struct MenuPlace(int Top, int? Sub = null);
