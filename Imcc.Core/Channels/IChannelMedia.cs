namespace Imcc.Core.Channels;

/// <summary>Fetches what customers sent before their channel throws it away. One implementation a channel kind that has files at its own server.</summary>
public interface IChannelMedia
{
    ChannelKind Kind { get; }

    /// <returns>Never throws for what the channel answers: a failure is a <see cref="FetchedMedia"/>, too.</returns>
    Task<FetchedMedia> FetchAsync(ChannelAccount account, MediaRef media, CancellationToken cancellationToken);
}

/// <summary>What came of fetching a customer's file.</summary>
public abstract record FetchedMedia
{
    /// <param name="ContentType">What the server calls it: to be checked against the bytes.</param>
    public sealed record Content(byte[] Bytes, string ContentType, string? Name) : FetchedMedia;

    /// <summary>It cannot be had.</summary>
    public sealed record Gone(string Error) : FetchedMedia;

    public sealed record TryAgain(string Error) : FetchedMedia;
}
