using System.Collections.Immutable;

namespace Imcc.Web.Components.Desk;

/// <summary>What one event did to the desk.</summary>
public readonly record struct DeskChange(DeskParts Parts, ImmutableArray<DeskAlert> Alerts)
{
    public static readonly DeskChange Nothing = new(DeskParts.None, []);

    public static DeskChange Of(DeskParts parts) => new(parts, []);

    public static DeskChange Of(DeskParts parts, DeskAlert alert) => new(parts, [alert]);
}
