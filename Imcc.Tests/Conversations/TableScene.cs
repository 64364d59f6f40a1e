using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;

namespace Imcc.Tests.Conversations;

/// <summary>A small organisation, and a conversation at each place of the table, come there by its own steps.</summary>
internal static class TableScene
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid Server = Id(1), Colleague = Id(2), Lead = Id(3), Other = Id(4), OfferId = Id(5), InvitationId = Id(6);
    public static readonly ReceptionTexts Plain = new();
    public static readonly SkillGroup Group = new() { Id = Id(10), Name = "个人业务", OrgUnitId = Id(9) };
    public static readonly SkillGroup OtherGroup = new() { Id = Id(11), Name = "贷款", OrgUnitId = Id(9) };

    public static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    public static Surroundings Around(bool isOpen = true, int? most = null, TimeSpan? choice = null, ReceptionTexts? texts = null, ServiceTimes? times = null, int? waiting = null)
    {
        var calendar = new OpeningCalendar
        {
            Id = Id(12),
            Name = "行政班",
            TimeZone = "UTC",
            Week = [.. Enumerable.Range(0, 7).Select(_ => (IReadOnlyList<OpenHours>)[new(TimeSpan.FromHours(isOpen ? 0 : 18), TimeSpan.FromHours(24))])],
        };
        var group = Group with { CalendarId = calendar.Id, Line = new() { MostWaiting = most, ChoiceAfter = choice }, Times = times ?? new() { FirstReplyWarning = TimeSpan.FromSeconds(30) } };
        var account = new ChannelAccount { Id = Id(8), Key = "bank", Kind = ChannelKind.WeChat, Name = "银行", OrgUnitId = Id(9), SkillGroupId = group.Id, Texts = texts ?? Plain };
        Agent[] agents = [.. new[] { Server, Colleague, Lead, Other }.Select(id => new Agent { Id = id, UserName = id.ToString(), DisplayName = "坐席", OrgUnitId = Id(9), IsLead = id == Lead })];
        return new()
        {
            Account = account,
            Directory = new(1, [account], [group, OtherGroup], agents) { Calendars = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary([calendar], c => c.Id) },
            Limits = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(3)),
            Now = Now,
            Forecasts = waiting is { } n ? ImmutableDictionary<Guid, LineForecast?>.Empty.Add(group.Id, new(n, TimeSpan.FromSeconds(100 * n), n)) : ImmutableDictionary<Guid, LineForecast?>.Empty,
        };
    }

    /// <summary>The group wants a reason for contact, and there is one to choose.</summary>
    public static Surroundings WantingReason()
    {
        var around = Around();
        var group = around.Directory.Groups[Group.Id] with { Reasons = new() { Required = true } };
        return around with
        {
            Directory = new(1, [around.Account], [group, OtherGroup], [.. around.Directory.Agents.Values])
            {
                Calendars = around.Directory.Calendars,
                Reasons = new(3, [new(Id(40), null, "CC", "信用卡", [], 0), new(Id(41), Id(40), "CC01", "挂失补卡", ["挂失"], 0), new(Id(42), Id(40), "CC02", "账单分期", [], 1)]),
            },
        };
    }

    public static Conversation? At(string place)
    {
        var opened = Conversation.Open(Id(7), Id(20), Id(8), Id(21), null, Now.AddMinutes(-10)).HearCustomer("在吗", Now.AddMinutes(-10));
        Conversation Queued() => opened.Enqueue(Group.Id, 0, 1, Now.AddMinutes(-9));
        Conversation Offered() => Queued().Offer(Server, OfferId, Now.AddSeconds(-10));
        Conversation Active() => Offered().Accept(Id(30), Now.AddSeconds(-5));
        return place switch
        {
            "None" => null,
            "Automated" => opened,
            "Asked" => opened.AskForMessage(Group.Id, Now.AddMinutes(-8)),
            "Queued" => Queued(),
            "Offered" => Offered(),
            "Active" => Active(),
            "Inviting" => Active().Invite(new(Colleague, InvitationId, Server, Now, Now.AddSeconds(10), 1, "", "")),
            "Parked" => Active().HearAgent("稍等", Now.AddSeconds(-4)).Park(Now.AddSeconds(-3), null),
            "Message" => opened.LeaveMessage(Group.Id, Now.AddMinutes(-1), Now.AddMinutes(9)),
            "WrapUp" => Active().End(EndReason.Agent, Now.AddSeconds(-1)),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, "No place of the table."),
        };
    }

    public static Conducted? Do(Conversation? c, Act act) => c is null ? null : Conduct.Decide(c, act, Around());

    public static Conducted Hear(Conversation? c, MessageContent content, Surroundings around, LastService? last = null) =>
        Welcome.Carry(c, Reception.Decide(c, content, last, around), content, around, () => Conversation.Open(Id(7), Id(20), Id(8), Id(21), null, Now));
}
