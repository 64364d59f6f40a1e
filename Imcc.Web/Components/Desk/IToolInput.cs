namespace Imcc.Web.Components.Desk;

/// <summary>What the agent does with the writing tools, as <see cref="ToolScript"/> hears it.</summary>
public interface IToolInput
{
    Task<WordMark[]> CheckAsync(Guid conversationId, string text);

    /// <summary>The composer held back a text with words that are never sent.</summary>
    Task HoldBackAsync(Guid conversationId, string text);

    /// <summary>The message that is about to be submitted goes out in spite of its sensitive words.</summary>
    Task ConfirmAsync(Guid messageId);

    Task UsedAsync(Guid replyId);

    Task<PaletteItem[]> PaletteAsync();

    /// <param name="id">Of a palette's item.</param>
    Task RunAsync(string id);

    /// <param name="messageId">What the customer said, for which it was found.</param>
    Task SendFindingAsync(Guid conversationId, Guid messageId, Guid findingId);

    /// <summary>What stands in the composer shall become a quick reply.</summary>
    Task NewReplyAsync(string text);
}
