using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Translation;

/// <summary>A translation service that speaks LibreTranslate's HTTP interface. Section <c>Imcc:Translation</c>; without an address there is none.</summary>
public sealed class TranslationOptions
{
    public const string Section = "Imcc:Translation";

    /// <summary>Its root, for example <c>http://translate.internal:5000</c>; empty: no translation.</summary>
    [RegularExpression("^$|^https?://.+", ErrorMessage = "Imcc:Translation:Url is no http or https address.")]
    public string Url { get; set; } = "";

    /// <summary>Where the service wants one.</summary>
    [StringLength(200)]
    public string ApiKey { get; set; } = "";

    /// <summary>Seconds; 1 to 30.</summary>
    [Range(1, 30)]
    public int TimeoutSeconds { get; set; } = 8;

    /// <summary>Texts remembered; 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int Remembered { get; set; } = 2000;

    /// <summary>Questions to the service at the same time; 1 to 64.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;
}

[OptionsValidator]
internal sealed partial class TranslationOptionsValidator : IValidateOptions<TranslationOptions>;
