using System.Reflection;
using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Privacy;

namespace Imcc.Tests.Privacy;

/// <summary>What a desk opens with, filled by looking at what it has: a list or a word that is added later is looked at, too.</summary>
public sealed class SnapshotMaskTests
{
    private const string Phone = "13812345678";

    /// <summary>What our own people and places are called.</summary>
    private static readonly string[] Ours =
    [
        nameof(DeskConversation.AccountName), nameof(DeskConversation.GroupName), nameof(DeskConversation.AgentName), nameof(DeskConversation.InvitedName),
        nameof(DeskConversation.HelperName), nameof(DeskConversation.HandoverFrom),
    ];

    [Fact]
    public void Every_list_of_conversations_that_a_desk_opens_with_is_masked_in_every_word()
    {
        var conversation = new DeskConversation { Id = default, ThreadId = default, Revision = 1, State = ConversationState.Closed, Channel = ChannelKind.WeChat, AccountName = "", ContactId = default, CustomerName = "" };
        foreach (var word in Words(typeof(DeskConversation)).Where(w => !Ours.Contains(w.Name)))
            word.SetValue(conversation, "电话" + Phone);
        var snapshot = new DeskSnapshot { Agent = new() { Id = default, UserName = "a", DisplayName = "甲", OrgUnitId = default }, Status = new() { AgentId = default }, Mine = [], Queue = [], WaitingCount = 0 };
        var lists = typeof(DeskSnapshot).GetProperties().Where(p => p.PropertyType == typeof(IReadOnlyList<DeskConversation>)).ToList();
        Assert.True(lists.Count >= 6);
        foreach (var list in lists)
            list.SetValue(snapshot, (IReadOnlyList<DeskConversation>)[conversation]);
        foreach (var word in Words(typeof(DeskSnapshot)))
            word.SetValue(snapshot, Phone);

        var shown = Mask.All.Of(snapshot);

        Assert.All(lists, l => Assert.DoesNotContain(Phone, JsonSerializer.Serialize(l.GetValue(shown)), StringComparison.Ordinal));
        Assert.All(Words(typeof(DeskSnapshot)), w => Assert.DoesNotContain(Phone, (string)w.GetValue(shown)!, StringComparison.Ordinal));
    }

    private static IEnumerable<PropertyInfo> Words(Type type) => type.GetProperties().Where(p => p.PropertyType == typeof(string) && p.CanWrite);
}
