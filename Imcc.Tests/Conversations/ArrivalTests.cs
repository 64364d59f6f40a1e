using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Conversations;

/// <summary>Where QR codes lead customers, and whom nothing leads anywhere: the black list.</summary>
public sealed class ArrivalTests
{
    private static readonly EventContent Scan = new("scan", "AB12"), Follow = new("subscribe", "qrscene_AB12");
    private static readonly TextContent Words = new("人工");

    private static readonly Agent Lin = new()
    {
        Id = TableScene.Colleague, UserName = "lin", DisplayName = "林晓芸", OrgUnitId = Guid.Empty, Enabled = true, Capacity = 3, Skills = [new Skill(TableScene.OtherGroup.Id, 1, 1)],
    };

    [Fact]
    public void A_code_welcomes_with_words_of_its_own()
    {
        var around = Around(Code() with { Welcome = "欢迎光临福田支行" });
        Assert.Equal(new ReceptionDecision.Answer("欢迎光临福田支行"), Reception.Decide(null, Follow, null, around));
        Assert.Equal(new ReceptionDecision.Answer("欢迎光临福田支行"), Reception.Decide(null, Scan, null, around));
        // Without words of its own the account's are said to whoever follows, and nothing to whoever scans.
        Assert.Equal(new ReceptionDecision.Answer("欢迎关注"), Reception.Decide(null, Follow, null, Around(Code())));
        Assert.IsType<ReceptionDecision.Record>(Reception.Decide(null, Scan, null, Around(Code())));
    }

    [Fact]
    public void A_code_that_connects_at_once_queues_for_its_group_and_its_agent()
    {
        var around = Around(Code() with { ConnectsAtOnce = true, AgentId = Lin.Id, Welcome = "您好" });
        var queue = Assert.IsType<ReceptionDecision.Queue>(Reception.Decide(null, Scan, null, around));
        Assert.Equal(TableScene.OtherGroup.Id, queue.GroupId);
        Assert.Equal(Lin.Id, queue.Preferred!.Value.AgentId);
        Assert.StartsWith("您好", queue.Text, StringComparison.Ordinal);
        // Whoever waits or is served already is not led away.
        var served = Conversation.Open(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, null, TableScene.Now) with { State = ConversationState.Active, AgentId = TableScene.Server };
        Assert.IsType<ReceptionDecision.Record>(Reception.Decide(served, Scan, null, around));
    }

    [Fact]
    public void Whoever_asks_for_a_person_after_a_scan_is_led_where_the_code_leads()
    {
        var queue = Assert.IsType<ReceptionDecision.Queue>(Reception.Decide(null, Words, null, Around(Code() with { GroupId = TableScene.OtherGroup.Id })));
        Assert.Equal(TableScene.OtherGroup.Id, queue.GroupId);
        Assert.Null(queue.Preferred);
        // Served since: the code has done its work, and the return window holds.
        var last = new LastService(TableScene.Server, TableScene.Group.Id, TableScene.Now.AddMinutes(-1));
        queue = Assert.IsType<ReceptionDecision.Queue>(Reception.Decide(null, Words, last, Around(Code() with { GroupId = TableScene.OtherGroup.Id }, at: TableScene.Now.AddHours(-1))));
        Assert.Equal((TableScene.Group.Id, TableScene.Server), (queue.GroupId, queue.Preferred!.Value.AgentId));
    }

    [Fact]
    public void A_code_whose_group_is_gone_leads_nowhere()
    {
        var queue = Assert.IsType<ReceptionDecision.Queue>(Reception.Decide(null, Words, null, Around(Code() with { GroupId = TableScene.Id(77) })));
        Assert.Equal(TableScene.Group.Id, queue.GroupId);
    }

    [Fact]
    public void What_somebody_blocked_writes_opens_nothing_and_whoever_is_served_is_served_to_the_end()
    {
        var around = Around(Code() with { ConnectsAtOnce = true }) with { IsBlocked = true };
        MessageContent[] said = [Words, Scan, Follow, new PictureContent(new MediaRef(ProviderId: "m")), new EventContent("click", "kefu")];
        Assert.All(said, content => Assert.IsType<ReceptionDecision.Record>(Reception.Decide(null, content, null, around)));
        var served = Conversation.Open(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, null, TableScene.Now) with { State = ConversationState.Active, AgentId = TableScene.Server };
        Assert.IsType<ReceptionDecision.ShowAgent>(Reception.Decide(served, Words, null, around));
    }

    private static QrCode Code() => new() { Id = Guid.Empty, AccountId = Guid.Empty, Scene = "AB12", Name = "福田支行" };

    private static Surroundings Around(QrCode code, DateTimeOffset? at = null)
    {
        var account = new ChannelAccount
        {
            Id = Guid.Empty, Key = "test", Kind = ChannelKind.WeChat, Name = "测试号", OrgUnitId = Guid.Empty, SkillGroupId = TableScene.Group.Id, Texts = new() { Welcome = "欢迎关注" },
        };
        return TableScene.Around() with
        {
            Account = account,
            Directory = new Directory(1, [account], [TableScene.Group, TableScene.OtherGroup], [Lin]),
            Arrival = new QrArrival(code, at ?? TableScene.Now.AddMinutes(-5)),
        };
    }
}
