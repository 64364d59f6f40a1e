using Imcc.Core.Desk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Translation;

internal static class TranslationSetup
{
    /// <summary>The translation service, if one is set up.</summary>
    public static IServiceCollection AddTranslation(this IServiceCollection services)
    {
        services.AddOptions<TranslationOptions>().BindConfiguration(TranslationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TranslationOptions>, TranslationOptionsValidator>();
        services.AddHttpClient(Translations.ClientName, Translations.Prepare);
        services.AddSingleton<ITranslations, Translations>();
        return services;
    }
}
