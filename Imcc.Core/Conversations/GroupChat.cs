using Imcc.Core.Channels;

namespace Imcc.Core.Conversations;

/// <summary>
/// That a conversation takes place in a group (群聊): whose it is, and whom we answer. The others of the group hear everything and may speak to us, too:
/// while one speaker's conversation is with people, what others say to us is served within it, each by name; while it is only with the system, whoever
/// speaks to us next begins their own.
/// </summary>
/// <param name="Name">The group's name when the conversation began.</param>
/// <param name="Customer">Whose conversation it is: whose tier, tags and last agent counted for the line.</param>
/// <param name="Answering">Whom the agent's words are for, by the agent's choice; null: the customer.</param>
[GenerateSerializer, Immutable, Alias("Imcc.GroupChat")]
public sealed record GroupChat([property: Id(0)] string Name, [property: Id(1)] Speaker Customer, [property: Id(2)] Speaker? Answering = null)
{
    /// <summary>Whom the next word is for.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Speaker Addressee => Answering ?? Customer;

    public bool IsOf(Speaker speaker) => Customer.Id == speaker.Id;
}
