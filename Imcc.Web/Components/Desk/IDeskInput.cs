namespace Imcc.Web.Components.Desk;

/// <summary>What the agent does in the browser, as <see cref="DeskScript"/> hears it.</summary>
public interface IDeskInput
{
    /// <param name="key">Name of a desk key: previous, next, needed, accept, end, transfer, assist, park, remark, history, select, help, escape.</param>
    Task KeyAsync(string key);

    Task SubmitAsync(Guid conversationId, Guid messageId, string text, bool isRemark);

    Task EarlierAsync();

    Task SeeAsync(bool isVisible);

    Task TypingAsync(Guid conversationId, bool isTyping);

    Task AttachedAsync(Guid conversationId, string fileId, string name, string contentType, long size);

    Task UnsettledAsync(IReadOnlyList<UnsettledMessage> messages);
}
