namespace Imcc.Web.Components.Desk;

/// <summary>What the agent does in the browser, as <see cref="DeskScript"/> hears it.</summary>
public interface IDeskInput
{
    /// <param name="key">Name of a desk key, as <c>DeskPage.razor.js</c> has them.</param>
    Task KeyAsync(string key);

    Task SubmitAsync(Guid conversationId, Guid messageId, string text, bool isRemark);

    /// <param name="tool">What is done with it: pin (the same again unpins), quote, recall, or find, which loads the thread as far back as it.</param>
    Task MessageAsync(string tool, Guid messageId);

    Task EarlierAsync();

    Task SeeAsync(bool isVisible);

    Task TypingAsync(Guid conversationId, bool isTyping);

    Task AttachedAsync(Guid conversationId, string fileId, string name, string contentType, long size);

    /// <summary>What waited beside the draft before the page was loaded anew.</summary>
    Task GiveBackAsync(Guid conversationId, KeptDraft kept);

    Task UnsettledAsync(IReadOnlyList<UnsettledMessage> messages);
}
