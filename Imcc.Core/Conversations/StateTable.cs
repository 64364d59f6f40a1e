using System.Collections.Frozen;

namespace Imcc.Core.Conversations;

/// <summary>
/// What happens to a conversation when something happens: (where it stands × what happens) → where it stands then, every cell filled.
/// This is the agreement; <see cref="Reception"/>, <see cref="Conduct"/> and <see cref="DeadlineConduct"/> keep it, and the tests walk it cell by cell.
/// </summary>
public static class StateTable
{
    /// <summary>Nothing changes; a word of the customer's is in the thread all the same.</summary>
    public const string Nothing = ".";

    /// <summary>Refused, and whoever asked is told why.</summary>
    public const string Refused = "x";

    /// <summary>
    /// Where a conversation can stand: no conversation open; answered automatically; asked for a message; in the line; offered to an agent;
    /// served; served while a colleague is invited; parked by its agent; a message left; in the wrap-up.
    /// </summary>
    private const string Text = """
                                  None      Automated Asked     Queued    Offered   Active    Inviting  Parked    Message   WrapUp
        customer speaks           Queued    Queued    Message   Queued    Offered   Active    Inviting  Queued    Message   Active
        speaks to the menu        Automated Automated Message   Queued    Offered   Active    Inviting  Queued    Message   Active
        speaks after hours        Message   Message   Message   Queued    Offered   Active    Inviting  Parked    Message   Active
        speaks, line full         Message   Message   Message   Queued    Offered   Active    Inviting  Queued    Message   Active
        asks for a person         Queued    Queued    Queued    Queued    Offered   Active    Inviting  Queued    Queued    Active
        asks after hours          Asked     Asked     Asked     Queued    Offered   Active    Inviting  Parked    Message   Active
        says thanks               .         Queued    Message   Queued    Offered   Active    Inviting  Parked    Message   Active
        chooses a message         Queued    Queued    Message   Asked     Offered   Active    Inviting  Queued    Message   Active
        leaves                    .         Closed    Closed    Abandoned Abandoned WrapUp    WrapUp    Closed    Closed    .
        ends the chat             .         Closed    Closed    Abandoned Abandoned WrapUp    WrapUp    Closed    .         .
        screen goes away          x         .         .         Queued    Offered   .         .         .         .         .
        agent accepts             x         x         x         x         Active    x         x         x         x         x
        agent declines            x         x         x         x         Queued    x         x         x         x         x
        agent ends                x         x         x         x         x         WrapUp    WrapUp    x         x         x
        agent parks               x         x         x         x         x         Parked    Parked    x         x         x
        agent resumes             x         x         x         x         x         x         x         Queued    x         x
        agent closes              x         x         x         x         x         x         x         Closed    x         x
        wrap-up finished          x         x         x         x         x         x         x         x         x         Closed
        finished, reason missing  x         x         x         x         x         x         x         x         x         x
        transferred to a group    x         x         x         x         x         Queued    Queued    x         x         x
        colleague invited         x         x         x         x         x         Inviting  x         x         x         x
        colleague accepts         x         x         x         x         x         x         Active    x         x         x
        colleague declines        x         x         x         x         x         x         Active    x         x         x
        invitation withdrawn      x         x         x         x         x         x         Active    x         x         x
        help asked                x         x         x         x         x         Active    Inviting  x         x         x
        assigned by force         x         x         x         Active    Active    Active    Active    Active    Active    x
        lead takes over           x         x         x         Active    Active    Active    Active    Active    Active    x
        lead moves to a group     x         x         x         Queued    Queued    Queued    Queued    x         x         x
        agent's screen lost       x         x         x         x         Queued    x         x         x         x         x
        agent gone for good       x         x         x         x         Queued    Queued    Queued    x         x         x
        colleague's screen lost   x         x         x         x         x         x         Active    x         x         x
        line too long             x         x         x         Asked     x         x         x         x         x         x
        long time passes          x         Closed    Closed    Asked     Queued    Active    Active    Closed    Queued    Closed
        """;

    /// <summary>Where a conversation can stand, in the order of the table.</summary>
    public static IReadOnlyList<string> Places { get; }

    /// <summary>What can happen, in the order of the table.</summary>
    public static IReadOnlyList<string> Events { get; }

    /// <summary>The place after an event at a place, <see cref="Nothing"/> or <see cref="Refused"/>.</summary>
    public static FrozenDictionary<(string Event, string Place), string> Cells { get; }

    static StateTable()
    {
        var lines = Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Places = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Events = [.. lines.Skip(1).Select(l => l[..26].Trim())];
        Cells = lines.Skip(1)
            .SelectMany(l => Places.Zip(l[26..].Split(' ', StringSplitOptions.RemoveEmptyEntries), (place, next) => ((l[..26].Trim(), place), next)))
            .ToFrozenDictionary(c => c.Item1, c => c.next);
    }

    /// <summary>The place of a conversation in the table; null: none is open.</summary>
    public static string PlaceOf(Conversation? c) => c switch
    {
        null or { IsOpen: false } => c is null ? "None" : c.State.ToString(),
        { State: ConversationState.Automated, AwaitsMessage: true } => "Asked",
        { State: ConversationState.Active, Invitation: not null } => "Inviting",
        { IsLeftMessage: true } => "Message",
        _ => c.State.ToString(),
    };
}
