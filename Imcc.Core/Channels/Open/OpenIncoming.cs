using System.Collections.Immutable;

namespace Imcc.Core.Channels.Open;

/// <summary>One message or event of a customer, as another system posts it to an open channel.</summary>
public sealed record OpenIncoming
{
    /// <summary>Yours, 1 to 128 visible ASCII characters: the same id of the same customer (or group) is taken once, however often it is posted.</summary>
    public string? Id { get; init; }

    /// <summary>Who says it; in a group, who of the group.</summary>
    public OpenParty? From { get; init; }

    /// <summary>The group that it is said in; left out: it is said to us alone.</summary>
    public OpenParty? Group { get; init; }

    /// <summary>In a group: whether it is said to us. What is not is kept for reading on, and nothing is decided about it.</summary>
    public bool? Addressed { get; init; }

    /// <summary>text, picture, voice, video, file, location, link or event.</summary>
    public string? Type { get; init; }

    /// <summary>Of a text: 1 to 8,000 characters; of a voice: what was recognised.</summary>
    public string? Text { get; init; }

    /// <summary>Of a text: the id of the choice that was tapped, where we offered some.</summary>
    public string? Choice { get; init; }

    /// <summary>When it was said; left out: now. The order is that of arrival.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Of a picture, voice, video or file, unless the request carries the file beside it.</summary>
    public OpenMedia? Media { get; init; }

    public OpenLocation? Location { get; init; }

    public OpenLink? Link { get; init; }

    public OpenHappening? Event { get; init; }
}

/// <param name="Id">Yours, 1 to 100 visible ASCII characters or letters; lasting.</param>
/// <param name="Name">As agents see it; at most 100 characters.</param>
public sealed record OpenParty(string? Id = null, string? Name = null);

/// <summary>A file: its bytes, or where they are.</summary>
/// <param name="Data">The bytes in Base64, at most 20 MB.</param>
/// <param name="Url">Instead of them: a public address to fetch it from, soon after.</param>
/// <param name="Name">With its ending.</param>
public sealed record OpenMedia(byte[]? Data = null, string? Url = null, string? Name = null);

/// <param name="Latitude">Degrees, -90 to 90.</param>
/// <param name="Longitude">Degrees, -180 to 180.</param>
public sealed record OpenLocation(double? Latitude = null, double? Longitude = null, string? Label = null);

/// <param name="Url">http or https.</param>
public sealed record OpenLink(string? Title = null, string? Url = null, string? Description = null);

/// <summary>Something that happened and that nobody said.</summary>
/// <param name="Name">Lower case letters, digits and <c>_ -</c>; at most 60.</param>
/// <param name="Fields">At most 20, shown as they are.</param>
public sealed record OpenHappening(string? Name = null, string? Key = null, ImmutableDictionary<string, string>? Fields = null);
