using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Misses;

/// <summary>How misses are collected, and what an answer without asking is worth.</summary>
internal sealed class MissOptions
{
    public const string Section = "Imcc:Misses";

    /// <summary>So long after a message it is looked at: until then the agent has answered.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan Lag { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>So much before the first start is looked through.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Seconds that an agent would have needed for what the system answered.</summary>
    [Range(1, 3600)]
    public int SecondsPerAnswer { get; set; } = 45;
}

[OptionsValidator]
internal sealed partial class MissOptionsValidator : IValidateOptions<MissOptions>;
