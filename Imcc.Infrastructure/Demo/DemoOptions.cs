using System.ComponentModel.DataAnnotations;

namespace Imcc.Infrastructure.Demo;

/// <summary>The demo: people with a known password, accounts, a phone to try them with. Never for work. Section <c>Imcc:Demo</c>.</summary>
public sealed class DemoOptions
{
    public const string Section = "Imcc:Demo";

    /// <summary>Left out: in Development only.</summary>
    public bool Enabled { get; set; }

    /// <summary>An API key with all scopes, valid while the demo is enabled.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Of how many days before the first start conversations, presence and scores are made up; 0: none, at most 90.</summary>
    [Range(0, 90)]
    public int PastDays { get; set; } = 28;
}
