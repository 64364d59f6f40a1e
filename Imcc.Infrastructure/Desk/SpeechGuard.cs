using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Replies;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="ISpeechGuard"/>
internal sealed class SpeechGuard(IGrainFactory grains, DirectoryCache directory, ConversationFinder finder, Commands commands, IOptions<ConversationOptions> options) : ISpeechGuard
{
    public async Task<WordVerdict> CheckAsync(Guid conversationId, string text, CancellationToken cancellationToken = default)
    {
        var guard = directory.Current.Words;
        // Nearly every text is clean, and nobody has to be asked for its group.
        if (guard.Find(text) is not { Count: > 0 } hits)
            return WordVerdict.Clean;
        var verdict = guard.Judge(text, hits.Any(h => h.Word.GroupId is not null) ? await GroupOfAsync(conversationId, cancellationToken) : null);
        // What is only listened for in customers' words is nothing to an agent.
        return verdict.Action == WordAction.None ? WordVerdict.Clean : verdict with { Hits = [.. verdict.Hits.Where(h => h.Word.Action != WordAction.None)] };
    }

    /// <summary>Puts on record that somebody wanted to say what is never sent.</summary>
    public Task HoldBackAsync(Guid personId, Guid conversationId, MessageContent content, CancellationToken cancellationToken) =>
        HoldBackAsync(personId, conversationId, SaidIn(content) ?? "", cancellationToken);

    public async Task HoldBackAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default)
    {
        var verdict = await CheckAsync(conversationId, text, cancellationToken);
        var words = (verdict with { Hits = [.. verdict.Hits.Where(h => h.Word.Action == WordAction.Block)] }).Words;
        if (words.Count > 0)
            await commands.DoAsync(conversationId, new Act.HoldBack(agentId, string.Join('、', words)), cancellationToken);
    }

    /// <summary>What stands in the way of saying this; null: nothing does.</summary>
    public async Task<CommandOutcome?> ObjectionAsync(Guid conversationId, MessageContent content, CancellationToken cancellationToken) =>
        SaidIn(content) is not { Length: > 0 } words ? null : (await CheckAsync(conversationId, words, cancellationToken)).Action switch
        {
            WordAction.Block => CommandOutcome.Forbidden,
            WordAction.Warn => CommandOutcome.NeedsConfirmation,
            _ => null,
        };

    // All that the customer reads of it, but for what they said themselves.
    private static string? SaidIn(MessageContent content) => content switch
    {
        TextContent { Quote: { IsCustomers: false } quote } text => quote.Line + "\n" + text.Text,
        TextContent text => text.Text,
        FileContent file => file.Media.Name,
        PictureContent picture => picture.Media.Name,
        VideoContent video => video.Media.Name,
        LinkContent link => link.Title + "\n" + link.Description,
        MusicContent music => music.Title + "\n" + music.Description,
        MiniProgramContent program => program.Title,
        ChoiceContent choice => choice.AsText,
        TemplateContent template => template.Text + "\n" + string.Join('\n', template.Fields.Select(f => f.Value)),
        _ => null,
    };

    /// <summary>Whether a text is longer than an agent may write or the channel carries: nothing that an agent wrote is ever cut.</summary>
    public async Task<bool> IsTooLongAsync(Guid conversationId, MessageContent content, CancellationToken cancellationToken)
    {
        if (content is not TextContent text)
            return false;
        if (text.Text.Length > options.Value.LongestText)
            return true;
        // Nearly every text fits every channel, and nobody has to be asked for its own.
        return !ChannelCargo.IsCarriedByAll(text)
            && await finder.ChannelOfAsync(conversationId, cancellationToken) is { } channel && !ChannelCargo.Carries(channel, text);
    }

    public async Task<CommandOutcome> ReplyConfirmedAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default)
    {
        if (messageId == Guid.Empty || content is not TextContent { Text: var text } || string.IsNullOrWhiteSpace(text))
            return CommandOutcome.Invalid;
        if (await IsTooLongAsync(conversationId, content, cancellationToken))
            return CommandOutcome.TooLong;
        var verdict = await CheckAsync(conversationId, text, cancellationToken);
        if (verdict.Action == WordAction.Block)
        {
            await HoldBackAsync(agentId, conversationId, content, cancellationToken);
            return CommandOutcome.Forbidden;
        }

        return await commands.DoAsync(conversationId, (c, id) => c.SayConfirmedAsync(id, agentId, messageId, content, string.Join('、', verdict.Words)), cancellationToken);
    }

    private async Task<Guid?> GroupOfAsync(Guid conversationId, CancellationToken cancellationToken) =>
        await finder.ThreadOfAsync(conversationId, cancellationToken) is { } threadId
        && await grains.GetGrain<IConversationGrain>(threadId).LookAsync() is { } current && current.Id == conversationId
            ? current.GroupId
            : null;
}
