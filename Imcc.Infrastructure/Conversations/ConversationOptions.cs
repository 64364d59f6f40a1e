using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Times that hold for every conversation. Section <c>Imcc:Conversations</c>.</summary>
public sealed class ConversationOptions
{
    public const string Section = "Imcc:Conversations";

    /// <summary>How long the automatic service waits for the customer's next word before the episode counts as over.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AutomatedIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a waiting web visitor may be gone before they count as having left.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan VisitorPatience { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>The longest text that an agent may send, in characters.</summary>
    [Range(100, 20000)]
    public int LongestText { get; set; } = 2000;

    internal Core.Conversations.ConversationLimits Limits => new(AutomatedIdle, VisitorPatience);
}

[OptionsValidator]
internal sealed partial class ConversationOptionsValidator : IValidateOptions<ConversationOptions>;
