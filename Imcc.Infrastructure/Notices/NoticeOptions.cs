using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

/// <summary>How notices of other systems are sent and kept. Section <c>Imcc:Notices</c>.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Imcc:Notices";

    /// <summary>Days after which a settled notice is forgotten, and with it its idempotency key.</summary>
    [Range(2, 3650)]
    public int KeptDays { get; set; } = 7;

    /// <summary>Notices of one account and kind that are on their way to the channel at the same time, in this process.</summary>
    [Range(1, 500)]
    public int AtOnce { get; set; } = 64;

    /// <summary>Notices that are taken on lease together.</summary>
    [Range(1, 1000)]
    public int Together { get; set; } = 200;

    /// <summary>How long a process that took notices may be silent before another takes them, in seconds. Longer than a sender's own time-outs.</summary>
    [Range(15, 600)]
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>How long the sender of a template notice waits for its result before it is told that the channel took it, in seconds.</summary>
    [Range(5, 86400)]
    public int ReportWaitSeconds { get; set; } = 600;

    /// <summary>Hosts inside the house whose addresses results may be told to; others must be of the public network.</summary>
    public IList<string> CallbackHosts { get; set; } = [];
}

[OptionsValidator]
internal sealed partial class NoticeOptionsValidator : IValidateOptions<NoticeOptions>;
