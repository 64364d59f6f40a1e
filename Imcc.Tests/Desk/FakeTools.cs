using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Replies;

namespace Imcc.Tests.Desk;

/// <summary>Quick replies, words, look-ups and preferences in memory; what was asked is recorded.</summary>
internal sealed class FakeTools(FakeWorkplace workplace) : IReplies, ISpeechGuard, IKnowledge, IPreferences
{
    public List<QuickReply> Replies { get; } = [];

    public HashSet<Guid> Favourites { get; } = [];

    public WordGuard Words { get; set; } = WordGuard.Empty;

    public AgentPreferences Preferences { get; set; } = AgentPreferences.Default;

    public List<string> Commands { get; } = [];

    /// <summary>What the next commands of this name come back with.</summary>
    public Dictionary<string, CommandOutcome> Outcomes { get; } = [];

    /// <summary>What is found for a text, when it is found.</summary>
    public Func<string, Task<Findings>> Knows { get; set; } = _ => Task.FromResult(Findings.None);

    public QuickReply Has(int number, string title, string text, ReplyScope scope = ReplyScope.Own, string code = "", string category = "")
    {
        var reply = new QuickReply { Id = FakeWorkplace.Id(number), Scope = scope, AgentId = scope == ReplyScope.Own ? FakeWorkplace.Me : null, Title = title, Text = text, Code = code, Category = category, Rev = 1 };
        Replies.Add(reply);
        return reply;
    }

    Task<ReplyBook> IReplies.OpenAsync(Guid agentId, CancellationToken cancellationToken) =>
        Task.FromResult(new ReplyBook([.. Replies], new Dictionary<Guid, int>(), Favourites.ToHashSet(), new Dictionary<Guid, string>()));

    public Task<CommandOutcome> SaveOwnAsync(Guid agentId, OwnReply reply, CancellationToken cancellationToken = default) => DoAsync($"save {reply.Title} {reply.Text} {reply.Code}", () =>
    {
        Replies.RemoveAll(r => r.Id == reply.Id);
        Has(600 + Replies.Count, reply.Title, reply.Text, code: reply.Code, category: reply.Category);
    });

    public Task<CommandOutcome> DeleteOwnAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken = default) => DoAsync("delete", () => Replies.RemoveAll(r => r.Id == replyId));

    public Task<CommandOutcome> MoveOwnAsync(Guid agentId, Guid replyId, bool up, CancellationToken cancellationToken = default) => DoAsync(up ? "up" : "down", () => { });

    public Task<CommandOutcome> FavourAsync(Guid agentId, Guid replyId, bool isFavourite, CancellationToken cancellationToken = default) =>
        DoAsync("favour", () => _ = isFavourite ? Favourites.Add(replyId) : Favourites.Remove(replyId));

    public Task<CommandOutcome> UsedAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken = default) => DoAsync("used " + replyId, () => { });

    public Task<WordVerdict> CheckAsync(Guid conversationId, string text, CancellationToken cancellationToken = default) => Task.FromResult(Words.Judge(text, null));

    public Task HoldBackAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default)
    {
        Commands.Add("held back " + text);
        return Task.CompletedTask;
    }

    public Task<CommandOutcome> ReplyConfirmedAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default)
    {
        Commands.Add("confirmed");
        workplace.Outcomes.Remove("reply");
        return workplace.ReplyAsync(agentId, conversationId, messageId, content, cancellationToken);
    }

    public Task<Findings> LookUpAsync(Guid agentId, Guid conversationId, string text, ImmutableArray<string> before = default, CancellationToken cancellationToken = default)
    {
        Commands.Add("look up " + string.Join(" / ", [.. before.IsDefault ? [] : before, text]));
        return Knows(text);
    }

    public Task<CommandOutcome> RateAsync(Guid agentId, Guid conversationId, Guid messageId, Guid findingId, bool isUseful, CancellationToken cancellationToken = default) =>
        DoAsync($"rate {isUseful}", () => { });

    Task<AgentPreferences> IPreferences.OpenAsync(Guid agentId, CancellationToken cancellationToken) => Task.FromResult(Preferences);

    public Task<CommandOutcome> SaveAsync(Guid agentId, AgentPreferences preferences, CancellationToken cancellationToken = default) =>
        DoAsync("preferences", () => Preferences = preferences with { Revision = Preferences.Revision + 1 });

    private Task<CommandOutcome> DoAsync(string command, Action carryOut)
    {
        Commands.Add(command.Trim());
        var outcome = Outcomes.GetValueOrDefault(command.Split(' ')[0], CommandOutcome.Done);
        if (outcome == CommandOutcome.Done)
            carryOut();
        return Task.FromResult(outcome);
    }
}
