namespace Imcc.Core.Channels;

/// <summary>The templates of accounts, as they were last read from the channel.</summary>
public interface ITemplateShelf
{
    /// <summary>Those that may be sent, by title; read from the channel when that was never done.</summary>
    Task<IReadOnlyList<MessageTemplate>> ListAsync(Guid accountId, CancellationToken cancellationToken = default);
}
