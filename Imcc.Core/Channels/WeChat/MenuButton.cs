using System.Collections.Immutable;

namespace Imcc.Core.Channels.WeChat;

/// <summary>An entry of WeChat's menu: one that does something, or one that opens others.</summary>
public sealed record MenuButton
{
    public required string Name { get; init; }

    /// <summary>A <see cref="MenuType.Name"/>; without meaning where there is a <see cref="Sub"/>.</summary>
    public string Type { get; init; } = MenuType.Click;

    /// <summary>What a tap brings to us.</summary>
    public string Key { get; init; } = "";

    public string Url { get; init; } = "";

    public string AppId { get; init; } = "";

    public string PagePath { get; init; } = "";

    public string MediaId { get; init; } = "";

    public string ArticleId { get; init; } = "";

    /// <summary>The entries that it opens, from top to bottom; empty: it does something itself.</summary>
    public ImmutableArray<MenuButton> Sub { get; init; } = [];

    public string this[MenuField field] => field switch
    {
        MenuField.Key => Key,
        MenuField.Url => Url,
        MenuField.AppId => AppId,
        MenuField.PagePath => PagePath,
        MenuField.MediaId => MediaId,
        _ => ArticleId,
    };

    public MenuButton With(MenuField field, string value) => field switch
    {
        MenuField.Key => this with { Key = value },
        MenuField.Url => this with { Url = value },
        MenuField.AppId => this with { AppId = value },
        MenuField.PagePath => this with { PagePath = value },
        MenuField.MediaId => this with { MediaId = value },
        _ => this with { ArticleId = value },
    };

    /// <summary>What of it goes to WeChat: without fields that its type has no use for.</summary>
    public MenuButton Trimmed()
    {
        var name = Name.Trim();
        if (!Sub.IsEmpty)
            return new MenuButton { Name = name, Sub = [.. Sub.Select(s => s.Trimmed())] };
        var needs = MenuType.Of(Type)?.Needs ?? [];
        return needs.Aggregate(new MenuButton { Name = name, Type = Type }, (all, field) => all.With(field, this[field].Trim()));
    }

    public bool Equals(MenuButton? other) =>
        other is not null && (Name, Type, Key, Url, AppId, PagePath, MediaId, ArticleId) == (other.Name, other.Type, other.Key, other.Url, other.AppId, other.PagePath, other.MediaId, other.ArticleId)
        && Sub.SequenceEqual(other.Sub);

    public override int GetHashCode() => HashCode.Combine(Name, Type, Key, Url, Sub.Length);
}
