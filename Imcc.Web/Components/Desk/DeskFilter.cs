using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;

namespace Imcc.Web.Components.Desk;

/// <summary>What the agent wants to see of a list; everything open shows all of it.</summary>
public sealed record DeskFilter
{
    public static readonly DeskFilter None = new();

    /// <summary>Words that name, preview, group or tags must hold.</summary>
    public string Text { get; init; } = "";

    public ChannelKind? Channel { get; init; }

    public Guid? GroupId { get; init; }

    public bool Vip { get; init; }

    public bool Unread { get; init; }

    public bool Waiting { get; init; }

    public bool IsOpen => this == None;

    /// <summary>How many chips are pressed.</summary>
    public int Narrowings => (Channel is null ? 0 : 1) + (GroupId is null ? 0 : 1) + (Vip ? 1 : 0) + (Unread ? 1 : 0) + (Waiting ? 1 : 0);

    public bool Matches(DeskConversation c, IReadOnlyList<CustomerTag> tags)
    {
        if ((Channel is { } channel && c.Channel != channel) || (GroupId is { } group && c.GroupId != group)
            || (Vip && c.VipTier == 0) || (Unread && c.Unread == 0) || (Waiting && c.WaitingSince is null && c.EnqueuedAt is null))
            return false;
        var words = SearchWords.Of(Text);
        return words.IsEmpty || words.Match(string.Join('\n', tags.Where(t => c.Tags.Contains(t.Id)).Select(t => t.Name).Prepend(c.GroupName).Prepend(c.Preview).Prepend(c.CustomerName)));
    }

    public IReadOnlyList<DeskConversation> Of(IEnumerable<DeskConversation> all, IReadOnlyList<CustomerTag> tags) => IsOpen ? [.. all] : [.. all.Where(c => Matches(c, tags))];
}
